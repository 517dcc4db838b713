"""Ranking, misspelt words and pages of hits, on a handful of entries."""

from __future__ import annotations

import pytest

from sursur.answers.searching import SearchIndex, Text, Wanted, search
from sursur.answers.searching.entries import CODE, Entry
from sursur.answers.searching.index import build_index
from sursur.errors import UsageError

ENTRIES = (
    Entry("country", "KEN", (Text("en", "Kenya"), Text("es", "Kenia"), Text("zh", "肯尼亚"), Text(CODE, "KEN"))),
    Entry("country", "NER", (Text("en", "Niger"), Text(CODE, "NER"))),
    Entry("country", "NGA", (Text("en", "Nigeria"), Text(CODE, "NGA"))),
    Entry("group", "brics", (Text("en", "BRICS"),)),
    Entry("goal", "4", (Text("en", "Quality education"), Text("fr", "Éducation de qualité"))),
    Entry("activity", "a-1", (Text("fr", "Puits au Niger"), Text("fr", "Eau potable pour les villages", name=False))),
    Entry("activity", "a-2", (Text("en", "Schools in Kenya"), Text("es", "Escuelas en Kenia"))),
    Entry("activity", "a-3", (Text("en", "Wells"), Text("en", "Clean water in Kenya and Niger", name=False))),
    *(Entry("activity", f"b-{number:02}", (Text("en", "Village road"),)) for number in range(30)),
)


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return build_index(ENTRIES)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Kenya", "KEN"),
        ("kenya schools", "a-2"),
        ("Kenia", "KEN"),
        ("Kneya", "KEN"),
        ("肯尼亚", "KEN"),
        ("brisc", "brics"),
        ("niger", "NER"),
        ("nigeria", "NGA"),
        ("éduc", "4"),
        ("villages potable", "a-1"),
        ("water niger", "a-3"),
        ("escuelas", "a-2"),
        ("scools", "a-2"),
    ],
)
def test_the_best_hit_comes_first(index: SearchIndex, words: str, first: str) -> None:
    assert search(index, Wanted(words)).hits[0].key == first


def test_a_whole_name_wins_over_a_beginning(index: SearchIndex) -> None:
    found = [hit.key for hit in search(index, Wanted("niger", kind="country")).hits]
    assert found[:2] == ["NER", "NGA"]


def test_hits_are_counted_by_kind_whatever_kind_is_shown(index: SearchIndex) -> None:
    found = search(index, Wanted("kenya", kind="activity"))
    assert found.counts == {"country": 1, "activity": 2}
    assert found.total == 2
    assert {hit.kind for hit in found.hits} == {"activity"}


def test_a_hit_is_named_in_the_language_of_the_reader_where_it_can_be(index: SearchIndex) -> None:
    spanish = search(index, Wanted("Kenya", language="es")).hits[0]
    assert (spanish.title, spanish.language) == ("Kenia", "es")
    russian = search(index, Wanted("Kenya", language="ru")).hits[0]
    assert (russian.title, russian.language) == ("Kenya", "en")


def test_the_text_that_holds_the_words_is_told_where_it_is_not_the_title(index: SearchIndex) -> None:
    hit = search(index, Wanted("potable")).hits[0]
    assert hit.matched == Text("fr", "Eau potable pour les villages", name=False)
    assert search(index, Wanted("schools")).hits[0].matched is None


def test_where_nothing_holds_all_words_some_are_enough_and_that_is_said(index: SearchIndex) -> None:
    found = search(index, Wanted("kenya xylophone"))
    assert not found.all_words
    assert found.hits[0].key == "KEN"


def test_pages_follow_one_another_without_gap_or_double(index: SearchIndex) -> None:
    pages = [search(index, Wanted("village road", limit=10, offset=offset)).hits for offset in (0, 10, 20)]
    keys = [hit.key for page in pages for hit in page]
    assert keys == [f"b-{number:02}" for number in range(30)]


def test_equal_hits_stand_in_the_same_order_in_every_index(index: SearchIndex) -> None:
    again = build_index(ENTRIES)
    for words in ("village", "kenya", "niger water"):
        assert search(again, Wanted(words)).hits == search(index, Wanted(words)).hits


def test_where_nothing_is_found_names_that_come_near_are_told(index: SearchIndex) -> None:
    found = search(index, Wanted("kenyatta"))
    assert (found.total, found.hits) == (0, ())
    assert found.near[0].key == "KEN"


@pytest.mark.parametrize("words", ["", "   ", "!?", "\0", "\N{ZERO WIDTH JOINER}"])
def test_no_words_find_nothing(index: SearchIndex, words: str) -> None:
    assert search(index, Wanted(words)).total == 0


@pytest.mark.parametrize("words", ["a" * 1000, "kenya " * 200, "肯" * 300, "+-&&||!(){}[]^~*?:\\/ AND OR NOT", '"'])
def test_no_words_are_too_much(index: SearchIndex, words: str) -> None:
    search(index, Wanted(words))


@pytest.mark.parametrize("wanted", [Wanted("x", kind="gift"), Wanted("x", limit=0), Wanted("x", limit=101),
                                    Wanted("x", offset=-1), Wanted("x", offset=10_001)])  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_what_can(index: SearchIndex, wanted: Wanted) -> None:
    with pytest.raises(UsageError) as refused:
        search(index, wanted)
    assert refused.value.repair
