"""Read the tables of `reference/data/countries`; refuse them, with file, row and repair, when they break a rule."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, TypeVar, cast, get_args

from sursur.errors import ReferenceDataError
from sursur.reference.countries.records import SCHEMES, Country, Entry, HistoricState, Meaning, Region

Row = dict[str, str]
T = TypeVar("T")
Kind = Literal["region", "historic", "ambiguous", "none"]
PREFIXES = frozenset(get_args(Kind))


@dataclass(frozen=True, slots=True)
class Tables:
    countries: dict[str, Country]
    regions: dict[str, Region]
    historic: dict[str, HistoricState]
    entries: tuple[Entry, ...]
    changes: dict[str, tuple[int, str]]
    """Country → the year until which it was another territory, and how."""


def read_tables() -> Tables:
    disputes = {row["country"]: row["note"] for _, row in read("disputes.csv")}
    tables = Tables(
        countries=keyed("countries.csv", "iso3", lambda row: country(row, disputes)),
        regions=keyed("regions.csv", "code", region),
        historic=keyed("historic.csv", "id", historic_state),
        entries=(*map(named_entry, read("names.csv")), *map(alias_entry, read("aliases.csv"))),
        changes={row["country"]: (int(row["until"]), row["note"]) for _, row in read("changes.csv")},
    )
    check(tables)
    return tables


def read(file_name: str) -> list[tuple[str, Row]]:
    """The rows of a table, each with its place ('aliases.csv, row 12'; row 1 is the header)."""
    text = files("sursur.reference").joinpath("data", "countries", file_name).read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), strict=True)
    return [(f"{file_name}, row {number}", row) for number, row in enumerate(rows, start=2)]


def keyed(file_name: str, key: str, make: Callable[[Row], T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for place, row in read(file_name):
        if row[key] in found:
            raise refuse(place, f"{key} {row[key]!r} stands twice", "Keep one of the rows.")
        found[row[key]] = make(row)
    return found


def country(row: Row, disputes: Mapping[str, str]) -> Country:
    fields = {name: row[name] for name in Country.__slots__ if name != "disputed_note"}
    return Country(**fields, disputed_note=disputes.get(row["iso3"], ""))


def region(row: Row) -> Region:
    return Region(**{name: row[name] for name in Region.__slots__})


def historic_state(row: Row) -> HistoricState:
    return HistoricState(
        id=row["id"],
        name=row["name"],
        starts=row["starts"],
        ends=row["ends"],
        successors=tuple(row["successors"].split()),
        continued_by=row["continued_by"],
        continued_from=int(row["continued_from"]) if row["continued_from"] else None,
        note=row["note"],
        source=row["source"],
    )


def meaning(cell: str) -> Meaning:
    prefix, _, value = cell.partition(":")
    if prefix in PREFIXES:
        return Meaning(cast("Kind", prefix), value)
    return Meaning("country", cell)


def named_entry(placed: tuple[str, Row]) -> Entry:
    place, row = placed
    return Entry(row["name"], meaning(row["means"]), frozenset(), None, None, "", row["source"], place, by_hand=False)


def alias_entry(placed: tuple[str, Row]) -> Entry:
    place, row = placed
    years = [int(row[name]) if row[name] else None for name in ("from_year", "to_year")]
    schemes = frozenset(row["scheme"].split())
    return Entry(
        row["alias"],
        meaning(row["means"]),
        schemes,
        years[0],
        years[1],
        row["note"],
        row["source"],
        place,
        by_hand=True,
    )


def refuse(place: str, what: str, repair: str) -> ReferenceDataError:
    return ReferenceDataError(f"{place}: {what}.", repair=repair)


def check(tables: Tables) -> None:
    for code in ("iso2", "m49", "cow", "gw", "dac"):
        check_unique("countries.csv", code, tables.countries)
    for code in ("dac", "m49"):
        check_unique("regions.csv", code, tables.regions)
    check_references(tables)
    for entry in tables.entries:
        check_entry(entry, tables)


def check_unique(file_name: str, code: str, rows: Mapping[str, Country] | Mapping[str, Region]) -> None:
    seen: dict[str, str] = {}
    for key, row in rows.items():
        text = str(getattr(row, code))
        if text and text in seen:
            raise refuse(
                f"{file_name}, {key}", f"{code} {text} stands at {seen[text]} too", "Give the code to one row only."
            )
        seen[text] = key


def check_references(tables: Tables) -> None:
    for row in tables.countries.values():
        if row.sovereign and row.sovereign not in tables.countries:
            raise refuse(
                f"countries.csv, {row.iso3}", f"sovereign {row.sovereign} is unknown", "Use a code of the table."
            )
    for state in tables.historic.values():
        unknown = {*state.successors, *filter(None, [state.continued_by])} - tables.countries.keys()
        if unknown or state.id in tables.countries:
            raise refuse(
                f"historic.csv, {state.id}",
                f"unknown successors {sorted(unknown)}, or an id that a country bears",
                "Use ISO codes of countries.csv as successors and another id.",
            )
    unknown = tables.changes.keys() - tables.countries.keys()
    if unknown:
        raise refuse("changes.csv", f"unknown countries {sorted(unknown)}", "Use ISO codes of countries.csv.")


def check_entry(entry: Entry, tables: Tables) -> None:
    for word in entry.meaning.parts:
        found = meaning(word)
        known: dict[str, Collection[str]] = {
            "country": tables.countries,
            "region": tables.regions,
            "historic": tables.historic,
        }
        if found.kind in known and found.value not in known[found.kind]:
            raise refuse(entry.place, f"{entry.text!r} means {word}, which no table knows", "Use a code of the tables.")
    if not entry.source or not entry.text:
        raise refuse(entry.place, "a text or its source is missing", "Fill both cells, or take the row out.")
    if entry.schemes - SCHEMES.keys():
        raise refuse(entry.place, f"unknown scheme {sorted(entry.schemes - SCHEMES.keys())}", f"Use {sorted(SCHEMES)}.")
    if entry.from_year and entry.to_year and entry.from_year > entry.to_year:
        raise refuse(entry.place, "the span ends before it starts", "Swap from_year and to_year.")
