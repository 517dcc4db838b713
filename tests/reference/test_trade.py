"""Trade by importer, exporter and year: what the source says, missing kept apart from nothing."""

from __future__ import annotations

import csv
import gzip
import importlib.util
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from sursur.errors import ReferenceDataError
from sursur.model.tables import TRADE
from sursur.reference.trade import check, trade_source, trade_table
from sursur.tabular import arrow_schema

ROOT = Path(__file__).resolve().parents[2]
ORIGINAL = ROOT.parent / "shared/data/trade/cow_trade_ndy.csv.gz"
Trade = dict[tuple[str, str, int], Decimal | None]


@pytest.fixture(scope="module")
def trade() -> Trade:
    rows = zip(*(trade_table()[name].to_pylist() for name in ("importer", "exporter", "year", "usd")), strict=True)
    return {(importer, exporter, year): usd for importer, exporter, year, usd in rows}


def test_it_is_the_declared_table():
    assert trade_table().schema == arrow_schema(TRADE)


@pytest.mark.parametrize(
    ("importer", "exporter", "year", "millions"),
    [
        ("USA", "CHN", 2010, 387_580),
        ("CHN", "USA", 2010, 125_610),
        ("USA", "CAN", 2010, 280_387),
        ("DEU", "SUN", 1990, 7_348),
        ("USA", "DEU", 1990, 29_080),
    ],
)
def test_imports_are_those_of_the_source(trade: Trade, importer: str, exporter: str, year: int, millions: int):
    assert trade[importer, exporter, year] == millions * 1_000_000


def test_what_is_missing_is_not_nothing(trade: Trade):
    """The Correlates of War have no figure for what Afghanistan imported from Burkina Faso in 1990."""
    assert trade["AFG", "BFA", 1990] is None
    assert all(usd is None or usd > 0 for usd in trade.values())


@pytest.mark.parametrize(
    ("year", "trillions"),
    [(1990, "3.3"), (2000, "6.4"), (2010, "14.9"), (2014, "18.3")],
)
def test_world_trade_adds_up_to_the_source(trade: Trade, year: int, trillions: str):
    total = sum(usd or 0 for (_, _, of), usd in trade.items() if of == year)
    assert round(total / 10**12, 1) == Decimal(trillions)


def test_states_of_the_past_keep_their_code_and_end_with_it(trade: Trade):
    years: dict[str, set[int]] = defaultdict(set)
    for importer, _, year in trade:
        years[importer].add(year)
    assert max(years["SUN"]) == 1991
    assert min(years["RUS"]) == 1992
    assert max(years["CSK"]) == 1992
    assert set(range(1990, 2015)) <= years["DEU"]


def test_the_source_says_whose_it_is_and_how_to_cite_it():
    assert "Barbieri" in trade_source()["citation"]
    assert trade_source()["url"].startswith("https://")


@pytest.mark.parametrize(
    "rows",
    [
        [(2000, "KEN", "UGA", 5), (2000, "KEN", "UGA", 6)],
        [(2000, "KEN", "KEN", 5)],
        [(2000, "KEN", "XXX", 5)],
        [(2000, "KEN", "UGA", -9)],
        [(2001, "KEN", "UGA", 5), (2000, "KEN", "UGA", 5)],
    ],
    ids=["double", "with itself", "unknown state", "negative", "out of order"],
)
def test_unsound_data_are_refused(rows: list[tuple[Any, ...]]):
    names = ("year", "importer", "exporter", "millions")
    packed = pa.table(
        {name: pa.chunked_array([list(column)]) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
    )
    with pytest.raises(ReferenceDataError, match="trade"):
        check(packed)


@pytest.mark.data
def test_the_package_holds_what_the_original_says():
    if not ORIGINAL.is_file():
        pytest.skip(f"needs {ORIGINAL}")
    script = script_of("reference_trade")
    expected, unresolved = script.collect(ORIGINAL)
    names = ("year", "importer", "exporter", "usd")
    packed = {tuple(row[name] for name in names[:3]): row["usd"] for row in trade_table().select(names).to_pylist()}
    assert not unresolved
    assert packed == {key: value if value is None else value * 1_000_000 for key, value in expected.items()}


@pytest.mark.data
def test_nothing_of_a_year_is_lost():
    """Counted by itself: both directions of every pair."""
    if not ORIGINAL.is_file():
        pytest.skip(f"needs {ORIGINAL}")
    with gzip.open(ORIGINAL, "rt", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == "2005.0"]
    total = sum(int(float(row[name])) for row in rows for name in ("flow1", "flow2") if row[name])
    of_year = trade_table().filter(pa.compute.equal(trade_table()["year"], 2005))
    assert sum(usd or 0 for usd in of_year["usd"].to_pylist()) == total * 1_000_000


def script_of(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, ROOT / f"scripts/{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
