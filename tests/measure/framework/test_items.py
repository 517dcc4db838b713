"""Which item a record is: the evidence in its order, and nothing where nothing is known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sursur.measure.framework import ITEM_RULES, item_problems
from sursur.reference.framework import load_framework
from tests.measure.world import activity, flows, source, tables

LOAN, GRANT = {"finance_type": "421"}, {"finance_type": "110"}
CASES: list[tuple[str, dict[str, Any], str | None, str]] = [
    (
        "the source's own word wins over a unit",
        {"framework_item": "training", "quantity": 4.0, "unit": "person_day"},
        "training",
        "stated_item",
    ),
    ("in other letters", {"framework_item": " Training "}, "training", "stated_item"),
    (
        "a word that the catalogue lacks is not taken",
        {"framework_item": "gifts", **GRANT},
        "grant_cash",
        "grant_of_money",
    ),
    ("debt relief by its modality", {**GRANT, "modality": "F02"}, "debt_relief", "modality"),
    ("debt relief by its finance", {"finance_type": "610"}, "debt_relief", "debt_relief"),
    ("debt relief by its type of aid", {"aid_type": "F01", **GRANT}, "debt_relief", "debt_relief"),
    (
        "a modality before a unit",
        {"modality": "D012", "quantity": 3.0, "unit": "person_day"},
        "expert_travel",
        "modality",
    ),
    ("a modality written otherwise", {"modality": "d012"}, "expert_travel", "modality"),
    ("budget support", {"aid_type": "A01", **GRANT}, "budget_support", "aid_type"),
    (
        "a loan for the budget is a loan",
        {"aid_type": "A01", **LOAN, "flow_type": "10"},
        "loan_concessional",
        "loan_terms",
    ),
    ("days of experts", {"quantity": 4.0, "unit": "person_day"}, "expert", "unit"),
    ("a unit in other letters", {"quantity": 4.0, "unit": "Person_Day "}, "expert", "unit"),
    ("a unit without a quantity says nothing", {"unit": "dose", **GRANT}, "grant_cash", "grant_of_money"),
    (
        "a unit before the type of aid",
        {"quantity": 9.0, "unit": "person_trained", "aid_type": "D01"},
        "people_trained",
        "unit",
    ),
    ("a unit that may be many things", {"quantity": 9.0, "unit": "kit"}, None, "in_kind_not_told"),
    ("experts by type of aid", {"aid_type": "D01", **GRANT}, "expert", "aid_type"),
    ("scholarships by type of aid", {"aid_type": "E01", **GRANT}, "scholarship", "aid_type"),
    ("core contribution that does not say more", {"aid_type": "B02", **GRANT}, None, "contribution_not_told"),
    ("assessed contribution", {"modality": "B02a", **GRANT}, "contribution_assessed", "modality"),
    ("earmarked contribution", {"aid_type": "B031", **GRANT}, "contribution_earmarked", "aid_type"),
    ("administration", {"aid_type": "G01", **GRANT}, None, "no_item_of_the_catalogue"),
    ("capital of a bank", {"finance_type": "310"}, None, "no_item_of_the_catalogue"),
    ("loan at no interest", {**LOAN, "loan_rate": 0.0}, "loan_interest_free", "interest_free_loan"),
    ("a grant has no interest", {**GRANT, "loan_rate": 0.0}, "grant_cash", "grant_of_money"),
    ("soft loan", {**LOAN, "grant_element": 35.0}, "loan_concessional", "loan_terms"),
    ("hard loan", {**LOAN, "grant_element": 34.9}, "loan_non_concessional", "loan_terms"),
    ("loan of unknown terms", LOAN, None, "loan_terms_unknown"),
    ("grant in money", GRANT, "grant_cash", "grant_of_money"),
    ("grant without an amount", {**GRANT, "amount": None}, None, "grant_not_told"),
    (
        "grant that a multilateral body carries out",
        {**GRANT, "receiver_ref": "UNDP"},
        "contribution_earmarked",
        "grant_through_multilateral",
    ),
    ("share in a company", {"finance_type": "510"}, None, "other_instrument"),
    ("nothing", {}, None, "nothing_told"),
]


@pytest.fixture(scope="module")
def found() -> list[dict[str, Any]]:
    numbers = range(len(CASES))
    told = flows(
        activity=[activity(f"A{number}", "CIDCA", ordinal=number) for number in numbers],
        transaction=[_transaction(number, CASES[number][1]) for number in numbers],
        split=[
            {"activity_id": f"s1-{number}", "ordinal": 1, "dimension": "country", "code": "KE"} for number in numbers
        ],
    )
    return sorted(told, key=lambda row: int(row["identifier"][1:]))


def _transaction(number: int, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "transaction_id": f"s1-{number}-t1",
        "activity_id": f"s1-{number}",
        "source_id": "s1",
        "ordinal": 1,
        "type": "3",
        "date": date(2015, 7, 1),
        "amount": Decimal(100),
        "currency": "USD",
        **given,
    }


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[0] for case in CASES])
def test_each_record_gets_its_item(found: list[dict[str, Any]], number: int):
    _, _, item, rule = CASES[number]
    assert (found[number]["framework_item"], found[number]["framework_rule"]) == (item, rule)


def test_every_rule_has_a_case():
    """The working catalogue gives no item by the type of finance alone; an agency's own may."""
    assert {rule.rule_id for rule in ITEM_RULES} - {case[3] for case in CASES} == {"finance_type"}


FIGURES = [
    ({"instrument": "grant"}, None, "grant_not_told"),
    ({"instrument": "grant", "modality": "C01"}, "grant_cash", "grant_of_money"),
    ({"instrument": "loan_concessional"}, "loan_concessional", "loan_terms"),
    ({"instrument": "loan_concessional", "framework_item": "loan_interest_free"}, "loan_interest_free", "stated_item"),
    ({"instrument": "in_kind", "modality": "D"}, "technical_services", "modality"),
    ({"instrument": "in_kind"}, None, "in_kind_not_told"),
    ({}, None, "nothing_told"),
]


def test_a_published_sum_of_grants_holds_all_kinds_unless_its_modality_is_named():
    rows = [
        {
            "figure_id": f"f{number}",
            "source_id": "s1",
            "ordinal": number,
            "provider": "China",
            "recipient": "Angola",
            "provider_scheme": "name",
            "recipient_scheme": "name",
            "year": 2015,
            "measure": "x",
            "part_of_total": True,
            "stage": "commitment",
            "amount": Decimal(5),
            "currency": "USD",
            **given,
        }
        for number, (given, _, _) in enumerate(FIGURES)
    ]
    found = sorted(flows(source=[source(layer="research")], figure=rows), key=lambda row: row["flow_id"])
    assert [(row["framework_item"], row["framework_rule"]) for row in found] == [case[1:] for case in FIGURES]


def test_words_that_the_catalogue_lacks_are_told_with_the_nearest():
    ingested = tables({
        "transaction": [
            _transaction(1, {"framework_item": "scholarships"}),
            _transaction(2, {"quantity": 3.0, "unit": "expert days"}),
            _transaction(3, {"quantity": 3.0, "unit": "dose"}),
        ]
    })  # fmt: skip
    problems = item_problems(ingested, load_framework())
    assert [problem.code for problem in problems] == ["framework-item-unknown", "unit-unknown"]
    assert "Nearest: scholarship" in problems[0].repair
