"""Trade of members with one another and with all."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.scenario import in_last_years
from sursur.measure.scenario.sums import EXACT
from sursur.release import Release


def recent_trade(release: Release, asked: ir.Table) -> ir.Table:
    """Imports by exporter (provider) and importer (recipient), as the importer counts them, in the newest year up to
    each asked year. A pair of which nothing is known is left out; a pair without a row does not trade.
    """
    trade = release.table("trade")
    known = trade.filter(trade.usd.notnull())
    pairs = known.select(
        "year",
        indicator=ibis.literal("trade_within"),
        provider="exporter",
        recipient="importer",
        value=known.usd.cast(EXACT),
    )
    found = in_last_years(pairs, asked, 1)
    return found.select(
        "facts_year", "indicator", "provider", "recipient", "value", "first_year", "last_year"
    )  # fmt: skip
