"""A verdict has a rule and a reason: the hard cases, under the definition of their year and under others."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest

from sursur.measure.classify import classify
from sursur.measure.forms import FORM_RULES
from sursur.measure.regions import region_table
from sursur.model.values import Form
from sursur.reference.groups import south_table

CASES = Path(__file__).parent.parent / "hard_cases" / "classification.csv"
TEXTS = (
    "provider_name", "provider_country", "provider_kind", "recipient_country", "recipient_region", "funder_country",
    "funder_kind", "partners", "declared_form",
)  # fmt: skip


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def verdicts(rows: list[dict[str, str]], definition: str = "g77_china", **options: Any) -> list[dict[str, Any]]:
    columns = {name: pa.array([row[name] or None for row in rows], pa.string()) for name in TEXTS}
    columns["year"] = pa.array([int(row["year"]) if row["year"] else None for row in rows], pa.int64())
    columns["number"] = pa.array(range(len(rows)), pa.int64())
    columns["funder_name"] = columns["funder_country"]
    south = ibis.memtable(south_table(definition))
    judged = classify(ibis.memtable(pa.table(columns)), south, options.get("regions", region_table(definition)))
    return sorted(ibis.duckdb.connect().to_pyarrow(judged).to_pylist(), key=lambda row: row["number"])


@pytest.fixture(scope="module")
def judged() -> dict[str, dict[str, Any]]:
    return {row["case"]: verdict for row, verdict in zip(cases(), verdicts(cases()), strict=True)}


@pytest.mark.parametrize("case", cases(), ids=lambda row: row["case"])
def test_each_hard_case_gets_its_form_by_its_rule(case, judged):
    found = judged[case["case"]]
    assert (found["form"], found["form_rule"]) == (case["form"], case["rule"])


def test_every_flow_gets_exactly_one_verdict_and_a_whole_sentence(judged):
    assert len(judged) == len(cases())
    for verdict in judged.values():
        assert verdict["form"] in set(Form)
        assert verdict["form_reason"].endswith(".")
        assert "{" not in verdict["form_reason"]


def test_the_reason_names_the_parties_and_the_year(judged):
    assert judged["China to Angola"]["form_reason"] == "CHN and AGO were both in the South in 2010."
    assert "BRA" in judged["Germany and Brazil for Mozambique"]["form_reason"]


def test_what_the_source_declares_is_kept_beside_another_verdict(judged):
    verdict = judged["declared but the recipient is in the North"]
    assert (verdict["declared_form"], verdict["form"]) == ("triangular", "north_north")


def test_every_rule_but_the_last_resort_is_reached_by_a_hard_case():
    reached = {case["rule"] for case in cases()}
    assert reached == {rule.rule_id for rule in FORM_RULES} - {"nothing_fits"}


@pytest.mark.parametrize(
    ("case", "definition", "form"),
    [
        ("Türkiye is not in the Group of 77", "oda_recipients", "south_south"),
        ("Türkiye is not in the Group of 77", "non_dac", "south_south"),
        ("Mexico left the Group of 77 in 1994", "oda_recipients", "south_south"),
        ("Saudi Arabia to Yemen", "oda_recipients", "north_south"),
        ("Saudi Arabia to Yemen", "non_dac", "south_south"),
        ("Russia to Cuba", "non_dac", "south_south"),
        ("United States to Serbia", "oda_recipients", "north_south"),
        ("Central Asia holds members and others", "oda_recipients", "north_south"),
        ("China to Angola", "oda_recipients", "south_south"),
        ("CAF to El Salvador", "non_dac", "multilateral_south_led"),
    ],
)
def test_the_same_flow_under_another_definition_of_the_south(case, definition, form):
    row = next(row for row in cases() if row["case"] == case)
    assert verdicts([row], definition)[0]["form"] == form


def test_classifying_again_replaces_the_verdict_and_changes_nothing_else():
    rows = cases()[:3]
    once = classify(*_arguments(rows, "g77_china"))
    again = classify(once, ibis.memtable(south_table("oda_recipients")), region_table("oda_recipients"))
    assert again.columns == once.columns
    assert again.count().to_pyarrow().as_py() == len(rows)


def _arguments(rows: list[dict[str, str]], definition: str) -> tuple[Any, Any]:
    columns = {name: pa.array([row[name] or None for row in rows], pa.string()) for name in TEXTS}
    columns["funder_name"] = columns["funder_country"]
    columns["year"] = pa.array([int(row["year"]) for row in rows], pa.int64())
    return ibis.memtable(pa.table(columns)), ibis.memtable(south_table(definition))
