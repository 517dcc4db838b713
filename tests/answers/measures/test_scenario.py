"""What if the group grew: BRICS on the starter release, and every question that cannot be meant."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sursur.answers.measuring import asked_of, load_measure
from sursur.errors import NotFoundError, SursurError, UsageError
from sursur.release import Release


def table(release: Release, name: str, **words: str) -> list[dict[str, Any]]:
    measure = load_measure(name)
    answer = measure.compute(release, asked_of(release, measure.parameters, words))
    return release.rows(answer.table).to_pylist()


def notes(release: Release, name: str, **words: str) -> str:
    measure = load_measure(name)
    answer = measure.compute(release, asked_of(release, measure.parameters, words))
    return "\n".join(f"{label}: {text}" for label, text in answer.notes)


def figures(release: Release, **words: str) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in table(release, "scenario", **words)}


@pytest.fixture(scope="module")
def with_two(release: Release) -> dict[str, dict[str, Any]]:
    return figures(release, group="BRICS", add="DZA,ARG", at="2022")


def test_the_question_of_2022(with_two: dict[str, dict[str, Any]]):
    assert (with_two["Members"]["before"], with_two["Members"]["after"]) == (5, 7)
    population = with_two["Population"]
    assert population["world_percent_before"] == pytest.approx(41, abs=1)
    assert population["difference"] == population["after"] - population["before"] > 80_000_000
    assert (with_two["GDP, PPP"]["first_year"], with_two["GDP, PPP"]["last_year"]) == (2018, 2018)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("scenario", ({"group": "brics", "at": "2022"}, {"group": "asean", "add": "IND", "at": "2022"})),
        ("scenario", ({"group": "brics"}, {"group": "brics", "span": "3"}, {"group": "brics", "prices": "current"})),
        ("scenario", ({"group": "brics"}, {"group": "brics", "south": "oda_recipients"})),
        ("candidates", ({"group": "brics", "candidates": "MEX,NGA"}, {"group": "brics", "candidates": "CHL"})),
        ("horizontality", ({"country": "KEN"}, {"country": "BRA"}, {"group": "brics"}, {"group": "au"})),
        ("horizontality", ({"country": "TUR", "by": "year"}, {"country": "USA", "by": "year"}, {"country": "TUR"})),
        ("horizontality", ({"country": "KEN"}, {"country": "KEN", "years": "2010"})),
        ("horizontality", ({"country": "KEN"}, {"country": "KEN", "south": "non_dac"})),
    ],
)
def test_what_was_asked_before_changes_no_answer(release: Release, name: str, asked: tuple[dict[str, str], ...]):
    together, apart = release.apart(), [table(release.apart(), name, **words) for words in asked]
    assert [table(together, name, **words) for words in asked] == apart


def test_missing_members_are_named(with_two: dict[str, dict[str, Any]]):
    poverty = with_two["People in extreme poverty"]
    assert (poverty["missing"], poverty["without_data_after"]) == ("Algeria", 1)
    assert with_two["Cooperation given"]["difference"] is None


def test_shares_of_the_world_stay_within_it(with_two: dict[str, dict[str, Any]]):
    shares = [row["world_percent_after"] for row in with_two.values() if row["world_percent_after"] is not None]
    assert shares
    assert all(0 <= share <= 100 for share in shares)


def test_trade_and_votes_say_of_which_year_they_are(with_two: dict[str, dict[str, Any]]):
    assert with_two["Trade within"]["last_year"] == 2014
    assert with_two["Voting cohesion"]["last_year"] == 2020
    assert 0 < with_two["Trade within"]["before"] < with_two["Trade within"]["after"]
    assert 50 < with_two["Voting cohesion"]["before"] < 100


def test_candidates_come_in_any_order_and_their_sums_add_up(release: Release, with_two: dict[str, dict[str, Any]]):
    one, other = (table(release, "candidates", group="brics", at="2022", candidates=c) for c in ("DZA,ARG", "ARG,DZA"))
    assert one == other
    assert sum(row["population"] for row in one) == with_two["Population"]["difference"]


def test_by_default_all_who_asked_or_were_invited_are_candidates(release: Release):
    found = table(release, "candidates", group="brics", at="2022")
    assert {"ARG", "DZA", "EGY", "IRN", "SAU", "TUR"} == {row["candidate"] for row in found}
    sizes = [row["gdp_ppp"] for row in found]
    assert sizes == sorted(sizes, reverse=True)


def test_the_path_of_brics(release: Release):
    found = table(release, "enlargement", group="brics", figures="members,population,gdp_ppp")
    joined = {row["day"]: row["joined"] for row in found}
    assert [day.year for day in joined] == [2009, 2011, 2024, 2025]
    assert joined[date(2009, 6, 16)] == "Brazil, China, India, Russia"
    assert joined[date(2024, 1, 1)] == "Egypt, Ethiopia, Iran, United Arab Emirates"
    counts = [(row["before"], row["after"]) for row in found if row["name"] == "Members"]
    assert counts == [(None, 4), (4, 5), (5, 9), (9, 10)]


def test_no_change_is_allowed_and_said(release: Release):
    assert all(row["difference"] in {0, None} for row in table(release, "scenario", group="brics", at="2022"))
    assert "after is the same as before" in notes(release, "scenario", group="brics", at="2022")


def test_who_was_invited_or_is_disputed_is_no_member_and_said(release: Release):
    told = notes(release, "scenario", group="brics", at="2024", add="ARG")
    assert "not a forecast" in told
    assert "Saudi Arabia (SAU), not a member: disputed" in told
    assert "Argentina (ARG), not a member: declined" in told


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        ({"group": "brics", "add": "ZAF"}, UsageError, "already a member of BRICS since 2011"),
        ({"group": "brics", "add": "DZA,Algeria"}, UsageError, "added twice"),
        ({"group": "brics", "drop": "ZAF,ZAF"}, UsageError, "dropped twice"),
        ({"group": "brics", "drop": "KEN"}, UsageError, "Members are: Brazil (BRA), China (CHN)"),
        ({"group": "brics", "add": "ARG", "drop": "ARG"}, UsageError, "added and dropped"),
        ({"group": "bricks"}, NotFoundError, "Did you mean brics?"),
        ({"group": "brics", "add": "Algerria"}, NotFoundError, "Did you mean Algeria"),
        ({"group": "brics", "at": "2005"}, UsageError, "nearest day on which it has members is 2009-06-16"),
        ({"group": "brics", "at": "20x2"}, UsageError, "is not a date"),
        ({"group": "brics@2015", "at": "2022"}, UsageError, "Two days are asked for"),
        ({"group": "brics", "data_year": "1900"}, UsageError, "They run from 1960"),
        ({"group": "brics", "span": "0"}, UsageError, "cannot be meant"),
        ({"group": "brics", "figures": "populatoin"}, UsageError, "Did you mean population"),
        ({}, UsageError, "group is missing"),
    ],
)
def test_what_cannot_be_meant_says_what_can(release: Release, words: dict[str, str], error: type, said: str):
    asked = {"at": "2022", **words} if words and "data_year" not in words and "@" not in words["group"] else words
    with pytest.raises(SursurError) as raised:
        table(release, "scenario", **asked)
    assert isinstance(raised.value, error)
    assert said in str(raised.value)


def test_a_span_without_changes_names_the_days(release: Release):
    with pytest.raises(UsageError, match="2009-06-16, 2011-01-01"):
        table(release, "enlargement", group="brics", years="2015-2020")


def test_a_group_without_candidates_asks_for_names(release: Release):
    with pytest.raises(UsageError, match="Name the candidates"):
        table(release, "candidates", group="brics", at="2010-01-01")
