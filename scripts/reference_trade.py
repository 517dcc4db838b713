"""Rebuild `reference/data/trade/trade_*.csv.gz` from the Correlates of War's trade by pair of states and year.

    python scripts/reference_trade.py [../shared/data]

Each pair stands once in the original: `flow1` is what the first state imports from the second, `flow2` the reverse, in
millions of current US dollars; in the copy used here they are rounded to whole millions, and what is missing is empty.
Written are imports by importer, exporter and year, in whole millions, empty where missing. Zero is left out: nothing,
or less than half a million. Years before 1990 are left out, which keeps the package small.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sursur.reference.countries import load_countries

FOLDER = Path(__file__).resolve().parent.parent / "src/sursur/reference/data/trade"
ORIGINAL = "trade/cow_trade_ndy.csv.gz"
FIRST_YEAR = 1990
HEADER = "year,importer,exporter,millions\n"

Trade = dict[tuple[int, str, str], int | None]
"""(year, importer, exporter) → millions of current US dollars, None where missing."""


def main(originals: Path) -> None:
    trade, unresolved = collect(originals / ORIGINAL)
    write(trade)
    missing = sum(value is None for value in trade.values())
    print(f"{len(trade)} values, of which {missing} missing")
    for state, years in sorted(unresolved.items()):
        print(f"state {state} is no country of ours: {years} pairs left out")


def collect(original: Path) -> tuple[Trade, Counter[str]]:
    """All values, and the codes that mean no single state, with how many pairs they cost."""
    trade: Trade = {}
    unresolved: Counter[str] = Counter()
    for first, second, year, imports, exports in pairs(original):
        codes = [state(number, year) for number in (first, second)]
        unresolved.update(number for number, code in zip((first, second), codes, strict=True) if code is None)
        if codes[0] and codes[1]:
            add(trade, (year, codes[0], codes[1]), imports)
            add(trade, (year, codes[1], codes[0]), exports)
    return trade, unresolved


def pairs(original: Path) -> Iterator[tuple[str, str, int, int | None, int | None]]:
    with gzip.open(original, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            year = int(float(row["year"]))
            if year >= FIRST_YEAR:
                yield whole(row["ccode1"]), whole(row["ccode2"]), year, millions(row["flow1"]), millions(row["flow2"])


def whole(text: str) -> str:
    return str(int(float(text)))


def millions(text: str) -> int | None:
    """None for what is missing: empty in this copy, -9 in the Correlates of War's own file."""
    return int(float(text)) if text and float(text) >= 0 else None


@cache
def state(number: str, year: int) -> str | None:
    """The code of the state of that year, of today or of the past; a state that goes on has its code of today."""
    found = load_countries().resolve(number, "cow", year, on_historic="successor")
    return found.country or found.historic


def add(trade: Trade, key: tuple[int, str, str], value: int | None) -> None:
    if key in trade:
        raise SystemExit(f"{ORIGINAL}: two values for {key}. Decide which state a number means in that year.")
    if value != 0:
        trade[key] = value


def write(trade: Trade) -> None:
    """One file for every five years, so that none is large."""
    for old in FOLDER.glob("trade_*.csv.gz"):
        old.unlink()
    parts: dict[int, list[str]] = defaultdict(list)
    for (year, importer, exporter), value in sorted(trade.items(), key=lambda item: item[0]):
        parts[year - year % 5].append(f"{year},{importer},{exporter},{'' if value is None else value}\n")
    for year, lines in parts.items():
        text = HEADER + "".join(lines)
        (FOLDER / f"trade_{year}.csv.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
