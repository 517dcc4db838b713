"""How much of the world a group is, and how far its members vote alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from sursur.observatory.charts.dots import Named, draw_dots
from sursur.observatory.charts.portions import Part, draw_portions
from sursur.observatory.library import holds_on
from sursur.observatory.measured import measure_link, measure_page
from sursur.observatory.parts import Cell, Column, Section, SourceLine, Table
from sursur.observatory.tables import Row
from sursur.observatory.view import View
from sursur.reference.dated import first_day
from sursur.reference.groups import Group
from sursur.reference.scenario import load_figures
from sursur.reference.votes import vote_source

SHARES = ("population", "gdp_usd", "gdp_ppp", "cooperation_given", "cooperation_received")
OWN_SHARE = "trade_within_share"
"""A part of the members' own trade, not of the world."""
SHOWN = 5


def world_section(view: View, group: Group, members: frozenset[str], day: date) -> tuple[Section, ...]:
    """Nothing where no member has any figure."""
    found = view.library.weights.of(members, day.year)
    shown = [name for name in (*SHARES, OWN_SHARE) if name in found]
    if not shown:
        return ()
    say = view.say
    return (
        Section(
            anchor="world",
            heading=say.text("How much of the world is it?"),
            sentences=_sentences(view, found),
            picture=draw_portions([_part(view, name, found[name], len(members)) for name in shown]),
            picture_kind="portions",
            notes=(
                say.text(
                    "The newest figures up to %(year)s. Members without data add nothing, so that a sum is a lower "
                    "bound. Cooperation is that of the last five years on record, at constant prices, with all forms.",
                    year=day.year,
                ),
            ),
            counted=(measure_link(view, "scenario", group=group.group_id, at=day.isoformat()),),
            table=_table(view, shown, found),
            downloads=view.downloads("world"),
            sources=tuple(_source(name, found[name]) for name in shown),
        ),
    )


def _sentences(view: View, found: Mapping[str, Row]) -> tuple[Markup, ...]:
    say = view.say
    known = [found[name]["world_percent"] for name in ("population", "gdp_ppp") if name in found]
    if len(known) < 2 or None in known:
        return ()
    return (
        say.text(
            "%(people)s of the people of the world, and %(income)s of what the world produces at purchasing power "
            "parity.", people=_percent(view, known[0]), income=_percent(view, known[1]),
        ),
    )  # fmt: skip


def _percent(view: View, value: Decimal | None) -> str:
    return view.say.percent(value / 100) if value is not None else ""


def _share(name: str, row: Row) -> Decimal | None:
    share: Decimal | None = row["value"] if name == OWN_SHARE else row["world_percent"]
    return share


def _part(view: View, name: str, row: Row, members: int) -> Part:
    share = _share(name, row)
    amount = [] if name == OWN_SHARE else [_amount(view, name, row)]
    note = Markup(" \N{MIDDLE DOT} ").join((*amount, _years(row), _coverage(view, row, members)))
    return Part(figure_name(view, name), None if share is None else float(share) / 100, _percent(view, share), note)


def figure_name(view: View, name: str) -> Markup:
    """What is measured, as people say it."""
    say = view.say
    names = {
        "population": say.text("People"),
        "gdp_usd": say.text("GDP at market rates"),
        "gdp_ppp": say.text("GDP at purchasing power parity"),
        "cooperation_given": say.text("Cooperation given"),
        "cooperation_received": say.text("Cooperation received"),
        OWN_SHARE: say.text("Trade of members that stays among them"),
    }
    return names.get(name) or say.text(load_figures()[name].name)


def _amount(view: View, name: str, row: Row) -> Markup | str:
    unit = load_figures()[name].unit
    if unit == "US dollars":
        return view.say.money(row["value"])
    amount = view.say.large(row["value"])
    return amount if unit == "persons" else view.say.text("%(amount)s international dollars", amount=amount)


def _years(row: Row) -> Markup:
    first, last = row["first_year"], row["last_year"]
    span = str(first) if first == last else f"{first}\N{EN DASH}{last}"
    return Markup('<bdi dir="ltr">{}</bdi>').format(span)


def _coverage(view: View, row: Row, members: int) -> Markup:
    say = view.say
    if not row["without_data"]:
        return say.text("all members have data")
    return say.text(
        "%(known)s of %(members)s members have data",
        known=say.number(row["with_data"]),
        members=say.number(members),
    )


def _table(view: View, shown: list[str], found: Mapping[str, Row]) -> Table:
    say = view.say
    return Table(
        name="world",
        caption=say.text("Figures of the members together"),
        columns=(
            Column("figure", say.text("Figure")),
            Column("value", say.text("Value"), "money"),
            Column("unit", say.text("Unit")),
            Column("world_percent", say.text("Of the world"), "share"),
            Column("first_year", say.text("First year"), "year"),
            Column("last_year", say.text("Last year"), "year"),
            Column("with_data", say.text("Members with data"), "count"),
            Column("missing", say.text("Without data")),
        ),
        rows=tuple(_row(view, name, found[name]) for name in shown),
        folded=True,
    )


