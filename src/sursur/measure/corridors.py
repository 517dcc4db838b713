"""Who gave how much to whom in which year: the sum that everything large is asked for."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir


def corridors(converted: ir.Table, south: ir.Table) -> ir.Table:
    """One row per provider, recipient and year, of flows that `sursur.measure.convert.convert` has gone over.

    `south` holds the countries of the South year by year (country, year). Membership is looked up at the year of the
    flow; as that is a key of the sum, it is looked up once per sum and not once per flow. Sums are exact (DECIMAL); a
    flow without a value in dollars is counted in `flows` and in `without_usd`, and adds nothing.
    """
    keys = ("provider_country", "recipient_country", "year")
    sums = converted.group_by(*keys).aggregate(
        flows=converted.count(),
        without_usd=converted.usd_current.isnull().cast("int64").sum(),
        usd_current=converted.usd_current.sum().cast("decimal(38, 2)"),
        usd_constant=converted.usd_constant.sum().cast("decimal(38, 2)"),
    )
    for side in ("provider", "recipient"):
        sums = _with_membership(sums, south, side)
    return sums.select(
        *keys, "provider_south", "recipient_south", "flows", "without_usd", "usd_current", "usd_constant"
    )


def _with_membership(sums: ir.Table, south: ir.Table, side: str) -> ir.Table:
    members = south.select(m_country="country", m_year="year").distinct()
    joined = sums.left_join(members, [sums[f"{side}_country"] == members.m_country, sums.year == members.m_year])
    known = ibis.ifelse(sums[f"{side}_country"].isnull(), ibis.null("boolean"), joined.m_country.notnull())
    return joined.mutate(**{f"{side}_south": known}).drop("m_country", "m_year")
