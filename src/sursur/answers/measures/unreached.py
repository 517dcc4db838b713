"""Which of the neediest countries does no South-South flow reach, and do the sources look at them at all?"""

from __future__ import annotations

import ibis.expr.types as ir

from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import YEARS, Kind
from sursur.answers.need_answers import OF_SOUTHERN_FORMS, question
from sursur.answers.needs import NEED
from sursur.errors import UsageError
from sursur.measure.need.coverage import PURPOSE_UNKNOWN
from sursur.measure.need.reach import unreached
from sursur.release import Release
from sursur.sentences import Sentence

WHOLE = 100


def compute(release: Release, asked: Asked) -> Answer:
    if not 1 <= asked["within"] <= WHOLE:
        raise UsageError(
            Sentence("%(within)s is no part of the countries.", within=str(asked["within"])),
            repair=Sentence("Write a per cent from 1 to 100."),
        )
    put = question(release, asked)
    found = put.covered
    return put.answer(lambda: _table(found.table, asked), found.flows)


def _table(covered: ir.Table, asked: Asked) -> ir.Table:
    needs = covered.mutate(per_person=covered.total_per_person)
    told = unreached(needs, asked["within"], float(asked["least"])).select(*COLUMNS)
    return told.order_by(told.finding == PURPOSE_UNKNOWN, "rank", "country")


COLUMNS = {
    "rank": "of need at the last year: 1 is the greatest",
    "rank_from": "best place that the rank may take",
    "rank_to": "last place that the rank may take",
    "ranked": "how many countries have a value; those without one cannot be told to be among the neediest",
    "surely": "whether the whole interval of the rank lies among the neediest",
    "country": "ISO 3166-1 alpha-3",
    "country_name": "English short name",
    "value": "level of need, in the unit of the indicator",
    "value_year": "year of the value",
    "people_affected": "persons, where the indicator counts people",
    "population": "persons in the last year",
    "finding": "reached, but with less than `least`; no flow reported (by sources of the span that know the country); "
    "not covered (none of them ever names it); no source (none of the span tells of such flows at all); purpose "
    "unknown (flows go there, and nobody tells what for: these stand last)",
    "per_person": "US dollars a year for each person affected, or exposed where the indicator counts no people",
    "sources": "how many sources of the span know the country",
    "first_named": "first year in which one of them names it",
    "last_named": "last year in which one of them names it",
    "sector_unknown": "US dollars to the country whose purpose is not reported: they may answer the need or not",
    "purpose_share": "per cent of the money to the country whose purpose is known; empty where nothing goes there",
}

MEASURE = Measure(
    title="Countries not reached",
    definition="Countries in the upper half of need to which no counted flow of these forms goes in the span. That no "
    "source of the span looks at a country is told apart from sources that know it and report nothing. Ours, not "
    "official.",
    columns=COLUMNS,
    compute=compute,
    brief=("rank", "rank_from", "rank_to", "country_name", "value", "value_year", "people_affected", "finding"),
    parameters=(
        NEED,
        YEARS,
        Parameter("within", Kind.WHOLE, "The neediest per cent of the ranked countries.", "50"),
        Parameter("least", Kind.NUMBER, "US dollars a year for each person: less counts as not reached.", "0"),
        *OF_SOUTHERN_FORMS,
    ),
    example={"need": "extreme_poverty", "years": "1990-1994"},
)
