"""A calendar for calendar programs: iCalendar by RFC 5545, whole days without a time zone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE_BYTES = 75
PRODUCT = "-//Sursur//South-South cooperation//EN"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """`uid` stays the same in every release. `yearly` returns on the same day; `until` is its last day, if it has one.

    `ends` is the last day, not the day after it.
    """

    uid: str
    title: str
    starts: date
    ends: date
    place: str = ""
    description: str = ""
    url: str = ""
    category: str = ""
    yearly: bool = False
    until: date | None = None


def as_icalendar(name: str, events: Sequence[CalendarEvent], stamp: datetime) -> bytes:
    """`stamp` says when the information was last revised (DTSTAMP); it is written in UTC."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for event in events for line in _event(event, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(event: CalendarEvent, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.ends + timedelta(days=1):%Y%m%d}"
    if event.yearly:
        yield "RRULE:FREQ=YEARLY" + (f";UNTIL={event.until:%Y%m%d}" if event.until else "")
    yield f"SUMMARY:{_text(event.title)}"
    texts = (("LOCATION", event.place), ("DESCRIPTION", event.description), ("CATEGORIES", event.category))
    yield from (f"{label}:{_text(text)}" for label, text in texts if text)
    if event.url:
        yield f"URL:{_address(event.url)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """Backslash, semicolon, comma and line breaks are escaped; other control characters have no place in a text."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = "\\n".join(escaped.splitlines())
    return "".join(letter for letter in lines if letter >= " " and letter != "\x7f")


def _address(url: str) -> str:
    return "".join(letter for letter in url if letter > " " and letter != "\x7f")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, cut between letters; what goes on begins with a space."""
    start, size = 0, 0
    for place, letter in enumerate(line):
        octets = len(letter.encode())
        if size + octets > LINE_BYTES:
            yield line[start:place] if start == 0 else f" {line[start:place]}"
            start, size = place, 1
        size += octets
    yield line[start:] if start == 0 else f" {line[start:]}"
