"""What the questions beside the gap share: their section, their table and their values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from sursur.observatory.asked import ANSWERING
from sursur.observatory.gap.asking import VIEWS, GapAsked, choice_of
from sursur.observatory.gap.beside import indicator_sources
from sursur.observatory.gap.table import gap_foot
from sursur.observatory.parts import Cell, Column, Row, Rows, Section, Table
from sursur.observatory.view import View

SHOWN = 25
NAMED = 3
UNREACHED, REACHING, MOVERS = VIEWS[1:]
Records = Sequence[dict[str, Any]]
"""Rows of an answer in its order."""
Told = tuple[tuple[Markup, ...], tuple[Section, ...]]
"""What a view says and shows: its leading sentences and its sections."""


def gap_section(view: View, asked: GapAsked, table: Table | None, empty: Markup, picture: object = None) -> Section:
    headings = {
        UNREACHED: view.say.text("Not reached, neediest first"),
        REACHING: view.say.text("Provider by provider"),
        MOVERS: view.say.text("Largest moves first"),
    }
    return Section(
        anchor=asked.part,
        heading=headings[asked.part],
        picture=picture,
        picture_kind="bars" if picture else "",
        counted=gap_foot(view, asked, asked.part),
        table=table,
        downloads=view.downloads(asked.part) if table else (),
        sources=(*view.sources(choice_of(view, asked)), *indicator_sources(asked.need)),
        empty="" if table else empty,
    )


def rows_table(
    view: View,
    asked: GapAsked,
    caption: Markup,
    columns: tuple[Column, ...],
    rows: tuple[Records, Callable[[Any], Row]],
) -> Table | None:
    records, make = rows
    whole = view.asked.whole == asked.part or len(records) <= SHOWN + 2
    if not records:
        return None
    return Table(
        name=asked.part,
        caption=caption,
        columns=columns,
        rows=Rows(records, make),
        shown=None if whole else SHOWN,
        whole_href=view.asked.address(whole=asked.part, anchor=f"table-{asked.part}"),
    )


def value_cell(view: View, value: float | None) -> Cell:
    if value is None:
        return Cell(None, view.say.text("not known"))
    return Cell(value, view.say.number(Decimal(f"{value:.4g}")))


def count_all(view: View, asked: GapAsked) -> tuple[Markup, ...]:
    """Where the purpose of flows is not told: the way to the same question with every flow."""
    if view.asked.flows != ANSWERING[0] or asked.need.every_flow:
        return ()
    say = view.say
    link = Markup('<a href="{}">{}</a>').format(
        view.asked.address(flows=ANSWERING[1]), say.text("Count every flow, whatever it is for")
    )
    return (say.text("The sources of this release tell too little of what the flows are for. %(link)s.", link=link),)
