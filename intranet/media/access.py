"""Who may read a file: whoever may see one published page that refers to it, directly or through a snippet.

A file to which no page refers is for the editors of its collection. Restrictions are read at the moment of asking.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.models import Page, ReferenceIndex
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from intranet.media.models import Document, Image
from pages.registries import Reader
from pages.visibility import visible_to

SNIPPET_GENERATIONS = 2


def pages_referring_to(obj: Model) -> set[int]:
    """Ids of the pages that refer to `obj`, directly or through snippets."""
    page_type = ContentType.objects.get_for_model(Page)
    wanted: list[tuple[int, str]] = [(ContentType.objects.get_for_model(obj).pk, str(obj.pk))]
    pages: set[int] = set()
    for _generation in range(SNIPPET_GENERATIONS):
        q = Q(pk__in=[])
        for content_type, object_id in wanted:
            q |= Q(to_content_type=content_type, to_object_id=object_id)
        rows = ReferenceIndex.objects.filter(q).values_list("base_content_type_id", "object_id")
        wanted = []
        for base_type, object_id in rows.distinct():
            if base_type == page_type.pk:
                pages.add(int(object_id))
            else:
                wanted.append((base_type, object_id))
        if not wanted:
            break
    return pages


def can_read_file(user: Reader, obj: Document | Image) -> bool:
    """Whether `user` may read this document or picture now."""
    referring = pages_referring_to(obj)
    if referring:
        return visible_to(Page.objects.filter(pk__in=referring), user, few=True).exists() or _edits(user, obj)
    return _edits(user, obj)


def _edits(user: Reader, obj: Document | Image) -> bool:
    policy = CollectionOwnershipPermissionPolicy(type(obj), owner_field_name="uploaded_by_user")
    return bool(policy.user_has_any_permission_for_instance(user, ["choose", "change", "delete"], obj))