def _row(view: View, name: str, row: Row) -> tuple[Cell, ...]:
    say, unit = view.say, load_figures()[name].unit
    value = _percent(view, row["value"]) if name == OWN_SHARE else say.large(row["value"])
    share = row["world_percent"]
    return (
        Cell(name, figure_name(view, name)),
        Cell(row["value"], value),
        Cell(unit, say.text(unit)),
        Cell(share, _percent(view, share) or "\N{EN DASH}"),
        *(Cell(row[year], str(row[year])) for year in ("first_year", "last_year")),
        Cell(row["with_data"], say.number(row["with_data"])),
        Cell(row["missing"], _names(view, row["missing"])),
    )


def _names(view: View, codes: str | None) -> str:
    return view.say.list(sorted(view.party(code) for code in codes.split(", "))) if codes else ""


def _source(name: str, row: Row) -> SourceLine:
    figure = load_figures()[name]
    title, comma, address = figure.source.partition(", https://")
    years = f"{row['first_year']}\N{EN DASH}{row['last_year']}"
    return SourceLine(figure.name, title, "", f"https://{address}" if comma else "#world", years)


# -- votes -----------------------------------------------------------------------------------------------------------


def votes_section(view: View, group: Group) -> tuple[Section, ...]:
    """Nothing where the release holds no votes, or no roll call in which two members voted."""
    years = [row for row in view.library.weights.cohesion(members_by_year(view, group)) if row["cohesion"] is not None]
    if not years:
        return ()
    say = view.say
    return (
        Section(
            anchor="votes",
            heading=say.text("Do its members vote alike in the UN General Assembly?"),
            sentences=_vote_sentences(view, years),
            picture=draw_dots(
                {row["year"]: (row["cohesion"], row["cohesion_assembly"]) for row in years},
                _named(view, group, {row["year"]: row for row in years}),
            ),
            picture_kind="dots",
            notes=(
                say.text(
                    "Members of each year, by pairs. Roll calls only, each with equal weight: 100 per cent for the "
                    "same vote, half where one abstains, nothing for yes against no. Most resolutions are adopted "
                    "without a vote and are not in here."
                ),
            ),
            counted=(measure_link(view, "cohesion", group=group.group_id),),
            table=_vote_table(view, years),
            downloads=view.downloads("votes"),
            sources=(_vote_source(years),),
        ),
    )


def members_by_year(view: View, group: Group) -> dict[int, frozenset[str]]:
    """Full members on 31 December of each year since the founding."""
    rows = [
        row
        for row in view.library.memberships
        if row["group_id"] == group.group_id and row["status"] == "member"
    ]  # fmt: skip
    founded = first_day(group.founded)
    starts = [row["valid_from"].year for row in rows if row["valid_from"]]
    first = founded.year if founded else min(starts, default=date.max.year)
    return {
        year: frozenset(row["country"] for row in rows if holds_on(row, date(year, 12, 31)))
        for year in range(first, view.library.years[1] + SHOWN)
    }


def _vote_sentences(view: View, years: list[Row]) -> tuple[Markup, ...]:
    say, last = view.say, years[-1]
    closer = sum(1 for year in years if year["cohesion"] > (year["cohesion_assembly"] or 0))
    return (
        say.text(
            "In %(year)s, the last year on record, they agreed to %(share)s; all states to %(all)s.",
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


def _named(view: View, group: Group, years: Mapping[int, Row]) -> Named:
    say = view.say

    def dot(year: int) -> str:
        row = years[year]
        return f"{year} \N{MIDDLE DOT} {say.percent(row['cohesion'])} / {say.percent(row['cohesion_assembly'])}"

    return Named(
        title=str(say.text("Agreement of members in roll calls, by year")),
        names=(str(say.text("members")), str(say.text("all states"))),
        value=lambda share: say.percent(round(share, 2)),
        dot=dot,
        href=lambda year: measure_page(view, "cohesion", group=group.group_id, years=str(year)),
    )


def _vote_table(view: View, years: list[Row]) -> Table:
    say = view.say
    whole = view.asked.whole == "votes" or len(years) <= SHOWN + 2
    return Table(
        name="votes",
        caption=say.text("Agreement in roll calls, of members and of all states"),
        columns=(
            Column("year", say.text("Year"), "year"),
            Column("roll_calls", say.text("Roll calls"), "count"),
            Column("voting", say.text("Members that voted, on average"), "count"),
            Column("cohesion", say.text("Agreement of members"), "share"),
            Column("cohesion_assembly", say.text("Of all states"), "share"),
        ),
        rows=tuple(_vote_row(view, year) for year in reversed(years)),
        shown=None if whole else SHOWN,
        whole_href=view.asked.address(whole="votes", anchor="table-votes"),
        folded=not whole,
    )


def _vote_row(view: View, row: dict[str, Any]) -> tuple[Cell, ...]:
    say = view.say
    return (
        Cell(row["year"], str(row["year"])),
        Cell(row["roll_calls"], say.number(row["roll_calls"])),
        Cell(row["voting"], say.number(round(row["voting"], 1))),
        *(Cell(row[name], say.percent(row[name])) for name in ("cohesion", "cohesion_assembly")),
    )


def _vote_source(years: list[Row]) -> SourceLine:
    source = vote_source()
    span = f"{years[0]['year']}\N{EN DASH}{years[-1]['year']}"
    return SourceLine(source["title"], source["publisher"], source["licence"], source["url"], span)
