"""The grant element of one loan: against tables computed by hand, closed forms, and what must always hold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sursur.errors import UsageError
from sursur.measure.grant_element import Payment, grant_element

TINY = Decimal("1e-20")


def element(**terms) -> Decimal:
    return grant_element(**terms).grant_element


# By hand: each payment times 1.05 (or 1.10) to the power of minus its years, two digits of the sum.
BY_HAND = (
    # two yearly payments of 50: 50/1.05 + 50/1.1025 = 47.619048 + 45.351474 = 92.970522
    ({"rate": 0, "maturity": 2, "payments_per_year": 1}, "7.03"),
    # 51 interest and principal, then 50.5 at 1 %: 51/1.05 + 50.5/1.1025 = 48.571429 + 45.804989
    ({"rate": 1, "maturity": 2, "payments_per_year": 1}, "5.62"),
    # annuity of 3 years at 2 %: 34.675467 x (0.952381 + 0.907029 + 0.863838) = 94.429898
    ({"rate": 2, "maturity": 3, "payments_per_year": 1, "profile": "annuity"}, "5.57"),
    # lump sum of 3 years at 2 %: 2/1.05 + 2/1.1025 + 102/1.157625 = 1.904762 + 1.814059 + 88.111435
    ({"rate": 2, "maturity": 3, "payments_per_year": 1, "profile": "lump_sum"}, "8.17"),
    # the same with simple interest at the end: 106/1.157625 = 91.566785
    ({"rate": 2, "maturity": 3, "profile": "lump_sum_with_interest"}, "8.43"),
    # interest-free, 10 years, one payment: 100/1.05^10 = 61.391325
    ({"rate": 0, "maturity": 10, "grace": 10}, "38.61"),
    ({"rate": 0, "maturity": 10, "grace": 10, "discount": 10}, "61.45"),
    # half a year at 4 %: 102/1.05^0.5 = 102/1.024695 = 99.541823
    ({"rate": 4, "maturity": "0.5"}, "0.46"),
    # three months at 4 %, interest for three months only: 101/1.05^0.25 = 101/1.012272 = 99.775544
    ({"rate": 4, "maturity": "0.25"}, "0.22"),
    # a fee of 1 % on the day of commitment is not discounted
    ({"rate": 0, "maturity": 2, "payments_per_year": 1, "upfront_fee": 1}, "6.03"),
    ({"rate": 0, "maturity": 2, "payments_per_year": 1, "upfront_fee": "0.5", "management_fee": "0.5"}, "6.03"),
    # 1 % a year on the undrawn part, drawn evenly over 2 years: 0.75/1.05 + 0.25/1.1025 = 0.714286 + 0.226757
    ({"rate": 0, "maturity": 2, "payments_per_year": 1, "commitment_fee": 1, "drawing_years": 2}, "6.09"),
)


@pytest.mark.parametrize(("terms", "expected"), BY_HAND, ids=[str(one[0]) for one in BY_HAND])
def test_it_is_what_the_hand_computes(terms, expected):
    assert grant_element(**terms).rounded == Decimal(expected)


def test_the_schedule_stands_behind_the_figure():
    """The loan of the OECD's examples: 1000 over 10 years at 2.5 %, half-yearly, first repayment after 2.5 years."""
    found = grant_element(amount=1000, rate="2.5", maturity=10, grace="2.5")
    payments = [one.payment for one in found.payments]
    assert [payment.years for payment in payments] == [Decimal(half) / 2 for half in range(1, 21)]
    assert [payment.principal for payment in payments] == [0] * 4 + [Decimal("62.5")] * 16
    assert [payment.interest for payment in payments[:6]] == [Decimal("12.5")] * 5 + [Decimal("11.71875")]
    assert abs(found.grant_equivalent + sum(one.present_value for one in found.payments) - found.amount) < TINY
    assert abs(found.grant_element - 100 * found.grant_equivalent / found.amount) < TINY


def closed_form(rate: Decimal, maturity: int, grace: Decimal, discount: Decimal, frequency: int) -> Decimal:
    """The OECD's simplified formula for equal principal payments, as its annex prints it."""
    a, m = Decimal(frequency), Decimal(maturity)
    r, i = rate / 100, discount / 100
    interval = grace - 1 / a
    d = (1 + i) ** (1 / a) - 1
    early, late = 1 / (1 + d) ** (a * interval), 1 / (1 + d) ** (a * m)
    return 100 * (1 - (r / a) / d) * (1 - (early - late) / ((a * m - a * interval) * d))


