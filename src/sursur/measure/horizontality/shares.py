"""Shares of cooperation with a mark: tied, in kind, to the least developed countries, South-South."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.measure.horizontality.ratios import ratio


def shares(flows: ir.Table, marks: tuple[str, ...], by: tuple[str, ...] = ()) -> ir.Table:
    """Of each mark (a column that is true, false or null), its share of the value for which the mark is known.

    flows: usd, the marks and the columns of `by`. What is not known enters neither part nor whole; `usd_unknown` says
    how much that is, and `known_share` how much of the value the answer rests on.

    >>> from sursur.measure.examples import example, shown
    >>> flows = example("usd tied in_kind", "30.00 yes no", "10.00 no no", "60.00 - yes")
    >>> shown(shares(flows, ("tied", "in_kind")))
    indicator  usd    usd_known  usd_unknown  share   known_share
    in_kind    60.00  100.00     0.00         0.6000  1.0000
    tied       30.00  40.00      60.00        0.7500  0.4000
    """
    sums = {"usd_all": flows.usd.sum()}
    for mark in marks:
        sums[f"{mark}_yes"] = flows.usd.sum(where=flows[mark])
        sums[f"{mark}_known"] = flows.usd.sum(where=flows[mark].notnull())
    summed = flows.group_by(list(by)).aggregate(**sums) if by else flows.aggregate(**sums)
    each = summed.cross_join(ibis.memtable(pa.table({"indicator": list(marks)})))
    known, part = _of(each, marks, "known"), _of(each, marks, "yes")
    told = each.mutate(usd=ibis.ifelse(known.isnull(), known, part.fill_null(0)), usd_known=known)
    return told.select(
        *(*by, "indicator", "usd", "usd_known"),
        usd_unknown=told.usd_all - told.usd_known.fill_null(0),
        share=ratio(told.usd, told.usd_known),
        known_share=ratio(told.usd_known.fill_null(0), told.usd_all),
    ).order_by(*by, "indicator")


def _of(each: ir.Table, marks: tuple[str, ...], which: str) -> ir.NumericValue:
    """The sum that belongs to the mark of the row."""
    return ibis.cases(*((each.indicator == mark, each[f"{mark}_{which}"]) for mark in marks))
