"""One table: each role and what it may do. `manage.py sync_roles` writes it to the database; docs/roles says it in words.

A role is a group with Wagtail's editing rights; whom a person works for and where is in Assignment. What a role may read is
no part of it: that follows from assignments (pages.visibility). Code asks `user.has_perm`, never a group's name.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ADMIN_ACCESS = "wagtailadmin.access_admin"
VOCABULARY = ("term", "topic", "goal", "targetgroup", "profession", "contact")
REGISTERS = ("party", "area", "service")
LAW = ("legalact", "legalreference")


def _all(app: str, models: tuple[str, ...], *actions: str) -> tuple[str, ...]:
    return tuple(f"{app}.{action}_{model}" for model in models for action in actions)


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its name, Django permissions, rights on the page tree, and rights on files."""

    code: str
    label: Promise
    permissions: tuple[str, ...] = ()
    page_permissions: tuple[str, ...] = ()
    file_permissions: tuple[str, ...] = ()
    approves: bool = False


EDITING = (
    ADMIN_ACCESS,
    *_all("pages", VOCABULARY, "view", "add", "change"),
    *_all("knowledge", LAW, "view", "add", "change"),
    *_all("knowledge", ("stewardship",), "view", "change"),
)
FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
CHOOSING = ("choose_image", "choose_document")

ROLES: tuple[Role, ...] = (
    Role("reader", _("Reader")),
    Role(
        "editor",
        _("Editor"),
        EDITING,
        ("add_page", "change_page", "publish_page"),
        FILES,
    ),
    Role("reviewer", _("Reviewer"), (ADMIN_ACCESS,), approves=True),
    Role(
        "translator",
        _("Translator"),
        (ADMIN_ACCESS, "wagtail_localize.submit_translation"),
        ("change_page",),
        CHOOSING,
    ),
    Role("mentor", _("Mentor")),
    # No right to pages yet: one at the root would open the drafts of every centre and principal.
    Role("centre_coordinator", _("Centre coordinator")),
    Role(
        "overall_coordinator",
        _("Overall coordinator"),
        (
            *EDITING,
            "users.see_all_centres",
            "search.view_querylog",
            *_all("search", ("synonymgroup",), "add", "change", "delete", "view"),
        ),
        ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
        FILES,
        approves=True,
    ),
    Role("steering_member", _("Steering group member")),
    Role("regional_developer", _("Regional developer"), ("users.see_all_centres",)),
    Role("manager", _("Manager")),
    Role(
        "administrator",
        _("Administrator"),
        (
            *EDITING,
            *_all("pages", REGISTERS, "view", "add", "change", "delete"),
            *_all("pages", VOCABULARY, "delete"),
            *_all("knowledge", LAW, "delete"),
            *_all("directory", ("staffprofile", "assignment", "staffgroup"), "view", "add", "change", "delete"),
            *_all("search", ("synonymgroup",), "view", "add", "change", "delete"),
            "users.see_all_centres",
            "wagtailcore.add_workflow",
            "wagtailcore.change_workflow",
            "wagtailcore.delete_workflow",
        ),
        ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
        FILES,
    ),
)
