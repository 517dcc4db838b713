"""Sums of 17.3.1: "Summation of US dollar values", without imputation or adjustment (metadata, REG_AGG)."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

USD: Final = "decimal(24, 2)"


def summed(lines: ir.Table, by: tuple[str, ...] = ()) -> ir.Table:
    """Sum in `usd` per sub-indicator and value of `by`, of the lines that count; `flows` are the reported rows behind
    it, `without_value` those of them that have no value in US dollars.

    >>> from sursur.measure.examples import example, shown
    >>> lines = example(
    ...     "flow_id sub_indicator recipient usd",
    ...     "f1 a KEN 70.00",
    ...     "f2 a KEN -",
    ...     "f3 b KEN 10.00",
    ...     "f4 - KEN 90.00",
    ... )
    >>> shown(summed(lines, ("recipient",)))
    recipient  sub_indicator  flows  without_value  usd
    KEN        a              2      1              70.00
    KEN        b              1      0              10.00
    """
    counting = lines.filter(lines.sub_indicator.notnull())
    sums = counting.group_by([*by, "sub_indicator"]).aggregate(
        flows=counting.count(), without_value=counting.count() - counting.usd.count(), usd=counting.usd.sum().cast(USD)
    )
    return sums.order_by(*by, "sub_indicator")


def left_out(lines: ir.Table) -> ir.Table:
    """`rule`, `reason`, `flows`, `without_value` and `usd` of what does not count, largest first.

    >>> from sursur.measure.examples import example, shown
    >>> lines = example(
    ...     "flow_id sub_indicator rule reason usd",
    ...     "f1 a counts      counts 70.00",
    ...     "f2 - debt_relief relief 20.00",
    ...     "f3 - debt_relief relief 5.00",
    ... )
    >>> shown(left_out(lines))
    rule         reason  flows  without_value  usd
    debt_relief  relief  2      0              25.00
    """
    outside = lines.filter(lines.sub_indicator.isnull())
    sums = outside.group_by(["rule", "reason"]).aggregate(
        flows=outside.count(), without_value=outside.count() - outside.usd.count(), usd=outside.usd.sum().cast(USD)
    )
    return sums.order_by(sums.usd.isnull(), ibis.desc("usd"), ibis.desc("flows"), "rule")


def direct_investment(indicator: ir.Table) -> ir.Table:
    """Sub-indicator d: inflows of foreign direct investment in current US dollars, by recipient and year.

    The indicator is stated in per cent of gross domestic product: `fdi_inflow` x `gdp_usd` / 100, rounded to cents.
    A year that lacks one of the two has no row.

    >>> from sursur.measure.examples import example, shown
    >>> indicator = example(
    ...     "country year indicator value source",
    ...     "KEN 2015 fdi_inflow 2.00 WB",
    ...     "KEN 2015 gdp_usd 1000.00 WB",
    ...     "KEN 2016 gdp_usd 1100.00 WB",
    ... )
    >>> shown(direct_investment(indicator))
    recipient  year  sub_indicator  usd    fdi_per_cent  gdp_usd    source
    KEN        2015  d              20.00  2.0000        1000.0000  WB
    """
    share = indicator.filter(indicator.indicator == "fdi_inflow").select(
        "source", recipient="country", year="year", fdi_per_cent=indicator.value.cast("float64")
    )
    product = indicator.filter(indicator.indicator == "gdp_usd").select(
        g_country="country", g_year="year", gdp_usd=indicator.value.cast("float64")
    )
    both = share.inner_join(product, [share.recipient == product.g_country, share.year == product.g_year])
    valued = both.mutate(
        sub_indicator=ibis.literal("d"), usd=(both.fdi_per_cent * both.gdp_usd / 100).round(2).cast(USD)
    )
    chosen = valued.filter(valued.usd.notnull())
    return chosen.select("recipient", "year", "sub_indicator", "usd", "fdi_per_cent", "gdp_usd", "source").order_by(
        "recipient", "year"
    )
