"""Through every door of publishing: version, stewardship and index entry come in one transaction (decisions E and I)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from knowledge.enums import ChangeKind
from knowledge.models import PageVersion, RoutinePage, Stewardship
from pages import registries
from search.models import IndexEntry
from tests import factories as make

ClientOf = Callable[..., Client]


def numbers(page: Page) -> list[str]:
    """The versions of a page, oldest first."""
    return [version.number for version in PageVersion.objects.filter(page_id=page.pk).order_by("major", "minor")]


def indexed(page: Page) -> str | None:
    return IndexEntry.objects.filter(page_id=page.pk).values_list("title", flat=True).first()


def draft(**kwargs: Any) -> RoutinePage:
    page: RoutinePage = make.RoutineFactory(live=False, **kwargs)
    return page


def change(page: RoutinePage, kind: str = ChangeKind.SMALL, **fields: Any) -> Revision:
    """A new draft of a page."""
    page = RoutinePage.objects.get(pk=page.pk)
    page.change_kind = kind
    for name, value in fields.items():
        setattr(page, name, value)
    return page.save_revision()


def test_a_draft_has_no_version_no_stewardship_and_is_not_found(home: Page) -> None:
    page = draft()
    assert (numbers(page), Stewardship.objects.filter(page_id=page.pk).exists(), indexed(page)) == ([], False, None)


def test_first_publication(home: Page) -> None:
    page = draft(title="Samtycke")
    by = make.make_person("petra", role="editor")
    page.get_latest_revision().publish(user=by)
    version = PageVersion.objects.get(page_id=page.pk)
    assert (version.number, version.published_by, version.valid_from) == ("1.0", by, timezone.localdate())
    assert version.kind == ChangeKind.SIGNIFICANT
    row = Stewardship.objects.get(page_id=page.pk)
    assert row.due_on == timezone.localdate() + relativedelta(months=12)
    assert indexed(page) == "Samtycke"


def test_numbers_of_versions(home: Page) -> None:
    """A small change raises m, a significant one N; the sentence is the revision's."""
    page = draft()
    page.get_latest_revision().publish()
    for kind in (ChangeKind.SMALL, ChangeKind.SMALL, ChangeKind.SIGNIFICANT, ChangeKind.SMALL):
        change(page, kind, change_sentence=f"{kind} ändring").publish()
    assert numbers(page) == ["1.0", "1.1", "1.2", "2.0", "2.1"]
    assert PageVersion.objects.get(page_id=page.pk, major=2, minor=0).sentence == "significant ändring"


def test_publishing_the_same_revision_again_writes_nothing(home: Page) -> None:
    page = make.RoutineFactory()
    page.get_latest_revision().publish()
    assert numbers(page) == ["1.0"]


def test_the_editors_door(home: Page, client_of: ClientOf) -> None:
    page = draft(title="Samtycke")
    answer = client_of("editor").post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {"next": "/admin/"})
    assert answer.status_code == 302
    assert (numbers(page), indexed(page)) == (["1.0"], "Samtycke")
    assert PageVersion.objects.get(page_id=page.pk).published_by.username == "editor"


def test_a_revision_for_later_keeps_the_former_served(
    home: Page, client_of: ClientOf, clock: Callable[[str], None]
) -> None:
    clock("2026-11-24T10:00")
    page = make.RoutineFactory(title="Förr", slug="rutinen")
    change(page, ChangeKind.SIGNIFICANT, title="Sedan", go_live_at=timezone.now() + timedelta(days=3)).publish()
    assert (numbers(page), indexed(page)) == (["1.0"], "Förr")
    client = client_of("reader")
    assert "Förr" in client.get("/rutinen/").content.decode()
    call_command("publish_scheduled", verbosity=0)
    assert numbers(page) == ["1.0"]
    clock("2026-11-27T10:01")
    call_command("publish_scheduled", verbosity=0)
    assert (numbers(page), indexed(page)) == (["1.0", "2.0"], "Sedan")
    text = client_of(make.make_person("sen")).get("/rutinen/").content.decode()
    assert "Sedan" in text
    assert "Förr" not in text


def test_publish_scheduled_takes_down_what_has_expired(home: Page) -> None:
    page = make.RoutineFactory()
    change(page, expire_at=timezone.now() + timedelta(days=1)).publish()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)
    assert not Page.objects.get(pk=page.pk).live
    assert indexed(page) is None


def test_unpublishing_and_publishing_again(home: Page, client_of: ClientOf) -> None:
    page = make.RoutineFactory()
    page.unpublish()
    assert indexed(page) is None
    assert not IndexEntry.objects.filter(page_id=page.pk).exists()
    page.get_latest_revision().publish()
    assert (numbers(page), indexed(page)) == (["1.0"], page.title)


