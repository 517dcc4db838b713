"""Before and after as a picture and a table; what each candidate adds; how the group really grew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from sursur.answers.measuring import load_measure
from sursur.answers.naming import country_code
from sursur.errors import SursurError
from sursur.observatory.change.asking import Change
from sursur.observatory.change.wording import figure_words, in_unit, span_of
from sursur.observatory.charts.portions import Part, Portion, draw_portions
from sursur.observatory.figure_words import named_countries
from sursur.observatory.measured import figures, framed, measure_link
from sursur.observatory.parts import Cell, Column, Download, Link, Section, Table
from sursur.observatory.sentences import tell
from sursur.observatory.shelf import Found
from sursur.observatory.view import View
from sursur.publish.download import FORMATS
from sursur.reference.groups import Group

Row = Mapping[str, Any]
DASH = "\N{EN DASH}"
CANDIDATE = ("population", "gdp_ppp", "cooperation_given", "cooperation_received", "cooperation_within")
POINTS = ("trade_within_share", "voting_cohesion")
PATH = ("Population", "GDP, PPP", "Cooperation within", "Share of trade within", "Voting cohesion")
"""Figures of the path, by their names in the measure."""


def change_section(view: View, change: Change, found: Found) -> Section:
    say, rows = view.say, found.table.to_pylist()
    told = [row for row in rows if row["before"] is not None or row["after"] is not None]
    return Section(
        anchor="change",
        heading=say.text("What would change?"),
        sentences=_sentences(view, change),
        picture=_portions(view, told),
        picture_kind="changed",
        notes=tuple(tell(view.say, text) for label, text in found.notes if label == "Status"),
        counted=_asked_of(view, "scenario", change.words),
        table=_change_table(view, told),
        downloads=_files(view, "scenario", change.words),
    )


def _sentences(view: View, change: Change) -> tuple[Markup, ...]:
    joining, leaving = (_named(view, words) for words in (change.add, change.drop))
    return (
        *((view.say.text("Joins: %(countries)s.", countries=joining),) if joining else ()),
        *((view.say.text("Leaves: %(countries)s.", countries=leaving),) if leaving else ()),
    )


def _named(view: View, words: str) -> str:
    """Countries in the reader's language, from what the measure has already understood."""
    return view.say.list([view.party(country_code(word)) for word in words.split(",") if word.strip()])


def _portions(view: View, rows: Sequence[Row]) -> tuple[Portion, ...]:
    """The figures that are a part of the world, before and after."""
    return draw_portions([_part(view, row) for row in rows if row["world_percent_after"] is not None])


def _part(view: View, row: Row) -> Part:
    before, after = row["world_percent_before"], row["world_percent_after"]
    was, told = (view.say.percent((side or 0) / 100, "#,##0.0%") for side in (before, after))
    return Part(
        label=figure_words(view, row["name"]),
        share=float(after) / 100,
        value=view.say.towards(was, told),
        note=str(view.say.text("of the world, %(years)s", years=span_of(row))),
        before=float(before or 0) / 100,
    )


def _change_table(view: View, rows: Sequence[Row]) -> Table:
    say = view.say
    return Table(
        name="change",
        caption=say.text("Figures of the members before and after"),
        columns=(
            Column("figure", say.text("Figure")),
            Column("before", say.text("Before"), "money"),
            Column("after", say.text("After"), "money"),
            Column("difference", say.text("Difference"), "money"),
            Column("years", say.text("Years of the data"), "year"),
            Column("with_data_after", say.text("Members with data"), "count"),
            Column("missing", say.text("Without data")),
        ),
        rows=tuple(_change_row(view, row) for row in rows),
    )


