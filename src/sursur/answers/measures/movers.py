"""Which countries moved: how did need, rank and coverage change between two times?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import Kind
from sursur.answers.need_answers import OF_ALL_FORMS
from sursur.answers.need_coverage import with_coverage
from sursur.answers.need_notes import flow_notes, need_notes
from sursur.answers.needs import (
    NEED,
    Span,
    left_out_of,
    levels_among,
    only_country,
    ranked_countries,
    rows_of,
    sorted_flows,
    span_of,
    usable_need,
    within,
)
from sursur.errors import UsageError
from sursur.measure.need.gap import movers
from sursur.reference.needs import Need
from sursur.release import Release
from sursur.sentences import Sentence


def compute(release: Release, asked: Asked) -> Answer:
    need = usable_need(asked)
    before, after = _spans(release, need, asked)
    ranked = ranked_countries(release, need, asked, after.last, after.last)
    levels = levels_among(release, need, _at_both(ranked, before))
    whole = Span(before.first, after.last)
    flows = sorted_flows(release, need, asked, whole, ranked)
    moved = movers(*(_side(levels, flows, span) for span in (before, after)))
    names = release.table("country").select("country", country_name="name_en")
    told = only_country(moved.left_join(names, "country").drop("country_right"), asked).select(*COLUMNS)
    order = (told.rank_change.isnull(), ibis.desc(told.rank_change.abs()), ibis.desc("rank_change"), "rank_after")
    inside = flows.filter((flows.year <= before.last) | (flows.year >= after.first))
    return Answer(
        make_table=lambda: told.order_by(*order, "country"),
        make_rows=lambda: only_country(rows_of(inside), asked).order_by("flow_id"),
        make_left_out=lambda: left_out_of(inside),
        notes=(
            *need_notes(need, asked, before.last, after.last),
            ("Before", Sentence("%(span)s; need of %(year)s", span=str(before), year=before.last)),
            *flow_notes(release, need, asked, after, flows),
        ),
    )


def _spans(release: Release, need: Need, asked: Asked) -> tuple[Span, Span]:
    after = span_of(release, need, asked["after"])
    first, last = asked["before"]
    last = after.first - 1 if last is None else last
    before = Span(last - after.years + 1 if first is None else first, last)
    if before.last >= after.first:
        raise UsageError(
            Sentence("The times overlap: %(before)s and %(after)s.", before=str(before), after=str(after)),
            repair=Sentence("Let the first end before the second."),
        )
    return before, after


def _at_both(ranked: ir.Table, before: Span) -> ir.Table:
    """The countries that are ranked at the second time, at both."""
    earlier = ranked.mutate(year=ibis.literal(before.last, "int64"))
    return ranked.select("country", "year").union(earlier.select("country", "year"))


def _side(levels: ir.Table, flows: ir.Table, span: Span) -> ir.Table:
    there = levels.filter(levels.year == span.last)
    shared = with_coverage(there.drop("year"), within(flows, span), span)
    return shared.mutate(per_person=shared.total_per_person)


COLUMNS = {
    "country": "ISO 3166-1 alpha-3",
    "country_name": "English short name",
    "rank_change": "places that the need rose among the countries with a value at both times; negative: it fell",
    "rank_before": "rank at the first time, among these countries",
    "rank_after": "rank at the second time, among these countries",
    "change": "of the level, in the unit of the indicator",
    "surely": "whether the level changed by more than its variability at both times together",
    "value_before": "level at the end of the first span",
    "value_year_before": "year of that value",
    "value_after": "level at the end of the second span",
    "value_year_after": "year of that value",
    "total_before": "US dollars over the first span",
    "total_after": "US dollars over the second span",
    "per_person_before": "US dollars a year in the first span for each person affected or exposed",
    "per_person_after": "the same in the second span",
    "per_person_change": "of these; empty where no flow is reported at one of the times",
    "status": "why no change is told: need unknown at one of the times, or the same value stands at both",
}

MEASURE = Measure(
    title="Movers",
    definition="Change of the level of need, of its rank and of the coverage per person between the ends of two spans. "
    "Ranks are taken among the countries that have a value at both times. Ours, not official.",
    columns=COLUMNS,
    compute=compute,
    brief=(
        "country_name",
        "rank_before",
        "rank_after",
        "rank_change",
        "surely",
        "value_before",
        "value_after",
        "per_person_before",
        "per_person_after",
    ),
    parameters=(
        NEED,
        Parameter("before", Kind.YEARS, "First span; without it as many years as the second, just before it."),
        Parameter("after", Kind.YEARS, "Second span."),
        *OF_ALL_FORMS,
    ),
    example={"need": "extreme_poverty", "before": "2000-2004", "after": "2005-2009"},
)
