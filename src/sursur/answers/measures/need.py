"""How great is a need in each country, where does the country rank, and how sure is the rank?"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from sursur.answers.measuring import Answer, Asked, Measure
from sursur.answers.measuring.parameters import SOUTH, YEARS
from sursur.answers.need_notes import need_notes
from sursur.answers.needs import (
    AMONG,
    MEMBERS,
    NEED,
    ONLY,
    levels_among,
    only_country,
    ranked_countries,
    usable_need,
    values_of,
)
from sursur.measure.need.levels import last_known
from sursur.reference.indicators import load_indicators
from sursur.reference.needs import Need
from sursur.release import Release

MISSING = "no value at all"
TOO_OLD = "last value older than the limit"


def compute(release: Release, asked: Asked) -> Answer:
    need = usable_need(asked)
    first, last = _years(need, asked)
    wanted = ranked_countries(release, need, asked, first, last)
    known = last_known(wanted, values_of(release, need.indicator))
    levels = levels_among(release, need, wanted).left_join(known, ["country", "year"])
    told = only_country(levels.mutate(missing=_missing(levels)), asked)
    table = told.select(*COLUMNS).order_by("year", told["rank"].isnull(), "rank", "country")
    return Answer(
        make_table=lambda: table,
        make_rows=lambda: _values(release, need, told),
        make_left_out=lambda: _left_out(told),
        notes=(("Release", release.release_id), *need_notes(need, asked, last)),
    )


def _years(need: Need, asked: Asked) -> tuple[int, int]:
    """The last year of the series where none is asked for; the whole series where one end is open."""
    first, last = asked["years"]
    indicator = load_indicators()[need.indicator]
    if first is None and last is None:
        return indicator.last_year, indicator.last_year
    return first or indicator.first_year, last or indicator.last_year


def _missing(levels: ir.Table) -> ir.Value:
    return ibis.cases(
        (levels.value.notnull(), ibis.null("string")), (levels.last_known.isnull(), MISSING), else_=TOO_OLD
    )


def _values(release: Release, need: Need, told: ir.Table) -> ir.Table:
    """The values that stand, each once, with whose they are."""
    used = told.select("country", year="value_year").distinct()
    values = values_of(release, need.indicator)
    return values.semi_join(used, ["country", "year"]).order_by("country", "year")


def _left_out(told: ir.Table) -> ir.Table:
    """Countries without a value: how many and which rule; there is no money in it."""
    silent = told.filter(told.missing.notnull())
    counted: dict[str, Any] = {"countries": silent.country.nunique(), "country_years": silent.count()}
    summed = silent.group_by("missing").aggregate(**counted)
    rule = ibis.ifelse(summed.missing == MISSING, "no_value", "too_old")
    return summed.select("countries", "country_years", rule=rule, reason="missing").order_by("rule")


COLUMNS = {
    "year": "asked for",
    "rank": "1 is the greatest need; equal values share a rank; empty where there is no value",
    "rank_from": "best place that the rank may take: 1 plus the countries whose whole interval lies above",
    "rank_to": "last place that the rank may take: countries whose interval does not lie wholly below",
    "ranked": "how many countries have a value and are ranked",
    "country": "ISO 3166-1 alpha-3",
    "country_name": "English short name",
    "value": "level, in the unit of the indicator (see the note)",
    "value_year": "year of the value: older than the year asked for where it is carried",
    "spread": "how far the value may move: the country's mean absolute change over its last five changes, "
    "once for the year and again for every year that the value is carried; unit of the indicator",
    "changes": "how many changes the spread rests on; 0: the mean spread of the other countries",
    "people_affected": "persons, where the indicator counts people",
    "population": "persons in that year",
    "population_year": "year of the population",
    "missing": "why there is no value",
    "last_known": "year of the last value, however old",
}

MEASURE = Measure(
    title="Need by country",
    definition="The value of an indicator that stands in the year, carried for a limited number of years; the rank "
    "among the countries that have one; and the interval of the rank when every value moves by its own variability. "
    "The choice of indicators and the interval are ours, not official.",
    columns=COLUMNS,
    compute=compute,
    brief=("year", "rank", "rank_from", "rank_to", "country_name", "value", "value_year", "people_affected", "missing"),
    parameters=(NEED, YEARS, ONLY, AMONG, MEMBERS, SOUTH),
    sources=("https://unstats.un.org/sdgs/indicators/indicators-list/",),
    example={"need": "extreme_poverty", "years": "2010"},
)
