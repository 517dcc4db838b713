"""Count once: the hard cases, each in a year of its own so that the cases do not meet."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sursur.measure.count import COUNT_RULES
from tests.measure.world import flows

CASES = Path(__file__).parent.parent / "hard_cases" / "counting.csv"
RETRIEVED = {"d1": datetime(2020, 1, 1, tzinfo=UTC), "d2": datetime(2024, 1, 1, tzinfo=UTC)}
LINKED = "linked by weight or by a person"
"""The case whose records are one activity by the table of links, not by what they say."""
TELLING, OTHER_OFFICIAL, UMBRELLA, FIGURE, BUDGET = "t", "o", "u", "f", "b"


def lines() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [line | {"number": str(number)} for number, line in enumerate(csv.DictReader(file), start=2)]


class Reports:
    """The lines of the table as the tables that readers write."""

    def __init__(self, listed: list[dict[str, str]]) -> None:
        self.tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.activities: dict[tuple[str, ...], str] = {}
        for line in listed:
            self._source(line)
            if line["what"] == FIGURE:
                self._figure(line)
            else:
                self._money(line, self._activity(line))
        self._link(sorted(name for key, name in self.activities.items() if key[0] == LINKED))

    def _link(self, records: list[str]) -> None:
        for one, other in pairwise(records):
            self.tables["link"].append(
                {"activity_id": one, "other_activity_id": other, "method": "decision", "verdict": "same"}
            )

    def _source(self, line: dict[str, str]) -> None:
        known = {row["source_id"] for row in self.tables["source"]}
        if line["file"] not in known:
            self.tables["source"].append(
                {
                    "source_id": line["file"],
                    "dataset": line["dataset"],
                    "layer": line["layer"],
                    "retrieved_at": RETRIEVED.get(line["file"]),
                }
            )

    def _activity(self, line: dict[str, str]) -> str:
        key = (line["case"], line["file"], line["identifier"], line["reporter"], line["what"])
        if key in self.activities:
            return self.activities[key]
        number = len(self.activities) + 1
        self.activities[key] = f"{line['file']}-{number}"
        self.tables["activity"].append(
            {
                "activity_id": self.activities[key],
                "source_id": line["file"],
                "ordinal": number,
                "identifier": f"{line['identifier']}/{line['case'].upper()}",
                "reporting_ref": line["reporter"],
                "secondary_reporter": line["secondary"] == "yes",
                "included": line["what"] != UMBRELLA,
                "left_out_reason": "an umbrella" if line["what"] == UMBRELLA else None,
                "default_flow_type": "20" if line["what"] == OTHER_OFFICIAL else "10",
                "last_updated": datetime.fromisoformat(line["updated"] + "T00:00:00+00:00")
                if line["updated"]
                else None,
            }
        )
        self.tables["split"].append(
            {"activity_id": self.activities[key], "ordinal": 1, "dimension": "country", "code": "KE"}
        )
        return self.activities[key]

    def _money(self, line: dict[str, str], activity_id: str) -> None:
        day = date(int(line["year"]), 6, int(line["number"]) % 28 + 1) if line["year"] else None
        common = {
            "activity_id": activity_id,
            "source_id": line["file"],
            "amount": Decimal(line["amount"]) if line["amount"] else None,
            "currency": "USD",
            "provider_ref": line["provider"] or None,
            "receiver_ref": line["receiver"] or None,
        }
        if line["what"] == BUDGET:
            kind, _, budget_type = line["type"].partition(":")
            start = date(int(line["year"]), 1, 1)
            self.tables["budget"].append(
                {
                    **common,
                    "budget_id": f"line {line['number']}",
                    "kind": kind,
                    "type": budget_type,
                    "period_start": start,
                }
            )
            return
        links = {
            name: f"{line[name]}/{line['case'].upper()}"
            for name in ("provider_activity", "receiver_activity")
            if line[name]
        }
        self.tables["transaction"].append(
            {**common, **links, "transaction_id": f"line {line['number']}", "type": line["type"], "date": day}
        )

    def _figure(self, line: dict[str, str]) -> None:
        self.tables["figure"].append(
            {
                "figure_id": f"line {line['number']}",
                "source_id": line["file"],
                "provider": line["provider"],
                "provider_scheme": "iso3",
                "recipient": "KEN",
                "recipient_scheme": "iso3",
                "year": int(line["year"]),
                "measure": line["type"],
                "part_of_total": True,
                "stage": "disbursement",
                "flow_class": "oda_like",
                "amount": Decimal(line["amount"]),
                "currency": "USD",
            }
        )


@pytest.fixture(scope="module")
def counted() -> dict[str, dict[str, Any]]:
    found = flows(**Reports(lines()).tables)
    return {row["flow_id"].partition(":")[0]: row for row in found}


@pytest.mark.parametrize("line", lines(), ids=lambda line: f"{line['number']} {line['case']}")
def test_each_line_of_the_hard_cases_is_counted_or_not_by_its_rule(line, counted):
    found = counted[f"line {line['number']}"]
    assert (found["count_rule"], found["counted"]) == (line["rule"], line["counted"] == "yes")


def test_everything_told_is_a_flow(counted):
    assert len(counted) == len(lines())


def test_every_decision_has_a_reason_in_a_sentence(counted):
    for row in counted.values():
        assert row["count_reason"].endswith("."), row["count_rule"]


def test_every_rule_is_reached_by_a_hard_case():
    assert {line["rule"] for line in lines()} == {rule.rule_id for rule in COUNT_RULES}


def test_a_duplicate_names_the_flow_that_is_counted_instead(counted):
    numbers = [line["number"] for line in lines() if line["case"] == "the same activity in two files"]
    left_out, stands = (counted[f"line {number}"] for number in numbers)
    assert left_out["linked_flow_id"] == stands["flow_id"]


def test_money_passed_on_names_the_flow_of_its_owner(counted):
    numbers = [line["number"] for line in lines() if line["case"] == "a funder names the agency's activity"]
    first, later = (counted[f"line {number}"] for number in numbers)
    assert later["linked_flow_id"] == first["flow_id"]


def test_a_telling_that_is_not_counted_says_which_one_is(counted):
    numbers = [line["number"] for line in lines() if line["case"] == "own reports below the threshold"]
    assert counted[f"line {numbers[0]}"]["count_reason"] == (
        "For USA in 1981 the telling that is counted is official_aggregate; "
        "own_report holds 59 per cent of what it is measured against."
    )


def test_best_available_is_the_disbursement_where_an_activity_has_one(counted):
    numbers = [line["number"] for line in lines() if line["case"] == "a commitment and its disbursement are stages"]
    promise, payment = (counted[f"line {number}"] for number in numbers)
    assert (promise["best_available"], payment["best_available"]) == (False, True)


def test_best_available_is_the_commitment_where_nothing_was_paid(counted):
    number = next(
        line["number"] for line in lines() if line["case"] == "the older research where the newer has nothing"
    )
    assert counted[f"line {number}"]["best_available"]
