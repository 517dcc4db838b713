"""Figures about one country as a release holds them, by indicator and in the order of years."""

from __future__ import annotations

from collections.abc import Mapping

from sursur.observatory.tables import Row, Tables


def indicators_of(tables: Tables, country: str) -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in tables.rows("FROM indicator WHERE country = ? ORDER BY indicator, year", [country]):
        found.setdefault(row["indicator"], []).append(row)
    return {name: tuple(rows) for name, rows in found.items()}
