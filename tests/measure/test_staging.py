"""Every reported transaction and budget becomes an entry of one shape: stage, year, amount, and whether it counts."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sursur.measure.staging import TRANSACTION_TYPES
from tests.measure.world import activity, flows

CASES = Path(__file__).parent.parent / "hard_cases" / "staging.csv"


def lines() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _money(number: int, line: dict[str, str]) -> dict[str, Any]:
    return {
        "activity_id": f"s1-{number}",
        "source_id": "s1",
        "ordinal": 1,
        "value_date": _day(line["value_date"]),
        "amount": Decimal(line["amount"]) if line["amount"] else None,
        "currency": "USD",
    }


def _transaction(number: int, line: dict[str, str]) -> dict[str, Any]:
    return _money(number, line) | {
        "transaction_id": f"{number}",
        "type": line["type"] or None,
        "date": _day(line["date"]),
        "quantity": float(line["quantity"]) if line["quantity"] else None,
        "unit": "person_day" if line["quantity"] else None,
        "unit_cost": Decimal(line["unit_cost"]) if line["unit_cost"] else None,
    }


def _budget(number: int, line: dict[str, str]) -> dict[str, Any]:
    kind, _, budget_type = line["type"].partition(":")
    return _money(number, line) | {
        "budget_id": f"{number}",
        "kind": kind,
        "type": budget_type or None,
        "period_start": _day(line["period_start"]),
    }


@pytest.fixture(scope="module")
def staged() -> dict[str, dict[str, Any]]:
    numbered = list(enumerate(lines()))
    found = flows(
        activity=[activity(f"A{number}", "WB", ordinal=number) for number, _ in numbered],
        transaction=[_transaction(number, line) for number, line in numbered if line["what"] == "transaction"],
        budget=[_budget(number, line) for number, line in numbered if line["what"] == "budget"],
    )
    return {row["flow_id"].partition(":")[0]: row for row in found}


@pytest.mark.parametrize("number", range(len(lines())), ids=[line["case"] for line in lines()])
def test_each_reported_value_is_staged(number, staged):
    line, found = lines()[number], staged.get(str(number))
    if line["stage"] == "no flow":
        assert found is None
        return
    assert found["stage"] == (line["stage"] or None)
    assert found["year"] == (int(line["year"]) if line["year"] else None)
    assert found["amount"] == (Decimal(line["out_amount"]) if line["out_amount"] else None)
    assert found["count_rule"] == line["rule"]


def test_things_and_people_are_in_kind(staged):
    number = next(str(number) for number, line in enumerate(lines()) if line["case"] == "in kind with a unit cost")
    found = staged[number]
    assert (found["instrument"], found["quantity"], found["unit"]) == ("in_kind", 12.0, "person_day")


def test_every_type_of_the_code_list_is_staged():
    assert {int(code) for code in TRANSACTION_TYPES} == set(range(1, 14))
