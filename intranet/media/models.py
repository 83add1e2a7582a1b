"""Our own image and document: a form keeps its identity, each new file is a version with dates."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from intranet.media.contents import check_document
from pages.personal_data import PersonalDataModelMixin


class Image(PersonalDataModelMixin, AbstractImage):
    """A picture; what it shows is said in `description`, which every use needs."""

    # Wagtail's own model is always there too: without names of their own the reverse accessors clash.
    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), related_name="images")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="images",
        verbose_name=_("uploaded by"),
    )

    admin_form_fields = (
        "title", "file", "description", "collection", "tags",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions: ClassVar[list[tuple[str, str]]] = [("choose_image", "Can choose image")]


class Rendition(AbstractRendition):
    """A picture in a size."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_per_image_and_filter"
            )
        ]


class Document(PersonalDataModelMixin, AbstractDocument):
    """A form or leaflet. Texts refer to this row; what opens is the version in force on the day."""

    class Kind(models.TextChoices):
        """What a document is for."""

        FORM = "form", _("form")
        LEAFLET = "leaflet", _("leaflet")
        OTHER = "other", _("other")

    # Wagtail's own model is always there too: without names of their own the reverse accessors clash.
    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), related_name="documents")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="documents",
        verbose_name=_("uploaded by"),
    )
    code = models.SlugField(_("code"), max_length=80, unique=True, null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    language = models.CharField(_("language"), max_length=10, default="sv")

    admin_form_fields = ("title", "file", "collection", "tags", "kind", "language")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions: ClassVar[list[tuple[str, str]]] = [("choose_document", "Can choose document")]

    def clean(self) -> None:
        """Refuse a new file that is not what its name says."""
        super().clean()
        if self.file and not self.file._committed:  # noqa: SLF001 - Django's own mark of a new file
            try:
                check_document(self.file.file, self.file.name)
            except ValidationError as error:
                raise ValidationError({"file": error}) from error

    def version_on(self, day: date | None = None) -> "DocumentVersion | None":
        """The version in force on a day (today when absent); None when the document has no versions."""
        on = day or timezone.localdate()
        return DocumentVersion.objects.filter(document=self, valid_from__lte=on).order_by("-valid_from", "-pk").first()

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
        ordering = ("-valid_from",)
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of a document")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("document", "label"), name="one_file_per_document_version")
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.label}"
