"""Dates as precise as their source gives them: a year, a month or a day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

from sursur.errors import ReferenceDataError

DAYS = 365
_DATED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def first_day(text: str) -> date | None:
    """The first day that the text can mean; None for an empty text. Raises ReferenceDataError for what is no date."""
    if not text:
        return None
    year, month, day = _parts(text)
    return _day(text, year, month or 1, day or 1)


def last_day(text: str) -> date | None:
    """The last day that the text can mean; None for an empty text. Raises ReferenceDataError for what is no date."""
    if not text:
        return None
    year, month, day = _parts(text)
    last_month = month or 12
    return _day(text, year, last_month, day or monthrange(year, last_month)[1])


def exact_day(text: str) -> date | None:
    """The day where the text names one, None where it names only a year, a month or nothing."""
    return first_day(text) if first_day(text) == last_day(text) else None


def years_between(start: date, end: date) -> Decimal:
    """Whole months as twelfths of a year, and the days after them as 365ths.

    >>> years_between(date(2001, 1, 1), date(2003, 7, 1))
    Decimal('2.5')
    """
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    year, month = divmod(start.month - 1 + months, 12)
    reached = _day_or_last(start.year + year, month + 1, start.day)
    return Decimal(months) / 12 + Decimal((end - reached).days) / DAYS


def _day_or_last(year: int, month: int, day: int) -> date:
    """That day of the month, or its last one."""
    for last in range(day, 28, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, month, min(day, 28))


def _parts(text: str) -> tuple[int, int | None, int | None]:
    found = _DATED.fullmatch(text)
    if found is None or not 1 <= int(found[2] or 1) <= 12:
        raise ReferenceDataError(
            f"'{text}' is not a date.", repair="Write YYYY, YYYY-MM or YYYY-MM-DD, or leave it empty."
        )
    return int(found[1]), int(found[2]) if found[2] else None, int(found[3]) if found[3] else None


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ReferenceDataError(
            f"'{text}' is not a day of the calendar.", repair="Correct the day or leave it out."
        ) from error
