"""Shares by recipient and sector: stated rules for every kind of percentage, and not a cent lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sursur.measure.entries import ENTRY
from sursur.measure.splits import SPLIT_RULES, divide, recipient_shares, sector_shares
from sursur.model.tables import SPLIT
from sursur.tabular import arrow_table

CENT = Decimal("0.01")
SECTORS = ("11110", "11220", "12110", "12220", "21010")


def split(owner: str, dimension: str, code: str, percentage: float | None, ordinal: int, **more: Any) -> dict[str, Any]:
    activity_id, _, transaction_id = owner.partition("/")
    return {
        "activity_id": activity_id,
        "transaction_id": transaction_id or None,
        "ordinal": ordinal,
        "dimension": dimension,
        "code": code,
        "percentage": percentage,
        **more,
    }


def entries(listed: list[tuple[str, str, Decimal | None]]) -> ibis.Table:
    """(entry_id, activity_id, amount); all other columns of an entry are empty."""
    given_columns = {
        "entry_id": pa.array([row[0] for row in listed], pa.string()),
        "activity_id": pa.array([row[1] for row in listed], pa.string()),
        "amount": pa.array([row[2] for row in listed], pa.decimal128(38, 6)),
    }
    schema = ibis.schema(ENTRY).to_pyarrow()
    columns = [given_columns.get(field.name, pa.nulls(len(listed), field.type)) for field in schema]
    return ibis.memtable(pa.table(columns, schema=schema))


def sectors() -> ibis.Table:
    codes = [*SECTORS, "110", "112", "151"]
    return ibis.memtable(pa.table({"code": codes, "sector": [code[:3] for code in codes]}))


def divided(listed: list[tuple[str, str, Decimal | None]], splits: list[dict[str, Any]]) -> list[dict[str, Any]]:
    table = ibis.memtable(arrow_table(SPLIT, splits))
    parts = divide(entries(listed), recipient_shares(table), sector_shares(table, sectors()))
    rows: list[dict[str, Any]] = ibis.duckdb.connect().to_pyarrow(parts).to_pylist()
    return sorted(rows, key=lambda row: (row["entry_id"], row["recipient_code"] or "", row["sector"] or ""))


THIRDS = {"KE": "33.33", "TZ": "33.34", "UG": "33.33"}
RULES: list[tuple[str, list[tuple[str, float | None]], str, dict[str | None, str]]] = [
    ("one without percentage", [("KE", None)], "whole", {"KE": "100"}),
    ("one with 100", [("KE", 100)], "reported", {"KE": "100"}),
    ("two without percentages", [("KE", None), ("UG", None)], "equal", {"KE": "50", "UG": "50"}),
    ("three without percentages", [("KE", None), ("UG", None), ("TZ", None)], "equal", THIRDS),
    ("30 and 70", [("KE", 30), ("UG", 70)], "reported", {"KE": "30", "UG": "70"}),
    ("thirds that make 99", [("KE", 33), ("TZ", 33), ("UG", 33)], "reported", THIRDS),
    ("thirds that make 102", [("KE", 34), ("TZ", 34), ("UG", 34)], "reported", THIRDS),
    ("30 and 30", [("KE", 30), ("UG", 30)], "rest_unspecified", {"KE": "30", "UG": "30", None: "40"}),
    ("one with 60", [("KE", 60)], "rest_unspecified", {"KE": "60", None: "40"}),
    ("150 and 100", [("KE", 150), ("UG", 100)], "scaled_down", {"KE": "60", "UG": "40"}),
    ("100 for each of two", [("KE", 100), ("UG", 100)], "scaled_down", {"KE": "50", "UG": "50"}),
    ("fractions of one", [("KE", 0.25), ("UG", 0.75)], "fractions", {"KE": "25", "UG": "75"}),
    ("one missing beside 40", [("KE", 40), ("UG", None)], "missing_share_rest", {"KE": "40", "UG": "60"}),
    ("two left", [("KE", 40), ("TZ", None), ("UG", None)], "missing_share_rest", {"KE": "40", "TZ": "30", "UG": "30"}),
    ("one missing beside 100", [("KE", 100), ("UG", None)], "missing_get_nothing", {"KE": "100"}),
    ("all zero", [("KE", 0), ("UG", 0)], "equal", {"KE": "50", "UG": "50"}),
    ("negative is not reported", [("KE", -5), ("UG", 40)], "missing_share_rest", {"KE": "60", "UG": "40"}),
    ("the same country twice", [("KE", 20), ("KE", 80)], "reported", {"KE": "100"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def by_case() -> dict[str, list[dict[str, Any]]]:
    listed = [(name, name, Decimal(100)) for name, *_ in RULES]
    splits = [
        split(name, "country", code, percentage, ordinal)
        for name, shares, *_ in RULES
        for ordinal, (code, percentage) in enumerate(shares, start=1)
    ]
    rows = divided(listed, splits)
    return {name: [row for row in rows if row["entry_id"] == name] for name, *_ in RULES}


@pytest.mark.parametrize(("name", "shares", "rule", "expected"), RULES, ids=[case[0] for case in RULES])
def test_each_kind_of_percentage_has_its_rule(name, shares, rule, expected, by_case):
    rows = by_case[name]
    assert {row["recipient_rule"] for row in rows} == {rule}
    found = {row["recipient_code"]: row["amount"] for row in rows}
    assert found == {code: Decimal(amount) for code, amount in expected.items()}


def test_every_rule_has_a_case_and_a_sentence():
    assert {case[2] for case in RULES} == set(SPLIT_RULES)
    assert all(sentence.endswith(".") for sentence in SPLIT_RULES.values())


def test_what_stands_at_the_transaction_replaces_what_the_activity_says():
    rows = divided(
        [("t1", "a", Decimal(100)), ("t2", "a", Decimal(100))],
        [split("a", "country", "KE", None, 1), split("a/t1", "country", "UG", None, 1)],
    )
    assert [(row["entry_id"], row["recipient_code"]) for row in rows] == [("t1", "UG"), ("t2", "KE")]


def test_a_country_that_has_a_name_alone_is_looked_up_by_its_name():
    rows = divided(
        [("t1", "a", Decimal(100))],
        [split("a", "country", "KE", 50, 1), split("a", "country", "", 50, 2, name="Moçambique")],
    )
    found = {row["recipient_code"]: row["recipient_scheme"] for row in rows}
    assert found == {"KE": "iso2", "Moçambique": "name"}


def test_a_region_beside_countries_only_says_where_they_lie():
    rows = divided(
        [("t1", "a", Decimal(100))],
        [split("a", "country", "KE", None, 1), split("a", "region", "298", None, 1, vocabulary="1")],
    )
    assert [row["recipient_code"] for row in rows] == ["KE"]


def test_a_region_with_a_percentage_holds_what_the_countries_leave_open():
    rows = divided(
        [("t1", "a", Decimal(100))],
        [split("a", "country", "KE", 30, 1), split("a", "region", "298", 70, 1, vocabulary="1")],
    )
    assert {row["recipient_code"]: row["amount"] for row in rows} == {"KE": Decimal(30), "298": Decimal(70)}


def test_the_same_region_in_two_vocabularies_is_one_region():
    rows = divided(
        [("t1", "a", Decimal(100))],
        [split("a", "region", "298", 100, 1, vocabulary="1"), split("a", "region", "002", 100, 2, vocabulary="2")],
    )
    assert [(row["recipient_code"], row["amount"]) for row in rows] == [("298", Decimal(100))]


def test_purposes_are_summed_to_sectors_and_other_vocabularies_are_not_mixed_in():
    rows = divided(
        [("t1", "a", Decimal(100))],
        [
            split("a", "sector", "11110", 20, 1, vocabulary="1"),
            split("a", "sector", "12110", 80, 2, vocabulary="1"),
            split("a", "sector", "151", 100, 3, vocabulary="2"),
            split("a", "sector", "10", 100, 4, vocabulary="99"),
        ],
    )
    assert {row["sector"]: row["amount"] for row in rows} == {"111": Decimal(20), "121": Decimal(80)}


def test_without_any_split_the_value_stays_whole():
    rows = divided([("t1", "a", Decimal("12.345678"))], [])
    assert [(row["amount"], row["sector_share"]) for row in rows] == [(Decimal("12.345678"), 1.0)]


def test_an_unreadable_amount_stays_empty_in_every_part():
    rows = divided([("t1", "a", None)], [split("a", "country", "KE", 50, 1), split("a", "country", "UG", 50, 2)])
    assert [row["amount"] for row in rows] == [None, None]


percentages = st.lists(
    st.one_of(st.none(), st.floats(-10, 260, allow_nan=False), st.integers(0, 100).map(float)), min_size=0, max_size=5
)
amounts = st.decimals(Decimal(-10_000_000_000), Decimal(10_000_000_000), places=2)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(amounts, percentages, percentages), min_size=10, max_size=40))
def test_the_parts_add_up_to_the_amount_to_the_cent_and_none_is_off_by_more_than_one(cases):
    listed, splits = [], []
    for number, (amount, countries, purposes) in enumerate(cases):
        listed.append((f"t{number}", f"a{number}", amount))
        for ordinal, percentage in enumerate(countries):
            splits.append(split(f"a{number}", "country", f"C{ordinal}", percentage, ordinal))
        for ordinal, percentage in enumerate(purposes):
            splits.append(split(f"a{number}", "sector", SECTORS[ordinal], percentage, ordinal, vocabulary="1"))
    rows = divided(listed, splits)
    for entry_id, _, amount in listed:
        parts = [row for row in rows if row["entry_id"] == entry_id]
        assert sum(row["amount"] for row in parts) == amount
        assert sum(row["sector_share"] for row in parts) == pytest.approx(1)
        for row in parts:
            assert abs(float(row["amount"]) - float(amount) * row["sector_share"]) <= 0.011
