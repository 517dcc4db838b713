"""A calendar that other programs read: escaped, folded, whole days, stable."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from sursur.publish.icalendar import LINE_BYTES, CalendarEvent, as_icalendar

STAMP = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
DAY = date(2019, 3, 20)


def _lines(event: CalendarEvent) -> list[str]:
    return as_icalendar("Days", [event], STAMP).decode().replace("\r\n ", "").split("\r\n")


def test_the_end_is_the_day_after_the_last() -> None:
    lines = _lines(CalendarEvent("bapa40@x", "BAPA+40", DAY, date(2019, 3, 22)))
    assert "DTSTART;VALUE=DATE:20190320" in lines
    assert "DTEND;VALUE=DATE:20190323" in lines
    assert "DTSTAMP:20260102T030405Z" in lines


def test_texts_are_escaped() -> None:
    lines = _lines(CalendarEvent("u", "A; b, c\\d\ne", DAY, DAY, url="https://example.org/x\r\nATTACH:evil"))
    assert "SUMMARY:A\\; b\\, c\\\\d\\ne" in lines
    assert not any(line.startswith("ATTACH") for line in lines)


@given(st.text(max_size=300))
def test_no_line_is_longer_than_75_octets_and_nothing_breaks_out(title: str) -> None:
    body = as_icalendar("Days", [CalendarEvent("u", title, DAY, DAY)], STAMP)
    assert all(len(line) <= LINE_BYTES for line in body.split(b"\r\n"))
    assert body.replace(b"\r\n", b"").count(b"\n") == 0
    assert body.decode().replace("\r\n ", "").count("\r\nSUMMARY:") == 1
