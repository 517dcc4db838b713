"""Figures about countries by year: income, people, needs, aid given and received, each with its source.

What an indicator is, its unit and which way is better stand in `data/indicators/indicators.csv`; where its values come
from in `inputs.csv`; `scripts/reference_indicators.py` collects them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

import pyarrow as pa

from sursur.errors import ReferenceDataError
from sursur.model.tables import INDICATOR
from sursur.reference.packaged import has_double_key, read_parts, read_rows, titled
from sursur.tabular import arrow_schema


@dataclass(frozen=True, slots=True)
class IndicatorSource:
    """Whose figures they are and under which terms."""

    title: str
    publisher: str
    licence: str
    url: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a figure means. `need` names one of the five inequalities that the indicator stands for, or is empty."""

    indicator: str
    name: str
    unit: str
    direction: Literal["higher_is_better", "lower_is_better", "neutral"]
    need: str
    definition: str
    first_year: int
    last_year: int
    countries: int
    sources: tuple[IndicatorSource, ...]


@cache
def load_indicators() -> Mapping[str, Indicator]:
    """The catalogue by id; raises ReferenceDataError where one has a meaning without values, or the reverse."""
    meanings = {row["indicator"]: row for row in read_rows("indicators", "indicators.csv")}
    spans = {row["indicator"]: row for row in read_rows("indicators", "catalogue.csv")}
    if meanings.keys() != spans.keys():
        raise ReferenceDataError(
            f"Indicators without values or without a meaning: {sorted(meanings.keys() ^ spans.keys())}.",
            repair="Complete indicators.csv and inputs.csv, then run scripts/reference_indicators.py.",
        )
    return MappingProxyType({name: _indicator(row, spans[name]) for name, row in meanings.items()})


def _indicator(meaning: dict[str, str], span: dict[str, str]) -> Indicator:
    direction = meaning["direction"]
    if direction not in ("higher_is_better", "lower_is_better", "neutral"):
        raise ReferenceDataError(f"{meaning['indicator']} has no known direction.", repair="Correct indicators.csv.")
    return Indicator(
        indicator=meaning["indicator"],
        name=meaning["name"],
        unit=meaning["unit"],
        direction=direction,  # type: ignore[arg-type]  # one of the three, checked above
        need=meaning["need"],
        definition=meaning["definition"],
        first_year=int(span["first_year"]),
        last_year=int(span["last_year"]),
        countries=int(span["countries"]),
        sources=tuple(indicator_sources()[source] for source in span["sources"].split("+")),
    )


@cache
def indicator_sources() -> Mapping[str, IndicatorSource]:
    columns = ("title", "publisher", "licence", "url")
    rows = read_rows("indicators", "sources.csv")
    return MappingProxyType({row["source"]: IndicatorSource(*(row[column] for column in columns)) for row in rows})


@cache
def indicator_table() -> pa.Table:
    """All values with unit and source in words, one row per country, year and indicator."""
    packed = read_parts("indicators", "values_*.csv.gz", {"year": pa.int64(), "value": pa.float64()})
    if has_double_key(packed, ("indicator", "country", "year")):
        raise ReferenceDataError(
            "An indicator has two values for one country and year.", repair="Run the script again."
        )
    known, sources = load_indicators(), indicator_sources()
    columns = {
        **{name: packed[name] for name in ("country", "year", "indicator", "value")},
        "unit": titled(packed["indicator"], lambda name: known[name].unit),
        "source": titled(packed["source"], lambda name: sources[name].title),
    }
    return pa.table(columns).select(INDICATOR.column_names).cast(arrow_schema(INDICATOR))
