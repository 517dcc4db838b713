"""The payments of a loan: when, how much principal, interest and fees."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal

from sursur.measure.grant_element.rules import NEAR
from sursur.measure.grant_element.terms import Loan, Payment, Profile

ZERO = Decimal(0)


def schedule_of(loan: Loan) -> tuple[Payment, ...]:
    """Every payment of a loan, by date; the first one, on the day of commitment, where fees are due then."""
    if loan.profile is Profile.GRANT:
        return _fees_at_once(loan)
    if loan.profile is Profile.LUMP_SUM_WITH_INTEREST:
        interest = loan.amount * loan.rate / 100 * loan.maturity
        return (*_fees_at_once(loan), *_with_fees(loan, [Payment(loan.maturity, loan.amount, interest)]))
    return (*_fees_at_once(loan), *_with_fees(loan, list(_debt_service(loan, payment_dates(loan)))))


def payment_dates(loan: Loan) -> tuple[Decimal, ...]:
    """Years to each payment, counted back from maturity in whole periods."""
    count = max(1, math.ceil(loan.maturity * loan.payments_per_year - _near()))
    return tuple(loan.maturity - Decimal(back) / loan.payments_per_year for back in reversed(range(count)))


def repayments(loan: Loan) -> int:
    """How many of the payments repay principal: those not before the end of the grace, nor within the first period."""
    if loan.profile is Profile.LUMP_SUM:
        return 1
    frequency = loan.payments_per_year
    grace = min(max(loan.grace, 1 / Decimal(frequency)), loan.maturity)
    return math.floor((loan.maturity - grace) * frequency + _near()) + 1


def _near() -> Decimal:
    return Decimal(str(NEAR))


def _debt_service(loan: Loan, dates: Sequence[Decimal]) -> Iterator[Payment]:
    """Interest on what is still owed, and principal once the grace is over."""
    rate, before, owed = loan.rate / 100, ZERO, loan.amount
    left = repayments(loan)
    first = len(dates) - left
    for place, years in enumerate(dates):
        span = years - before if place == 0 else 1 / Decimal(loan.payments_per_year)
        interest, before = owed * rate * span, years
        principal = _principal(loan, owed, left) if place >= first else ZERO
        left -= place >= first
        owed -= principal
        yield Payment(years, principal, interest)


def _principal(loan: Loan, owed: Decimal, left: int) -> Decimal:
    """The part of what is owed that the next of `left` repayments pays back."""
    period = loan.rate / 100 / loan.payments_per_year
    if loan.profile is not Profile.ANNUITY or period == 0 or left == 1:
        return owed / left
    return owed * period / ((1 + period) ** left - 1)


def _fees_at_once(loan: Loan) -> tuple[Payment, ...]:
    fees = loan.amount * (loan.upfront_fee + loan.management_fee) / 100
    return (Payment(ZERO, fees=fees),) if fees else ()


def _with_fees(loan: Loan, payments: Sequence[Payment]) -> Iterator[Payment]:
    """A commitment fee is charged on what is not drawn yet; the loan is drawn in even parts over the drawing time."""
    before = ZERO
    for payment in payments:
        fee = _undrawn(loan, before, payment.years) * loan.commitment_fee / 100
        before = payment.years
        yield Payment(payment.years, payment.principal, payment.interest, fee)


def _undrawn(loan: Loan, start: Decimal, end: Decimal) -> Decimal:
    """What is not drawn between two dates, times years."""
    last = min(end, loan.drawing_years)
    if not loan.commitment_fee or last <= start:
        return ZERO
    return loan.amount * ((last - start) - (last**2 - start**2) / (2 * loan.drawing_years))
