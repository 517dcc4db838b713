"""A country in figures: the latest value of each indicator with its year, unit and source; 'not reported' otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from sursur.observatory.indicators import indicators_of
from sursur.observatory.parts import Cell, Column, Section, SourceLine, Table
from sursur.observatory.parts import Row as Cells
from sursur.observatory.tables import Row
from sursur.observatory.view import View
from sursur.observatory.words import INDICATOR_NAMES
from sursur.reference.indicators import load_indicators

PERCENT = "per cent"
INDEX = "index"


@dataclass(frozen=True, slots=True)
class Stat:
    """One figure of a strip: what it is, how much, of which year."""

    name: Markup
    value: Markup | str
    when: str
    unit: Markup | str


def profile_section(view: View, iso3: str) -> Section:
    found = indicators_of(view.library.tables, iso3)
    say = view.say
    return Section(
        anchor="profile",
        heading=say.text("How large is it, and how do people live?"),
        picture=tuple(_stat(view, name, found) for name in INDICATOR_NAMES),
        picture_kind="strip",
        table=_table(view, found),
        downloads=view.downloads("profile"),
        sources=_sources(found),
    )


def _latest(found: Mapping[str, tuple[Row, ...]], name: str) -> Row | None:
    return found[name][-1] if name in found else None


def _stat(view: View, name: str, found: Mapping[str, tuple[Row, ...]]) -> Stat:
    row, say = _latest(found, name), view.say
    label = say.text(INDICATOR_NAMES[name])
    if row is None:
        return Stat(label, say.text("not reported"), "", "")
    return Stat(label, figure(view, row), str(row["year"]), unit_in_words(view, row["unit"]))


def figure(view: View, row: Row) -> str:
    """Large numbers in short words, shares with a sign, the rest with the digits of its indicator."""
    value, unit, say = Decimal(str(row["value"])), row["unit"], view.say
    if unit.startswith("US dollars"):
        return str(say.money(value))
    if unit == "persons":
        return say.large(value)
    if unit.startswith(PERCENT):
        return say.percent(value / 100)
    return say.number(round(value, 3 if unit == "index 0 to 1" else 1))


def unit_in_words(view: View, unit: str) -> Markup | str:
    """Dollars and shares of people are said by the figure itself."""
    say = view.say
    words = {
        "index 0 to 1": say.text("index 0 to 1"),
        "index 0 to 100": say.text("index 0 to 100"),
        "persons": say.text("persons"),
        "deaths per 1000 live births": say.text("deaths per 1000 live births"),
    }
    return words.get(unit, "")


def _table(view: View, found: Mapping[str, tuple[Row, ...]]) -> Table:
    say = view.say
    return Table(
        name="profile",
        caption=say.text("Latest values with their years and sources"),
        columns=(
            Column("indicator", say.text("Indicator")),
            Column("value", say.text("Value"), "share"),
            Column("unit", say.text("Unit")),
            Column("year", say.text("Year"), "year"),
            Column("source", say.text("Source")),
        ),
        rows=tuple(_row(view, name, _latest(found, name)) for name in INDICATOR_NAMES),
        folded=True,
    )


def _row(view: View, name: str, row: Row | None) -> Cells:
    label = view.say.text(INDICATOR_NAMES[name])
    if row is None:
        return (Cell(name, label), Cell(None, view.say.text("not reported")), *(Cell(None, "") for _ in range(3)))
    return (
        Cell(name, label),
        Cell(row["value"], figure(view, row)),
        Cell(row["unit"], view.say.told(row["unit"])),
        Cell(row["year"], str(row["year"])),
        Cell(row["source"], row["source"]),
    )


def _sources(found: Mapping[str, tuple[Row, ...]]) -> tuple[SourceLine, ...]:
    used = {row["source"]: row for name in INDICATOR_NAMES if (row := _latest(found, name))}
    return tuple(indicator_source(title, str(row["year"])) for title, row in sorted(used.items()))


def indicator_source(title: str, years: str) -> SourceLine:
    """Publisher, licence and address of a source of indicators by its title."""
    known = (source for indicator in load_indicators().values() for source in indicator.sources)
    source = next((each for each in known if each.title == title), None)
    if source is None:
        return SourceLine(title, "", "", "", years)
    return SourceLine(title, source.publisher, source.licence, source.url, years)