def _change_row(view: View, row: Row) -> tuple[Cell, ...]:
    say, unit = view.say, row["unit"]
    every = row["with_data_after"] + row["without_data_after"]
    counted = say.text("%(known)s of %(members)s", known=say.number(row["with_data_after"]), members=say.number(every))
    return (
        Cell(row["name"], figure_words(view, row["name"]), note=str(_unit_note(view, unit))),
        *(Cell(row[side], in_unit(view, row[side], unit)) for side in ("before", "after")),
        Cell(row["difference"], _signed(view, row["difference"], unit)),
        Cell(span_of(row), span_of(row)),
        Cell(row["with_data_after"], counted),
        Cell(row["missing"], named_countries(view, row["missing"]) if row["missing"] else ""),
    )


def _unit_note(view: View, unit: str) -> Markup | str:
    """Dollars, shares and people say themselves what they are."""
    plain = ("US dollars", "per cent", "countries", "persons")
    return "" if unit in plain else view.say.text(unit)


def _signed(view: View, value: Decimal | None, unit: str) -> str:
    if value is None:
        return DASH
    sign = "+" if value > 0 else "\N{MINUS SIGN}"
    if unit.startswith("per cent"):
        points = round(value, 1 if abs(value) >= Decimal("0.1") else 2)
        told = f"{sign if points else ''}{view.say.number(abs(points))}"
        return str(view.say.text("%(points)s points", points=view.say.signed(told)))
    size = in_unit(view, abs(value), unit)
    return "0" if size == in_unit(view, Decimal(0), unit) else view.say.signed(f"{sign}{size}")


# -- candidates ------------------------------------------------------------------------------------------------------


def candidate_section(view: View, change: Change) -> tuple[Section, ...]:
    """Those who are asked to be added, each alone, else all who stand near to membership; nothing where nobody does."""
    words = {"group": change.group_id, "candidates": change.add, "at": change.words["at"]}
    try:
        rows = figures(view, "candidates", "table", **words)
    except SursurError:
        return ()
    say = view.say
    return (
        Section(
            anchor="candidates",
            heading=say.text("What would each bring alone?"),
            sentences=(
                say.text(
                    "Together they bring more than their sum where they trade or work with one another. "
                    "Click a name to add it."
                ),
            ),
            counted=_asked_of(view, "candidates", words),
            table=_candidate_table(view, change, rows),
            downloads=_files(view, "candidates", words),
        ),
    )


def _candidate_table(view: View, change: Change, rows: Sequence[Row]) -> Table:
    say = view.say
    labels = {
        "population": say.text("People"),
        "gdp_ppp": say.text("GDP at purchasing power parity"),
        "cooperation_given": say.text("Cooperation given"),
        "cooperation_received": say.text("Cooperation received"),
        "cooperation_within": say.text("Cooperation with members"),
        "trade_within_share": say.text("Share of trade within"),
        "voting_cohesion": say.text("Voting cohesion"),
    }
    return Table(
        name="candidates",
        caption=say.text("What each candidate alone would add; shares change by percentage points"),
        columns=(
            Column("candidate", say.text("Country")),
            Column("status", say.text("Status")),
            *(Column(name, labels[name], "money") for name in (*CANDIDATE, *POINTS)),
        ),
        rows=tuple(_candidate(view, change, row) for row in rows),
    )


def _candidate(view: View, change: Change, row: Row) -> tuple[Cell, ...]:
    units = {"population": "persons", "gdp_ppp": "international dollars"}
    code, statuses = row["candidate"], [view.say.word(each) for each in (row["status"] or "").split(", ") if each]
    chosen = change.add and code in change.add.upper()
    return (
        Cell(code, view.party(code), view.party_page(code) if chosen else change.address(view, add=code)),
        Cell(row["status"], view.say.list(statuses) if statuses else DASH),
        *(Cell(row[name], in_unit(view, row[name], units.get(name, "US dollars"))) for name in CANDIDATE),
        *(Cell(row[name], _signed(view, row[name], "per cent")) for name in POINTS),
    )


# -- what was --------------------------------------------------------------------------------------------------------


