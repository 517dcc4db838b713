"""The grant element of one loan as an answer: the result, the verdict with its rule, and the schedule behind it."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

import pyarrow as pa

from sursur.measure.grant_element import CONCESSIONAL, DISCOUNT_RATE, GrantElement
from sursur.model.values import CENT
from sursur.sentences import Sentence

RULE = Sentence(
    "at least %(share)s %% at a discount rate of %(rate)s %% a year (SDG 17.3.1, also TOSSD)",
    share=str(CONCESSIONAL),
    rate=str(DISCOUNT_RATE),
)
SOURCES = (
    "https://github.com/worldbank/sdg-metadata",
    "https://paperzz.com/doc/8929037/grant-element",
)
"""The rule (metadata of SDG 17.3.1) and the formula (the OECD's annex on the grant element)."""
CONVENTIONS = Sentence(
    "interest for a part of a year is that part of the yearly rate; the whole loan is disbursed on the day of "
    "commitment; grace is the time to the first repayment of principal, and interest is paid during it"
)
MONEY = pa.decimal128(38, 2)
SCHEDULE: list[tuple[str, pa.DataType]] = [
    ("years", pa.float64()),
    ("principal", MONEY),
    ("interest", MONEY),
    ("fees", MONEY),
    ("payment", MONEY),
    ("discount_factor", pa.float64()),
    ("present_value", MONEY),
]
RESULT: list[tuple[str, pa.DataType]] = [
    ("grant_element", MONEY),
    ("concessional", pa.bool_()),
    ("discount", pa.float64()),
    ("amount", MONEY),
    ("grant_equivalent", MONEY),
    ("present_value", MONEY),
    ("payments", pa.int64()),
]


def result_table(found: GrantElement) -> pa.Table:
    """One row: per cent, verdict, and the money behind it."""
    row = {
        "grant_element": found.rounded,
        "concessional": found.concessional,
        "discount": float(found.discount.rate),
        "amount": cents(found.amount),
        "grant_equivalent": cents(found.grant_equivalent),
        "present_value": cents(found.present_value),
        "payments": len(found.payments),
    }
    return pa.Table.from_pylist([row], schema=pa.schema(RESULT))


def schedule_table(found: GrantElement) -> pa.Table:
    """One row per payment, in years from commitment; money is rounded to cents for reading alone."""
    rows = [
        {
            "years": round(float(one.payment.years), 6),
            "principal": cents(one.payment.principal),
            "interest": cents(one.payment.interest),
            "fees": cents(one.payment.fees),
            "payment": cents(one.payment.total),
            "discount_factor": round(float(one.factor), 6),
            "present_value": cents(one.present_value),
        }
        for one in found.payments
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema(SCHEDULE))


def verdict(found: GrantElement) -> str:
    """Whether the loan is concessional, with the rule; at another discount rate the rule says nothing."""
    if found.concessional is None:
        return Sentence("No verdict: concessional is %(rule)s, and another discount was asked for.", rule=RULE)
    if found.concessional:
        return Sentence("Concessional: the rule asks for %(rule)s.", rule=RULE)
    return Sentence("Not concessional: the rule asks for %(rule)s.", rule=RULE)


def loan_notes(found: GrantElement) -> tuple[tuple[str, str], ...]:
    """What the reader of the figure must know."""
    return (
        ("Verdict", verdict(found)),
        ("Definition", Sentence("100 × (1 – present value of all payments / amount), on the day of commitment")),
        ("Discount", f"{found.discount.rate} % a year, {found.discount.discounting}"),
        ("Conventions", CONVENTIONS),
        *(("Defined in", source) for source in SOURCES),
    )


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_EVEN)
