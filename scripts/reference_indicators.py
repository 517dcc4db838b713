"""Rebuild `reference/data/indicators/values_*.csv.gz` and the spans of `catalogue.csv` from the originals.

    python scripts/reference_indicators.py [../shared/data]

`indicators.csv` says what each indicator is, `inputs.csv` where its values stand (a later input fills the country-years
that those before it lack), `sources.csv` whose they are. A new indicator of this kind needs no code.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "src/sursur/reference/data"
FOLDER = DATA / "indicators"
CODES = {"KOS": "XKX", "HOS": "VAT", "ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "ADO": "AND", "WBG": "PSE", "IMY": "IMN"}
"""Codes of the World Bank and of Gapminder that are not ISO 3166."""

Values = dict[tuple[str, str, int], tuple[float, str]]
"""(indicator, country, year) → (value, source)."""


def main(originals: Path) -> None:
    values = collect(originals)
    write(values)
    describe(values)
    print(f"{len(values)} values")


def collect(originals: Path) -> Values:
    values: Values = {}
    for row in sorted(rows(FOLDER / "inputs.csv"), key=lambda row: int(row["precedence"])):
        for country, year, value in read(originals, row):
            values.setdefault((row["indicator"], country, year), (value, row["source"]))
    return values | incomes(values)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read(originals: Path, source: dict[str, str]) -> Iterator[tuple[str, int, float]]:
    countries = codes(source["code"])
    first, last = int(source["first_year"] or 0), int(source["last_year"] or 9999)
    scale = float(source["scale"])
    for row in original(originals, source["file"]):
        country = countries(row[source["country"]])
        if country and wanted(row, source["filter"]):
            for year, text in cells(row, source):
                if text and first <= year <= last:
                    yield country, year, float(text) * scale


def original(originals: Path, place: str) -> list[dict[str, str]]:
    name, _, member = place.partition("!")
    if not member:
        return rows(originals / name)
    return list(csv.DictReader(io.StringIO(members(originals / name)[member])))


@cache
def members(archive: Path) -> dict[str, str]:
    needed = {row["file"].partition("!")[2] for row in rows(FOLDER / "inputs.csv")} - {""}
    with tarfile.open(archive) as tar:
        return {m.name: tar.extractfile(m).read().decode() for m in tar if m.name in needed}  # type: ignore[union-attr]


def cells(row: dict[str, str], source: dict[str, str]) -> Iterator[tuple[int, str]]:
    if source["layout"] == "wide":
        yield from ((int(name), number(text)) for name, text in row.items() if name and name.strip().isdigit())
    else:
        yield int(float(row[source["year"]])), number(row[source["value"]])


def number(text: str | None) -> str:
    """Empty for what is no number; `<2.5` is held as its bound."""
    stripped = (text or "").strip().lstrip("<")
    try:
        return stripped if float(stripped) == float(stripped) else ""
    except ValueError:
        return ""


def wanted(row: dict[str, str], condition: str) -> bool:
    """Whether a row fits `name=value`; several conditions stand one after the other with a space between."""
    return all(row[name] == value for name, _, value in (part.partition("=") for part in condition.split()))


@cache
def codes(scheme: str) -> Callable[[str], str | None]:
    countries = rows(DATA / "countries" / "countries.csv")
    known = {row["iso3"] for row in countries}
    by_number = {row["m49"].lstrip("0"): row["iso3"] for row in countries if row["m49"]}
    names = {row["name"]: row["means"] for row in rows(DATA / "countries" / "names.csv") if row["language"] == "en"}
    aliases = {row["alias"]: row["means"] for row in rows(DATA / "countries" / "aliases.csv")}

    def iso3(text: str) -> str | None:
        code = CODES.get(text.upper(), text.upper())
        return code if code in known else None

    def named(text: str) -> str | None:
        found = names.get(text) or aliases.get(text)
        return found if found in known else None

    readers: dict[str, Callable[[str], str | None]] = {"iso3": iso3, "m49": by_number.get, "name": named}
    return readers[scheme]


def incomes(values: Values) -> Values:
    """GNI = GNI per person x population, where both stand for the same year."""
    return {
        ("gni_usd", country, year): (value * values["population", country, year][0], "wdi_product")
        for (name, country, year), (value, _) in values.items()
        if name == "gni_per_capita" and ("population", country, year) in values
    }


def write(values: Values) -> None:
    for old in FOLDER.glob("values_*.csv.gz"):
        old.unlink()
    decimals = {row["indicator"]: int(row["decimals"]) for row in rows(FOLDER / "indicators.csv")}
    parts: dict[str, list[str]] = defaultdict(list)
    for (name, country, year), (value, source) in sorted(values.items()):
        parts[name].append(f"{name},{country},{year},{value:.{decimals[name]}f},{source}\n")
    groups: dict[str, list[str]] = defaultdict(list)
    for name, lines in parts.items():
        groups[name[0]] += lines
    for initial, lines in groups.items():
        text = "indicator,country,year,value,source\n" + "".join(lines)
        (FOLDER / f"values_{initial}.csv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def describe(values: Values) -> None:
    """First and last year and number of countries of each indicator, beside what people wrote about it."""
    years: dict[str, set[int]] = defaultdict(set)
    countries: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, set[str]] = defaultdict(set)
    for (name, country, year), (_, source) in values.items():
        years[name].add(year)
        countries[name].add(country)
        sources[name].add(source)
    with (FOLDER / "catalogue.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("indicator", "first_year", "last_year", "countries", "sources"))
        for name in sorted(years):
            writer.writerow(
                (name, min(years[name]), max(years[name]), len(countries[name]), "+".join(sorted(sources[name])))
            )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
