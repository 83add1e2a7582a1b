"""The account of a person; who they are at work is in pages.directory."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.personal_data import PersonalDataModelMixin


class User(PersonalDataModelMixin, AbstractUser):
    """An account. A person's professions, centres and employers are derived from pages.directory, never stored here."""

    class Meta(AbstractUser.Meta):
        db_table = "users_user"
        permissions = (("see_all_centres", _("May see figures of all centres")),)

    def get_display_name(self) -> str:
        """The name that others see."""
        return self.get_full_name() or self.get_username()


class DemoMark(models.Model):
    """The one row that says: this database is a demonstration and holds no real accounts.

    `manage.py demo` writes it into an empty database and refuses a database that has users but not the mark.
    """

    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("mark of the demonstration")
        verbose_name_plural = _("marks of the demonstration")

    def __str__(self) -> str:
        return str(self.created)
