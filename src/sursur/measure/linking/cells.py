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


def agreement(cells: ir.Table) -> ir.Table:
    """One row per pair of data sets and stage, of `told_twice`: dataset, other_dataset, stage, cells, within_5 and
    within_25 (per cent of the larger sum), apart (the rest), usd, other_usd and ratio, the first total over the other
    one, null where that is zero. Cells that are zero on both sides are no agreement and are left out.

    >>> from sursur.measure.examples import example, shown
    >>> cells = example(
    ...     "dataset other_dataset stage usd other_usd",
    ...     "dac2a crs disbursement 74.00 75.00",
    ...     "dac2a crs disbursement 60.00 75.00",
    ...     "dac2a crs disbursement 16.00 150.00",
    ...     "dac2a crs disbursement 0.00 0.00",
    ... )
    >>> shown(agreement(cells).drop("stage"))
    dataset  other_dataset  cells  within_5  within_25  apart  usd     other_usd  ratio
    dac2a    crs            3      1         2          1      150.00  300.00     0.5000
    """
    told = cells.filter((cells.usd != 0) | (cells.other_usd != 0))
    apart = (told.usd - told.other_usd).abs().cast("float64")
    larger = ibis.greatest(told.usd.abs(), told.other_usd.abs()).cast("float64")
    sums = told.group_by("dataset", "other_dataset", "stage").aggregate(
        cells=told.count(),
        within_5=told.count(where=apart <= larger * 0.05),
        within_25=told.count(where=apart <= larger * 0.25),
        apart=told.count(where=apart > larger * 0.25),
        usd=told.usd.sum().cast("decimal(38, 2)"),
        other_usd=told.other_usd.sum().cast("decimal(38, 2)"),
    )
    ratio = sums.usd.cast("float64") / sums.other_usd.cast("float64").nullif(0)
    return sums.mutate(ratio=ratio.round(3)).order_by("dataset", "other_dataset", "stage")
