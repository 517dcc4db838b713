"""What the pages of agreements, events and initiatives have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from sursur.errors import NotFoundError
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Fact, Item, Section
from sursur.observatory.records import dated, name_of
from sursur.observatory.sentences import ENGLISH
from sursur.observatory.tables import Row
from sursur.observatory.telling import certainty, named
from sursur.observatory.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage(Page):
    template: ClassVar[str] = "record.html"
    kicker: Markup
    mark: Markup
    """How sure it is, in plain words."""
    certain: bool
    language: str = ""
    """Of the title where it is not the reader's."""
    summary: Markup
    facts: tuple[Fact, ...]


def language_of(view: View, row: Row) -> str:
    """The language of a record's name where it is not the reader's."""
    return "" if view.say.code == ENGLISH or view.say.knows(name_of(row)) else ENGLISH


def found_record(view: View, kind: str, record_id: str) -> Row:
    """Raises NotFoundError for an id that the release does not hold."""
    row = view.library.records.all_of(kind).get(record_id)
    if row is None:
        raise NotFoundError(
            view.say.text("There is no record “%(id)s”.", id=record_id),
            repair=view.say.text("The list of agreements, events and initiatives names them all."),
        )
    return row


def item(view: View, kind: str, row: Row, *, current: bool = False, facts: tuple[Fact, ...] = ()) -> Item:
    """A record as one of several: its date, its name and how sure it is."""
    return Item(
        title=named(view, row),
        href="" if current else record_address(view, kind, row),
        mark=certainty(view, row),
        facts=((Markup(), view.say.dated(dated(row)), ""), *facts) if dated(row) else facts,
        current=current,
        certain=row["confirmed"] == "confirmed",
    )


def record_address(view: View, kind: str, row: Row) -> str:
    """A promise stands on the page of its instrument."""
    if kind == "commitment":
        return view.asked.address(f"/instrument/{row['instrument_id']}", anchor=row["commitment_id"])
    return view.asked.address(f"/{kind}/{row[f'{kind}_id']}")


def items_section(view: View, anchor: str, heading: Markup, kind: str, rows: Iterable[Row]) -> tuple[Section, ...]:
    """Nothing where there is none."""
    items = tuple(item(view, kind, row) for row in rows)
    return (Section(anchor=anchor, heading=heading, picture=items, picture_kind="items"),) if items else ()
