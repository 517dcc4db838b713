"""The calendar of a year: observances that return, and what was held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from markupsafe import Markup

from sursur.observatory.occasions import Occasion, exact_events, occasions, yearly_day, years_of
from sursur.observatory.pages.event import days
from sursur.observatory.pages.groups import today
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Cell, Column, Item, Link, Row, Section, Table
from sursur.observatory.sentences import source_link
from sursur.observatory.telling import certainty, certainty_cell, language_note, named, place
from sursur.observatory.view import View
from sursur.publish.icalendar import CalendarEvent, as_icalendar
from sursur.reference.dated import last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage(Page):
    template: ClassVar[str] = "calendar.html"
    years: tuple[Link, ...]
    feed: str


def build_calendar(view: View) -> CalendarPage:
    say, year = view.say, (view.asked.at or today()).year
    found = occasions(view.library.records, year)
    return CalendarPage(
        title=say.text("What is observed and held in %(year)s?", year=year),
        lead=(
            say.plural("%(count)s day or meeting is on record.", "%(count)s days and meetings are on record.",
                       len(found)),
            *language_note(view),
        ),
        years=_years(view, year),
        feed=f"/{say.code}/calendar.ics",
        sections=(
            Section(
                anchor="days",
                heading=say.text("By date"),
                picture=tuple(_item(view, each) for each in found),
                picture_kind="chain",
                table=_table(view, found),
                downloads=view.downloads("calendar"),
                empty="" if found else say.text("Nothing is on record for this year."),
            ),
        ),
    )  # fmt: skip


def _years(view: View, year: int) -> tuple[Link, ...]:
    """The year before, the year after, and this one."""
    first, last = years_of(view.library.records)
    shown = [each for each in (year - 1, year, year + 1) if first <= each <= max(last, today().year + 1)]
    return tuple(Link(str(each), f"/{view.say.code}/calendar?at={each}", each == year) for each in shown)


def _item(view: View, each: Occasion) -> Item:
    row, say = each.event, view.say
    when = say.day(each.starts) if each.every_year else days(view, row)
    marks = [Markup.escape(when), say.text("every year") if each.every_year else place(view, row["place"])]
    return Item(
        title=named(view, row),
        href=view.asked.address(f"/event/{row['event_id']}"),
        mark=certainty(view, row),
        facts=((Markup(), Markup(" \N{MIDDLE DOT} ").join(mark for mark in marks if mark), ""),),
        certain=row["confirmed"] == "confirmed",
        anchor=row["event_id"],
    )


def _table(view: View, found: tuple[Occasion, ...]) -> Table:
    say = view.say
    return Table(
        name="calendar",
        caption=say.text("Days and meetings with their sources"),
        columns=(
            Column("name", say.text("Name")),
            Column("starts", say.text("From")),
            Column("ends", say.text("To")),
            Column("place", say.text("Place")),
            Column("confirmed", say.text("How sure is it?")),
            Column("source_url", say.text("Source")),
        ),
        rows=tuple(_row(view, each) for each in found),
        folded=True,
    )


def _row(view: View, each: Occasion) -> Row:
    row, say = each.event, view.say
    starts = each.starts.isoformat() if each.exact else row["start_text"]
    ends = each.ends.isoformat() if each.exact else row["end_text"]
    return (
        Cell(row["name"], named(view, row), view.asked.address(f"/event/{row['event_id']}")),
        Cell(starts, say.dated(starts)),
        Cell(ends, say.dated(ends)),
        Cell(row["place"], place(view, row["place"])),
        certainty_cell(view, row),
        Cell(row["source_url"], source_link(row["source_url"])),
    )


def calendar_feed(view: View) -> bytes:
    """All events whose days are known, for calendar programs; observances return by a rule."""
    events = [
        CalendarEvent(
            uid=f"{row['event_id']}@sursur",
            title=view.say.told(row["name"]).unescape(),
            starts=first,
            ends=last,
            place=place(view, row["place"]).striptags(),
            description=f"{certainty(view, row)}. {row['note'] or ''}".strip(),
            url=row["source_url"] or "",
            category=str(view.say.word(row["kind"])),
            yearly=yearly_day(row, first.year) is not None,
            until=last_day(row["end_text"] or ""),
        )
        for row, first, last in exact_events(view.library.records)
    ]
    return as_icalendar(str(view.say.text("South-South cooperation")), events, _revised(view))


def _revised(view: View) -> datetime:
    """The day on which the latest of the release's sources was taken: the same release gives the same file."""
    taken = [row["retrieved_at"] for row in view.library.sources.values() if row["retrieved_at"]]
    return max(taken, default=datetime(1970, 1, 1, tzinfo=UTC))
