"""The grant element of many loans at once, as an expression over columns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import ibis
import ibis.expr.types as ir

from sursur.errors import UsageError
from sursur.measure.grant_element.rules import DISCOUNT_RATE, NEAR, PAYMENTS_A_YEAR
from sursur.measure.grant_element.terms import Profile
from sursur.sentences import Sentence, phrase

DIGITS = 6
"""Digits of a percentage that are kept, so that every engine gives the same figure."""
PROFILES = tuple(profile.value for profile in (Profile.EQUAL_PRINCIPAL, Profile.ANNUITY, Profile.LUMP_SUM))
"""Ways of repaying that the formula below knows."""


@dataclass(frozen=True, slots=True)
class _Periods:
    """A loan on the calendar of its payments, counted back from the final repayment."""

    length: ir.FloatingValue
    """Years between two payments."""
    count: ir.FloatingValue
    repayments: ir.FloatingValue
    first: ir.FloatingValue
    """Years to the first payment: one period, or less where the maturity is no whole number of periods."""


def with_grant_element(flows: ir.Table, discount: Decimal | float = DISCOUNT_RATE) -> ir.Table:
    """Add `grant_element` (per cent of the face value), `terms_known` and `terms_note` to loans.

    Reads `loan_rate` (per cent a year), `loan_maturity` and `loan_grace` (years from commitment to the last and to the
    first repayment of principal), and, where the table has them, `loan_profile` (`equal_principal`, `annuity` or
    `lump_sum`; under any other the grant element is not computed) and `loan_payments` (payments a year: 1, 2, 4 or 12).
    A grace that is missing is 0: the first repayment is due after one period. A profile that is missing is equal
    principal payments, two a year.

    `terms_known` is true only where rate and maturity are known and possible. Elsewhere `grant_element` is null and
    `terms_note` says why: a missing term is never guessed, a negative rate, a maturity of 0 or less, a negative grace
    or one beyond the maturity is not computed. A loan that costs more than the discount rate has a grant element
    below 0. A column `grant_element` that is there already (the source's own) is replaced.

    The formula is the OECD's, as `sursur.measure.grant_element.rules` states it, without fees; `discount` is in per
    cent a year, 5 by the metadata of SDG 17.3.1. Raises UsageError where it is not above 0.

    >>> from sursur.measure.examples import example, shown
    >>> loans = example(
    ...     "loan loan_rate loan_maturity loan_grace",
    ...     "soft   2.00 20.00 5.00",
    ...     "free   0.00 20.00 10.00",
    ...     "market 5.00 12.00 -",
    ...     "silent -    20.00 5.00",
    ...     "odd    2.00 7.50  24.00",
    ... )
    >>> shown(with_grant_element(loans).select("loan", "grant_element", "terms_known", "terms_note"))
    loan    grant_element  terms_known  terms_note
    soft    26.3942        yes          -
    free    51.3718        yes          -
    market  -0.3115        yes          -
    silent  -              no           the interest rate is not known
    odd     -              no           the grace period is longer than the maturity
    """
    if discount <= 0:
        raise UsageError(
            Sentence("A discount rate of %(discount)s %% discounts nothing.", discount=str(discount)),
            repair=Sentence("Give one above 0, such as 5 (SDG 17.3.1) or 10 (the OECD's rule before 2018)."),
        )
    noted = flows.mutate(terms_note=_note(flows))
    known = noted.terms_note.isnull()
    return noted.mutate(
        grant_element=ibis.ifelse(known, _grant_element(noted, float(discount) / 100), ibis.null("float64")),
        terms_known=known,
    ).relocate("terms_note", after="terms_known")


def _note(t: ir.Table) -> ir.StringValue:
    """Why the grant element cannot be computed; null where it can."""
    return ibis.cases(
        (t.loan_rate.isnull() & t.loan_maturity.isnull(), phrase("the interest rate and the maturity are not known")),
        (t.loan_rate.isnull(), phrase("the interest rate is not known")),
        (t.loan_maturity.isnull(), phrase("the maturity is not known")),
        (t.loan_rate < 0, phrase("the interest rate is negative")),
        (t.loan_maturity <= 0, phrase("the maturity is not above 0")),
        (t.loan_grace < 0, phrase("the grace period is negative")),
        (t.loan_grace > t.loan_maturity, phrase("the grace period is longer than the maturity")),
        (_another_schedule(t), phrase("the loan is repaid by a schedule of its own, which is not known")),
        else_=ibis.null("string"),
    )


def _another_schedule(t: ir.Table) -> ir.BooleanValue:
    if "loan_profile" not in t.columns:
        return ibis.literal(False)
    return (t.loan_profile.notnull() & ~t.loan_profile.isin(PROFILES)).fill_null(False)


def _grant_element(t: ir.Table, discount: float) -> ir.FloatingValue:
    """100 x (1 - present value of all payments on a loan of 1)."""
    rate = t.loan_rate.cast("float64") / 100
    periods = _periods(t)
    per_period = (1 + discount) ** periods.length - 1
    at_start = _value_at_start(t, periods, rate * periods.length, per_period)
    # The payments were valued one full period before the first of them. Where that payment is due earlier, it bears
    # interest for less than a period, and all payments are that much nearer.
    short = periods.length - periods.first
    value = at_start * (1 + discount) ** short - short * rate * (1 + discount) ** (-periods.first)
    return (100 * (1 - value)).round(DIGITS).cast("float64")


def _value_at_start(
    t: ir.Table, periods: _Periods, interest: ir.FloatingValue, discount: ir.FloatingValue
) -> ir.FloatingValue:
    """What the payments are worth one period before the first; `interest` and `discount` are rates per period."""
    n = periods.repayments
    before = (1 + discount) ** (n - periods.count)
    repaid = (before - (1 + discount) ** (-periods.count)) / discount
    equal_principal = 1 - (1 - interest / discount) * (1 - repaid / n)
    if "loan_profile" not in t.columns:
        return equal_principal
    instalment = ibis.ifelse(interest > 0, interest / (1 - (1 + interest) ** (-n)).nullif(0), 1 / n)
    annuity = interest * (1 - before) / discount + instalment * repaid
    return ibis.ifelse((t.loan_profile == "annuity").fill_null(False), annuity, equal_principal)


def _periods(t: ir.Table) -> _Periods:
    given = t.loan_payments.cast("float64") if "loan_payments" in t.columns else ibis.null("float64")
    payments = given.fill_null(float(PAYMENTS_A_YEAR))
    maturity = t.loan_maturity.cast("float64")
    length = 1 / payments
    grace = ibis.least(ibis.greatest(t.loan_grace.cast("float64").fill_null(0.0), length), maturity)
    count = ibis.greatest((payments * maturity - NEAR).ceil().cast("float64"), 1.0)
    spread = (payments * (maturity - grace) + NEAR).floor().cast("float64") + 1
    lump = (t.loan_profile == "lump_sum").fill_null(False) if "loan_profile" in t.columns else ibis.literal(False)
    return _Periods(length, count, ibis.ifelse(lump, 1.0, spread), maturity - (count - 1) * length)
