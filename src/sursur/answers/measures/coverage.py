"""How much cooperation reaches those in need in each country, by form, for each person?"""

from __future__ import annotations

import ibis.expr.types as ir

from sursur.answers.measuring import Answer, Asked, Measure
from sursur.answers.need_answers import BY_COUNTRY, question
from sursur.answers.needs import only_country
from sursur.release import Release


def compute(release: Release, asked: Asked) -> Answer:
    put = question(release, asked)
    found = put.covered
    return put.answer(lambda: _table(found.table, asked), found.flows)


def _table(covered: ir.Table, asked: Asked) -> ir.Table:
    told = only_country(covered, asked).select(*COLUMNS)
    return told.order_by(told["rank"].isnull(), "rank", "country")


COLUMNS = {
    "rank": "of need at the last year: 1 is the greatest; empty where there is no value",
    "country": "ISO 3166-1 alpha-3",
    "country_name": "English short name",
    "value": "level of need, in the unit of the indicator",
    "value_year": "year of the value",
    "people": "persons that coverage is shared among: affected, or exposed where the indicator counts no people",
    "population": "persons in the last year",
    "finding": "reached; no flow reported (by sources that know the country); not covered (no source of the span ever "
    "names it); no source (none of the span tells of such flows at all); purpose unknown (flows go there, and nobody "
    "tells what for)",
    "south_south": "US dollars over the span; empty: no flow of this form is reported",
    "south_led": "the same from multilateral bodies led by the South",
    "triangular": "the same of triangular cooperation",
    "north_south": "the same from the North",
    "multilateral": "the same from other multilateral bodies",
    "other": "the same where the form is not known or another one",
    "total": "all forms together",
    "flows": "how many",
    "without_value": "how many of them have no value in US dollars",
    "sector_unknown": "US dollars to the country whose purpose is not reported: they may answer the need or not",
    "purpose_share": "per cent of the money to the country whose purpose is known; empty where nothing goes there",
    "south_south_per_person": "US dollars a year for each of `people`",
    "south_led_per_person": "the same",
    "triangular_per_person": "the same",
    "north_south_per_person": "the same",
    "multilateral_per_person": "the same",
    "other_per_person": "the same",
    "total_per_person": "the same of all forms",
    "total_per_inhabitant": "US dollars a year for each inhabitant",
}

MEASURE = Measure(
    title="Coverage of a need",
    definition="Counted flows that answer the need, summed over the span by form of cooperation, and shared among the "
    "people affected (or exposed) and among all inhabitants. Flows to regions reach no country here; they are left "
    "out and told. Which flows answer which need is ours, not official.",
    columns=COLUMNS,
    compute=compute,
    brief=(
        "rank",
        "country_name",
        "value",
        "value_year",
        "people",
        "finding",
        "south_south_per_person",
        "north_south_per_person",
        "multilateral_per_person",
        "total_per_person",
    ),
    parameters=BY_COUNTRY,
    example={"need": "extreme_poverty", "years": "2005-2009"},
)
