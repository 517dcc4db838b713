"""Need and coverage of a span side by side, country by country, with the flows behind."""

from __future__ import annotations

from dataclasses import dataclass

import ibis.expr.types as ir

from sursur.answers.measuring import Asked
from sursur.answers.needs import COUNTED, Span, answering, levels_among, ranked_countries, sorted_flows, within
from sursur.measure.need.coverage import COLUMNS, coverage, findings, known_purpose, per_person, with_findings
from sursur.reference.needs import Need
from sursur.release import Release

KNOWN, UNKNOWN = (COUNTED, "other_purpose"), "sector_unknown"
"""Rules of flows to a ranked country, by whether their purpose is known."""
MONEY = (*COLUMNS, "total")


@dataclass(frozen=True, slots=True)
class Covered:
    """Need at the last year of a span, and what reached each country over it.

    every: all flows with the rule by which they count or do not. Every year is asked: a source that names a country in
        another year looks at it.
    """

    release: Release
    need: Need
    span: Span
    ranked: ir.Table
    every: ir.Table

    @property
    def flows(self) -> ir.Table:
        """Those of the span."""
        return within(self.every, self.span)

    @property
    def table(self) -> ir.Table:
        """One row per ranked country: the columns of `need_levels` and `with_people` at the last year; those of
        `coverage` and `known_purpose` over the span; `<form>_per_person` and `total_per_inhabitant` in US dollars a
        year; those of `with_findings`.
        """
        levels = levels_among(self.release, self.need, self.ranked).drop("year")
        joined = with_coverage(levels, self.flows, self.span)
        joined = joined.left_join(_purposes(self.flows), "country").drop("country_right")
        joined = with_findings(joined, _findings(self.every, self.span))
        return joined.mutate(total_per_inhabitant=joined.total.cast("float64") / joined.population / self.span.years)


def covered(release: Release, need: Need, asked: Asked, span: Span) -> Covered:
    ranked = ranked_countries(release, need, asked, span.last, span.last)
    return Covered(release, need, span, ranked, sorted_flows(release, need, asked, None, ranked))


def with_coverage(levels: ir.Table, flows: ir.Table, span: Span) -> ir.Table:
    """Levels of one year with the money of the flows of a span, in all and for each person a year."""
    sums = coverage(answering(flows).select("country", "form", "usd"))
    return per_person(levels.left_join(sums, "country").drop("country_right"), MONEY, span.years)


def _purposes(flows: ir.Table) -> ir.Table:
    told = flows.filter(flows.rule.isin([*KNOWN, UNKNOWN]))
    return known_purpose(told.select("country", "usd", purpose_known=told.rule != UNKNOWN))


def _findings(every: ir.Table, span: Span) -> ir.Table:
    known = every.filter(every.rule.isin(KNOWN))
    told = known.mutate(answers=known.rule == COUNTED).select("dataset", "country", "year", "answers")
    return findings(told, span.first, span.last)