def path_section(view: View, group: Group) -> tuple[Section, ...]:
    """One line for each day on which the members changed; nothing where they never did."""
    words = {"group": group.group_id}
    try:
        rows = figures(view, "enlargement", "table", **words)
    except SursurError:
        return ()
    days: dict[Any, dict[str, Row]] = {}
    for row in rows:
        days.setdefault(row["day"], {})[row["name"]] = row
    say = view.say
    return (
        Section(
            anchor="path",
            heading=say.text("How did it really change?"),
            sentences=(
                say.text(
                    "For each day on which the members changed: before and after by the figures of that same year, "
                    "so that only the membership differs."
                ),
            ),
            counted=_asked_of(view, "enlargement", words),
            table=_path_table(view, days),
            downloads=_files(view, "enlargement", words),
        ),
    )


def _path_table(view: View, days: Mapping[Any, Mapping[str, Row]]) -> Table:
    say = view.say
    known = [name for name in PATH if any(_known(each.get(name)) for each in days.values())]
    whole = view.asked.whole == "path"
    return Table(
        name="path",
        caption=say.text("Days on which the members changed, the latest first; before and after"),
        columns=(
            Column("day", say.text("Day")),
            Column("joined", say.text("Who joined or left")),
            Column("members", say.text("Members"), "count"),
            *(Column(name, figure_words(view, name), "share") for name in known),
        ),
        rows=tuple(_step(view, day, days[day], known) for day in sorted(days, reverse=True)),
        shown=None if whole or len(days) <= PATH_SHOWN + 2 else PATH_SHOWN,
        whole_href=f"{_path_address(view)}#table-path",
    )


PATH_SHOWN = 8


def _path_address(view: View) -> str:
    return f"/{view.asked.language}{view.asked.path}?{urlencode([('all', 'path'), *view.asked.carried()])}"


def _known(row: Row | None) -> bool:
    return row is not None and row["after"] is not None


def _step(view: View, day: Any, found: Mapping[str, Row], known: Sequence[str]) -> tuple[Cell, ...]:  # noqa: ANN401 - a date
    say, members = view.say, found["Members"]
    joined = _turned(view, "+", members["joined"])
    left = _turned(view, " \N{MINUS SIGN}", members["left"])
    return (
        Cell(day, say.day(day)),
        Cell(members["joined"] or members["left"], joined + left),
        Cell(members["after"], say.number(int(members["after"] or 0))),
        *(_before_after(view, found.get(name)) for name in known),
    )


def _turned(view: View, sign: str, names: str | None) -> Markup:
    """Who came or went, behind a sign."""
    return Markup("{} <bdi>{}</bdi>").format(sign, named_countries(view, names)) if names else Markup()


def _before_after(view: View, row: Row | None) -> Cell:
    """Shares of the world where the figure has one, else the figure itself."""
    if not _known(row):
        return Cell(None, DASH)
    assert row is not None  # noqa: S101 - known
    world = row["world_percent_after"] is not None
    sides = [row[f"world_percent_{side}" if world else side] for side in ("before", "after")]
    told = [view.say.percent(side / 100, "#,##0.0%") if side is not None else DASH for side in sides]
    note = str(view.say.text("of the world")) if world else ""
    return Cell(sides[1], view.say.towards(*told), note=note)


# -- shared ----------------------------------------------------------------------------------------------------------


def _files(view: View, name: str, words: Mapping[str, str]) -> tuple[Download, ...]:
    asked = {key: text for key, text in (*words.items(), *framed(view, name).items()) if text}
    return tuple(
        Download(kind.upper(), f"/api/measures/{name}?{urlencode({**asked, 'format': kind})}") for kind in FORMATS
    )


def _asked_of(view: View, name: str, words: Mapping[str, str]) -> tuple[Link, ...]:
    definition = Link(view.say.text(load_measure(name).title), view.asked.address("/measures"))
    return (definition, measure_link(view, name, **{key: text for key, text in words.items() if text}))
