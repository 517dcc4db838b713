"""Dates keep the precision of their source."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sursur.errors import ReferenceDataError
from sursur.reference.dated import exact_day, first_day, last_day, years_between


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1978", date(1978, 1, 1), date(1978, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("1978-09-12", date(1978, 9, 12), date(1978, 9, 12)),
        ("", None, None),
    ],
)
def test_a_text_covers_the_days_that_it_can_mean(text, first, last):
    assert (first_day(text), last_day(text)) == (first, last)


def test_only_a_whole_date_is_an_exact_day():
    assert exact_day("2011-12-22") == date(2011, 12, 22)
    assert exact_day("2011-12") is None
    assert exact_day("") is None


@pytest.mark.parametrize("text", ["12 September 1978", "1978-13", "2023-02-29", "78", "1978-9-12", "1978-00"])
def test_what_is_no_date_is_said_with_the_repair(text):
    with pytest.raises(ReferenceDataError, match=r"YYYY|day"):
        last_day(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_inside_its_month_and_its_month_inside_its_year(day):
    year, month, whole = f"{day:%Y}", f"{day:%Y-%m}", day.isoformat()
    assert (
        first_day(year)
        <= first_day(month)
        <= first_day(whole)
        == day
        == last_day(whole)
        <= last_day(month)
        <= last_day(year)
    )


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (date(2001, 1, 1), Decimal(0)),
        (date(2001, 7, 1), Decimal("0.5")),
        (date(2002, 1, 1), Decimal(1)),
        (date(2001, 1, 31), Decimal(30) / 365),
        (date(2001, 12, 31), Decimal(11) / 12 + Decimal(30) / 365),
    ],
)
def test_time_is_whole_months_and_days(end: date, expected: Decimal) -> None:
    assert years_between(date(2001, 1, 1), end) == expected


def test_the_end_of_a_month_is_a_month_after_the_end_of_the_month_before() -> None:
    assert years_between(date(2001, 1, 31), date(2001, 3, 1)) == Decimal(1) / 12 + Decimal(1) / 365
    assert years_between(date(2000, 2, 29), date(2001, 2, 28)) < 1
