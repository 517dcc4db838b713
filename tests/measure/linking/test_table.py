"""The table of links: an identifier before a weight, a person before both, and a sentence that says why."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from sursur.measure.linking.comparing import LADDERS, MISSING, OTHERWISE
from sursur.measure.linking.table import evidence, link_table

PAIR = {"record_id": "string", "other_record_id": "string"}
NAMED = PAIR | {"basis": "string"}
WEIGHED = PAIR | {"kind": "string", "probability": "float64", "verdict": "string"} | dict.fromkeys(LADDERS, "string")
DECIDED = PAIR | {"verdict": "string", "decided_by": "string", "decided_on": "date", "reason": "string"}


def table(schema: dict[str, str], *rows: dict[str, Any]) -> Any:
    return ibis.memtable(pa.Table.from_pylist(list(rows), schema=ibis.schema(schema).to_pyarrow()))


def named(one: str, other: str) -> dict[str, Any]:
    return {"record_id": one, "other_record_id": other, "basis": "same_identifier"}


def weighed(one: str, other: str, verdict: str = "same", **levels: str) -> dict[str, Any]:
    told = {"record_id": one, "other_record_id": other, "kind": "two_reporters", "probability": 0.97}
    return told | {"verdict": verdict} | dict.fromkeys(LADDERS, MISSING) | levels


def decided(one: str, other: str, verdict: str) -> dict[str, Any]:
    told = {"record_id": one, "other_record_id": other, "verdict": verdict}
    return told | {"decided_by": "M. Nhaca", "decided_on": date(2020, 1, 2), "reason": "two contracts"}


def links(
    by_identifier: list[dict[str, Any]], by_weight: list[dict[str, Any]], by_people: list[dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    made = link_table(table(NAMED, *by_identifier), table(WEIGHED, *by_weight), table(DECIDED, *by_people))
    return {row["activity_id"] + row["other_activity_id"]: row for row in made.to_pyarrow().to_pylist()}


def test_an_identifier_says_it_before_any_weight():
    found = links([named("a", "b")], [weighed("a", "b", "doubtful"), weighed("c", "d")], [])
    assert {key: (row["method"], row["verdict"]) for key, row in found.items()} == {
        "ab": ("identifier", "same"),
        "cd": ("probabilistic", "same"),
    }


def test_what_people_decide_wins_over_both_and_keeps_what_was_known():
    people = [decided("a", "b", "different"), decided("c", "d", "same"), decided("e", "f", "same")]
    found = links([named("a", "b")], [weighed("c", "d", "doubtful", money="exact")], people)
    assert {row["method"] for row in found.values()} == {"decision"}
    assert [found[key]["verdict"] for key in ("ab", "cd", "ef")] == ["different", "same", "same"]
    assert found["ab"]["basis"] == "same_identifier"
    assert (found["cd"]["probability"], found["cd"]["evidence"]) == (0.97, "The sums are equal.")
    assert (found["ef"]["evidence"], found["ef"]["decided_by"]) == (None, "M. Nhaca")


def sentence(**levels: str) -> str:
    pairs = table(WEIGHED, weighed("a", "b", **levels))
    return str(pairs.select(told=evidence(pairs)).to_pyarrow()["told"][0])


def test_the_evidence_says_what_was_compared_and_nothing_else():
    assert sentence(money="exact", years=OTHERWISE) == "The sums are equal; their years do not overlap."


def test_every_level_has_its_words():
    for comparison, ladder in LADDERS.items():
        told = {level: sentence(**{comparison: level}) for level in ladder if level != MISSING}
        assert all(len(text) > len(".") for text in told.values()), told
        assert len(set(told.values())) == len(told), comparison
