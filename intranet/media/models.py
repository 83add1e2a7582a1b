"""Our own image and document: a form keeps its identity, each new file is a version with dates."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Image as WagtailImage


class Image(AbstractImage):
    """A picture; what it shows is said in `description`, which every use needs."""

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class Rendition(AbstractRendition):
    """A picture in a size."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_per_image_and_filter"
            )
        ]


class Document(AbstractDocument):
    """A form or leaflet. Texts refer to this row; what opens is the version in force on the day."""

    class Kind(models.TextChoices):
        """What a document is for."""

        FORM = "form", _("form")
        LEAFLET = "leaflet", _("leaflet")
        OTHER = "other", _("other")

    code = models.SlugField(_("code"), max_length=80, unique=True, null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    language = models.CharField(_("language"), max_length=10, default="sv")

    admin_form_fields = (*WagtailDocument.admin_form_fields, "kind", "language")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def version_on(self, day: date | None = None) -> "DocumentVersion | None":
        """The version in force on a day (today when absent); None when the document has no versions."""
        on = day or timezone.localdate()
        return self.versions.filter(valid_from__lte=on).order_by("-valid_from", "-pk").first()

    def file_in_force(self) -> Any:
        """The file to serve today: of the version in force, else the document's own."""
        version = self.version_on()
        return version.file if version else self.file


class DocumentVersion(models.Model):
    """One file of a document and the day from which it is the one to use."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions", verbose_name=_("document"))
    label = models.CharField(_("version"), max_length=20)
    valid_from = models.DateField(_("valid from"))
    file = models.FileField(_("file"), upload_to="documents/versions")
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ["-valid_from"]
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of a document")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("document", "label"), name="one_file_per_document_version")
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.label}"
