"""Need and coverage on real figures: nothing lost, nothing carried too far, silence never read as nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sursur.answers.asking import FlowQuery
from sursur.answers.flows import selected_flows
from sursur.answers.measuring import Answer, asked_of, load_measure
from sursur.errors import NotFoundError, UsageError
from sursur.reference.groups import load_groups
from sursur.release import Release

OF_FLOWS = ("coverage", "gap", "unreached", "reaching")


def answer(release: Release, name: str, **words: str) -> Answer:
    measure = load_measure(name)
    return measure.compute(release, asked_of(release, measure.parameters, words))


def rows(release: Release, name: str, **words: str) -> list[dict[str, Any]]:
    return release.rows(answer(release, name, **words).table).to_pylist()


def left_out(release: Release, found: Answer) -> dict[str, dict[str, Any]]:
    assert found.left_out is not None
    return {row["rule"]: row for row in release.rows(found.left_out).to_pylist()}


def test_the_neediest_stand_first_and_the_missing_last(release: Release) -> None:
    found = rows(release, "need", need="extreme_poverty", years="2010")
    ranks = [row["rank"] for row in found]
    known = [rank for rank in ranks if rank is not None]
    assert known == sorted(known)
    assert ranks[: len(known)] == known
    assert all(row["missing"] for row in found[len(known) :])
    assert all(row["missing"] is None for row in found[: len(known)])


def test_intervals_hold_their_ranks_and_no_value_is_older_than_its_limit(release: Release) -> None:
    for need, limit in (("extreme_poverty", 5), ("unemployment", 2), ("sdg_7", 3)):
        for row in rows(release, "need", need=need, years="2008-2010"):
            if row["rank"] is not None:
                assert row["rank_from"] <= row["rank"] <= row["rank_to"] <= row["ranked"]
                assert 0 <= row["year"] - row["value_year"] <= limit


def test_climate_vulnerability_ends_and_says_so(release: Release) -> None:
    found = answer(release, "need", need="climate_vulnerability", years="2020")
    table = release.rows(found.table).to_pylist()
    assert {row["value"] for row in table} == {None}
    assert {"last value older than the limit"} <= {row["missing"] for row in table}
    assert "ask for years up to 2017" in dict(found.notes)["Beyond the limit"]


def test_an_index_counts_nobody_as_affected(release: Release) -> None:
    found = rows(release, "need", need="climate_vulnerability", years="2014")
    assert {row["people_affected"] for row in found} == {None}
    assert any(row["population"] for row in found)


def test_affected_people_are_the_share_of_the_year(release: Release) -> None:
    (row,) = rows(release, "need", need="extreme_poverty", years="2010", country="Niger")
    assert row["people_affected"] == pytest.approx(row["population"] * row["value"] / 100, abs=1)
    assert row["population_year"] == 2010


def test_the_values_behind_name_their_source(release: Release) -> None:
    found = answer(release, "need", need="extreme_poverty", years="2010", country="NER")
    assert found.rows is not None
    (value,) = release.rows(found.rows).to_pylist()
    assert value["source"].startswith("World Bank")


def test_a_group_ranks_its_members_only(release: Release) -> None:
    found = rows(release, "need", need="extreme_poverty", years="2010", group="brics@2015")
    assert {row["country"] for row in found} == load_groups().members("brics", 2015)
    assert {row["ranked"] for row in found} == {sum(row["value"] is not None for row in found)}


def test_a_country_shown_alone_keeps_its_rank(release: Release) -> None:
    everybody = {row["country"]: row["rank"] for row in rows(release, "need", need="sdg_7", years="2012")}
    (alone,) = rows(release, "need", need="sdg_7", years="2012", country="Chad")
    assert alone["rank"] == everybody["TCD"]


@pytest.mark.parametrize("forms", ["", "south_south,multilateral_south_led"])
def test_coverage_and_what_is_left_out_add_up_to_all_flows(release: Release, forms: str) -> None:
    found = answer(release, "coverage", need="extreme_poverty", years="2005-2009", forms=forms)
    table = release.rows(found.table).to_pylist()
    outside = left_out(release, found).values()
    query = FlowQuery(year_from=2005, year_to=2009, forms=tuple(forms.split(",")) if forms else ())
    flow = selected_flows(release, query)
    (whole,) = release.rows(flow.aggregate(flows=flow.count(), usd=flow.usd_constant.sum())).to_pylist()
    inside = sum((row["total"] for row in table if row["total"]), Decimal(0))
    assert inside + sum((row["usd"] for row in outside if row["usd"]), Decimal(0)) == whole["usd"]
    assert sum(row["flows"] or 0 for row in table) + sum(row["flows"] for row in outside) == whole["flows"]
    assert found.rows is not None
    assert release.rows(found.rows).num_rows == sum(row["flows"] or 0 for row in table)


def test_flows_to_regions_are_told_apart(release: Release) -> None:
    found = answer(release, "coverage", need="extreme_poverty", years="2005-2009")
    assert left_out(release, found)["no_single_country"]["flows"] > 0


def test_each_country_stands_once(release: Release) -> None:
    for name in ("coverage", "gap"):
        countries = [row["country"] for row in rows(release, name, need="extreme_poverty", years="2005-2009")]
        assert len(countries) == len(set(countries))


def test_aggregates_without_a_purpose_do_not_say_that_nobody_answers_a_goal(release: Release) -> None:
    found = answer(release, "gap", need="malnutrition", years="2010-2014")
    table = release.rows(found.table).to_pylist()
    assert {row["gap"] for row in table} == {None}
    assert {row["finding"] for row in table} <= {"purpose unknown", "no source"}
    assert left_out(release, found)["sector_unknown"]["flows"] > 0


def test_all_flows_can_stand_for_the_answer(release: Release) -> None:
    found = rows(release, "gap", need="malnutrition", years="2010-2014", flows="all")
    gaps = [row["gap"] for row in found if row["gap"] is not None]
    assert len(gaps) > 50
    assert gaps == sorted(gaps, reverse=True)


def test_a_span_that_reaches_beyond_the_sources_tells_of_no_source(release: Release) -> None:
    found = rows(release, "coverage", need="extreme_poverty", years="2023-2024", forms="multilateral")
    assert {row["finding"] for row in found} == {"no source"}
    assert {row["total"] for row in found} == {None}


def test_movers_compare_the_same_countries(release: Release) -> None:
    found = rows(release, "movers", need="extreme_poverty", before="2000-2004", after="2005-2009")
    moved = [row for row in found if row["rank_change"] is not None]
    assert min(row["rank_before"] for row in moved) == 1
    assert sum(row["rank_change"] for row in moved) == pytest.approx(0, abs=len(moved)), "ties alone leave a rest"
    assert all(row["value_year_before"] < row["value_year_after"] for row in moved)


def test_the_unreached_have_no_southern_flow(release: Release) -> None:
    words = {"need": "extreme_poverty", "years": "1990-1994"}
    silent = {row["country"] for row in rows(release, "unreached", **words)}
    reached = {row["country"] for row in rows(release, "coverage", **words) if row["south_south"] or row["south_led"]}
    assert silent
    assert not silent & reached


def test_more_are_unreached_where_little_counts_as_nothing(release: Release) -> None:
    words = {"need": "extreme_poverty", "years": "2005-2009"}
    none, little = (rows(release, "unreached", **words, least=least) for least in ("0", "1"))
    assert {row["country"] for row in none} < {row["country"] for row in little}


def test_money_of_a_provider_is_divided_without_rest(release: Release) -> None:
    for row in rows(release, "reaching", need="extreme_poverty", years="2005-2009"):
        parts = [row["usd_ranked"], row["usd_unranked"]]
        assert sum((part for part in parts if part), Decimal(0)) == (row["usd"] or 0)
        assert row["neediest_reached"] <= row["recipients_ranked"] <= row["recipients"]


def test_a_single_provider_keeps_its_figures(release: Release) -> None:
    words = {"need": "extreme_poverty", "years": "2005-2009"}
    (china,) = rows(release, "reaching", **words, provider="China")
    assert china in rows(release, "reaching", **words)


@pytest.mark.parametrize("name", ["need", "movers", *OF_FLOWS])
def test_a_goal_without_an_indicator_says_why(release: Release, name: str) -> None:
    with pytest.raises(UsageError, match="no usable indicator") as problem:
        answer(release, name, need="sdg_12")
    assert "sdg_13" in str(problem.value.repair)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ({"need": "malnutritoin"}, "Did you mean malnutrition?"),
        ({"need": "climat"}, "Did you mean climate_vulnerability, sdg_13?"),
        ({"need": "hunger"}, "Did you mean sdg_2?"),
        ({"need": "sdg 18"}, "sdg_1"),
        ({"country": "Nigerr"}, "Niger"),
        ({"group": "bricks"}, "brics"),
        ({"among": "souht"}, "south"),
    ],
)
def test_a_wrong_word_names_the_nearest_right_one(release: Release, words: dict[str, str], hint: str) -> None:
    with pytest.raises((UsageError, NotFoundError)) as problem:
        answer(release, "need", **words)
    assert hint in str(problem.value.repair)


def test_times_that_overlap_are_refused(release: Release) -> None:
    with pytest.raises(UsageError, match="overlap"):
        answer(release, "movers", before="2000-2006", after="2005-2009")


def test_a_part_of_the_countries_is_a_per_cent(release: Release) -> None:
    with pytest.raises(UsageError, match="no part"):
        answer(release, "unreached", within="0")
