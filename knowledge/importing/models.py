"""Which page or row came from which content file (decision H)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ContentSource(models.Model):
    """A page that was loaded from a file: its stable id and the file's checksum, so that a second run changes nothing."""

    content_id = models.CharField(_("content id"), max_length=120, unique=True)
    page = models.OneToOneField(Page, models.CASCADE, related_name="content_source", verbose_name=_("page"))
    checksum = models.CharField(_("checksum"), max_length=64)
    missing = models.JSONField(_("pages that it names and that are not there"), default=list)
    # Whether the file has closed the page; what an editor closes is not the file's to open.
    restricted = models.BooleanField(_("closed by the file"), default=False)

    class Meta:
        verbose_name = _("content file")
        verbose_name_plural = _("content files")

    def __str__(self) -> str:
        return self.content_id
