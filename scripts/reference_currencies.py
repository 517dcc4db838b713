"""Rebuild `reference/data/currencies/currencies.csv`: every currency with the days on which it was money.

    python scripts/reference_currencies.py

CLDR (inside Babel) lists the currencies of each territory with first and last day; the widest span over all territories
is taken. `spans.csv`, written by hand with a source per row, adds what CLDR lacks and replaces what it has otherwise.
"""

from __future__ import annotations

import csv
import datetime as dt
from importlib.metadata import version
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global

FOLDER = Path(__file__).resolve().parent.parent / "src/sursur/reference/data/currencies"
COLUMNS = ("currency", "name", "first_day", "last_day", "kind", "source")


def main() -> None:
    rows = cldr_rows()
    with (FOLDER / "spans.csv").open(encoding="utf-8", newline="") as file:
        rows |= {row["currency"]: row for row in csv.DictReader(file)}
    with (FOLDER / "currencies.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[code] for code in sorted(rows))
    print(f"{len(rows)} currencies")


def cldr_rows() -> dict[str, dict[str, str]]:
    names = Locale("en").currencies
    spans: dict[str, list[tuple[Any, Any]]] = {}
    for uses in get_global("territory_currencies").values():
        for code, first, last, tender in uses:
            if tender:
                spans.setdefault(code, []).append((first, last))
    source = f"CLDR territory currencies (Babel {version('babel')})"
    return {
        code: {"currency": code, "name": names.get(code, code), **_widest(days), "kind": "money", "source": source}
        for code, days in spans.items()
    }


def _widest(spans: list[tuple[Any, Any]]) -> dict[str, str]:
    firsts, lasts = [_day(first) for first, _ in spans], [_day(last) for _, last in spans]
    return {"first_day": "" if "" in firsts else min(firsts), "last_day": "" if "" in lasts else max(lasts)}


def _day(parts: tuple[int, int, int] | None) -> str:
    return dt.date(*parts).isoformat() if parts else ""


if __name__ == "__main__":
    main()
