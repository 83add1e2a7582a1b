"""What every page type has, and the one door through which every page is published (decision I)."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Page, PagePermissionTester, Revision

from pages import registries
from pages.hidden import DEEPEST
from pages.personal_data import PersonalDataModelMixin
from pages.translation import Spoken, texts


class BasePage(PersonalDataModelMixin, Page):
    """A page of the intranet: lead, search words, and publishing in one transaction.

    The lead is what a reader sees first and a search shows first; the search words are what staff call the thing.
    """

    lead = models.TextField(
        _("lead"),
        blank=True,
        max_length=500,
        help_text=_("What to do first, in one or two sentences. Never write anything about children or families."),
    )
    search_terms = models.TextField(
        _("search words"),
        blank=True,
        max_length=1000,
        help_text=_("Other words that staff use for this, one on each line."),
    )

    override_translatable_fields: ClassVar[Spoken] = texts("lead", "search_terms")
    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("search_terms")]
    # The wall and visible_to decide who reads; menus follow the tree: nothing of Wagtail's promote tab applies but the slug.
    promote_panels: ClassVar[list[Panel]] = [FieldPanel("slug"), FieldPanel("show_in_menus")]

    class Meta:
        abstract = True

    @property
    def search_term_list(self) -> list[str]:
        """The search words, one for each line."""
        return [line.strip() for line in self.search_terms.splitlines() if line.strip()]

    def permissions_for_user(self, user: AbstractBaseUser) -> PagePermissionTester:
        """What `user` may do with the page: nothing when it is closed to them (pages.editing)."""
        from pages.editing.closed import ReadersPermissions

        return ReadersPermissions(user, self)

    def publish(
        self,
        revision: Revision,
        user: AbstractBaseUser | None = None,
        changed: bool = True,
        log_action: bool | str = True,
        previous_revision: Revision | None = None,
        skip_permission_checks: bool = False,
    ) -> None:
        """Publish as Wagtail does, with all that follows from it (version, stewardship, index row) in one transaction.

        Editor, workflow, scheduler, localize and importer all end here. A revision that is scheduled for later leaves
        the served page as it is, and nothing follows yet.
        """
        with transaction.atomic():
            super().publish(
                revision,
                user=user,
                changed=changed,
                log_action=log_action,
                previous_revision=previous_revision,
                skip_permission_checks=skip_permission_checks,
            )
            page = type(self)._default_manager.get(pk=self.pk)
            if page.live and page.live_revision_id == revision.pk:
                for listener in registries.after_publish:
                    listener(page, revision=revision, by=user)
            registries.reindex(page)

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Unpublish as Wagtail does, with what follows from it (pages.publishing) in the same transaction."""
        with transaction.atomic():
            super().unpublish(*args, **kwargs)

    def create_alias(self, **kwargs: Any) -> Page:
        """An alias always points to the page that is no alias itself, so visibility has one generation to follow."""
        source = self.alias_of.specific if self.alias_of_id else self
        return Page.create_alias(source, **kwargs)

    # The template of the part that depends on revision and language alone (pages.rendering).
    body_template: ClassVar[str] = "pages/body.html"

    def body_context(self) -> dict[str, Any]:
        """What the body's template shows: a plain page has its stream in `body`."""
        from pages.texts import stream

        body = getattr(self, "body", None)
        return {"page": self, "blocks": stream(body) if body else []}

    def lists(self) -> dict[str, Q]:
        """Further lists of pages that the template shows, each as a condition on pages.

        The conditions may depend on the page's type, number and place in the tree, on nothing else: their SQL is kept.
        """
        return {}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Body, breadcrumb, menu and lists, in a handful of queries (pages.reading)."""
        from pages.reading import reading_context

        context = reading_context(self, request, template=self.body_template, body=self.body_context, lists=self.lists)
        for add in registries.page_context:
            context.update(add(self, request))
        return context

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page's own template."""
        return str(self.template)

    def clean(self) -> None:
        """Refuse a page deeper than visibility looks."""
        super().clean()
        if self.depth and self.depth > DEEPEST:
            raise ValidationError(_("The page lies too deep in the tree."))
