"""How a total was counted: what was reported, what was removed and by which rule, and what is left."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir


def account(flows: ir.Table, by: tuple[str, ...] = ()) -> ir.Table:
    """One row per rule of counting (and per value of `by`): how many flows it decided on, and their sum in `usd`.

    `flows` holds every telling that could be part of the total, with `counted`, `count_rule` and `usd`. The rows add up
    to all that was reported; those with `counted` add up to the total.

    >>> from sursur.measure.examples import example, shown
    >>> flows = example(
    ...     "counted count_rule    usd",
    ...     "yes     first_telling 70.00",
    ...     "yes     first_telling 10.00",
    ...     "no      same_activity 70.00",
    ...     "no      other_layer   -",
    ... )
    >>> shown(account(flows))
    counted  count_rule     flows  without_value  usd
    yes      first_telling  2      0              80.00
    no       same_activity  1      0              70.00
    no       other_layer    1      1              -
    """
    sums = flows.group_by([*by, "counted", "count_rule"]).aggregate(
        flows=flows.count(), without_value=flows.count() - flows.usd.count(), usd=flows.usd.sum()
    )
    return sums.order_by(
        *by, ibis.desc("counted"), sums.usd.isnull(), ibis.desc("usd"), ibis.desc("flows"), "count_rule"
    )
