"""Items added up: quantities by unit, and money by valuation, with what could not be valued beside it."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.framework.valuing import VALUATIONS


def item_totals(flows: ir.Table, by: tuple[str, ...] = (), valuations: tuple[str, ...] = VALUATIONS) -> ir.Table:
    """One row per value of `by`, item and unit: flows, quantity, and for each valuation usd_… and unvalued_….

    `unvalued_…` counts the flows of groups A and B that have no value under that valuation; counts (C) have none by
    their nature, and items of `B_or_C` without a known cost are counts. Quantities of different units never add up.

    >>> from sursur.measure.examples import example, shown
    >>> flows = example(
    ...     "framework_item framework_group unit quantity usd_reported",
    ...     "expert B person_day 10.00 3000.00",
    ...     "expert B person_day 5.00  -",
    ...     "people_trained C person 25.00 -",
    ... )
    >>> shown(item_totals(flows, valuations=("reported",)).order_by("framework_item"))
    framework_item  framework_group  unit        flows  quantity   usd_reported  unvalued_reported
    expert          B                person_day  2      15.000000  3000.00       1
    people_trained  C                person      1      25.000000  -             0
    """
    keys = [*by, "framework_item", "framework_group", "unit"]
    sums = {"flows": flows.count(), "quantity": flows.quantity.cast("decimal(30, 6)").sum()}
    for name in valuations:
        value = flows[f"usd_{name}"]
        owed = flows.framework_group.isin(["A", "B"]) & value.isnull()
        sums |= {f"usd_{name}": value.sum(), f"unvalued_{name}": ibis.ifelse(owed, 1, None).count()}
    return flows.group_by(keys).aggregate(**sums)
