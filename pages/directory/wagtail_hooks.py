"""People at work in the editors' pages: profiles, assignments, staff groups."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from pages.directory.models import Assignment, StaffGroup, StaffProfile


class StaffProfileViewSet(ModelViewSet):
    """A person's professions."""

    model = StaffProfile
    icon = "user"
    form_fields = ("user", "professions")
    list_display = ("user",)


class AssignmentViewSet(ModelViewSet):
    """Who works where, for whom, as what, from when to when."""

    model = Assignment
    icon = "site"
    form_fields = ("profile", "centre", "employer", "role", "starts", "ends")
    list_display = ("profile", "centre", "employer", "role", "starts", "ends")
    list_filter = ("centre", "employer", "role")


class StaffGroupViewSet(ModelViewSet):
    """Groups that answer for pages."""

    model = StaffGroup
    icon = "group"
    # Panels, not form_fields: Wagtail then makes the form, and its fields say what never to write (pages.reminders).
    panels = tuple(FieldPanel(name) for name in ("code", "name", "centre", "members"))
    list_display = ("name", "centre")


class DirectoryGroup(ModelViewSetGroup):
    """The directory in the menu."""

    menu_label = _("People")
    menu_icon = "group"
    menu_order = 340
    items = (StaffProfileViewSet("staff_profile"), AssignmentViewSet("assignment"), StaffGroupViewSet("staff_group"))


@hooks.register("register_admin_viewset")
def directory_viewsets() -> DirectoryGroup:
    """Add the group to the menu."""
    return DirectoryGroup()
