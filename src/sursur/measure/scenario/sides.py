"""Before and after, side by side."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir


def compared(found: ir.Table) -> ir.Table:
    """One row per step and indicator with both sides and the difference.

    `found` has the columns of `sursur.measure.scenario.per_member`. The difference is null where one side has no value
    (before a group was founded it is not zero but nothing), and where all who join or leave are without data, since
    nothing is known of what they change. `missing` names who has no data on one of the sides.

    >>> from sursur.measure.examples import example, shown
    >>> found = example(
    ...     "step side indicator value world_percent with_data without_data missing first_year last_year",
    ...     "one before population 200.00 10.00 1 0 - 2021 2021",
    ...     "one after population 250.00 12.50 2 1 Cuba 2021 2022",
    ...     "one before gdp 90.00 9.00 1 0 - 2021 2021",
    ...     "one after gdp 90.00 9.00 1 2 Cuba,Peru 2021 2021",
    ... )
    >>> shown(compared(found).order_by("indicator").select("indicator", "before", "after", "difference", "missing"))
    indicator   before  after   difference  missing
    gdp         90.00   90.00   -           Cuba,Peru
    population  200.00  250.00  50.00       Cuba
    """
    both = found.group_by("step", "indicator").aggregate(
        **{
            f"{told}_{side}" if told != "value" else side: _of(found, told, side)
            for told in ("value", "world_percent", "with_data", "without_data", "missing")
            for side in ("before", "after")
        },
        first_year=found.first_year.min(),
        last_year=found.last_year.max(),
    )
    unknown = (both.with_data_after == both.with_data_before) & (both.without_data_after != both.without_data_before)
    difference = both.after - both.before
    return both.mutate(
        difference=ibis.ifelse(unknown, ibis.null(difference.type()), difference),
        missing=_all_missing(both),
    ).drop("missing_before", "missing_after")


def _of(found: ir.Table, column: str, side: str) -> ir.Value:
    return ibis.ifelse(found.side == side, found[column], ibis.null(found[column].type())).max()


def _all_missing(both: ir.Table) -> ir.StringValue:
    """Names of one or the other side once: the sides share all members but those who join or leave."""
    one, other = both.missing_before, both.missing_after
    names = ibis.coalesce(one + ", " + other, one, other).split(", ")
    return names.unique().sort().join(", ").nullif("")
