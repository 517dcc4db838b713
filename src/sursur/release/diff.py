"""What changed between two releases: sources, rows and counted totals by provider and year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import ibis

from sursur.release.reading import Release


@dataclass(frozen=True, slots=True)
class TableChange:
    name: str
    rows_before: int
    rows_after: int


@dataclass(frozen=True, slots=True)
class TotalChange:
    """Counted money of one provider in one year, US dollars at the base year's prices of each release."""

    provider: str
    year: int
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Difference:
    inputs_added: tuple[str, ...]
    inputs_removed: tuple[str, ...]
    tables: tuple[TableChange, ...]
    totals: tuple[TotalChange, ...]


def difference(before: Release, after: Release) -> Difference:
    old, new = set(before.manifest.inputs), set(after.manifest.inputs)
    return Difference(
        inputs_added=tuple(sorted(new - old)),
        inputs_removed=tuple(sorted(old - new)),
        tables=_table_changes(before, after),
        totals=_total_changes(before, after),
    )


def _table_changes(before: Release, after: Release) -> tuple[TableChange, ...]:
    names = sorted(before.manifest.tables.keys() | after.manifest.tables.keys())
    pairs = ((name, _rows(before, name), _rows(after, name)) for name in names)
    return tuple(TableChange(*pair) for pair in pairs if pair[1] != pair[2])


def _rows(release: Release, name: str) -> int:
    entry = release.manifest.tables.get(name)
    return entry.rows if entry else 0


def _total_changes(before: Release, after: Release) -> tuple[TotalChange, ...]:
    old, new = _totals(before), _totals(after)
    zero = Decimal(0)
    changes = [
        TotalChange(provider, year, old.get((provider, year), zero), new.get((provider, year), zero))
        for provider, year in sorted(old.keys() | new.keys())
    ]
    return tuple(change for change in changes if change.before != change.after)


def _totals(release: Release) -> dict[tuple[str, int], Decimal]:
    flow = release.table("flow")
    counted = flow.filter(flow.counted, flow.year.notnull())
    name = ibis.coalesce(counted.provider_country, counted.provider_name, ibis.literal("unknown"))
    summed = counted.group_by(provider=name, year=counted.year).aggregate(usd=counted.usd_constant.sum())
    rows: list[dict[str, Any]] = summed.to_pyarrow().to_pylist()
    return {(row["provider"], row["year"]): row["usd"] or Decimal(0) for row in rows}
