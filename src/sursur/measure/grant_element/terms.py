"""The terms of a loan, read from what people give and refused where they are impossible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict

from sursur.errors import UsageError
from sursur.measure.grant_element.bounds import BOUNDS, DEFAULTS, Number, decimal_of
from sursur.measure.grant_element.rules import DISCOUNT_RATE, PAYMENTS_A_YEAR
from sursur.sentences import Sentence, Several

FREQUENCIES = (1, 2, 4, 12)
"""Payments a year: annual, semi-annual, quarterly, monthly (IATI codelist LoanRepaymentPeriod)."""


class Profile(StrEnum):
    """How the principal is repaid; the first three are the IATI codelist LoanRepaymentType 1, 2 and 3."""

    EQUAL_PRINCIPAL = "equal_principal"
    ANNUITY = "annuity"
    """Equal sums of principal and interest, after the grace."""
    LUMP_SUM = "lump_sum"
    """Principal at maturity, interest on every payment date."""
    LUMP_SUM_WITH_INTEREST = "lump_sum_with_interest"
    """Principal and all interest, simple, at maturity."""
    GRANT = "grant"
    """No debt: nothing is ever paid back."""


class Discounting(StrEnum):
    """How the yearly discount rate becomes one of a part of a year."""

    EFFECTIVE = "effective"
    """(1 + I) to the power of the years: the OECD's formula."""
    NOMINAL = "nominal"
    """(1 + I/A) to the power of the periods: what AidData's figures of 2017 follow."""


@dataclass(frozen=True, slots=True)
class Payment:
    """What the borrower pays so many years after commitment, in the currency of the loan."""

    years: Decimal
    principal: Decimal = Decimal(0)
    interest: Decimal = Decimal(0)
    fees: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        return self.principal + self.interest + self.fees


class LoanTerms(TypedDict, total=False):
    """What can be said of a loan; see `grant_element`."""

    amount: Number
    rate: Number
    maturity: Number
    grace: Number
    profile: str
    payments_per_year: int | str
    upfront_fee: Number
    management_fee: Number
    commitment_fee: Number
    drawing_years: Number
    discount: Number
    discounting: str
    schedule: Iterable[Payment]


SHAPE = ("rate", "maturity", "grace", "profile", "upfront_fee", "management_fee", "commitment_fee", "drawing_years")
"""What a schedule already says, payment by payment."""


@dataclass(frozen=True, slots=True)
class Loan:
    """Amounts in any one currency, rates and fees in per cent, times in years from commitment."""

    amount: Decimal
    rate: Decimal
    maturity: Decimal
    grace: Decimal
    profile: Profile
    payments_per_year: int
    upfront_fee: Decimal
    management_fee: Decimal
    commitment_fee: Decimal
    drawing_years: Decimal


@dataclass(frozen=True, slots=True)
class Discount:
    """Per cent a year; `payments_per_year` matters to nominal discounting alone."""

    rate: Decimal = DISCOUNT_RATE
    discounting: Discounting = Discounting.EFFECTIVE
    payments_per_year: int = PAYMENTS_A_YEAR

    def factor(self, years: Decimal) -> Decimal:
        """What 1 that is due in so many years is worth today."""
        if self.discounting is Discounting.EFFECTIVE:
            return Decimal((1 + self.rate / 100) ** -years)
        periods = years * self.payments_per_year
        return Decimal((1 + self.rate / 100 / self.payments_per_year) ** -periods)


def read_loan(terms: LoanTerms) -> Loan:
    """The loan that the terms tell of; raises UsageError where one is missing, is no number or is impossible."""
    profile = read_profile(terms.get("profile"))
    if profile is Profile.GRANT:
        _check_grant(terms)
    elif terms.get("rate") in (None, "") or terms.get("maturity") in (None, ""):
        missing = "rate" if terms.get("rate") in (None, "") else "maturity"
        raise UsageError(
            Sentence("The %(label)s of the loan is not given.", label=BOUNDS[missing].label),
            repair=Sentence("An interest-free loan has the rate 0; what is never repaid is a grant, not a loan."),
        )
    numbers = {name: read_number(terms, name) for name in BOUNDS if name not in ("discount", "maturity")}
    # A grant has no maturity; one year stands in its place and is never looked at.
    maturity = Decimal(1) if profile is Profile.GRANT else read_number(terms, "maturity")
    loan = Loan(
        profile=profile, payments_per_year=read_frequency(terms.get("payments_per_year")), maturity=maturity, **numbers
    )
    _check_times(loan)
    return loan


def _label(name: str) -> str:
    return BOUNDS[name].label if name in BOUNDS else name


