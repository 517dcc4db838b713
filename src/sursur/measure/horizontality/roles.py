"""Dual role: who gives and gets."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.horizontality.ratios import ratio, whole_sum


def roles(sums: ir.Table, by: tuple[str, ...] = ()) -> ir.Table:
    """What each party gave and received, whether it does both, and which weighs more.

    sums: provider, recipient, flows, usd (`exchanges`). `balance` is (given - received) / (given + received): 1 only
    gives, -1 only receives, 0 as much of one as of the other. What somebody gives itself is left out.

    >>> from sursur.measure.examples import example, shown
    >>> sums = example("provider recipient flows usd", "IND NPL 2 60.00", "JPN IND 1 20.00", "NPL IND 1 -")
    >>> shown(roles(sums).select("country", "given", "received", "dual", "balance"))
    country  given  received  dual  balance
    IND      60.00  20.00     yes   0.5000
    JPN      20.00  -         no    1.0000
    NPL      -      60.00     yes   -1.0000
    """
    between = sums.filter(sums.provider != sums.recipient)
    sides = ibis.union(_side(between, "provider", by, given=True), _side(between, "recipient", by, given=False))
    both = sides.group_by(["country", *by]).aggregate(
        given=sides.usd.sum(where=sides.gives),
        received=sides.usd.sum(where=~sides.gives),
        flows_given=whole_sum(sides.flows, sides.gives),
        flows_received=whole_sum(sides.flows, ~sides.gives),
    )
    given, received = both.given.fill_null(0), both.received.fill_null(0)
    return both.mutate(
        dual=(both.flows_given > 0) & (both.flows_received > 0), balance=ratio(given - received, given + received)
    ).order_by("country", *by)


def _side(sums: ir.Table, party: str, by: tuple[str, ...], *, given: bool) -> ir.Table:
    return sums.select("flows", "usd", *by, country=sums[party], gives=ibis.literal(given))
