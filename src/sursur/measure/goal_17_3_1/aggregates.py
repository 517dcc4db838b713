"""Published totals of a provider for a recipient and a year, divided into their grants and loans."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from sursur.model.values import Instrument
from sursur.reference.reporting import rule_codes

KEY: Final = ("source_id", "provider", "recipient_country", "recipient_region", "year", "price_year")
"""What the total and its parts have in common."""
REST: Final = "rest"
PART: Final = "part"
DEDUCTED: Final = "deducted"


def in_parts(told: ir.Table) -> ir.Table:
    """One line for every counted flow, and for every part of a counted total instead of the total.

    Reads flows with `counted`, `measure` and `usd`; adds `line` (`whole`, `part`, `rest`, `deducted`). A total whose
    source publishes its parts (grants, loans) stands as these parts and a rest, in the instrument `rest`, which is left
    away where it is 0. Debt relief is within the published grants, shares are within the loans: each stands as a line
    of its own, and again with a negative sum (`deducted`) among the grants or loans. So the lines add up to the totals.

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
    is_total = (keyed.counted & keyed.measure.isin(rule_codes("total", "measure"))).fill_null(False)
    totals = keyed.filter(is_total)
    parts = _parts(keyed, totals)
    sums = _sums(parts)
    once = keyed.filter(keyed.counted & ~is_total).union(totals.anti_join(sums, "total_key"))
    whole = once.select(*told.columns, line=ibis.literal("whole"))
    found = parts.select(*told.columns, line=ibis.literal(PART))
    return whole.union(found).union(_deducted(parts, told)).union(_rests(totals, sums, told))


def _key(told: ir.Table) -> ir.StringValue:
    texts = [told[name].cast("string").fill_null("") for name in KEY]
    return ibis.literal("|").join(texts)


def _parts(keyed: ir.Table, totals: ir.Table) -> ir.Table:
    within = (*rule_codes("within_grants", "measure"), *rule_codes("within_loans", "measure"))
    known = keyed.filter(keyed.measure.isin((*rule_codes("part", "measure"), *within)))
    return known.semi_join(totals, "total_key")


def _deducted(parts: ir.Table, told: ir.Table) -> ir.Table:
    of_grants = parts.measure.isin(rule_codes("within_grants", "measure"))
    of_loans = parts.measure.isin(rule_codes("within_loans", "measure"))
    inner = parts.filter(of_grants | of_loans)
    kind = ibis.ifelse(of_grants, Instrument.GRANT.value, Instrument.LOAN_CONCESSIONAL.value)
    less = (-inner.usd).cast(told.usd.type())
    return _as_line(inner, told, usd=less, instrument=kind, line=ibis.literal(DEDUCTED))


def _sums(parts: ir.Table) -> ir.Table:
    main = parts.filter(parts.measure.isin(rule_codes("part", "measure")))
    return main.group_by("total_key").aggregate(in_parts=main.usd.sum())


def _rests(totals: ir.Table, sums: ir.Table, told: ir.Table) -> ir.Table:
    """Where a total stands twice under one key, its first row carries the rest of both."""
    by_key = totals.group_by("total_key").aggregate(in_total=totals.usd.sum(), first=totals.flow_id.min())
    rests = by_key.inner_join(sums, "total_key").filter(lambda t: t.in_total.fill_null(0) != t.in_parts.fill_null(0))
    firsts = totals.inner_join(rests, [totals.flow_id == rests.first, totals.total_key == rests.total_key])
    rest = (firsts.in_total.fill_null(0) - firsts.in_parts.fill_null(0)).cast(told.usd.type())
    return _as_line(firsts, told, usd=rest, instrument=ibis.literal(REST), line=ibis.literal(REST))


def _as_line(table: ir.Table, told: ir.Table, **changed: ir.Value) -> ir.Table:
    """The columns of a line, with those that are changed."""
    return table.select(**{name: table[name] for name in told.columns} | changed)
