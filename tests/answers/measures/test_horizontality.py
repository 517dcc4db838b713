"""Equality between partners on real figures: plausible by what is publicly known, consistent with one another."""

from __future__ import annotations

from typing import Any

import pytest

from sursur.answers.measuring import asked_of, load_measure
from sursur.errors import NotFoundError, SursurError, UsageError
from sursur.release import Release

Row = dict[str, Any]


def answer(release: Release, name: str, **words: str) -> list[Row]:
    measure = load_measure(name)
    rows: list[Row] = release.rows(
        measure.compute(release, asked_of(release, measure.parameters, words)).table
    ).to_pylist()
    return rows


def indicators(release: Release, **words: str) -> dict[str, Row]:
    return {row["indicator"]: row for row in answer(release, "horizontality", **words)}


@pytest.mark.parametrize(
    ("country", "low", "high"), [("SWE", 0.9, 1.2), ("USA", 0.15, 0.25), ("NOR", 0.9, 1.2), ("JPN", 0.15, 0.3)]
)
def test_official_aid_by_income_is_as_published(release: Release, country: str, low: float, high: float):
    (found,) = answer(release, "promise", country=country, years="2013")
    assert low < found["percent_reported"] < high
    assert found["kept"] == (found["percent_reported"] >= 0.7)
    assert found["percent_from_flows"] < found["percent_reported"]


def test_the_promise_asks_for_what_is_missing(release: Release):
    (found,) = answer(release, "promise", country="USA", years="2013")
    missing = (0.7 - found["percent_reported"]) / 100 * found["gni_usd"]
    assert found["gap_usd"] == pytest.approx(missing)
    assert found["gap_usd"] > 80 * 10**9


def test_trade_within_brics_grew_faster_than_their_trade(release: Release):
    rows = {row["year"]: row for row in answer(release, "intra-group", group="brics@2015", years="1995-2014")}
    assert rows[1995]["trade_share"] < rows[2005]["trade_share"] < rows[2014]["trade_share"] < 0.15
    assert {row["members"] for row in rows.values()} == {5}


def test_the_eu_trades_mostly_within(release: Release):
    (found,) = answer(release, "intra-group", group="eu", years="2014")
    assert found["members"] == 28
    assert 0.55 < found["trade_share"] < 0.7


def test_a_group_has_the_members_of_each_year(release: Release):
    rows = {row["year"]: row for row in answer(release, "intra-group", group="brics", years="2005-2014")}
    assert 2005 not in rows
    assert (rows[2009]["members"], rows[2014]["members"]) == (4, 5)


def test_the_group_of_77_votes_more_alike_than_the_assembly(release: Release):
    rows = answer(release, "cohesion", group="g77", years="1990-2019")
    assert len(rows) == 30
    assert all(row["difference"] > 0 for row in rows)
    assert all(0.8 < row["cohesion"] <= 1 for row in rows)


def test_the_five_permanent_members_vote_less_alike_than_the_assembly(release: Release):
    rows = answer(release, "cohesion", countries="CHN,FRA,GBR,RUS,USA", years="2000-2019")
    assert all(row["difference"] < 0 for row in rows)
    assert all(row["voting"] <= 5 for row in rows)


def test_cohesion_by_issue_names_every_issue_once(release: Release):
    rows = answer(release, "cohesion", group="brics@2015", by="issue", years="2000-2019")
    assert [row["issue"] for row in rows] == ["co", "di", "ec", "hr", "me", "nu"]


def test_all_of_the_united_nations_are_the_assembly(release: Release):
    rows = answer(release, "cohesion", group="un", years="2015-2018")
    assert all(abs(row["difference"]) < 0.01 for row in rows)


def test_cohesion_within_a_group_and_by_itself_are_the_same(release: Release):
    alone = answer(release, "cohesion", group="brics@2015", years="2010-2014")
    beside = answer(release, "intra-group", group="brics@2015", years="2010-2014")
    assert [row["cohesion"] for row in alone] == [row["cohesion"] for row in beside]


def test_a_country_alone_has_nobody_to_agree_with(release: Release):
    assert answer(release, "cohesion", countries="BRA", years="2014") == []


