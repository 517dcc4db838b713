"""How far two states vote alike in the UN General Assembly, beside all states."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from sursur.observatory.charts.dots import Dots, Named, draw_dots
from sursur.observatory.measured import figures, measure_link, measure_page
from sursur.observatory.pairs import Pair
from sursur.observatory.parts import Cell, Column, Section, SourceLine, Table
from sursur.observatory.view import View
from sursur.reference.votes import vote_source

SHOWN = 5
Year = dict[str, Any]


def assembly_section(view: View, pair: Pair) -> tuple[Section, ...]:
    """Nothing where the release holds no votes, or no roll call in which both voted."""
    years = _agreement(view, pair)
    if not years:
        return ()
    say = view.say
    countries = ",".join(pair.codes)
    return (
        Section(
            anchor="assembly",
            heading=say.text("Do they vote alike in the UN General Assembly?"),
            sentences=_sentences(view, years),
            picture=_dots(view, years, countries),
            picture_kind="dots",
            notes=(
                say.text(
                    "Roll calls only, each with equal weight: 100 per cent for the same vote, half where one abstains, "
                    "nothing for yes against no. Most resolutions are adopted without a vote and are not in here."
                ),
            ),
            counted=(measure_link(view, "cohesion", countries=countries),),
            table=_table(view, years),
            downloads=view.downloads("assembly"),
            sources=(_source(years),),
        ),
    )


def _agreement(view: View, pair: Pair) -> list[Year]:
    """By year, the earliest first."""
    if "vote" not in view.library.release.manifest.tables:
        return []
    return figures(view, "cohesion", countries=",".join(pair.codes))


def _sentences(view: View, years: list[Year]) -> tuple[Markup, ...]:
    say, last = view.say, years[-1]
    closer = sum(1 for year in years if (year["difference"] or 0) > 0)
    return (
        say.text(
            "In %(calls)s roll calls of %(year)s, the last year on record, they agreed to %(share)s; "
            "all states to %(all)s.",
            calls=say.number(last["roll_calls"]),
            share=say.percent(last["cohesion"]),
            year=last["year"],
            all=say.percent(last["cohesion_assembly"]),
        ),
        say.text(
            "In %(closer)s of %(years)s years they agreed more than all states did on average.",
            closer=say.number(closer),
            years=say.number(len(years)),
        ),
    )


def _dots(view: View, years: list[Year], countries: str) -> Dots:
    say = view.say
    shares = {year["year"]: (year["cohesion"], year["cohesion_assembly"]) for year in years}
    named = Named(
        title=str(say.text("Agreement of the two in roll calls, by year")),
        names=(str(say.text("the two")), str(say.text("all states"))),
        value=lambda share: say.percent(round(share, 2)),
        dot=lambda year: f"{year} \N{MIDDLE DOT} {say.percent(shares[year][0])}",
        href=lambda year: measure_page(view, "cohesion", countries=countries, years=str(year)),
    )
    return draw_dots(shares, named)


def _table(view: View, years: list[Year]) -> Table:
    say = view.say
    whole = view.asked.whole == "assembly" or len(years) <= SHOWN + 2
    return Table(
        name="assembly",
        caption=say.text("Agreement in roll calls, of the two and of all states"),
        columns=(
            Column("year", say.text("Year"), "year"),
            Column("roll_calls", say.text("Roll calls in which both voted"), "count"),
            Column("unanimous", say.text("With the same vote"), "count"),
            Column("agreement", say.text("Agreement of the two"), "share"),
            Column("agreement_assembly", say.text("Of all states"), "share"),
        ),
        rows=tuple(_row(view, year) for year in reversed(years)),
        shown=None if whole else SHOWN,
        whole_href=view.asked.address(whole="assembly", anchor="table-assembly"),
        folded=not whole,
    )


def _row(view: View, year: Year) -> tuple[Cell, ...]:
    return (
        Cell(year["year"], str(year["year"])),
        *(Cell(year[name], view.say.number(year[name])) for name in ("roll_calls", "unanimous")),
        *(Cell(year[name], view.say.percent(year[name])) for name in ("cohesion", "cohesion_assembly")),
    )


def _source(years: list[Year]) -> SourceLine:
    source = vote_source()
    span = f"{years[0]['year']}\N{EN DASH}{years[-1]['year']}"
    return SourceLine(source["title"], source["publisher"], source["licence"], source["url"], span)
