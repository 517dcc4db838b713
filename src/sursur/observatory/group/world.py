"""How much of the world a group is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from sursur.observatory.charts.portions import Part, draw_portions
from sursur.observatory.measured import measure_link
from sursur.observatory.parts import Cell, Column, Section, SourceLine, Table
from sursur.observatory.tables import Row
from sursur.observatory.view import View
from sursur.reference.groups import Group
from sursur.reference.scenario import load_figures

SHARES = ("population", "gdp_usd", "gdp_ppp", "cooperation_given", "cooperation_received")
OWN_SHARE = "trade_within_share"
"""A part of the members' own trade, not of the world."""


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
