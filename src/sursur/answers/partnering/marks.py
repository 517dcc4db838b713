"""Marks on flows that shares are taken of: tied, in kind, to a least developed country, South-South."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.answers.membership import members_by_year
from sursur.release import Release

MARKS = ("in_kind", "south_south", "tied", "to_ldc")
TIED, UNTIED = ("3", "4"), "5"
"""IATI TiedStatus: 3 partially tied, 4 tied, 5 untied."""


def marked(release: Release, flows: ir.Table) -> ir.Table:
    """Add the columns of `MARKS`, each true, false, or null where it is not known.

    tied: the transaction's own status, else that of its activity; partially tied counts as tied
    in_kind: instrument `in_kind`; not known where there is no instrument
    south_south: the verdict; not known where the flow is unclassified
    to_ldc: the recipient was a least developed country on 31 December of the year
    """
    told = with_ldc(release, with_tied_status(release, flows))
    tied = ibis.cases((told.tied_status.isin(TIED), True), (told.tied_status == UNTIED, False))
    return told.mutate(
        tied=tied,
        in_kind=told.instrument == "in_kind",
        south_south=ibis.ifelse(told.form == "unclassified", ibis.null("boolean"), told.form == "south_south"),
    )


def with_tied_status(release: Release, flows: ir.Table) -> ir.Table:
    transaction = release.table("transaction").select(own_id="transaction_id", own_status="tied_status")
    activity = release.table("activity").select(whole_id="activity_id", default_status="default_tied_status")
    joined = flows.left_join(transaction, flows.transaction_id == transaction.own_id).drop("own_id")
    joined = joined.left_join(activity, joined.activity_id == activity.whole_id).drop("whole_id")
    status = ibis.coalesce(joined.own_status.nullif(""), joined.default_status)
    return joined.mutate(tied_status=status).drop("own_status", "default_status")


def with_ldc(release: Release, flows: ir.Table) -> ir.Table:
    ldc = members_by_year(release, "ldc").select(ldc="country", ldc_year="year")
    joined = flows.left_join(ldc, [flows.recipient == ldc.ldc, flows.year == ldc.ldc_year])
    return joined.mutate(to_ldc=joined.ldc.notnull()).drop("ldc", "ldc_year")
