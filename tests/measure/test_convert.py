"""Money is converted by the rate of its month, once, to the cent, or says why not."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sursur.measure.convert import LARGEST_USD, MONEY_COLUMNS, convert, rate_lookup, rebase, with_currency
from sursur.reference.currencies import currency_table

CENT = Decimal("0.01")
TABLE = Path(__file__).parents[1] / "hard_cases" / "conversions.csv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))

RATES = [
    ("EUR", "1999-01", 0.8),
    ("EUR", "2015", 1.15),
    ("EUR", "2015-03", 1.1),
    ("EUR", "2015-04", 1.25),
    ("HTG", "2010", 40.0),
    ("ZMK", "2010-04", 5000.0),
    ("ZMK", "2010-06", 5100.0),
]
DEFLATORS = [
    ("BRA", 1999, 0.4),
    ("BRA", 2010, 1.1),
    ("BRA", 2015, 0.9),
    ("BRA", 2022, 1.0),
    ("DAC", 2015, 0.8),
    ("DAC", 2022, 1.0),
]
FLOW_SCHEMA = pa.schema(
    {
        "case": pa.string(),
        "amount": pa.decimal128(38, 6),
        "currency": pa.string(),
        "value_date": pa.date32(),
        "year": pa.int64(),
        "price_year": pa.int64(),
        "provider_country": pa.string(),
    }
)


def rates(rows: list[tuple[str, str, float]] | None = None) -> ibis.Table:
    columns = zip(*(rows or RATES), strict=True)
    named = dict(zip(("currency", "month", "per_usd"), map(list, columns), strict=True))
    return ibis.memtable(pa.table({**named, "source": ["a central bank"] * len(named["month"])}))


def deflators() -> ibis.Table:
    countries, years, values = map(list, zip(*DEFLATORS, strict=True))
    return ibis.memtable(
        pa.table(
            {"country": countries, "year": years, "index": values, "source": ["a bank of statistics"] * len(years)}
        )
    )


def flows(rows: list[dict[str, Any]]) -> ibis.Table:
    return ibis.memtable(pa.Table.from_pylist(rows, schema=FLOW_SCHEMA))


def converted(rows: list[dict[str, Any]], base_year: int = 2022, **tables: ibis.Table) -> list[dict[str, Any]]:
    expression = convert(flows(rows), tables.get("rates", rates()), tables.get("deflators", deflators()), base_year)
    by_case = {row["case"]: row for row in expression.to_pyarrow().to_pylist()}
    return [by_case[row["case"]] for row in rows]


def parsed(case: dict[str, str]) -> dict[str, Any]:
    return {
        "case": case["case"],
        "amount": Decimal(case["amount"]) if case["amount"] else None,
        "currency": case["currency"] or None,
        "value_date": dt.date.fromisoformat(case["value_date"]) if case["value_date"] else None,
        "year": int(case["year"]) if case["year"] else None,
        "price_year": int(case["price_year"]) if case["price_year"] else None,
        "provider_country": "" if case["provider_country"] == "''" else case["provider_country"] or None,
    }


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, Any]]:
    return {row["case"]: row for row in converted([parsed(case) for case in CASES])}


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_hard_case(case: dict[str, str], answers: dict[str, dict[str, Any]]) -> None:
    found = answers[case["case"]]
    for column in ("usd_current", "usd_constant"):
        assert found[column] == (Decimal(case[column]) if case[column] else None), column
    assert (found["rate_month"] or "") == case["rate_month"]
    assert (found["money_note"] or "") == case["note"]


def test_the_rate_its_month_and_its_source_stand_beside_the_value(answers: dict[str, dict[str, Any]]) -> None:
    euro = answers["euro by the rate of its month"]
    assert (euro["rate"], euro["rate_month"], euro["rate_source"]) == (1.1, "2015-03", "a central bank")
    assert (euro["deflator"], euro["deflator_source"]) == (0.9, "a bank of statistics")
    dollars = answers["dollars need no rate"]
    assert (dollars["rate"], dollars["rate_month"], dollars["rate_source"]) == (1.0, None, "US dollars as reported")


def test_an_empty_value_always_has_a_reason(answers: dict[str, dict[str, Any]]) -> None:
    for row in answers.values():
        if row["usd_current"] is None or row["usd_constant"] is None:
            assert row["money_note"], row["case"]


def test_any_base_year_may_be_chosen() -> None:
    row = parsed(CASES[0])
    in_2015, in_2022 = converted([row], base_year=2015)[0], converted([row], base_year=2022)[0]
    assert in_2015["usd_constant"] == in_2015["usd_current"] == in_2022["usd_current"]
    assert in_2015["deflator"] == 1.0


def test_a_base_year_without_deflators_is_said() -> None:
    found = converted([parsed(CASES[0])], base_year=1960)[0]
    assert found["usd_constant"] is None
    assert found["money_note"] == "no deflator of BRA for 2015 on the base year 1960"


def test_no_row_is_added_or_lost_and_other_columns_stay() -> None:
    rows = [{**parsed(case), "case": str(number)} for number, case in enumerate(CASES * 3)]
    table = convert(flows(rows), rates(), deflators(), 2022).to_pyarrow()
    assert table.column_names == [*FLOW_SCHEMA.names, *MONEY_COLUMNS]
    assert sorted(table["case"].to_pylist()) == sorted(row["case"] for row in rows)


def test_a_flow_that_was_converted_before_is_converted_anew() -> None:
    once = convert(flows([parsed(CASES[0])]), rates(), deflators(), 2022)
    twice = convert(once, rates(), deflators(), 2022)
    assert twice.to_pyarrow().to_pylist() == once.to_pyarrow().to_pylist()


def test_the_lookup_has_each_month_once() -> None:
    found = rate_lookup(rates()).to_pyarrow().to_pylist()
    keys = [(row["r_currency"], row["r_year"], row["r_month"]) for row in found]
    assert len(keys) == len(set(keys))
    assert {row["r_label"] for row in found if row["r_currency"] == "HTG"} == {"2010"}
    assert sum(row["r_currency"] == "HTG" for row in found) == 13, "twelve months and the year"
    own = next(row for row in found if row["r_currency"] == "EUR" and row["r_year"] == 2015 and row["r_month"] == 3)
    assert own["r_label"] == "2015-03", "a month of its own goes before the average of the year"


def test_rebasing_keeps_the_ratio_of_any_two_years() -> None:
    found = {(r["country"], r["year"]): r["index"] for r in rebase(deflators(), 2015).to_pyarrow().to_pylist()}
    assert found["BRA", 2015] == 1.0
    assert found["BRA", 2010] / found["BRA", 2022] == pytest.approx(1.1)


amounts = st.decimals(min_value=Decimal("-1e12"), max_value=Decimal("1e12"), places=6, allow_nan=False)
months = st.tuples(st.integers(1960, 2030), st.integers(1, 12))
quotes = st.floats(min_value=1e-3, max_value=1e9, allow_nan=False)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(amounts, months, quotes), min_size=1, max_size=200, unique_by=lambda row: row[1]))
def test_every_value_is_the_quotient_to_the_cent(rows: list[tuple[Decimal, tuple[int, int], float]]) -> None:
    quoted = [("AAA", f"{year}-{month:02}", quote) for _, (year, month), quote in rows]
    reported = [
        {"case": str(number), "amount": amount, "currency": "AAA", "value_date": dt.date(year, month, 15), "year": year}
        for number, (amount, (year, month), _) in enumerate(rows)
    ]
    for row, (amount, _, quote) in zip(converted(reported, rates=rates(quoted)), rows, strict=True):
        exact = Fraction(amount) / Fraction(quote)
        if abs(exact) >= Fraction(LARGEST_USD):
            assert row["usd_current"] is None
        else:
            assert row["usd_current"] in nearest_cents(exact)


def nearest_cents(exact: Fraction) -> set[Decimal]:
    """Half a cent goes away from zero; what binary numbers cannot tell from a half may go either way."""
    slack = abs(exact) * Fraction(4, 10**15)
    return {half_up(exact - slack), half_up(exact), half_up(exact + slack)}


def half_up(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(CENT, ROUND_HALF_UP)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(-(10**14), 10**14), min_size=1, max_size=300))
def test_dollars_in_cents_come_back_exactly(cents: list[int]) -> None:
    reported = [
        {
            "case": str(number),
            "amount": Decimal(value).scaleb(-2),
            "currency": "USD",
            "year": 2022,
            "provider_country": "BRA",
        }
        for number, value in enumerate(cents)
    ]
    for row, value in zip(converted(reported), cents, strict=True):
        assert row["usd_current"] == row["usd_constant"] == Decimal(value).scaleb(-2)


@pytest.mark.parametrize(
    ("written", "code"),
    [("USD", "USD"), ("usd ", "USD"), ("Euro", "EUR"), ("US$", "USD"), ("UKL", "GBP"), ("$", "$"), (None, None)],
)
def test_a_currency_is_known_by_its_writings_and_never_guessed(written: str | None, code: str | None) -> None:
    flows = ibis.memtable(pa.table({"currency": pa.array([written], pa.string())}))
    named = with_currency(flows, ibis.memtable(currency_table()))
    assert named.to_pyarrow()["currency"].to_pylist() == [code]
