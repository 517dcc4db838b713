"""Rows of a table of the release as a section of a page: columns told once, codes with their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from sursur.observatory.parts import Cell, CellKind, Column, Rows, Section, Table
from sursur.observatory.reasons import tell_reason
from sursur.observatory.tables import Row
from sursur.observatory.view import View
from sursur.reference.codes import code_list

SHOWN = 8
Read = Callable[[Row], Cell]


@dataclass(frozen=True, slots=True)
class Told:
    """One column: its machine name, its label, how a row is read, and the kind of its values."""

    name: str
    label: str | Markup
    read: Read
    kind: CellKind = "text"


@dataclass(frozen=True, slots=True)
class Listing:
    """One section with one table."""

    name: str
    heading: str | Markup
    columns: Sequence[Told]
    rows: Sequence[Row]
    sentences: tuple[Markup, ...] = ()
    folded: bool = False


def listed(view: View, listing: Listing) -> tuple[Section, ...]:
    """Nothing where there are no rows; columns of the release in which no row says anything are left out."""
    rows = listing.rows
    if not rows:
        return ()
    used = [one for one in listing.columns if one.name not in rows[0] or any(_is_told(row[one.name]) for row in rows)]
    whole = view.asked.whole == listing.name or len(rows) <= SHOWN + 3
    table = Table(
        name=listing.name,
        caption=view.say.plural("%(count)s row of the record", "%(count)s rows of the record", len(rows)),
        columns=tuple(Column(one.name, str(one.label), one.kind) for one in used),
        rows=Rows(rows, lambda row: tuple(one.read(row) for one in used)),
        shown=None if whole else SHOWN,
        whole_href=view.asked.address(whole=listing.name, anchor=f"table-{listing.name}"),
        folded=listing.folded,
    )
    return (
        Section(
            anchor=listing.name,
            heading=listing.heading,
            sentences=listing.sentences,
            table=table,
            downloads=view.downloads(listing.name),
        ),
    )


def _is_told(value: object) -> bool:
    return value is not None and value != ""


def plain(column: str) -> Read:
    """The text as it is reported."""
    return lambda row: Cell(row[column], row[column] if row[column] is not None else "")


def reason(view: View, column: str) -> Read:
    """A sentence of ours that the release holds in English."""
    return lambda row: Cell(row[column], tell_reason(view.say, row[column]))


def day(view: View, column: str) -> Read:
    """A date on one line."""

    def read(row: Row) -> Cell:
        told = view.say.day(row[column])
        return Cell(row[column], Markup('<span class="day">{}</span>').format(told) if told else "")

    return read


def amount(view: View, column: str) -> Read:
    """Money as reported; a fraction of a unit matters to nobody who reads, and stands in the file."""

    def read(row: Row) -> Cell:
        value: Decimal | None = row[column]
        return Cell(value, view.say.number(round(value)) if value is not None else "")

    return read


def coded(view: View, list_name: str, column: str) -> Read:
    """The name of a code; the code itself where its list does not know it."""
    return lambda row: Cell(row[column], code_name(view, list_name, row[column]))


def code_name(view: View, list_name: str, code: str | None) -> str:
    """What a list calls a code; the code itself where the list does not know it."""
    codes = code_list(list_name)
    if not code or code not in codes:
        return code or ""
    return view.listed(codes[code])