def test_the_concentration_of_a_country_is_the_one_in_its_profile(release: Release):
    (found,) = answer(release, "concentration", country="Angola", years="2010-2014")
    profile = indicators(release, country="Angola", years="2010-2014")
    assert profile["providers"]["value"] == found["partners"]
    assert profile["providers_herfindahl"]["value"] == found["herfindahl"]
    assert profile["providers_largest_share"]["note"] == found["largest_name"] == "China"


def test_turkiye_gives_and_receives(release: Release):
    rows = {row["country"]: row for row in answer(release, "dual-role", years="2014")}
    profile = indicators(release, country="Türkiye", years="2014")
    assert rows["TUR"]["dual"]
    assert rows["TUR"]["balance"] == profile["balance"]["value"]
    assert "SWE" not in rows


def test_who_only_gives_stands_in_the_full_list(release: Release):
    rows = {row["country"]: row for row in answer(release, "dual-role", years="2014", all="yes")}
    assert (rows["SWE"]["dual"], rows["SWE"]["balance"]) == (False, 1.0)


def test_what_is_not_known_is_shown_as_not_known(release: Release):
    """The starter's aggregates tell nothing of tying: no share, and the whole value beside it."""
    profile = indicators(release, country="China", years="2010-2014")
    assert profile["given_tied"]["value"] is None
    assert profile["given_tied"]["unknown_usd"] > 0
    assert 0 < profile["given_to_ldc"]["value"] < 1


def test_the_years_of_one_country_have_its_promise(release: Release):
    rows = answer(release, "horizontality", country="Sweden", years="2013", by="year")
    (reported,) = [row for row in rows if row["indicator"] == "oda_percent_reported"]
    assert reported["value"] == pytest.approx(1.0138)
    assert reported["year"] == 2013


def test_pairs_among_countries_and_pairs_of_one(release: Release):
    among = answer(release, "reciprocity", countries="BRA,CHN,IND,ZAF", years="2000-2014")
    assert {code for row in among for code in (row["country_a"], row["country_b"])} <= {"BRA", "CHN", "IND", "ZAF"}
    of_one = answer(release, "reciprocity", countries="IND", years="2014")
    assert all("IND" in (row["country_a"], row["country_b"]) for row in of_one)


def test_the_shares_of_all_pairs_are_those_of_the_list(release: Release):
    listed = answer(release, "reciprocity", group="g77", years="2000-2014")
    (shared,) = answer(release, "reciprocity", group="g77", years="2000-2014", by="all")
    assert shared["pairs"] == len(listed)
    assert shared["both_ways"] == sum(row["both_ways"] for row in listed)
    assert shared["usd"] == sum(row["usd"] or 0 for row in listed)


def test_domestic_flows_and_flows_to_regions_are_told(release: Release):
    measure = load_measure("reciprocity")
    found = measure.compute(release, asked_of(release, measure.parameters, {}))
    assert found.left_out is not None
    out = {row["rule"]: row for row in release.rows(found.left_out).to_pylist()}
    assert out["domestic"]["flows"] == 6
    assert out["no_provider_country"]["usd"] > 0
    assert out["no_recipient_country"]["flows"] > 1000


@pytest.mark.parametrize(
    ("name", "words", "error", "repair"),
    [
        ("cohesion", {"group": "brix"}, NotFoundError, "brics"),
        ("cohesion", {}, UsageError, "group=brics"),
        ("cohesion", {"group": "brics", "countries": "BRA"}, UsageError, "not both"),
        ("cohesion", {"group": "brics", "issue": "ecc"}, UsageError, "ec"),
        ("concentration", {"country": "Kenia Republic"}, NotFoundError, "code"),
        ("concentration", {"of": "provider"}, UsageError, "providers"),
        ("horizontality", {}, UsageError, "country=Kenya"),
        ("horizontality", {"country": "KEN", "group": "brics"}, UsageError, "not both"),
        ("intra-group", {"years": "2014"}, UsageError, "brics@2015"),
        ("promise", {"group": "dacc"}, NotFoundError, "dac"),
        ("reciprocity", {"by": "pairs"}, UsageError, "pair"),
        ("dual-role", {"years": "2014-2010"}, UsageError, "Swap"),
    ],
)
def test_what_cannot_be_answered_names_what_can(
    release: Release, name: str, words: dict[str, str], error: type[SursurError], repair: str
):
    with pytest.raises(error) as caught:
        answer(release, name, **words)
    assert repair in caught.value.repair
