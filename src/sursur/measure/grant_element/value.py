"""The grant element of one loan, exact: every payment, what it is worth today, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal, localcontext
from typing import Unpack

from sursur.measure.grant_element.rules import CONCESSIONAL, DISCOUNT_RATE
from sursur.measure.grant_element.schedule import schedule_of
from sursur.measure.grant_element.terms import (
    Discount,
    Discounting,
    LoanTerms,
    Payment,
    read_discount,
    read_loan,
    read_schedule,
)

EXACT = Context(prec=34)
"""Digits of a computation: as IEEE 754 decimal128."""
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Valued:
    """A payment, and what it is worth on the day of commitment."""

    payment: Payment
    factor: Decimal
    present_value: Decimal


@dataclass(frozen=True, slots=True)
class GrantElement:
    """`grant_element` is per cent of the amount; `payments` is the schedule behind it."""

    amount: Decimal
    discount: Discount
    grant_element: Decimal
    present_value: Decimal
    payments: tuple[Valued, ...]

    @property
    def grant_equivalent(self) -> Decimal:
        """The part of the amount that is given away."""
        return self.amount - self.present_value

    @property
    def concessional(self) -> bool | None:
        """At least 35 % at a discount rate of 5 % a year; at another rate the rule says nothing."""
        if (self.discount.rate, self.discount.discounting) != (DISCOUNT_RATE, Discounting.EFFECTIVE):
            return None
        return self.grant_element >= CONCESSIONAL

    @property
    def rounded(self) -> Decimal:
        """With two digits; never rounded over the threshold."""
        nearest = self.grant_element.quantize(CENT)
        crossed = nearest >= CONCESSIONAL > self.grant_element
        return self.grant_element.quantize(CENT, ROUND_FLOOR) if crossed else nearest


def grant_element(**terms: Unpack[LoanTerms]) -> GrantElement:
    """The grant element of a loan: 100 x (1 - present value of its debt service / amount).

    `rate` in per cent a year and `maturity` in years are needed. The others: `amount` (in any currency, 100), `grace`
    (years from commitment to the first repayment, 0), `profile` (`equal_principal`, `annuity`, `lump_sum`,
    `lump_sum_with_interest` or `grant`), `payments_per_year` (1, 2, 4 or 12; 2), `upfront_fee` and `management_fee`
    (per cent of the amount, paid on the day of commitment), `commitment_fee` (per cent a year of what is not drawn)
    with `drawing_years`, `discount` (per cent a year, 5) and `discounting` (`effective` or `nominal`).

    A loan of any other shape is its `schedule`, payment by payment, with the discounting alone.
    `sursur.measure.grant_element.rules` states the conventions and their sources. Raises UsageError for terms that are
    missing, negative or impossible.

    >>> found = grant_element(rate=2, maturity=20, grace=5)
    >>> found.rounded, found.concessional
    (Decimal('26.39'), False)
    >>> grant_element(rate=2, maturity=20, grace=5, discount=10).rounded
    Decimal('53.10')
    >>> grant_element(profile="grant").rounded
    Decimal('100.00')
    >>> bullet = [Payment(Decimal(1), interest=Decimal(2)), Payment(Decimal(2), Decimal(100), Decimal(2))]
    >>> grant_element(schedule=bullet).rounded, grant_element(rate=2, maturity=2, grace=2, payments_per_year=1).rounded
    (Decimal('5.58'), Decimal('5.58'))
    """
    with localcontext(EXACT):
        discount = read_discount(terms)
        if "schedule" in terms:
            return _valued(*read_schedule(terms), discount)
        loan = read_loan(terms)
        return _valued(loan.amount, schedule_of(loan), discount)


def _valued(amount: Decimal, payments: Iterable[Payment], discount: Discount) -> GrantElement:
    factors = [(payment, discount.factor(payment.years)) for payment in payments]
    valued = tuple(Valued(payment, factor, payment.total * factor) for payment, factor in factors)
    present_value = sum((one.present_value for one in valued), Decimal(0))
    return GrantElement(amount, discount, 100 * (1 - present_value / amount), present_value, valued)
