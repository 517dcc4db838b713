"""Indicators: each has a meaning, a direction, a unit and a source; known figures stand where they should."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from pathlib import Path

import pytest

from sursur.model.tables import INDICATOR
from sursur.reference.indicators import indicator_table, load_indicators
from sursur.tabular import arrow_schema

Values = dict[tuple[str, str, int], float]
FIVE_INEQUALITIES = {"extreme_poverty", "inequality", "unemployment", "malnutrition", "climate"}


@pytest.fixture(scope="module")
def values() -> Values:
    return {(row["indicator"], row["country"], row["year"]): row["value"] for row in indicator_table().to_pylist()}


def test_the_table_is_the_declared_one() -> None:
    assert indicator_table().schema == arrow_schema(INDICATOR)


def test_each_of_the_five_inequalities_has_its_indicator() -> None:
    needs = [indicator.need for indicator in load_indicators().values() if indicator.need]
    assert sorted(needs) == sorted(FIVE_INEQUALITIES)


def test_each_indicator_says_what_it_is_and_whose() -> None:
    for indicator in load_indicators().values():
        assert indicator.name
        assert indicator.unit
        assert indicator.definition
        assert indicator.sources
        assert all(source.licence and source.publisher and source.url for source in indicator.sources)
        assert 1940 < indicator.first_year <= indicator.last_year


def test_the_catalogue_is_what_the_values_say(values: Values) -> None:
    years = defaultdict(set)
    for name, _, year in values:
        years[name].add(year)
    assert {name: (i.first_year, i.last_year) for name, i in load_indicators().items()} == {
        name: (min(found), max(found)) for name, found in years.items()
    }


@pytest.mark.parametrize(
    ("indicator", "country", "year", "expected", "within"),
    [
        ("population", "IND", 2011, 1.25e9, 0.02),
        ("population", "BRA", 2010, 1.94e8, 0.02),
        ("gdp_usd", "CHN", 2010, 6.1e12, 0.03),
        ("gdp_usd", "USA", 2022, 25.7e12, 0.02),
        ("gdp_ppp", "IND", 2018, 10.5e12, 0.05),
        ("gni_per_capita", "NOR", 2013, 105_000, 0.05),
        ("gini", "ZAF", 2014, 63.0, 0.02),
        ("hdi", "NER", 2021, 0.40, 0.05),
        ("undernourishment", "HTI", 2010, 48.0, 0.1),
        ("oda_given_percent_gni", "SWE", 2015, 1.40, 0.02),
        ("oda_given_percent_gni", "USA", 1963, 0.59, 0.1),
        ("multidimensional_poverty", "NER", 2012, 91.0, 0.03),
        ("climate_vulnerability", "TCD", 2014, 0.6, 0.2),
        ("child_mortality", "SLE", 2000, 230.0, 0.05),
    ],
)
def test_known_figure(indicator: str, country: str, year: int, expected: float, within: float, values: Values) -> None:
    assert values[indicator, country, year] == pytest.approx(expected, rel=within)


@pytest.mark.parametrize("unit", ["per cent", "index 0 to 1", "index 0 to 100"])
def test_shares_and_indices_stay_within_their_bounds(unit: str, values: Values) -> None:
    most = 1.0 if unit == "index 0 to 1" else 100.0
    names = {name for name, indicator in load_indicators().items() if indicator.unit == unit}
    assert names
    for key, value in values.items():
        if key[0] in names:
            assert 0 <= value <= most, key


def test_national_income_is_income_per_person_times_people(values: Values) -> None:
    product = values["gni_per_capita", "KEN", 2015] * values["population", "KEN", 2015]
    assert values["gni_usd", "KEN", 2015] == pytest.approx(product, rel=1e-6)


@pytest.mark.data
def test_the_packed_values_are_what_the_script_makes_of_the_originals(
    values: Values, project_root: Path, shared_data: Path
) -> None:
    spec = importlib.util.spec_from_file_location("indicators", project_root / "scripts" / "reference_indicators.py")
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    collected = script.collect(shared_data)
    assert collected.keys() == values.keys()
    decimals = {row["indicator"]: int(row["decimals"]) for row in script.rows(script.FOLDER / "indicators.csv")}
    for key, (value, _) in collected.items():
        assert values[key] == pytest.approx(value, abs=0.51 * 10 ** -decimals[key[0]], rel=1e-12), key


def test_projections_are_not_figures(values: Values) -> None:
    """The edition of the World Economic Outlook at hand is of April 2019: what lies after 2018 it foresaw."""
    assert max(year for name, _, year in values if name == "gdp_ppp") == 2018
