"""Where does cooperation not reach the need: which countries rank higher in need than in coverage?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.answers.measuring import Answer, Asked, Measure
from sursur.answers.need_answers import BY_COUNTRY, question
from sursur.answers.needs import only_country
from sursur.measure.need.gap import gap
from sursur.release import Release


def compute(release: Release, asked: Asked) -> Answer:
    put = question(release, asked)
    found = put.covered
    return put.answer(lambda: _table(found.table, asked), found.flows)


def _table(covered: ir.Table, asked: Asked) -> ir.Table:
    sides = gap(covered.mutate(per_person=covered.total_per_person))
    told = only_country(sides, asked).select(*COLUMNS)
    order = (told.gap.isnull(), ibis.desc("gap"), "status", told["rank"].isnull(), "rank", "country")
    return told.order_by(*order)


COLUMNS = {
    "country": "ISO 3166-1 alpha-3",
    "country_name": "English short name",
    "gap": "percentile of need less percentile of coverage per person, -100 to 100: the greater, the less the "
    "cooperation follows the need",
    "gap_from": "the gap at the lowest need that the rank's interval allows",
    "gap_to": "the gap at the greatest need that the rank's interval allows",
    "need_percentile": "per cent of the other compared countries with a smaller need, and half of those with an equal",
    "coverage_percentile": "per cent of them with less coverage per person, and half of those with as much",
    "rank": "of need at the last year among all ranked: 1 is the greatest",
    "rank_from": "best place that the rank may take",
    "rank_to": "last place that the rank may take",
    "ranked": "how many countries have a value",
    "value": "level of need, in the unit of the indicator",
    "value_year": "year of the value",
    "people": "persons that coverage is shared among: affected, or exposed where the indicator counts no people",
    "finding": "reached; no flow reported; not covered; no source; purpose unknown (see the measure coverage)",
    "purpose_share": "per cent of the money to the country whose purpose is known; empty where nothing goes there",
    "total": "US dollars over the span, all forms asked for",
    "per_person": "US dollars a year for each of `people`",
    "south_south_per_person": "the same, South-South only",
    "south_led_per_person": "the same, from multilateral bodies led by the South only",
    "triangular_per_person": "the same, triangular only",
    "north_south_per_person": "the same, from the North only",
    "multilateral_per_person": "the same, from other multilateral bodies only",
    "status": "why there is no gap: need unknown, coverage unknown, purpose mostly unknown (of more than half the "
    "money), people unknown, nobody affected, or reached with no money known",
}

MEASURE = Measure(
    title="Gap between need and coverage",
    definition="The percentile of a country's need less the percentile of the coverage that it gets per person "
    "affected (or exposed), both among the countries where both are known. Where sources that know the country report "
    "no flow, the coverage is 0; where none covers it, it is unknown. The definition is ours, not official.",
    columns=COLUMNS,
    compute=compute,
    brief=(
        "country_name",
        "gap",
        "rank",
        "rank_from",
        "rank_to",
        "value",
        "value_year",
        "people",
        "per_person",
        "finding",
    ),
    parameters=BY_COUNTRY,
    example={"need": "extreme_poverty", "years": "2005-2009"},
)
