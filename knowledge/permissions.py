"""Who may do what with knowledge pages; asked of Wagtail's page permissions, never of a group's name."""

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Page


def can_withdraw(user: AbstractBaseUser, page: Page) -> bool:
    """Whoever may publish a page may take it out of force."""
    return bool(page.permissions_for_user(user).can_publish())
