"""What cooperation is for and in what form it comes: sums by sector and by instrument, where sources tell them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sursur.observatory.charts.bars import Ranked, draw_bars
from sursur.observatory.listing import code_name
from sursur.observatory.parts import Cell, Column, Row, Section, Table
from sursur.observatory.rankings import Entry, entries_of
from sursur.observatory.series import Side
from sursur.observatory.view import MOST_SHOWN, View
from sursur.observatory.words import SHOWN_FORMS

SECTORS = "SectorCategory"


def field_sections(view: View, sides: Sequence[Side]) -> tuple[Section, ...]:
    """One section for each field and direction of which at least one flow is told."""
    return tuple(
        section for field in ("sector", "instrument") for side in sides for section in _section(view, field, side)
    )


def _section(view: View, field: str, side: Side) -> tuple[Section, ...]:
    entries = entries_of(view.sums((field, "form"), side.choice))
    told = [entry for entry in entries if entry.key[0]]
    if not told:
        return ()
    name = "_".join(part for part in (field, side.name) if part)
    known = sum(entry.flows for entry in told) / sum(entry.flows for entry in entries)
    return (
        Section(
            anchor=name,
            heading=_heading(view, field, side),
            sentences=(
                view.say.text(
                    "Known for %(share)s of the flows; for the others the sources do not tell.",
                    share=view.say.percent(known),
                ),
            )
            if known < 1
            else (),
            picture=_bars(view, field, side, told),
            picture_kind="bars",
            counted=view.counted(),
            table=_table(view, field, side, entries),
            downloads=view.downloads(name),
            sources=view.sources(side.choice),
        ),
    )


def _heading(view: View, field: str, side: Side) -> str:
    say = view.say
    if side.name not in ("", "given", "received"):
        return _heading_of_pair(view, field, side)
    if field == "sector":
        return say.text("For what does it receive?") if side.name == "received" else say.text("For what does it give?")
    return say.text("How does it receive?") if side.name == "received" else say.text("How does it give?")


def _heading_of_pair(view: View, field: str, side: Side) -> str:
    if field == "sector":
        return view.say.text("For what? %(direction)s", direction=side.label)
    return view.say.text("In which form? %(direction)s", direction=side.label)


def field_label(view: View, field: str, code: str | None) -> str:
    """The name of a sector in the language of the reader where its list has one, or the word for an instrument."""
    if not code:
        return view.say.text("not reported")
    if field == "instrument":
        return view.say.word(code)
    return code_name(view, SECTORS, code)


def _rows(view: View, field: str, side: Side, code: str | None) -> str:
    return view.asked.rows(**(side.fixed | {field: code})) if code else ""


def _bars(view: View, field: str, side: Side, entries: Sequence[Entry]) -> object:
    drawn = [
        Ranked(
            str(field_label(view, field, entry.key[0])),
            view.say.money(entry.usd),
            _rows(view, field, side, entry.key[0]),
            "",
            {form: float(usd) for form, usd in entry.by_form.items()},
        )
        for entry in entries[:MOST_SHOWN]
        if entry.usd is not None
    ]
    return draw_bars(drawn, tuple(SHOWN_FORMS))


def _table(view: View, field: str, side: Side, entries: Sequence[Entry]) -> Table:
    say = view.say
    total = sum((entry.usd or Decimal(0) for entry in entries), Decimal(0))
    label = say.text("Sector") if field == "sector" else say.text("Instrument")
    name = "_".join(part for part in (field, side.name) if part)
    return Table(
        name=name,
        caption=f"{_heading(view, field, side)} {view.money_unit()}",
        columns=(
            Column(field, label),
            Column("code", say.text("Code")),
            Column(f"usd_{view.asked.prices}", view.money_unit(), "money"),
            Column("share", say.text("Share"), "share"),
            Column("flows", say.text("Flows"), "count"),
        ),
        rows=tuple(_row(view, field, (side, total), entry) for entry in entries),
        folded=True,
    )


def _row(view: View, field: str, of: tuple[Side, Decimal], entry: Entry) -> Row:
    side, total = of
    code = entry.key[0]
    href = _rows(view, field, side, code)
    text = field_label(view, field, code)
    share = entry.usd / total if entry.usd is not None and total > 0 else None
    return (
        Cell(str(text), text),
        Cell(code, code or ""),
        view.money_cell(entry.usd, href),
        Cell(share and round(share, 6), view.say.percent(share) if share is not None else ""),
        Cell(entry.flows, view.say.number(entry.flows), href),
    )
