"""Definitions of the South: which countries belong to it in which year.

Membership is looked up at the year of the flow, that is on its 31 December. Three conventions fill what no list says;
each stands in `data/groups/south_definitions.csv` in words:

* Before a group existed its first members stand for it (Group of 77: before 1964; list of recipients: before 1960, the
  first year of its series; Development Assistance Committee: before 1961).
* A member whose start is not established counts from the founding; one whose start is established, from then on.
* The lists of today go on to 2030, as far as decisions are known.

Under `non_dac` a territory counts with the state it belongs to, unless it received official development assistance in
its own name in that year.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from sursur.errors import NotFoundError
from sursur.model.tables import SOUTH
from sursur.reference.countries import load_countries
from sursur.reference.groups.tables import FOLDER, load_groups
from sursur.reference.packaged import read_table
from sursur.tabular import arrow_table

SOUTH_YEARS = range(1945, 2031)
DEFAULT_DEFINITION = "g77_china"

G77_BEGAN, RECIPIENTS_BEGAN, DAC_BEGAN = 1964, 1960, 1961


@dataclass(frozen=True, slots=True)
class SouthDefinition:
    """A definition of the South by id, with what it means and what it assumes, in words for readers."""

    definition: str
    name: str
    meaning: str
    assumption: str


@cache
def south_definitions() -> tuple[SouthDefinition, ...]:
    """All definitions, the default (Group of 77 and China) first."""
    return tuple(SouthDefinition(**row) for row in read_table(FOLDER / "south_definitions.csv"))


@cache
def south_countries(definition: str, year: int) -> frozenset[str]:
    """Countries of the South in a year. Raises NotFoundError for an unknown definition."""
    if definition not in _RULES:
        raise NotFoundError(
            f"There is no definition '{definition}' of the South.", repair=f"Use one of {', '.join(_RULES)}."
        )
    return _RULES[definition](year)


def south_table(definition: str, include: Collection[str] = (), leave_out: Collection[str] = ()) -> pa.Table:
    """Country and year for all years of `SOUTH_YEARS`; what the reader adds or takes away counts so in every year.

    Mexico, Bosnia and Herzegovina, or China are the usual ones: `include=("MEX",)`, `leave_out=("CHN",)`.
    """
    changes = frozenset(include), frozenset(leave_out)
    years = ((year, (south_countries(definition, year) | changes[0]) - changes[1]) for year in SOUTH_YEARS)
    return _country_years(years)


def south_table_from(countries: Collection[str]) -> pa.Table:
    """The South as a list of the reader's, the same in every year. Raises NotFoundError for an unknown code."""
    unknown = sorted(set(countries) - {country.iso3 for country in load_countries()})
    if unknown:
        raise NotFoundError(f"No country has the code {', '.join(unknown)}.", repair="Use ISO 3166-1 alpha-3.")
    return _country_years((year, countries) for year in SOUTH_YEARS)


def south_of_all_definitions() -> pa.Table:
    """The table `south` of a release: definition, country, year."""
    return arrow_table(
        SOUTH,
        (
            {"definition": each.definition, "country": country, "year": year}
            for each in south_definitions()
            for year in SOUTH_YEARS
            for country in sorted(south_countries(each.definition, year))
        ),
    )


def _country_years(years: Iterable[tuple[int, Collection[str]]]) -> pa.Table:
    pairs = sorted((country, year) for year, countries in years for country in countries)
    columns = [pa.array([pair[0] for pair in pairs], pa.string()), pa.array([pair[1] for pair in pairs], pa.int64())]
    return pa.table(columns, names=["country", "year"])


def _group_of_77(year: int) -> frozenset[str]:
    return load_groups().members("g77", max(year, G77_BEGAN))


def _recipients(year: int) -> frozenset[str]:
    return load_groups().members("oda_recipients", max(year, RECIPIENTS_BEGAN))


def _outside_the_committee(year: int) -> frozenset[str]:
    committee = load_groups().members("dac", max(year, DAC_BEGAN))
    recipients = _recipients(year)
    return frozenset(
        country.iso3
        for country in load_countries()
        if country.iso3 not in committee and (country.sovereign not in committee or country.iso3 in recipients)
    )


_RULES: dict[str, Callable[[int], frozenset[str]]] = {
    DEFAULT_DEFINITION: _group_of_77,
    "oda_recipients": _recipients,
    "non_dac": _outside_the_committee,
}
