"""What the lists of sectors, goals and crises share: each with its sum, its share and its flows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from sursur.observatory.charts.bars import Ranked, draw_bars
from sursur.observatory.parts import Cell, Column, Row, Section, Table
from sursur.observatory.purpose.subjects import COLUMNS, LISTS, Kind, field_switch, purpose_name, purpose_page
from sursur.observatory.rankings import Entry, entries_of
from sursur.observatory.view import MOST_SHOWN, View
from sursur.observatory.words import SHOWN_FORMS

More = tuple[tuple[Column, Callable[[str], Cell]], ...]
"""Further columns of a list, and what stands in them for a code."""


def purpose_entries(view: View, kind: Kind) -> dict[str, Entry]:
    """What the flows of these years and forms tell of each sector, goal or crisis, largest first."""
    found = entries_of(view.sums((COLUMNS[kind], "form"), view.filter()))
    return {entry.key[0]: entry for entry in found if entry.key[0]}


def list_sections(view: View, kind: Kind, codes: Sequence[str], more: More, heading: str) -> tuple[Section, ...]:
    """The largest as bars, and all of them as a table."""
    entries, name = purpose_entries(view, kind), LISTS[kind].removeprefix("/")
    everything = list(dict.fromkeys([*codes, *entries]))
    return (
        Section(
            anchor=name,
            heading=heading,
            picture=_bars(view, kind, entries),
            picture_kind="bars",
            switches=(field_switch(view),),
            choices=view.form_choices(view.filter()) if entries else (),
            counted=view.counted(),
            table=_table(view, kind, everything, entries, more),
            downloads=view.downloads(name),
            sources=view.sources(view.filter()) if entries else (),
        ),
    )


def _bars(view: View, kind: Kind, entries: dict[str, Entry]) -> object:
    drawn = [
        Ranked(
            purpose_name(view, kind, code),
            view.say.money(entry.usd),
            view.asked.rows(**{kind: code}),
            purpose_page(view, kind, code),
            {form: float(usd) for form, usd in entry.by_form.items()},
        )
        for code, entry in entries.items()
        if entry.usd
    ]
    return draw_bars(drawn[:MOST_SHOWN], tuple(SHOWN_FORMS)) if drawn else None


def _table(view: View, kind: Kind, codes: Sequence[str], entries: dict[str, Entry], more: More) -> Table:
    say = view.say
    total = sum((entry.usd or Decimal(0) for entry in entries.values()), Decimal(0))
    labels = {"sector": say.text("Sector"), "goal": say.text("Goal"), "crisis": say.text("Crisis")}

    def row(code: str) -> Row:
        name = purpose_name(view, kind, code)
        first = Cell(name, name, purpose_page(view, kind, code))
        return (first, Cell(code, code), *_figures(view, kind, code, entries.get(code), total), *_further(more, code))

    return Table(
        name=LISTS[kind].removeprefix("/"),
        caption=say.text("Flows that tell it, %(unit)s", unit=view.money_unit()),
        columns=(
            Column(kind, labels[kind]),
            Column("code", say.text("Code")),
            Column(f"usd_{view.asked.prices}", view.money_unit(), "money"),
            Column("share", say.text("Share"), "share"),
            Column("flows", say.text("Flows"), "count"),
            *(column for column, _ in more),
        ),
        rows=tuple(row(code) for code in codes),
    )


def _figures(view: View, kind: Kind, code: str, entry: Entry | None, total: Decimal) -> Row:
    if entry is None:
        return (Cell(None, view.say.text("not reported")), Cell(None, ""), Cell(None, ""))
    href = view.asked.rows(**{kind: code})
    share = entry.usd / total if entry.usd is not None and total > 0 else None
    return (
        view.money_cell(entry.usd, href),
        Cell(None if share is None else round(share, 6), "" if share is None else view.say.percent(share)),
        Cell(entry.flows, view.say.number(entry.flows), href),
    )


def _further(more: More, code: str) -> Row:
    return tuple(make(code) for _, make in more)