def read_schedule(terms: LoanTerms) -> tuple[Decimal, tuple[Payment, ...]]:
    """Amount and payments of a loan told payment by payment; raises UsageError where they do not repay the amount."""
    said = [name for name in SHAPE if terms.get(name) not in (None, "")]
    if said:
        raise UsageError(
            Sentence("The schedule already says every payment, and %(name)s is given too.", name=_label(said[0])),
            repair=Sentence("Give the schedule alone, or the terms alone."),
        )
    payments = tuple(sorted(terms["schedule"], key=lambda payment: payment.years))
    repaid = sum((payment.principal for payment in payments), Decimal(0))
    if repaid <= 0:
        raise UsageError(
            Sentence("The payments repay no principal."),
            repair=Sentence("What is never repaid is a grant: its grant element is 100 %."),
        )
    amount = read_number(terms, "amount") if terms.get("amount") not in (None, "") else repaid
    if amount != repaid:
        raise UsageError(
            Sentence(
                "The payments repay %(repaid)s, the amount of the loan is %(amount)s.",
                repaid=str(repaid),
                amount=str(amount),
            ),
            repair=Sentence("Correct the amount, or the principal of the payments."),
        )
    return amount, payments


def read_discount(terms: LoanTerms) -> Discount:
    """The discount rate that the terms ask for, else 5 % a year, effective."""
    named = str(terms.get("discounting") or Discounting.EFFECTIVE)
    if named not in {one.value for one in Discounting}:
        raise UsageError(
            Sentence("There is no discounting '%(named)s'.", named=named),
            repair=Sentence("Choose from: %(known)s.", known=Several(Discounting)),
        )
    frequency = read_frequency(terms.get("payments_per_year"))
    return Discount(read_number(terms, "discount"), Discounting(named), frequency)


def read_profile(given: str | None) -> Profile:
    """A profile by its name, with underscores, dashes or spaces; none is equal principal payments."""
    named = str(given or Profile.EQUAL_PRINCIPAL).strip().lower().replace("-", "_").replace(" ", "_")
    if named not in {one.value for one in Profile}:
        known = Several(one.value.replace("_", "-") for one in Profile)
        raise UsageError(
            Sentence("There is no repayment profile '%(name)s'.", name=str(given)),
            repair=Sentence("Choose from: %(known)s.", known=known),
        )
    return Profile(named)


def read_frequency(given: int | str | None) -> int:
    """Payments a year; two where nothing is said."""
    text = str(given if given not in (None, "") else PAYMENTS_A_YEAR).strip()
    if text not in {str(one) for one in FREQUENCIES}:
        raise UsageError(
            Sentence("A loan cannot be paid back %(text)s times a year here.", text=text),
            repair=Sentence("Payments a year are 1, 2, 4 or 12; give any other schedule payment by payment."),
        )
    return int(text)


def read_number(terms: LoanTerms, name: str) -> Decimal:
    """A number of the terms, inside its bounds; what is not given is 0, 100 as the amount, 5 as the discount rate."""
    bounds, given = BOUNDS[name], terms.get(name)
    if given in (None, ""):
        return DEFAULTS[name]
    number = decimal_of(str(given), bounds.label, bounds.example)
    if number < 0:
        told = Sentence("The %(label)s is negative: %(number)s.", label=bounds.label, number=bounds.say(number))
        raise UsageError(told, repair=Sentence("Give 0 or more."))
    if number == 0 and bounds.above_zero:
        told = Sentence("The %(label)s is 0.", label=bounds.label)
        raise UsageError(told, repair=Sentence("Give more than 0, such as %(example)s.", example=bounds.example))
    if number > bounds.most:
        told = Sentence("The %(label)s is impossibly high: %(number)s.", label=bounds.label, number=bounds.say(number))
        raise UsageError(told, repair=Sentence("Write it like %(example)s.", example=bounds.example))
    return number


def _check_times(loan: Loan) -> None:
    if loan.grace > loan.maturity and loan.profile is not Profile.GRANT:
        raise UsageError(
            Sentence(
                "The grace period (%(grace)s years) is longer than the maturity (%(maturity)s years).",
                grace=str(loan.grace),
                maturity=str(loan.maturity),
            ),
            repair=Sentence("Grace and maturity both count from commitment: the maturity includes the grace."),
        )
    if loan.commitment_fee and not loan.drawing_years:
        raise UsageError(
            Sentence("A commitment fee is charged on what is not yet drawn, and the time of drawing is not given."),
            repair=Sentence("Say in how many years the loan is drawn, in even parts."),
        )
    if loan.drawing_years > loan.maturity and loan.profile is not Profile.GRANT:
        raise UsageError(
            Sentence(
                "The loan is drawn over %(years)s years, longer than its maturity (%(maturity)s years).",
                years=str(loan.drawing_years),
                maturity=str(loan.maturity),
            ),
            repair=Sentence("Give a time of drawing within the maturity."),
        )


def _check_grant(terms: LoanTerms) -> None:
    owed = [name for name in ("rate", "maturity", "grace") if terms.get(name) not in (None, "", 0, "0")]
    if owed:
        raise UsageError(
            Sentence("A grant is not paid back, but its %(label)s is given.", label=BOUNDS[owed[0]].label),
            repair=Sentence("Leave out rate, maturity and grace, or choose the profile of a loan."),
        )
