"""Sectors beside goals: our crosswalk between them, with what the flows of a release tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from sursur.observatory.charts.bars import Ranked, draw_bars
from sursur.observatory.parts import Cell, Column, Row, Section, Table
from sursur.observatory.purpose.subjects import COLUMNS, Kind, Purpose, goals_of, purpose_name, purpose_page, sectors_of
from sursur.observatory.rankings import Entry, entries_of
from sursur.observatory.view import MOST_SHOWN, View
from sursur.observatory.words import SHOWN_FORMS


@dataclass(frozen=True, slots=True)
class _Line:
    """One goal or sector beside the subject: its rank in the crosswalk (0: not in it) and what flows tell."""

    code: str
    rank: int
    note: str
    entry: Entry | None


def crosswalk_section(view: View, purpose: Purpose) -> tuple[Section, ...]:
    """Goals of a sector, or sectors of a goal; nothing where neither the crosswalk nor a flow names one."""
    say = view.say
    other: Kind = "goal" if purpose.kind == "sector" else "sector"
    lines = _lines(view, purpose, other)
    if not lines:
        return ()
    heading = say.text("Which goals does it serve?") if other == "goal" else say.text("Through which sectors?")
    name = "goals" if other == "goal" else "sectors"
    return (
        Section(
            anchor=name,
            heading=heading,
            sentences=(
                say.text(
                    "Which sector serves which goal is ours, not official: a flow that names no goal itself takes the "
                    "first goal of its purpose or sector."
                ),
            ),
            picture=_bars(view, purpose, other, lines),
            picture_kind="bars",
            table=_table(view, purpose, (other, name, heading), lines),
            downloads=view.downloads(name),
        ),
    )


def _lines(view: View, purpose: Purpose, other: Kind) -> list[_Line]:
    walked = goals_of(purpose.code) if other == "goal" else sectors_of(purpose.code)
    sums = entries_of(view.sums((COLUMNS[other], "form"), purpose.narrowed(view.filter())))
    told = {entry.key[0]: entry for entry in sums if entry.key[0]}
    lines = [_Line(code, rank, note, told.pop(code, None)) for code, rank, note in walked]
    lines += [_Line(code, 0, "", entry) for code, entry in told.items()]
    return sorted(lines, key=lambda line: (-_usd(line), line.rank == 0, line.rank, line.code.zfill(3)))


def _usd(line: _Line) -> Decimal:
    return (line.entry.usd or Decimal(0)) if line.entry else Decimal(0)


def _bars(view: View, purpose: Purpose, other: Kind, lines: Sequence[_Line]) -> object:
    drawn = [
        Ranked(
            purpose_name(view, other, line.code),
            view.say.money(line.entry.usd),
            _rows(view, purpose, other, line.code),
            purpose_page(view, other, line.code),
            {form: float(usd) for form, usd in line.entry.by_form.items()},
        )
        for line in lines
        if line.entry and line.entry.usd
    ]
    return draw_bars(drawn[:MOST_SHOWN], tuple(SHOWN_FORMS)) if drawn else None


def _rows(view: View, purpose: Purpose, other: Kind, code: str) -> str:
    return view.asked.rows(**(purpose.fixed | {other: code}))


def _table(view: View, purpose: Purpose, of: tuple[Kind, str, Markup], lines: Sequence[_Line]) -> Table:
    say, (other, name, heading) = view.say, of
    return Table(
        name=name,
        caption=Markup("{} {}").format(heading, view.money_unit()),
        columns=(
            Column(other, say.text("Goal") if other == "goal" else say.text("Sector")),
            Column("placement", say.text("Placed by us")),
            Column(f"usd_{view.asked.prices}", view.money_unit(), "money"),
            Column("flows", say.text("Flows"), "count"),
            Column("note", say.text("Note")),
        ),
        rows=tuple(_row(view, purpose, other, line) for line in lines),
    )


def _row(view: View, purpose: Purpose, other: Kind, line: _Line) -> Row:
    say, name = view.say, purpose_name(view, other, line.code)
    href = _rows(view, purpose, other, line.code) if line.entry else ""
    placed = {0: say.text("no: flows say so themselves"), 1: say.text("as main goal")}
    words = placed.get(line.rank, say.text("as a further goal"))
    note = Markup('<bdi lang="en">{}</bdi>').format(line.note) if line.note else ""
    return (
        Cell(name, name, purpose_page(view, other, line.code)),
        Cell(str(words), words),
        view.money_cell(line.entry.usd, href) if line.entry else Cell(None, say.text("not reported")),
        Cell(line.entry.flows, say.number(line.entry.flows), href) if line.entry else Cell(None, ""),
        Cell(line.note, note),
    )
