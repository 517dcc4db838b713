"""Coverage: sums to the cent, silence told apart from nothing, and unknown purposes told."""

from __future__ import annotations

from decimal import Decimal

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sursur.measure.need.coverage import COLUMNS, coverage, findings, known_purpose, with_findings
from sursur.model.values import Form

Flow = tuple[str, str, Decimal | None]


def flows_of(rows: list[Flow]) -> ibis.Table:
    country, form, usd = zip(*rows, strict=True)
    return ibis.memtable(pa.table({"country": country, "form": form, "usd": pa.array(usd, pa.decimal128(38, 2))}))


FLOWS = st.lists(
    st.tuples(
        st.sampled_from(["NER", "TCD", "IND"]),
        st.sampled_from([str(form) for form in Form]),
        st.none() | st.decimals(-1000, 10_000, places=2),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=12, deadline=None)
@given(FLOWS)
def test_forms_add_up_to_the_total_and_the_total_to_the_flows(rows: list[Flow]) -> None:
    found = {row["country"]: row for row in coverage(flows_of(rows)).to_pyarrow().to_pylist()}
    assert sum(row["flows"] for row in found.values()) == len(rows)
    for country, row in found.items():
        there = [flow[2] for flow in rows if flow[0] == country and flow[2] is not None]
        assert (row["total"] or 0) == sum(there)
        assert sum(row[name] or 0 for name in COLUMNS) == sum(there)
        assert (row["total"] is None) == (not there), "a sum of nothing is not zero"


def told_of(*rows: tuple[str, str | None, int, bool]) -> ibis.Table:
    dataset, country, year, answers = zip(*rows, strict=True)
    columns = {"dataset": dataset, "country": pa.array(country, pa.string()), "year": year, "answers": answers}
    return ibis.memtable(pa.table(columns))


@pytest.mark.parametrize(
    ("told", "finding"),
    [
        ([("a", "NER", 2010, True)], "reached"),
        ([("a", "TCD", 2010, True), ("a", "NER", 2001, True)], "no flow reported"),
        ([("a", "TCD", 2010, True), ("a", "NER", 2010, False)], "no flow reported"),
        ([("a", "TCD", 2010, True), ("b", "NER", 2001, True)], "not covered"),
        ([("a", "TCD", 2001, True), ("a", "NER", 2001, True)], "no source"),
        ([("a", None, 2010, True), ("a", "NER", 2001, True)], "no flow reported"),
    ],
)
def test_what_the_silence_of_the_sources_means(told: list[tuple[str, str | None, int, bool]], finding: str) -> None:
    others = ibis.memtable(pa.table({"country": ["NER", "TCD"], "unknown_flows": pa.array([None, None], pa.int64())}))
    found = with_findings(others, findings(told_of(*told), 2008, 2012)).to_pyarrow().to_pylist()
    assert {row["country"]: row["finding"] for row in found}["NER"] == finding


def test_flows_of_unknown_purpose_leave_the_question_open() -> None:
    countries = ibis.memtable(pa.table({"country": ["NER", "KEN"], "unknown_flows": [4, 4]}))
    told = told_of(("a", "KEN", 2010, True), ("a", "NER", 2001, True))
    found = with_findings(countries, findings(told, 2008, 2012)).order_by("country").to_pyarrow()
    assert found["finding"].to_pylist() == ["reached", "purpose unknown"]


def test_the_share_of_known_purpose_is_one_of_money() -> None:
    columns = {"country": ["NER"] * 3, "usd": pa.array([Decimal(1), Decimal(3), None], pa.decimal128(38, 2))}
    flows = ibis.memtable(pa.table({**columns, "purpose_known": [True, False, False]}))
    (row,) = known_purpose(flows).to_pyarrow().to_pylist()
    assert row == {"country": "NER", "sector_unknown": Decimal("3.00"), "unknown_flows": 2, "purpose_share": 25.0}
