"""Pairs as `agreements` counts them, for the tests of what comes after."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from sursur.measure.linking.agreeing import SHARED

COUNTS = [f"{of}_{name}" for name in SHARED for of in ("shared", "least", "all")]
YEARS = ("first_year", "last_year", "other_first_year", "other_last_year")
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("record_id", "other_record_id", "kind")),
        *((name, pa.int64()) for name in (*COUNTS, *YEARS)),
        *((name, pa.float64()) for name in ("apart", "places_found")),
    ]
)


def pair(one: str = "a", other: str = "b", kind: str = "one_reporter", **told: Any) -> dict[str, Any]:
    """A pair that shares what is told; nothing else can be compared."""
    return dict.fromkeys(SCHEMA.names) | {"record_id": one, "other_record_id": other, "kind": kind} | told


def pairs(*listed: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(listed), schema=SCHEMA)


ALIKE: dict[str, Any] = {
    **{f"{of}_{name}": 3 for name in SHARED for of in ("shared", "least", "all")},
    **dict.fromkeys(YEARS, 2015),
    "apart": 0.0,
    "places_found": 1.0,
}
"""Everything is the same."""
UNLIKE: dict[str, Any] = {
    **{f"{of}_{name}": 0 if of == "shared" else 3 for name in SHARED for of in ("shared", "least", "all")},
    **dict.fromkeys(YEARS[:2], 2015),
    **dict.fromkeys(YEARS[2:], 2019),
    "apart": 9.0,
    "places_found": 0.0,
}
"""Everything can be compared and nothing is the same."""
