"""Who belongs to a group, on a day or in each year, from the memberships that a release froze."""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from sursur.errors import NotFoundError
from sursur.release import Release

FIRST_YEAR, LAST_YEAR = 1945, 2035
FULL = "member"


def membership_rows(release: Release, group_id: str) -> ir.Table:
    table = release.table("membership")
    rows = table.filter(table.group_id == group_id)
    if rows.count().to_pyarrow().as_py() == 0:
        known = sorted(table.select("group_id").distinct().to_pyarrow()["group_id"].to_pylist())
        raise NotFoundError(f"There is no group {group_id!r}.", repair=f"Choose from: {', '.join(known)}.")
    return rows


def members_on(release: Release, group_id: str, day: date) -> frozenset[str]:
    """Full members on a day. A membership whose start is not established holds from the beginning."""
    rows = membership_rows(release, group_id)
    held = rows.filter(
        rows.status == FULL,
        (rows.valid_from <= day).fill_null(value=True),
        (rows.valid_to >= day).fill_null(value=True),
    )
    return frozenset(held.select("country").distinct().to_pyarrow()["country"].to_pylist())


def members_by_year(release: Release, group_id: str) -> ir.Table:
    """Country and year in which it was a full member on 31 December (columns `country`, `year`)."""
    rows = membership_rows(release, group_id)
    held = rows.filter(rows.status == FULL)
    years = ibis.memtable({"year": list(range(FIRST_YEAR, LAST_YEAR + 1))})
    spans = held.select("country", first=held.valid_from.year(), last=held.valid_to.year(), end=held.valid_to)
    joined = spans.join(years, [])
    last_day = joined.end.isnull() | (joined.end >= ibis.date(joined.year, 12, 31))
    inside = joined.filter((joined.first <= joined.year).fill_null(value=True), last_day)
    return inside.select("country", year=inside.year.cast("int64")).distinct()
