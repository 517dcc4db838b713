"""Sentences are English text that remembers its words and what was filled in."""

from __future__ import annotations

import json
import pickle
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sursur.sentences import (
    Sentence,
    Several,
    Term,
    clauses,
    day_term,
    how_often,
    joined,
    packed,
    unpacked,
)

PLAIN = st.text(max_size=20) | st.integers()
SENTENCES = st.recursive(
    st.builds(lambda text, code: Term(text, "country", code), st.text(max_size=9), st.text(max_size=3)) | PLAIN,
    lambda inner: (
        st.builds(lambda one, other: Sentence("%(one)s, not %(other)s", one=one, other=other), inner, inner)
        | st.lists(inner.map(str), max_size=3).map(Several)
    ),
    max_leaves=6,
)


def test_a_sentence_is_its_english_text() -> None:
    told = Sentence("%(country)s was a member in %(year)s.", country="Brazil", year=2009)
    assert told == "Brazil was a member in 2009."
    assert (told.words, told.values["year"]) == ("%(country)s was a member in %(year)s.", 2009)


def test_words_without_places_may_hold_a_per_cent_sign() -> None:
    assert Sentence("its grant element is 100 %.") == "its grant element is 100 %."


def test_what_says_nothing_is_left_out() -> None:
    assert joined("", Sentence("Name every country once.")) == "Name every country once."
    assert not Several([])


def test_days_and_counts_are_told_as_they_are_written() -> None:
    assert day_term(date(2024, 1, 1)) == "2024-01-01"
    assert (how_often(1), how_often(11)) == ("once", "11 times")
    assert clauses("World Bank; ours, not official").parts == ("World Bank", "ours, not official")


def test_large_numbers_stand_in_groups_of_digits_and_years_do_not() -> None:
    told = Sentence("%(count)s of %(year)s", count=401549, year=2009)
    assert (told, told.values["count"]) == ("401,549 of 2009", 401549)


@given(SENTENCES)
def test_a_sentence_that_was_put_away_is_the_same_again(told: str | int) -> None:
    again = unpacked(json.loads(json.dumps(packed(told))))
    assert (again, type(again), packed(again)) == (told, type(told), packed(told))


def test_a_fault_crosses_processes_with_its_words() -> None:
    told = Sentence("There are no figures for %(year)s.", year=1889)
    again = pickle.loads(pickle.dumps(told))  # noqa: S301 - written a moment ago
    assert (again, again.words, dict(again.values)) == (told, told.words, {"year": 1889})
