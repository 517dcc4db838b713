"""The tale of a fictional agency: its sheet, its catalogue, and the table of groups A, B and C, worked out by hand.

All figures are invented. Money is in current US dollars, so that no deflator enters.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sursur.answers.measuring import Answer, asked_of, load_measure
from sursur.errors import SursurError
from sursur.pipeline import Plan, build_release
from sursur.release import Release, open_release
from tests.stories.fictional_agency import own_catalogue, sheet_folder


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Release:
    place = tmp_path_factory.mktemp("agency")
    catalogue = own_catalogue(place / "catalogue")
    build_release(Plan(inputs=(sheet_folder(place / "in"),), home=place / "home", framework=catalogue, workers=1))
    return open_release(place / "home")


def asked(opened: Release, **words: str) -> Answer:
    measure = load_measure("framework")
    return measure.compute(opened, asked_of(opened, measure.parameters, {"prices": "current", **words}))


def rows(opened: Release, **words: str) -> list[dict[str, Any]]:
    return opened.rows(asked(opened, **words).table).to_pylist()


def figures(opened: Release, valuation: str) -> dict[str, tuple[Any, ...]]:
    found = rows(opened, country="Brazil", valuation=valuation, by="")
    return {row["framework_item"]: (row["usd"], row["unvalued"]) for row in found}


def test_quantities_and_reported_cost_by_item(agency: Release):
    found = rows(agency, country="Brazil")
    assert [
        (row["year"], row["framework_group"], row["framework_item"], row["unit"], row["quantity"], row["usd"])
        for row in found
    ] == [
        (2015, "A", "grant_cash", None, None, Decimal(50000)),
        (2015, "A", "loan_interest_free", None, None, Decimal(80000)),
        (2015, "A", "line_of_credit", None, None, Decimal(70000)),
        (2015, "B", "expert", "person_day", 55, Decimal(40 * 300 + 5 * 300)),
        (2015, "B", "scholarship", "scholarship", 6, Decimal(6 * 5000)),
        (2015, "B", "in_kind_donation", "dose", 20000, Decimal("0.155") * 20000),
        (2015, "C", "people_trained", "person_trained", 120, None),
        (2015, "C", "person_days", "person_day", 30, None),
    ]


BRL_PER_USD = 3.332683333
"""Average of the twelve months of 2015 (Federal Reserve), as the package has it."""
PRICE_LEVEL = 1802212206905 / 3233720000000
"""Brazil in 2015: gross domestic product in US dollars over the same in international dollars."""


def cents(value: float) -> Decimal:
    return Decimal(str(round(value, 2)))


def test_national_unit_costs_value_also_what_had_no_cost(agency: Release):
    found = figures(agency, "national")
    assert found["expert"] == (Decimal(55 * 400), 0)
    assert found["scholarship"] == (cents(6 * 12000 / BRL_PER_USD), 0)
    assert found["in_kind_donation"] == (None, 1)


def test_international_rates(agency: Release):
    found = figures(agency, "international")
    assert found["expert"] == (Decimal(55 * 650), 0)
    assert found["scholarship"] == (None, 1)
    assert found["in_kind_donation"] == (Decimal("0.2") * 20000, 0)


def told_costs(agency: Release, valuation: str) -> list[str]:
    return [text for label, text in asked(agency, country="Brazil", valuation=valuation).notes if label == "Unit cost"]


def test_an_answer_names_the_unit_costs_that_it_used(agency: Release):
    assert told_costs(agency, "reported") == []
    national = told_costs(agency, "national")
    assert national[0].startswith("Experts and officials sent, person day, 2015: 400 USD (fictional")
    assert national[1].startswith("Scholarships, scholarship, 2015: 12,000 BRL (fictional")
    assert len(told_costs(agency, "all")) == len(national) + len(told_costs(agency, "international"))


def test_at_the_providers_price_level(agency: Release):
    found = figures(agency, "ppp")
    each = (40 * 400, 10 * 400, 5 * 400)
    assert found["expert"] == (sum(cents(value / PRICE_LEVEL) for value in each), 0)
    assert found["in_kind_donation"] == (cents(0.155 * 20000 / PRICE_LEVEL), 0)
    assert found["grant_cash"] == (Decimal(50000), 0)


def test_side_by_side_each_valuation_says_what_it_could_not_value(agency: Release):
    found = {row["framework_item"]: row for row in rows(agency, valuation="all", by="")}
    names = ("reported", "national", "international", "ppp")
    assert [found["expert"][f"unvalued_{name}"] for name in names] == [1, 0, 0, 0]
    assert [found["people_trained"][f"usd_{name}"] for name in names] == [None] * 4
    assert [found["people_trained"][f"unvalued_{name}"] for name in names] == [0] * 4


def test_what_has_no_item_is_told_with_count_and_sum(agency: Release):
    answer = asked(agency, country="Brazil")
    assert answer.left_out is not None
    assert [(row["rule"], row["flows"], row["usd"]) for row in agency.rows(answer.left_out).to_pylist()] == [
        ("count_with_money", 1, Decimal(30 * 100)),
        ("loan_terms_unknown", 1, Decimal(90000)),
        ("nothing_told", 1, Decimal(1000)),
    ]


def test_the_same_seen_by_a_recipient(agency: Release):
    found = rows(agency, country="Mozambique", role="recipient", by="partner")
    assert [(row["partner"], row["partner_name"], row["framework_item"]) for row in found] == [
        ("BRA", "Brazil", "loan_interest_free"),
        ("BRA", "Brazil", "scholarship"),
        ("BRA", "Brazil", "in_kind_donation"),
    ]
    assert rows(agency, country="Mozambique", role="provider") == []


def test_groups_can_be_asked_for_alone(agency: Release):
    assert {row["framework_item"] for row in rows(agency, group="c")} == {"people_trained", "person_days"}
    assert {row["framework_group"] for row in rows(agency, group="a,b")} == {"A", "B"}
    with pytest.raises(SursurError, match="is not a value of group"):
        rows(agency, group="d")


def test_figures_lead_to_their_flows(agency: Release):
    answer = asked(agency, group="b", by="")
    assert answer.rows is not None
    behind = agency.rows(answer.rows).to_pylist()
    assert {row["identifier"] for row in behind if row["framework_item"] == "expert"} == {"F-1", "F-2", "F-12"}
    assert sum(row["usd_reported"] or 0 for row in behind) == Decimal(13500 + 30000 + 3100)


def test_the_release_keeps_the_agencys_catalogue_and_says_whose_it_is(agency: Release):
    assert agency.manifest.options["framework"].startswith("fictional-1 ")
    assert dict(asked(agency).notes)["Catalogue"] == (
        "Catalogue of a fictional agency, version fictional-1: fictional, not official"
    )
    measure = load_measure("framework-items")
    found = agency.rows(measure.compute(agency, asked_of(agency, measure.parameters, {"group": "a"})).table)
    assert found.num_rows == 11
    assert set(found["framework_group"].to_pylist()) == {"A"}


def test_a_misspelt_item_is_a_problem_of_the_sheet_with_its_repair(agency: Release):
    problem = agency.table("problem")
    (found,) = agency.rows(problem.filter(problem.code == "framework-item-unknown")).to_pylist()
    assert "'experts' is not in the catalogue" in found["message"]
    assert found["repair"].startswith("Nearest: expert,")
