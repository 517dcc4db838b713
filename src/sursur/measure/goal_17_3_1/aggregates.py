"""Published totals of a provider for a recipient and a year, divided into their grants and loans."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from sursur.reference.reporting import rule_codes

KEY: Final = ("source_id", "provider", "recipient_country", "recipient_region", "year", "price_year")
"""What the total and its parts have in common."""
REST: Final = "rest"
PART: Final = "part"
DEDUCTED: Final = "deducted"


def in_parts(told: ir.Table) -> ir.Table:
    """One line for every counted flow, and for every part of a counted total instead of the total.

    Reads flows with `counted`, `measure` and `usd`; adds `line` (`whole`, `part`, `rest`, `deducted`). A total whose
    source publishes its parts (grants, loans, shares) stands as these parts and a rest, in the instrument `rest`, which
    is left away where it is 0. Debt relief is a part of published grants: it stands as a line of its own with its
    rule, and again with a negative sum (`deducted`) among the grants. So the lines add up to the totals.

    >>> from sursur.measure.examples import example, shown
    >>> told = example(
    ...     "flow_id counted measure source_id provider recipient_country recipient_region year price_year "
    ...     "instrument usd",
    ...     "f1 yes oda_gross        s DEU KEN - 2015 2022 -                12.00",
    ...     "f2 no  oda_grants       s DEU KEN - 2015 2022 grant             8.00",
    ...     "f3 no  oda_loans_gross  s DEU KEN - 2015 2022 loan_concessional 3.00",
    ...     "f4 no  debt_forgiveness s DEU KEN - 2015 2022 debt_relief       2.00",
    ...     "f5 no  oda_net          s DEU KEN - 2015 2022 -                10.00",
    ...     "f6 yes transaction      t BRA MOZ - 2015 -    grant             1.00",
    ... )
    >>> found = in_parts(told).select("flow_id", "measure", "line", "instrument", "usd")
    >>> shown(found.order_by("flow_id", "line"))
    flow_id  measure           line      instrument         usd
    f1       oda_gross         rest      rest               1.00
    f2       oda_grants        part      grant              8.00
    f3       oda_loans_gross   part      loan_concessional  3.00
    f4       debt_forgiveness  deducted  grant              -2.00
    f4       debt_forgiveness  part      debt_relief        2.00
    f6       transaction       whole     grant              1.00
    """
    keyed = told.mutate(total_key=_key(told))
    totals = keyed.filter(keyed.counted & keyed.measure.isin(rule_codes("total", "measure")))
    told_once = keyed.filter(keyed.counted).mutate(line=ibis.literal("whole"))
    parts = _parts(keyed, totals)
    sums = _sums(parts)
    whole = told_once.anti_join(sums, "total_key")
    lines = whole.union(parts).union(_deducted(parts)).union(_rests(totals, sums))
    return lines.drop("total_key")


def _key(told: ir.Table) -> ir.StringValue:
    texts = [told[name].cast("string").fill_null("") for name in KEY]
    return ibis.literal("|").join(texts)


def _parts(keyed: ir.Table, totals: ir.Table) -> ir.Table:
    measures = (*rule_codes("part", "measure"), *rule_codes("debt_relief", "measure"))
    return keyed.filter(keyed.measure.isin(measures)).semi_join(totals, "total_key").mutate(line=ibis.literal(PART))


def _deducted(parts: ir.Table) -> ir.Table:
    relief = parts.filter(parts.measure.isin(rule_codes("debt_relief", "measure")))
    return relief.mutate(usd=-relief.usd, instrument=ibis.literal("grant"), line=ibis.literal(DEDUCTED)).cast(
        {"usd": parts.usd.type()}
    )


def _sums(parts: ir.Table) -> ir.Table:
    main = parts.filter(parts.measure.isin(rule_codes("part", "measure")))
    return main.group_by("total_key").aggregate(in_parts=main.usd.sum())


def _rests(totals: ir.Table, sums: ir.Table) -> ir.Table:
    """Where a total stands twice under one key, its first row carries the rest of both."""
    joined = totals.inner_join(sums, "total_key")
    ranked = joined.mutate(
        place=ibis.row_number().over(group_by="total_key", order_by="flow_id"),
        whole=joined.usd.sum().over(group_by="total_key"),
    )
    first = ranked.filter(ranked.place == 0).drop("place")
    rest = first.mutate(
        usd=(first.whole - first.in_parts.fill_null(0)).cast(totals.usd.type()),
        instrument=ibis.literal(REST),
        line=ibis.literal(REST),
    )
    return rest.filter(rest.usd != 0).drop("whole", "in_parts")
