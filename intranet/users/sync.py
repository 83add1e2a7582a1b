"""Writes the table of roles to the database, so that it holds what the table says and nothing else."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page

from intranet.users.roles import ROLES, Role

PREFIX = "Roll: "


def group_name(role: Role) -> str:
    """The name of a role's group; the prefix sets it apart from audience groups."""
    return f"{PREFIX}{role.code}"


@transaction.atomic
def sync_roles() -> tuple[int, int]:
    """Bring groups and their rights in step with the table; returns how many were made and how many changed.

    Raises Permission.DoesNotExist, naming it, for a permission that no room defines.
    """
    made = changed = 0
    known = {
        f"{row.content_type.app_label}.{row.codename}": row for row in Permission.objects.select_related("content_type")
    }
    root = Page.objects.get(depth=1)
    collection = Collection.get_first_root_node()
    for role in ROLES:
        group, new = Group.objects.get_or_create(name=group_name(role))
        made += new
        wanted = {_named(known, name) for name in role.permissions}
        if set(group.permissions.all()) != wanted:
            group.permissions.set(wanted)
            changed += not new
        _page_rights(group, root, {_named(known, f"wagtailcore.{name}") for name in role.page_permissions})
        files = {_file_permission(known, name) for name in role.file_permissions}
        _file_rights(group, collection, files)
    Group.objects.filter(name__startswith=PREFIX).exclude(name__in=[group_name(role) for role in ROLES]).delete()
    # Wagtail's own groups would be a second table of rights; what they approved goes to the reviewers.
    reviewers = [Group.objects.get(name=group_name(role)) for role in ROLES if role.approves]
    for task in GroupApprovalTask.objects.filter(groups__name="Moderators"):
        task.groups.set(reviewers)
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
    return made, changed


def _named(known: dict[str, Permission], name: str) -> Permission:
    if name not in known:
        raise Permission.DoesNotExist(f"The permission {name} does not exist.")
    return known[name]


def _file_permission(known: dict[str, Permission], name: str) -> Permission:
    return _named(known, f"media.{name}")


def _page_rights(group: Group, root: Page, wanted: set[Permission]) -> None:
    rights = GroupPagePermission.objects.filter(group=group)
    rights.exclude(page=root, permission__in=wanted).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _file_rights(group: Group, collection: Collection, wanted: set[Permission]) -> None:
    rights = GroupCollectionPermission.objects.filter(group=group)
    rights.exclude(collection=collection, permission__in=wanted).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
