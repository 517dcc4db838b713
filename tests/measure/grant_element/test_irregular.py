"""Schedules told payment by payment."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sursur.errors import UsageError
from sursur.measure.grant_element import grant_element, read_payments

START = date(2001, 1, 1)


def oecd_schedule() -> str:
    """The OECD's first example: 1000 at 2.5 %, first repayment on 1 July 2003: eight of 75, six of 60, two of 20."""
    principal = [0] * 4 + [75] * 8 + [60] * 6 + [20] * 2
    owed, lines = Decimal(1000), ["date,principal,interest"]
    for half, repaid in enumerate(principal, start=1):
        lines.append(f"{2001 + half // 2}-{'07' if half % 2 else '01'}-01,{repaid},{owed * Decimal('0.0125')}")
        owed -= repaid
    return "\n".join(lines)


def test_dates_count_from_the_day_of_commitment():
    payments = read_payments(oecd_schedule(), START)
    assert [payment.years for payment in payments] == [Decimal(half) / 2 for half in range(1, 21)]
    assert sum(payment.principal for payment in payments) == 1000
    assert payments[0].interest == Decimal("12.5")
    assert payments[-1].years == 10


def test_a_schedule_that_repays_earlier_than_equal_parts_gives_less_away():
    irregular = grant_element(schedule=read_payments(oecd_schedule(), START), discount=10).grant_element
    assert irregular < grant_element(rate="2.5", maturity=10, grace="2.5", discount=10).grant_element


def test_columns_stand_in_any_order_and_empty_cells_are_nothing():
    payments = read_payments("\ufeffInterest, Principal ,YEARS\n,50,1\n2.5,50,2\n\n")
    assert [(payment.years, payment.total) for payment in payments] == [(1, 50), (2, Decimal("52.5"))]


WRONG = (
    ("", None, ("columns none",)),
    ("when,what\n1,2\n", None, ("when, what", "principal")),
    ("date,principal\n2003-07-01,50\n", None, ("day of commitment",)),
    ("years,principal\n", None, ("0 payments",)),
    ("years,principal\n1,50\n2,fifty\n", None, ("Line 3", "'fifty' is not a number")),
    ("years,principal\n1,-50\n", None, ("Line 2", "-50")),
    ("years,principal\n-1,50\n", None, ("Line 2", "-1 years after commitment")),
    ("date,principal\n1 July 2003,50\n", START, ("Line 2", "'1 July 2003' is no date", "YYYY-MM-DD")),
    ("date,principal\n1999-07-01,50\n", START, ("Line 2", "after commitment")),
    ("years,principal\n1," + "9" * 20_000 + "\n", None, ("Line 2", "999…' is not a number")),
)


@pytest.mark.parametrize(("text", "committed", "words"), WRONG, ids=[one[0][:30] for one in WRONG])
def test_a_wrong_schedule_names_its_line(text, committed, words):
    with pytest.raises(UsageError) as refused:
        read_payments(text, committed)
    assert all(word in str(refused.value) for word in words), str(refused.value)


def test_a_file_that_is_no_csv_says_so():
    with pytest.raises(UsageError, match="no CSV"):
        read_payments('years,principal\n1,"' + "9" * 200_000 + '"\n')