def test_unpublishing_a_section_takes_what_lies_below_out_of_the_index(home: Page) -> None:
    section = make.SectionFactory()
    page = make.RoutineFactory(parent=section)
    admin = make.make_person("rot", superuser=True)
    UnpublishPageAction(Page.objects.get(pk=section.pk), user=admin, include_descendants=True).execute()
    assert (indexed(section), indexed(page)) == (None, None)


def test_a_translation_gets_no_version_of_its_own(home: Page, django_capture_on_commit_callbacks: Any) -> None:
    page = make.RoutineFactory(title="Samtycke")
    english = Locale.objects.get(language_code="en")
    with django_capture_on_commit_callbacks(execute=True):
        source, _made = TranslationSource.update_or_create_from_instance(page)
        translation = Translation.objects.create(source=source, target_locale=english)
        for segment in source.stringsegment_set.all():
            StringTranslation.objects.create(
                translation_of=segment.string, context=segment.context, locale=english, data=f"EN {segment.string.data}"
            )
        translation.save_target(publish=True)
    translated = Page.objects.get(translation_key=page.translation_key, locale=english)
    assert translated.live
    assert (numbers(page), numbers(translated)) == (["1.0"], [])
    assert not Stewardship.objects.filter(page_id=translated.pk).exists()
    assert (indexed(page), indexed(translated)) == ("Samtycke", "EN Samtycke")
    assert translated.specific.number == page.number


def test_an_alias_gets_no_version_and_follows_its_source(home: Page) -> None:
    page = make.RoutineFactory(title="Förr")
    alias = page.create_alias(parent=make.SectionFactory(), update_slug="genvag")
    change(page, title="Sedan").publish()
    assert Page.objects.get(pk=alias.pk).title == "Sedan"
    assert (numbers(page), numbers(alias), indexed(alias)) == (["1.0", "1.1"], [], None)


def test_publishing_an_older_revision_undoes_no_review(home: Page) -> None:
    """Traps: Wagtail restores fields from the revision; what a review says lies beside the page."""
    page = make.RoutineFactory()
    older = page.get_latest_revision()
    change(page, title="Nyare").publish()
    today = timezone.localdate()
    Stewardship.objects.filter(page_id=page.pk).update(reviewed_on=today, due_on=today + timedelta(days=200))
    older.publish()
    row = Stewardship.objects.get(page_id=page.pk)
    assert (row.reviewed_on, row.due_on) == (today, today + timedelta(days=200))
    assert numbers(page) == ["1.0", "1.1", "1.2"]
    assert Page.objects.get(pk=page.pk).title == page.title


@pytest.mark.parametrize("registry", ["after_publish", "indexers"])
def test_all_or_nothing(home: Page, monkeypatch: pytest.MonkeyPatch, registry: str) -> None:
    """Wagtail's own publish is not atomic; ours is: when what follows fails, the page is not live either."""
    page = draft()

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("no")

    monkeypatch.setitem(getattr(registries, registry)._entries, "zz-failing", fail)
    with pytest.raises(RuntimeError):
        page.get_latest_revision().publish()
    assert not Page.objects.get(pk=page.pk).live
    assert (numbers(page), Stewardship.objects.filter(page_id=page.pk).exists(), indexed(page)) == ([], False, None)


def test_revisions_with_a_version_are_never_purged(home: Page) -> None:
    page = make.RoutineFactory()
    for title in ("Två", "Tre"):
        change(page, title=title).publish()
    change(page, title="Bara ett utkast")
    change(page, title="Sista utkastet")
    call_command("purge_revisions", verbosity=0)
    kept = set(Revision.objects.for_instance(RoutinePage.objects.get(pk=page.pk)).values_list("pk", flat=True))
    assert set(PageVersion.objects.filter(page_id=page.pk).values_list("revision_id", flat=True)) <= kept
    assert len(numbers(page)) == 3


def test_plain_pages_have_no_version(home: Page) -> None:
    page = make.StandardFactory(title="Om oss")
    assert (numbers(page), indexed(page)) == ([], "Om oss")


def test_a_copy_begins_its_own_history(home: Page) -> None:
    page = make.RoutineFactory()
    Stewardship.objects.filter(page_id=page.pk).update(reviewed_on=timezone.localdate())
    copy = page.copy(update_attrs={"slug": "kopia", "title": "Kopia"}, keep_live=False)
    assert numbers(copy) == []
    copy.save_revision().publish()
    assert numbers(copy) == ["1.0"]
    assert Stewardship.objects.get(page_id=copy.pk).reviewed_on is None
