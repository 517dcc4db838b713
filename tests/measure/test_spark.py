"""The same expressions, unchanged, on Spark: equal to the cent with DuckDB."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sursur.measure.convert import convert
from sursur.measure.corridors import corridors
from sursur.reference.deflators import deflator_table
from sursur.reference.rates import rate_table
from tests.plain_spark import plain_session

pytestmark = [
    pytest.mark.spark,
    pytest.mark.xdist_group("spark"),
    # Spark and its Ibis backend warn about their own use of pandas and of sockets; elsewhere warnings stay errors.
    pytest.mark.filterwarnings("ignore"),
]

BASE_YEAR = 2022
ROWS = 2_000
SOUTH = ("IND", "BRA", "KEN", "CHN")
FLOWS = pa.schema(
    {
        "flow": pa.int64(),
        "amount": pa.decimal128(38, 6),
        "currency": pa.string(),
        "value_date": pa.date32(),
        "year": pa.int64(),
        "price_year": pa.int64(),
        "provider_country": pa.string(),
        "recipient_country": pa.string(),
    }
)


@pytest.fixture(scope="module")
def spark() -> Any:
    return ibis.pyspark.connect(plain_session())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same files for both engines."""
    home = tmp_path_factory.mktemp("tables")
    south = [
        {"country": country, "year": year} for country in ("IND", "BRA", "KEN", "CHN") for year in range(1964, 2026)
    ]
    tables = {
        "flows": pa.Table.from_pylist(list(reported(random.Random(17))), schema=FLOWS),
        "rates": rate_table(),
        "deflators": deflator_table(),
        "south": pa.Table.from_pylist(south),
    }
    for name, table in tables.items():
        pq.write_table(table, home / f"{name}.parquet")
    return home


def reported(chance: random.Random) -> Iterator[dict[str, Any]]:
    """Everything that conversion tells apart: gaps, old units, dates of any kind, constant prices, no provider."""
    currencies = ("USD", "EUR", "EUR", "INR", "XOF", "ZMK", "ZMW", "TRL", "HTG", "JPY", "KWD", "DEM", "XTS", None)
    countries = ("IND", "BRA", "KEN", "CHN", "SWE", "CUB", None)
    for number in range(ROWS):
        day = dt.date(1955, 1, 1) + dt.timedelta(days=chance.randrange(27_000))
        dated = chance.random() < 0.9
        constant = chance.random() < 0.15
        amount = Decimal(chance.randrange(-(10**9), 10 ** chance.randrange(3, 19))).scaleb(-6)
        yield {
            "flow": number,
            "amount": amount if chance.random() < 0.97 else None,
            "currency": "USD" if constant and chance.random() < 0.9 else chance.choice(currencies),
            "value_date": day if dated else None,
            "year": day.year if dated or chance.random() < 0.8 else None,
            "price_year": chance.choice((2009, 2014, 2021, 2022, 1950)) if constant else None,
            "provider_country": chance.choice(countries),
            "recipient_country": chance.choice(countries),
        }


def tables(connection: Any, folder: Path) -> dict[str, ibis.Table]:
    return {path.stem: connection.read_parquet(str(path)) for path in sorted(folder.glob("*.parquet"))}


def converted(t: dict[str, ibis.Table]) -> ibis.Table:
    return convert(t["flows"], t["rates"], t["deflators"], BASE_YEAR)


def rows(expression: ibis.Table, *keys: str) -> list[dict[str, Any]]:
    found = [filled(row) for row in expression.to_pyarrow().to_pylist()]
    return sorted(found, key=lambda row: tuple((row[key] is None, row[key]) for key in keys))


def filled(row: dict[str, Any]) -> dict[str, Any]:
    """Ibis fetches from Spark by way of pandas, where an empty number is not a number."""
    return {name: None if isinstance(value, float) and math.isnan(value) else value for name, value in row.items()}


def test_every_flow_is_converted_alike(spark: Any, folder: Path) -> None:
    on_duckdb = rows(converted(tables(ibis.duckdb.connect(), folder)), "flow")
    on_spark = rows(converted(tables(spark, folder)), "flow")
    assert len(on_spark) == ROWS
    for ours, theirs in zip(on_duckdb, on_spark, strict=True):
        assert theirs == ours
    assert sum(row["usd_current"] is not None for row in on_spark) > ROWS / 4, "the sample must have values to compare"
    assert len({(row["money_note"] or "")[:12] for row in on_spark}) >= 5, "and reasons"


def test_provider_by_recipient_by_year_adds_up_alike(spark: Any, folder: Path) -> None:
    keys = ("provider_country", "recipient_country", "year")
    answers = [
        rows(corridors(converted(t), t["south"]), *keys)
        for t in (tables(ibis.duckdb.connect(), folder), tables(spark, folder))
    ]
    assert answers[0] == answers[1]
    assert sum(row["flows"] for row in answers[0]) == ROWS
    assert {row["provider_south"] for row in answers[0]} == {True, False, None}
