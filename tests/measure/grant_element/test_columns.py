"""The expression over columns: what the exact calculation says, for every loan of a table, on both engines."""

from __future__ import annotations

import itertools
import math
from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sursur.errors import UsageError
from sursur.measure.grant_element import grant_element, with_grant_element
from tests.plain_spark import plain_session

RATES = (0.0, 0.75, 2.0, 4.938, 6.5)
MATURITIES = (0.3, 1.0, 2.8333, 7.3, 12.0, 20.0, 39.75)
GRACES = (None, 0.0, 0.25, 2.5, 7.1, 20.0)
PROFILES = (None, "equal_principal", "annuity", "lump_sum")
FREQUENCIES = (None, 1, 2, 4, 12)
TERMS = (
    ("loan_rate", RATES),
    ("loan_maturity", MATURITIES),
    ("loan_grace", GRACES),
    ("loan_profile", PROFILES),
    ("loan_payments", FREQUENCIES),
)
SCHEMA = pa.schema(
    {
        "loan": pa.int64(),
        "loan_rate": pa.float64(),
        "loan_maturity": pa.float64(),
        "loan_grace": pa.float64(),
        "loan_profile": pa.string(),
        "loan_payments": pa.int64(),
    }
)


def loans() -> list[dict[str, Any]]:
    names = [name for name, _ in TERMS]
    every = itertools.product(*(values for _, values in TERMS))
    told = [dict(zip(names, values, strict=True)) for values in every]
    possible = [loan for loan in told if (loan["loan_grace"] or 0) <= loan["loan_maturity"]]
    return [{"loan": number, **loan} for number, loan in enumerate(possible)]


def table(rows: list[dict[str, Any]]) -> ibis.Table:
    return ibis.memtable(pa.Table.from_pylist(rows, schema=SCHEMA))


def exactly(loan: dict[str, Any], discount: int) -> Decimal:
    return grant_element(
        rate=loan["loan_rate"],
        maturity=loan["loan_maturity"],
        grace=loan["loan_grace"] or 0,
        profile=loan["loan_profile"],
        payments_per_year=loan["loan_payments"] or 2,
        discount=discount,
    ).grant_element


@pytest.mark.parametrize("discount", [5, 10])
def test_it_says_what_the_exact_calculation_says(discount):
    told = [loan for loan in loans() if loan["loan"] % 19 == 0]
    found = with_grant_element(table(told), discount).order_by("loan").to_pyarrow().to_pylist()
    assert len(found) > 100
    for row in found:
        assert row["grant_element"] == pytest.approx(float(exactly(row, discount)), abs=2e-6), row


def test_without_profile_and_frequency_principal_is_repaid_in_equal_parts_twice_a_year():
    told = [{"loan": 1, "loan_rate": 2.0, "loan_maturity": 20.0, "loan_grace": 5.0}]
    bare = table(told).select("loan_rate", "loan_maturity", "loan_grace")
    assert with_grant_element(bare).to_pyarrow().to_pylist()[0]["grant_element"] == 26.394156
    assert with_grant_element(table(told)).to_pyarrow().to_pylist()[0]["grant_element"] == 26.394156


UNKNOWN = (
    ((None, 20.0, 5.0), "the interest rate is not known"),
    ((2.0, None, 5.0), "the maturity is not known"),
    ((None, None, None), "the interest rate and the maturity are not known"),
    ((-0.1, 20.0, 5.0), "the interest rate is negative"),
    ((2.0, 0.0, None), "the maturity is not above 0"),
    ((2.0, -1.0, None), "the maturity is not above 0"),
    ((2.0, 20.0, -1.0), "the grace period is negative"),
    ((2.0, 7.5, 24.0), "the grace period is longer than the maturity"),
)


@pytest.mark.parametrize(("terms", "note"), UNKNOWN, ids=[one[1] for one in UNKNOWN])
def test_what_is_missing_or_impossible_stays_unknown_and_says_why(terms, note):
    names = ("loan_rate", "loan_maturity", "loan_grace")
    row = with_grant_element(table([dict(zip(names, terms, strict=True))])).to_pyarrow().to_pylist()[0]
    assert (row["grant_element"], row["terms_known"], row["terms_note"]) == (None, False, note)


def test_a_missing_grace_is_none():
    told = [{"loan_rate": 2.0, "loan_maturity": 10.0, "loan_grace": grace} for grace in (None, 0.0, 0.5)]
    found = with_grant_element(table(told)).to_pyarrow()["grant_element"].to_pylist()
    assert found[0] == found[1] == found[2]


def test_columns_of_the_table_stay_and_the_source_s_own_figure_is_replaced():
    told = table([{"loan": 7, "loan_rate": 2.0, "loan_maturity": 20.0, "loan_grace": 5.0}]).mutate(grant_element=54.08)
    row = with_grant_element(told).to_pyarrow().to_pylist()[0]
    assert (row["loan"], row["grant_element"]) == (7, 26.394156)


@pytest.mark.parametrize("discount", [0, -5])
def test_a_discount_rate_of_nothing_is_refused(discount):
    with pytest.raises(UsageError, match="discounts nothing"):
        with_grant_element(table([]), discount)


@pytest.fixture(scope="module")
def spark():
    return ibis.pyspark.connect(plain_session())


@pytest.mark.spark
@pytest.mark.xdist_group("spark")
@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_same(spark, tmp_path):
    impossible = [dict(zip(("loan_rate", "loan_maturity", "loan_grace"), one[0], strict=True)) for one in UNKNOWN]
    told = loans() + [{"loan": 1_000_000 + number, **loan} for number, loan in enumerate(impossible)]
    pq.write_table(pa.Table.from_pylist(told, schema=SCHEMA), tmp_path / "loans.parquet")
    on_duckdb, on_spark = (
        with_grant_element(engine.read_parquet(str(tmp_path / "loans.parquet")))
        .select("loan", "grant_element", "terms_known", "terms_note")
        .order_by("loan")
        .to_pyarrow()
        .to_pylist()
        for engine in (ibis.duckdb.connect(), spark)
    )
    assert [_filled(row) for row in on_spark] == on_duckdb


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    """Ibis fetches from Spark by way of pandas, where an empty number is not a number."""
    return {name: None if isinstance(value, float) and math.isnan(value) else value for name, value in row.items()}