lawful = settings(deadline=None, max_examples=60)
rates = st.decimals(0, 30, places=3)
discounts = st.decimals("0.5", 15, places=2)
frequencies = st.sampled_from([1, 2, 4])
profiles = st.sampled_from(["equal_principal", "annuity", "lump_sum"])
years = st.integers(1, 40)


@lawful
@given(rate=rates, maturity=years, quarter=st.integers(1, 160), discount=discounts, frequency=frequencies)
def test_the_schedule_agrees_with_the_closed_form(rate, maturity, quarter, discount, frequency):
    grace = Decimal(quarter) / frequency
    assume(grace <= maturity)
    terms = {"rate": rate, "maturity": maturity, "grace": grace, "discount": discount}
    computed = element(**terms, payments_per_year=frequency)
    assert abs(computed - closed_form(rate, maturity, grace, discount, frequency)) < Decimal("1e-12")


@lawful
@given(rate=rates, maturity=years, discount=discounts, frequency=frequencies)
def test_an_annuity_agrees_with_the_two_annuity_factors(rate, maturity, discount, frequency):
    assume(rate > 0)
    n, r, d = maturity * frequency, rate / 100 / frequency, (1 + discount / 100) ** (1 / Decimal(frequency)) - 1
    instalment = r / (1 - (1 + r) ** -n)
    expected = 100 * (1 - instalment * (1 - (1 + d) ** -n) / d)
    found = element(rate=rate, maturity=maturity, discount=discount, payments_per_year=frequency, profile="annuity")
    assert abs(found - expected) < Decimal("1e-12")


@lawful
@given(rate=rates, more=st.decimals("0.001", 5, places=3), maturity=years, profile=profiles, discount=discounts)
def test_a_higher_rate_lowers_it(rate, more, maturity, profile, discount):
    terms = {"maturity": maturity, "profile": profile, "discount": discount}
    assert element(rate=rate + more, **terms) < element(rate=rate, **terms)


@lawful
@given(rate=st.decimals(0, "4.9", places=2), maturity=years, grace=st.integers(0, 40), frequency=frequencies)
def test_below_the_discount_rate_a_longer_grace_never_lowers_it(rate, maturity, grace, frequency):
    assume(grace + 1 <= maturity)
    for profile in ("equal_principal", "annuity"):
        terms = {"rate": rate, "maturity": maturity, "profile": profile, "payments_per_year": frequency}
        assert element(grace=grace + 1, **terms) >= element(grace=grace, **terms) - TINY


@lawful
@given(rate=st.decimals(0, "4.85", places=2), maturity=years, grace=st.integers(0, 40), profile=profiles)
def test_below_the_discount_rate_a_longer_maturity_never_lowers_it(rate, maturity, grace, profile):
    assume(grace <= maturity)
    terms = {"rate": rate, "grace": grace, "profile": profile}
    assert element(maturity=maturity + 1, **terms) >= element(maturity=maturity, **terms) - TINY


@lawful
@given(maturity=years, grace=st.integers(0, 40), profile=profiles, discount=discounts, frequency=frequencies)
def test_it_is_0_where_the_interest_of_a_period_is_the_discount_of_a_period(
    maturity, grace, profile, discount, frequency
):
    assume(grace <= maturity)
    rate = 100 * frequency * ((1 + discount / 100) ** (1 / Decimal(frequency)) - 1)
    terms = {"rate": rate, "maturity": maturity, "grace": grace, "profile": profile}
    assert abs(element(**terms, payments_per_year=frequency, discount=discount)) < Decimal("1e-15")


def test_with_one_payment_a_year_it_is_0_at_the_discount_rate_and_with_two_a_little_below():
    assert abs(element(rate=5, maturity=20, payments_per_year=1)) < TINY
    assert Decimal(-1) < element(rate=5, maturity=20, payments_per_year=2) < 0


@lawful
@given(amount=st.decimals("0.01", 10**12, places=2), rate=rates, maturity=years, profile=profiles)
def test_the_amount_does_not_change_it(amount, rate, maturity, profile):
    terms = {"rate": rate, "maturity": maturity, "profile": profile}
    assert abs(element(amount=amount, **terms) - element(**terms)) < TINY


@lawful
@given(rate=rates, maturity=st.decimals("0.1", 40, places=3), share=st.decimals(0, 1, places=3), profile=profiles)
def test_any_term_gives_payments_that_repay_the_loan(rate, maturity, share, profile):
    found = grant_element(rate=rate, maturity=maturity, grace=maturity * share, profile=profile)
    payments = [one.payment for one in found.payments]
    assert abs(sum(payment.principal for payment in payments) - 100) < TINY
    assert all(payment.years > 0 for payment in payments)
    assert payments[-1].years == maturity
    first = next(payment.years for payment in payments if payment.principal)
    assert first >= maturity * share - Decimal("1e-6")
    assert found.grant_element <= 100


