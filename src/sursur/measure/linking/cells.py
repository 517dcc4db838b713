"""Cells: the same provider, recipient, year and stage, summed by two data sets, and whether the sums agree."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

AGREES = 0.1
"""Sums that differ by less than this share of the larger one tell of the same money. Ours, not official."""
TELLING = ("counted", "other_telling")
"""Count rules of flows that could stand in a total; of the others the same money stands elsewhere in the data set."""
CELL = ("provider_country", "recipient_country", "year", "stage")


def told_twice(flow: ir.Table) -> ir.Table:
    """One row per cell and pair of data sets: dataset, other_dataset, the cell, usd, other_usd (constant), verdict.

    >>> from sursur.measure.examples import example, shown
    >>> flow = example(
    ...     "dataset provider_country recipient_country year stage count_rule usd_constant",
    ...     "dac2a TUR SOM 2014 disbursement counted 70.00",
    ...     "dac2a TUR SOM 2014 disbursement counted 4.00",
    ...     "iati TUR SOM 2014 disbursement other_telling 75.00",
    ...     "iati TUR KEN 2014 disbursement other_telling 75.00",
    ... )
    >>> shown(told_twice(flow).drop("stage", "recipient_country"))
    dataset  other_dataset  provider_country  year  usd    other_usd  verdict
    dac2a    iati           TUR               2014  74.00  75.00      same
    """
    known = flow.filter(flow.count_rule.isin(TELLING), flow.recipient_country.notnull(), flow.usd_constant.notnull())
    sums = known.group_by("dataset", *CELL).aggregate(usd=known.usd_constant.sum().cast("decimal(38, 2)"))
    other = sums.rename({f"other_{name}": name for name in sums.columns})
    met = sums.inner_join(other, [sums[name] == other[f"other_{name}"] for name in CELL])
    pairs = met.filter(met.dataset < met.other_dataset)
    larger = ibis.greatest(pairs.usd.abs(), pairs.other_usd.abs()).cast("float64")
    apart = (pairs.usd - pairs.other_usd).abs().cast("float64")
    agrees = apart <= larger * AGREES
    told = pairs.mutate(verdict=ibis.ifelse(agrees, "same", "different"))
    return told.select("dataset", "other_dataset", *CELL, "usd", "other_usd", "verdict")
