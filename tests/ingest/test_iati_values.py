"""How amounts, dates, flags and numbers are read: the tables in tests/hard_cases/iati are the specification."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sursur.ingest.iati import values

CASES = Path(__file__).resolve().parent.parent / "hard_cases" / "iati"


def cases(name: str) -> list[Any]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return [
            pytest.param(row["text"], row["value"], row["remark"], id=repr(row["text"])) for row in csv.DictReader(file)
        ]


def check(read: Callable[[str], Any], text: str, value: object, code: str) -> None:
    found, remark = read(text)
    assert found == value
    assert (remark.code if remark else "") == code
    if remark is not None:
        assert remark.message
        assert remark.repair.endswith(".")


@pytest.mark.parametrize(("text", "value", "code"), cases("amounts.csv"))
def test_amounts(text: str, value: str, code: str) -> None:
    check(values.amount, text, Decimal(value) if value else None, code)


@pytest.mark.parametrize(("text", "value", "code"), cases("dates.csv"))
def test_dates(text: str, value: str, code: str) -> None:
    check(values.day, text, date.fromisoformat(value) if value else None, code)


@pytest.mark.parametrize(("text", "value", "code"), cases("flags.csv"))
def test_flags(text: str, value: str, code: str) -> None:
    check(values.flag, text, value == "true" if value else None, code)


@pytest.mark.parametrize(("text", "value", "code"), cases("numbers.csv"))
def test_numbers(text: str, value: str, code: str) -> None:
    check(values.number, text, float(value) if value else None, code)


@pytest.mark.parametrize(("text", "value", "code"), cases("moments.csv"))
def test_moments(text: str, value: str, code: str) -> None:
    found, remark = values.moment(text)
    assert (found.isoformat() if found else "") == value
    assert (remark.code if remark else "") == code


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15))
def test_a_grouped_amount_is_the_same_amount(amount: Decimal) -> None:
    """Whichever signs group the thousands, where there are thousands and decimals the value is the same."""
    english = f"{amount:,.6f}"
    european = english.translate(str.maketrans(",.", ".,"))
    assert values.amount(english)[0] == amount
    assert values.amount(european)[0] == amount
    assert values.amount(f"{amount:.6f}")[0] == amount


@given(st.text(max_size=30))
def test_no_text_breaks_a_rule(text: str) -> None:
    """Whatever a file holds, the answer is a value or a remark, never an exception."""
    for read in (values.amount, values.day, values.flag, values.number, values.moment):
        value, remark = read(text)
        assert value is not None or remark is not None


@given(st.dates())
def test_every_day_of_the_calendar_is_read(day: date) -> None:
    assert values.day(day.isoformat())[0] == day
    assert values.day(f"{day.isoformat()}T23:30:00-11:00")[0] == day