@lawful
@given(rate=rates, maturity=years, profile=profiles, discount=discounts)
def test_a_schedule_gives_what_its_terms_give(rate, maturity, profile, discount):
    told = grant_element(rate=rate, maturity=maturity, profile=profile, discount=discount)
    again = grant_element(schedule=[one.payment for one in told.payments], discount=discount)
    assert abs(told.grant_element - again.grant_element) < TINY


def test_a_grant_is_given_away_whole_and_a_fee_on_it_is_not():
    assert element(profile="grant") == 100
    assert element(profile="grant", amount=7, upfront_fee=2) == 98


def test_an_interest_free_loan_nears_a_grant_with_its_maturity():
    assert Decimal("99.9") < element(rate=0, maturity=200, grace=200) < 100


def test_concessional_is_from_35_per_cent_on_at_5_per_cent_alone():
    assert grant_element(rate=0, maturity=20, grace=5).concessional is True
    assert grant_element(rate=2, maturity=20, grace=5).concessional is False
    assert grant_element(rate=2, maturity=20, grace=5, discount=10).concessional is None
    assert grant_element(rate=2, maturity=20, grace=5, discounting="nominal").concessional is None


def test_a_figure_is_never_rounded_over_the_threshold():
    """Nearly two thirds are paid back at once and the rest in 200 years, when it is worth next to nothing."""
    at_once = Decimal("65.002")
    found = grant_element(schedule=[Payment(Decimal(0), at_once), Payment(Decimal(200), 100 - at_once)])
    assert Decimal("34.995") < found.grant_element < 35
    assert found.concessional is False
    assert found.rounded == Decimal("34.99")


IMPOSSIBLE = (
    ({"rate": -1, "maturity": 10}, ("interest rate is negative", "0 or more")),
    ({"rate": 2, "maturity": 0}, ("maturity is 0", "more than 0")),
    ({"rate": 2, "maturity": -5}, ("maturity is negative",)),
    ({"rate": 2, "maturity": 10, "grace": 11}, ("grace period (11 years) is longer than the maturity (10 years)",)),
    ({"rate": 2, "maturity": 10, "grace": -1}, ("grace period is negative",)),
    ({"rate": 2, "maturity": 10, "amount": 0}, ("amount is 0",)),
    ({"rate": 2, "maturity": 10, "amount": -7}, ("amount is negative",)),
    ({"rate": "2,5", "maturity": 10}, ("'2,5' is not a number", "such as 2.5")),
    ({"rate": "NaN", "maturity": 10}, ("is not a number",)),
    ({"rate": 2, "maturity": "inf"}, ("is not a number",)),
    ({"rate": 2, "maturity": "1e9"}, ("impossibly high",)),
    ({"rate": 0}, ("maturity of the loan is not given", "grant")),
    ({"maturity": 10}, ("interest rate of the loan is not given", "rate 0")),
    ({"rate": 2, "maturity": 10, "payments_per_year": 3}, ("3 times a year", "1, 2, 4 or 12")),
    ({"rate": 2, "maturity": 10, "profile": "balloon"}, ("'balloon'", "equal-principal", "lump-sum")),
    ({"rate": 2, "maturity": 10, "discounting": "daily"}, ("'daily'", "nominal")),
    ({"rate": 2, "maturity": 10, "discount": -5}, ("discount rate is negative",)),
    ({"rate": 2, "maturity": 10, "commitment_fee": 1}, ("time of drawing is not given",)),
    ({"rate": 2, "maturity": 2, "commitment_fee": 1, "drawing_years": 3}, ("longer than its maturity",)),
    ({"profile": "grant", "rate": 2}, ("grant is not paid back",)),
    ({"schedule": []}, ("repay no principal", "grant")),
    ({"schedule": [Payment(Decimal(1), Decimal(50))], "amount": 100}, ("repay 50", "loan is 100")),
    ({"schedule": [Payment(Decimal(1), Decimal(50))], "rate": 2}, ("rate is given too",)),
)


@pytest.mark.parametrize(("terms", "words"), IMPOSSIBLE, ids=[str(one[0]) for one in IMPOSSIBLE])
def test_impossible_terms_are_refused_with_the_reason(terms, words):
    with pytest.raises(UsageError) as refused:
        grant_element(**terms)
    assert refused.value.repair
    assert all(word in str(refused.value) for word in words), str(refused.value)
