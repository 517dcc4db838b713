"""Parameters that the measures of enlargement share."""

from __future__ import annotations

import ibis.expr.types as ir

from sursur.answers.asking import FlowQuery
from sursur.answers.measuring import Asked, Parameter
from sursur.answers.measuring.parameters import Kind
from sursur.errors import UsageError
from sursur.reference.scenario import load_figures
from sursur.release import Release
from sursur.sentences import Sentence

GROUP_OF_SCENARIO = Parameter(
    "group", Kind.GROUP, "Group, such as brics, or a group at a date: brics@2022.", required=True
)
AT = Parameter("at", Kind.DAY, "Day of the membership: 2022 (its 31 December) or 2022-07-01; else the newest known.")
DATA_YEAR = Parameter("data_year", Kind.YEAR, "Year of the figures; else the year of the membership.")
SPAN = Parameter("span", Kind.WHOLE, "Flows and votes of how many years, up to the year of the figures.", "5")
FIGURES = Parameter("figures", Kind.CHOICES, "Only these figures, separated by commas.", choices=tuple(load_figures()))
MOST_YEARS = 100


def checked_years(release: Release, year: int, span: int) -> tuple[int, int]:
    """The year of the figures and the span of the flows, if there can be figures. Raises UsageError."""
    table = release.table("indicator")
    known = table.filter(table.indicator == "population").aggregate(first=table.year.min(), last=table.year.max())
    first, last = (int(value or 0) for value in release.rows(known).to_pylist()[0].values())
    if not first <= year <= last + CARRIED:
        near = first if year < first else last
        raise UsageError(
            Sentence("There are no figures for %(year)s.", year=year),
            repair=Sentence(
                "They run from %(first)s to %(last)s: --data-year %(near)s.", first=first, last=last, near=near
            ),
        )
    return year, spanned(span)


def spanned(span: int) -> int:
    """The span itself. Raises UsageError for one that is no number of years."""
    if not 1 <= span <= MOST_YEARS:
        raise UsageError(
            Sentence("A span of %(span)s years cannot be meant.", span=span),
            repair=Sentence("Write 1 to %(most)s, such as 5.", most=MOST_YEARS),
        )
    return span


CARRIED = 5
"""Years for which a figure of population stands after its own (`data/scenario/figures.csv`)."""


def only(table: ir.Table, figures: tuple[str, ...]) -> ir.Table:
    """The rows of the figures that were asked for, or all."""
    return table.filter(table.figure.isin(figures)) if figures else table


def query_of(asked: Asked) -> FlowQuery:
    return FlowQuery(prices=asked["prices"], south=asked["south"])
