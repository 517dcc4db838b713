"""Who gave how much to whom: the sums that all measures between partners start from."""

from __future__ import annotations

import ibis.expr.types as ir


def exchanges(flows: ir.Table, by: tuple[str, ...] = ()) -> ir.Table:
    """One row per provider and recipient (and value of `by`): number of flows, how many without a value, their sum.

    flows: provider, recipient, usd and the columns of `by`. A flow without a value is an exchange all the same; the sum
    is null where no flow has one.

    >>> from sursur.measure.examples import example, shown
    >>> flows = example("provider recipient usd", "BRA MOZ 7.00", "BRA MOZ -", "MOZ BRA -")
    >>> shown(exchanges(flows).order_by("provider"))
    provider  recipient  flows  without_value  usd
    BRA       MOZ        2      1              7.00
    MOZ       BRA        1      1              -
    """
    return flows.group_by(["provider", "recipient", *by]).aggregate(
        flows=flows.count(), without_value=flows.count() - flows.usd.count(), usd=flows.usd.sum()
    )
