"""Observances and meetings as days: what falls into a year, and the whole calendar for calendar programs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sursur.observatory.records import Records
from sursur.observatory.tables import Row
from sursur.reference.dated import first_day, last_day

_EVERY_YEAR = re.compile(r"yearly (\d\d)-(\d\d)\b")
DAY = len("2019-03-22")


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event in a year. `exact` is false where only a month or a year is known: the days are what it can mean."""

    event: Row
    starts: date
    ends: date
    exact: bool
    every_year: bool


def occasions(records: Records, year: int) -> tuple[Occasion, ...]:
    """By date. An observance returns from its first to its last year; a meeting stands in the year it begins in."""
    found = (occasion(row, year) for row in records.events.values())
    return tuple(
        sorted((each for each in found if each), key=lambda each: (each.starts, each.ends, each.event["event_id"]))
    )


def occasion(row: Row, year: int) -> Occasion | None:
    first, last = _span(row)
    if first is None or last is None or year < first.year:
        return None
    day = yearly_day(row, year)
    if day is None:
        exact = len(row["start_text"]) == DAY
        return Occasion(row, first, last, exact, every_year=False) if year == first.year else None
    over = bool(row["end_text"]) and year > last.year
    return None if over else Occasion(row, day, day, exact=True, every_year=True)


def yearly_day(row: Row, year: int) -> date | None:
    """The day of an observance that returns on the same day of every year."""
    found = _EVERY_YEAR.match(row["recurs"] or "")
    return date(year, int(found[1]), int(found[2])) if found else None


def years_of(records: Records) -> tuple[int, int]:
    """First and last year in which something was held."""
    years = [day.year for row in records.events.values() for day in _span(row) if day]
    return (min(years, default=0), max(years, default=0))


def exact_events(records: Records) -> Iterable[tuple[Row, date, date]]:
    """Events whose first and last day are known, with them; an observance with its first one."""
    for row in records.events.values():
        first, last = _span(row)
        if first and last and len(row["start_text"]) == DAY:
            yield row, first, first if yearly_day(row, first.year) else last


def _span(row: Row) -> tuple[date | None, date | None]:
    return first_day(row["start_text"] or ""), last_day(row["end_text"] or row["start_text"] or "")
