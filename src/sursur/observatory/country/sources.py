"""Which sources tell of a country, for which years, and in which years nothing at all is reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from sursur.observatory.choosing import TOLD, Choice
from sursur.observatory.parts import Cell, Column, Row, Section, Table
from sursur.observatory.series import Side
from sursur.observatory.view import View

SHOWN = 12
SPANS = 4
"""Spans of years that a line names; the others are a number."""


@dataclass(slots=True)
class Telling:
    """What one data set tells of one direction: in which years, and how many reports."""

    dataset: str
    side: Side
    years: set[int] = field(default_factory=set)
    reports: int = 0
    counted: int = 0


def sources_section(view: View, sides: Sequence[Side]) -> Section:
    say = view.say
    told = [telling for side in sides for telling in _tellings(view, side)]
    heading = say.text("Which sources tell of it, and where are they silent?")
    if not told:
        return Section(anchor="sources", heading=heading, empty=say.text("No source in this release names it."))
    whole = view.asked.whole == "sources" or len(told) <= SHOWN + 2
    return Section(
        anchor="sources",
        heading=heading,
        sentences=tuple(_silence(view, side, [each for each in told if each.side is side]) for side in sides),
        notes=(say.text("A year without a report is a year of silence, not of nothing. All forms and stages."),),
        table=Table(
            name="sources",
            caption=say.text("Data sets that tell of it, with their years and reports"),
            columns=(
                Column("dataset", say.text("Source")),
                Column("direction", say.text("Tells of")),
                Column("years", say.text("Years")),
                Column("silent_years", say.text("Silent in between"), "count"),
                Column("reports", say.text("Reports"), "count"),
                Column("counted", say.text("of them counted"), "count"),
            ),
            rows=tuple(_row(view, telling) for telling in told),
            shown=None if whole else SHOWN,
            whole_href=view.asked.address(whole="sources", anchor="table-sources"),
        ),
        downloads=view.downloads("sources"),
    )


def _tellings(view: View, side: Side) -> list[Telling]:
    """Every report of every source, counted or not, of all years; who tells most comes first."""
    every = replace(side.choice, forms=(), year_from=None, year_to=None)
    found: dict[str, Telling] = {}
    for told in view.sums(("dataset", "year"), replace(every, stage=TOLD)):
        dataset, year = told.key
        telling = found.setdefault(dataset, Telling(dataset, side))
        telling.reports += told.flows
        telling.years |= {year} if year is not None else set()
    for each in view.sums(("dataset",), _counted(every)):
        found[each.key[0]].counted = each.flows
    return sorted(found.values(), key=lambda telling: (-telling.reports, telling.dataset))


def _counted(choice: Choice) -> Choice:
    return replace(choice, stage="best")


def _silence(view: View, side: Side, told: Sequence[Telling]) -> Markup:
    """In which years of the release no source reports this direction."""
    say = view.say
    years = {year for telling in told for year in telling.years}
    if not years:
        return say.text("%(direction)s: no source reports anything.", direction=side.label)
    first, last = min(years), view.library.years[1]
    silent = [year for year in range(first, last + 1) if year not in years]
    if not silent:
        return say.text(
            "%(direction)s: reported for every year from %(first)s to %(last)s.",
            direction=side.label,
            first=first,
            last=last,
        )
    return say.text(
        "%(direction)s: reported from %(first)s on; nothing for %(years)s.",
        direction=side.label,
        first=first,
        years=_spans_in_words(view, silent),
    )


def _spans_in_words(view: View, years: Iterable[int]) -> str:
    found = [f"{first}\N{EN DASH}{last}" if last > first else str(first) for first, last in spans(years)]
    more = len(found) - SPANS
    if more <= 0:
        return view.say.list(found)
    others = view.say.plural("%(count)s other span", "%(count)s other spans", more)
    return view.say.list([*found[:SPANS], str(others)])


def spans(years: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last year of each unbroken run, in order."""
    run: list[int] = []
    for year in sorted(years):
        if run and year > run[-1] + 1:
            yield run[0], run[-1]
            run = []
        run.append(year)
    if run:
        yield run[0], run[-1]


def _row(view: View, telling: Telling) -> Row:
    say, years = view.say, telling.years
    found = view.library.datasets.get(telling.dataset)
    page = f"/source/{found.source_id}" if found and found.source_id else "/sources"
    span = f"{min(years)}\N{EN DASH}{max(years)}" if years else ""
    silent = max(years) - min(years) + 1 - len(years) if years else 0
    return (
        Cell(telling.dataset, view.short_title(telling.dataset), view.asked.address(page)),
        Cell(telling.side.name, telling.side.label),
        Cell(span, Markup('<bdi dir="ltr">{}</bdi>').format(span)),
        Cell(silent, say.number(silent)),
        Cell(telling.reports, say.number(telling.reports)),
        Cell(telling.counted, say.number(telling.counted)),
    )
