"""What a process keeps of the words of the index, and that it is never behind."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from search.corpus import read_corpus
from search.models import IndexEntry
from search.vocabulary import Vocabulary, vocabulary_of
from tests.search.indexed import put

pytestmark = pytest.mark.django_db


def now() -> Vocabulary:
    return vocabulary_of(read_corpus("sv"))


def test_nothing_is_read_while_nothing_changes() -> None:
    put("a", "Tolk")
    now()
    corpus = read_corpus("sv")
    with CaptureQueriesContext(connection) as captured:
        assert "tolk" in vocabulary_of(corpus)
    assert len(captured) == 0


def test_new_words_are_known_and_words_that_went_are_not() -> None:
    put("a", "Tolk")
    assert "kvast" not in now()
    put("b", "Kvast")
    assert "kvast" in now()
    IndexEntry.objects.get(key="a").delete()
    assert "tolk" not in now()
    assert "kvast" in now()


def test_what_was_rolled_back_is_forgotten() -> None:
    put("a", "Tolk")
    now()
    with transaction.atomic():
        put("b", "Kvast")
        assert "kvast" in now()
        transaction.set_rollback(True)
    put("c", "Borste")
    vocabulary = now()
    assert "kvast" not in vocabulary
    assert {"tolk", "borst"} <= set(vocabulary.words)


def test_beginnings_and_neighbours() -> None:
    put("a", "anmälningsplikt anmälningsskyldighet anmälan")
    assert now().beginning_with("anmäl") == ["anmälningsplikt", "anmälningsskyld"]
    assert now().neighbours("anmälningsplick") == [("anmälningsplikt", "anmälningsplikt")]
    assert now().neighbours("kvastskaft") == []


def test_no_misspelt_word_is_taken_for_one_that_says_nothing() -> None:
    put("a", "Vad gör vi", "Vad som helst.")
    assert now().neighbours("vab") == []
    put("b", "Vas")
    assert [word for _key, word in now().neighbours("vab")] == ["vas"]
