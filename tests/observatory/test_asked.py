"""A view has one address, and the address gives the view back."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sursur.errors import UsageError
from sursur.observatory.asked import Asked, read_asked
from sursur.observatory.words import SHOWN_FORMS, SOUTHERN_FORMS

CHOICES = st.fixed_dictionaries(
    {},
    optional={
        "from": st.integers(1950, 1999).map(str),
        "to": st.integers(2000, 2020).map(str),
        "form": st.lists(st.sampled_from(sorted(SHOWN_FORMS)), unique=True),
        "prices": st.sampled_from(["constant", "current"]),
        "south": st.sampled_from(["g77_china", "non_dac"]),
        "view": st.sampled_from(["received", "given", "flows"]),
        "up": st.sampled_from(["north", "south"]),
        "at": st.dates().map(str),
        "stage": st.sampled_from(["best", "commitment"]),
        "kind": st.sampled_from(["instrument", "event"]),
        "q": st.sampled_from(["Buenos Aires", "A/RES/73/291"]),
    },
)


@given(CHOICES)
def test_an_address_gives_back_its_view(given_query: dict[str, str | list[str]]) -> None:
    query = {name: value if isinstance(value, list) else [value] for name, value in given_query.items()}
    asked = read_asked("en", "/", query)
    again = read_asked("en", "/", parse_qs(urlsplit(asked.address()).query))
    assert again == asked


def test_what_the_page_chooses_itself_stays_out_of_its_address() -> None:
    assert read_asked("ar", "/country/KEN", {}).address() == "/ar/country/KEN"


def test_the_turned_map_and_the_prices_go_with_the_reader_and_the_years_do_not() -> None:
    asked = read_asked("en", "/", {"up": ["south"], "prices": ["current"], "from": ["2010"]})
    assert asked.address("/country/KEN") == "/en/country/KEN?prices=current&up=south"


def test_years_given_the_wrong_way_round_are_turned() -> None:
    asked = read_asked("en", "/", {"from": ["2012"], "to": ["2010"]})
    assert (asked.year_from, asked.year_to) == (2010, 2012)


@pytest.mark.parametrize(("written", "need"), [("sdg7", "sdg_7"), ("Zero hunger", "sdg_2"), ("gini", "inequality")])
def test_a_need_may_be_named_by_any_word_for_it(written: str, need: str) -> None:
    assert read_asked("en", "/gaps", {"need": [written]}).need == need


def test_a_need_that_is_unknown_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="need=hunger is not known") as problem:
        read_asked("en", "/gaps", {"need": ["hunger"]})
    assert str(problem.value.repair).startswith("Did you mean sdg_2?")


def test_a_form_is_switched_on_and_off_and_never_the_last_one() -> None:
    asked = Asked("en", "/")
    assert asked.chosen_forms == SOUTHERN_FORMS
    assert "form=north_south" in asked.toggled("north_south")
    alone = Asked("en", "/", forms=("triangular",))
    assert alone.toggled("triangular") == "/en/?form=triangular"


def test_a_country_shows_every_form_unasked() -> None:
    assert Asked("en", "/country/KEN").chosen_forms == tuple(SHOWN_FORMS)


@pytest.mark.parametrize(
    "query",
    [
        {"from": ["1066"]},
        {"from": ["\uff12\uff10\uff11\uff10"]},
        {"to": ["x"]},
        {"form": ["gift"]},
        {"prices": ["old"]},
        {"up": ["east"]},
        {"at": ["2020-13-01"]},
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_can(query: dict[str, list[str]]) -> None:
    with pytest.raises(UsageError) as refused:
        read_asked("en", "/", query)
    assert refused.value.repair
