"""How far states vote alike in the UN General Assembly, beside all states: two of them, or the members of a group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from sursur.observatory.charts.dots import Dots, Named, draw_dots
from sursur.observatory.measured import measure_link, measure_page
from sursur.observatory.parts import Cell, Column, Section, SourceLine, Table
from sursur.observatory.view import View
from sursur.reference.votes import vote_source

SHOWN = 5
SHARES = ("cohesion", "cohesion_assembly")
Year = Mapping[str, Any]
"""One year of the measure `cohesion`."""


@dataclass(frozen=True)
class Count:
    """A column of counts between the year and the shares."""

    name: str
    label: Markup
    digits: int = 0


@dataclass(frozen=True)
class Voters:
    """Whose votes a section tells of: its anchor, its words, and what the measure is asked for them."""

    anchor: str
    heading: Markup
    newest: Callable[[Year], Markup]
    note: Markup
    name: Markup
    chart: Markup
    caption: Markup
    counts: tuple[Count, ...]
    agreement: Markup
    asked: Mapping[str, str]


def votes_section(view: View, voters: Voters, years: Sequence[Year]) -> Section:
    """`years` have a cohesion each, the earliest first."""
    return Section(
        anchor=voters.anchor,
        heading=voters.heading,
        sentences=(voters.newest(years[-1]), _closer(view, years)),
        picture=_dots(view, voters, years),
        picture_kind="dots",
        notes=(voters.note,),
        counted=(measure_link(view, "cohesion", **voters.asked),),
        table=_table(view, voters, years),
        downloads=view.downloads(voters.anchor),
        sources=(_source(years),),
    )


def _closer(view: View, years: Sequence[Year]) -> Markup:
    say = view.say
    closer = sum(1 for year in years if year["cohesion"] > (year["cohesion_assembly"] or 0))
    return say.text(
        "In %(closer)s of %(years)s years they agreed more than all states did on average.",
        closer=say.number(closer),
        years=say.number(len(years)),
    )


def _dots(view: View, voters: Voters, years: Sequence[Year]) -> Dots:
    say = view.say
    shares = {year["year"]: (year["cohesion"], year["cohesion_assembly"]) for year in years}
    named = Named(
        title=str(voters.chart),
        names=(str(voters.name), str(say.text("all states"))),
        value=lambda share: say.percent(round(share, 2)),
        dot=lambda year: f"{year} \N{MIDDLE DOT} {say.percent(shares[year][0])} / {say.percent(shares[year][1])}",
        href=lambda year: measure_page(view, "cohesion", **voters.asked, years=str(year)),
    )
    return draw_dots(shares, named)


def _table(view: View, voters: Voters, years: Sequence[Year]) -> Table:
    whole = view.asked.whole == voters.anchor or len(years) <= SHOWN + 2
    return Table(
        name=voters.anchor,
        caption=voters.caption,
        columns=(
            Column("year", view.say.text("Year"), "year"),
            *(Column(count.name, count.label, "count") for count in voters.counts),
            Column("cohesion", voters.agreement, "share"),
            Column("cohesion_assembly", view.say.text("Of all states"), "share"),
        ),
        rows=tuple(_row(view, voters, year) for year in reversed(years)),
        shown=None if whole else SHOWN,
        whole_href=view.asked.address(whole=voters.anchor, anchor=f"table-{voters.anchor}"),
        folded=not whole,
    )


def _row(view: View, voters: Voters, year: Year) -> tuple[Cell, ...]:
    say = view.say
    return (
        Cell(year["year"], str(year["year"])),
        *(Cell(year[count.name], say.number(round(year[count.name], count.digits))) for count in voters.counts),
        *(Cell(year[share], say.percent(year[share])) for share in SHARES),
    )


def _source(years: Sequence[Year]) -> SourceLine:
    source = vote_source()
    span = f"{years[0]['year']}\N{EN DASH}{years[-1]['year']}"
    return SourceLine(source["title"], source["publisher"], source["licence"], source["url"], span)
