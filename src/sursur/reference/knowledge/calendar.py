"""Observances and events of a year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sursur.reference.dated import first_day, last_day
from sursur.reference.knowledge.library import load_knowledge
from sursur.reference.knowledge.records import CONFIRMED, Row

_EVERY_YEAR = re.compile(r"yearly (\d\d)-(\d\d)\b")


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An observance, or an event, in a year. `precision` says whether the days are known: day, month or year."""

    event_id: str
    name: str
    kind: str
    starts: date
    ends: date
    precision: str
    place: str
    instrument_id: str
    source_url: str
    confirmed: str


def calendar(year: int) -> tuple[CalendarEntry, ...]:
    """What is observed and what is held in a year, by date.

    An observance returns every year from its first to its last; other events stand in the year in which they begin.
    Where only a month or a year is known, the days are the first and the last that it can mean.
    """
    entries = (_entry(row, year) for row in load_knowledge().events.values())
    return tuple(
        sorted((entry for entry in entries if entry), key=lambda entry: (entry.starts, entry.ends, entry.event_id))
    )


def _entry(row: Row, year: int) -> CalendarEntry | None:
    recurrence = _EVERY_YEAR.match(row["recurs"])
    first, last = first_day(row["start"]), last_day(row["end"] or row["start"])
    if first is None or last is None or year < first.year:
        return None
    if recurrence is None:
        return _named(row, first, last) if year == first.year else None
    over = row["end"] and year > last.year
    day = date(year, int(recurrence[1]), int(recurrence[2]))
    return None if over else _named(row, day, day)


def _named(row: Row, starts: date, ends: date) -> CalendarEntry:
    return CalendarEntry(
        event_id=row["event_id"],
        name=row["name"],
        kind=row["kind"],
        starts=starts,
        ends=ends,
        precision={4: "year", 7: "month"}.get(len(row["start"]), "day"),
        place=row["place"],
        instrument_id=row["outcome_instrument_id"],
        source_url=row["source_url"],
        confirmed=CONFIRMED[row["status"]],
    )
