"""Deflators: one base, any base, and the same figures as others who follow the OECD's method."""

from __future__ import annotations

import csv
import gzip
import importlib.util
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median

import pytest
from python_calamine import CalamineWorkbook

from sursur.reference.deflators import BASE_YEAR, deflator_table

Index = dict[tuple[str, int], float]


@pytest.fixture(scope="module")
def index() -> Index:
    return {(row["country"], row["year"]): row["index"] for row in deflator_table().to_pylist()}


def test_every_provider_stands_at_one_in_the_base_year(index: Index) -> None:
    countries = {country for country, _ in index}
    assert len(countries) > 190
    assert {index[country, BASE_YEAR] for country in countries} == {1.0}


def test_the_large_southern_providers_have_deflators(index: Index) -> None:
    for country in (
        "CHN",
        "IND",
        "BRA",
        "ZAF",
        "TUR",
        "SAU",
        "ARE",
        "KWT",
        "QAT",
        "MEX",
        "CHL",
        "IDN",
        "THA",
        "KOR",
        "RUS",
    ):
        years = {year for other, year in index if other == country}
        assert set(range(2000, 2024)) <= years, country


def test_a_dollar_of_1970_was_worth_about_six_of_2022(index: Index) -> None:
    """Consumer and producer prices of the United States rose five- to eightfold."""
    assert 1 / 8 < index["USA", 1970] < 1 / 5


def test_the_total_of_the_dac_lies_between_its_members(index: Index) -> None:
    members = ("USA", "DEU", "GBR", "JPN", "FRA", "CAN", "NLD", "SWE", "NOR", "ITA", "ESP", "CHE", "AUS", "KOR")
    for year in range(1975, 2024):
        values = [index[country, year] for country in members if (country, year) in index]
        assert min(values) < index["DAC", year] < max(values) or year == BASE_YEAR


def test_every_deflator_names_its_source() -> None:
    sources = Counter(deflator_table()["source"].to_pylist())
    assert set(sources) == {
        "World Bank, GDP in current by GDP in constant dollars",
        "World Bank GDP deflator inflation and the year's average exchange rate",
        "DAC members together, weighted by net ODA",
    }


@pytest.mark.data
def test_the_packed_table_is_what_the_script_makes_of_the_originals(project_root: Path, shared_data: Path) -> None:
    spec = importlib.util.spec_from_file_location("deflators", project_root / "scripts" / "reference_deflators.py")
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert gzip.decompress(script.TARGET.read_bytes()).decode() == script.packed(shared_data)


@pytest.mark.data
def test_chinese_deflators_agree_with_those_that_aiddata_used(index: Index, shared_data: Path) -> None:
    """The workbook gives each project in current dollars and in those of 2014, by the OECD's method."""
    book = CalamineWorkbook.from_path(
        str(shared_data / "aiddata" / "AidData_GlobalChineseOfficialFinanceDataset_v1.0.xlsx")
    )
    header, *rows = book.get_sheet_by_index(0).to_python()
    year, current, constant = (header.index(name) for name in ("year", "usd_current", "usd_defl_2014"))
    ratios = defaultdict(list)
    for row in rows:
        if isinstance(row[current], float) and isinstance(row[constant], float) and row[constant] > 0:
            ratios[int(row[year])].append(row[current] / row[constant])
    assert len(ratios) == 15
    for when, values in ratios.items():
        ours = index["CHN", when] / index["CHN", 2014]
        assert ours == pytest.approx(median(values), rel=0.02), when


@pytest.mark.data
def test_the_research_release_is_in_dollars_of_2009(shared_data: Path) -> None:
    """Only in the base year are constant amounts the round ones that lenders agree on: evidence for `price_year`."""
    round_amounts: Counter[int] = Counter()
    with (shared_data / "aiddata" / "aiddata_research_release_flows.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            amount = int(row["sum_amount_usd_constant"])
            if amount > 1_000_000 and amount % 100_000 == 0:
                round_amounts[int(row["date"])] += 1
    assert round_amounts[2009] > 200
    assert sum(round_amounts.values()) - round_amounts[2009] < 10
