"""Why a money column is empty, or how constant prices were rebased: the sentences of `sursur.measure.convert`."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from sursur.measure.rules import Filling, Reason, says
from sursur.sentences import phrase

YEARLY = 0
"""Month number under which rates keep the average of a year."""


def _text(column: str) -> Filling:
    return lambda t: t[column].cast("string")


def _year(column: str) -> Filling:
    return lambda t: ibis.coalesce(t[column].cast("string"), phrase("a year that is not reported"))


def _when(t: ir.Table) -> ir.StringValue:
    year = t.m_rate_year.cast("string")
    return ibis.ifelse(t.m_rate_month == YEARLY, year, year + "-" + t.m_rate_month.cast("string").lpad(2, "0"))


def _not_rebased(without_deflator: str) -> Reason:
    """`without_deflator`: the column of the year for which there is none."""
    return says(
        "reported in constant prices of %(priced)s: no deflator of %(whose)s for %(year)s on the base year %(base)s",
        priced=_text("price_year"),
        whose=_text("m_deflated_by"),
        year=_year(without_deflator),
        base=_text("m_base_year"),
    )


NO_AMOUNT: Final = says("no amount is reported")
NO_CURRENCY: Final = says("no currency is reported")
TOO_LARGE: Final = says("more than 10 trillion US dollars in one row: the unit cannot be right")
CONSTANT_IN: Final = says(
    "constant prices of %(year)s in %(currency)s and not in US dollars: no rule to convert them",
    year=_text("price_year"),
    currency=_text("currency"),
)
NO_DATE: Final = says(
    "no date and no year is reported, so no rate for %(currency)s can be chosen", currency=_text("currency")
)
NO_RATE_THEN: Final = says(
    "no rate for %(currency)s in %(when)s: rates of %(currency)s run from %(first)s to %(last)s",
    currency=_text("currency"),
    when=_when,
    first=_text("k_first"),
    last=_text("k_last"),
)
NO_RATE: Final = says(
    "no rate for %(currency)s in %(when)s: no source at hand has rates of it", currency=_text("currency"), when=_when
)
NO_DEFLATOR: Final = says(
    "no deflator of %(whose)s for %(year)s on the base year %(base)s",
    whose=_text("m_deflated_by"),
    year=_year("m_year"),
    base=_text("m_base_year"),
)
PRICES_NOT_REBASED: Final = _not_rebased("price_year")
YEAR_NOT_REBASED: Final = _not_rebased("m_year")
OF_BASE_YEAR: Final = says(
    "reported in constant prices of %(priced)s, the base year: constant as reported, current by the deflator of "
    "%(year)s",
    priced=_text("price_year"),
    year=_text("m_year"),
)
REBASED: Final = says(
    "reported in constant prices of %(priced)s: rebased to %(base)s and turned into current by the deflators of "
    "%(whose)s",
    priced=_text("price_year"),
    base=_text("m_base_year"),
    whose=_text("m_deflated_by"),
)


def money_note(t: ir.Table) -> ir.StringValue:
    """Why a money column is empty, else how constant prices were rebased, else nothing."""
    no_money = ibis.cases(
        (t.amount.isnull(), NO_AMOUNT(t)),
        (t.currency.nullif("").isnull(), NO_CURRENCY(t)),
        (t.m_constant & (t.currency != "USD"), CONSTANT_IN(t)),
        (t.m_too_large, TOO_LARGE(t)),
        (~t.m_constant & t.rate.isnull() & t.m_rate_year.isnull(), NO_DATE(t)),
        (~t.m_constant & t.rate.isnull(), ibis.coalesce(NO_RATE_THEN(t), NO_RATE(t))),
    )
    return ibis.coalesce(no_money, ibis.cases((t.m_constant, _rebased(t)), (t.d_index.isnull(), NO_DEFLATOR(t))))


def _rebased(t: ir.Table) -> ir.StringValue:
    return ibis.cases(
        ((t.price_year != t.m_base_year) & t.p_index.isnull(), PRICES_NOT_REBASED(t)),
        (t.d_index.isnull(), YEAR_NOT_REBASED(t)),
        (t.price_year == t.m_base_year, OF_BASE_YEAR(t)),
        else_=REBASED(t),
    )
