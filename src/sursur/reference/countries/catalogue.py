"""The countries of the world as one object: look a country up, or ask what a source means by a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from typing import Any

import pyarrow as pa

from sursur.errors import NotFoundError, UsageError
from sursur.model.tables import COUNTRY
from sursur.reference.countries.index import CodeIndex, NameIndex
from sursur.reference.countries.lists import split_places
from sursur.reference.countries.records import (
    CODE_SCHEMES,
    CODES_FIRST,
    SCHEMES,
    Country,
    Entry,
    HistoricState,
    Meaning,
    OnAmbiguous,
    OnHistoric,
    Region,
    Resolution,
)
from sursur.reference.countries.tables import Tables, meaning, read_tables
from sursur.tabular import arrow_table

LOOKUP = pa.schema(
    [(name, pa.string()) for name in ("text", "scheme", "country", "region", "historic", "status", "rule", "note")]
)
DATED_LOOKUP = LOOKUP.insert(2, pa.field("year", pa.int64()))


class Countries:
    """Countries by ISO 3166-1 alpha-3, regions by code, states of the past by id, and the meaning of texts."""

    def __init__(self, tables: Tables) -> None:
        self._countries = dict(sorted(tables.countries.items()))
        self.regions: dict[str, Region] = tables.regions
        self.historic: dict[str, HistoricState] = tables.historic
        self._changes = tables.changes
        self._entries = tables.entries
        self._codes = CodeIndex(tables)
        self._resolve = lru_cache(maxsize=65_536)(self._resolve_anew)

    @cached_property
    def _names(self) -> NameIndex:
        """Made when the first name is looked up: whoever only tells names waits for no index, nor for its checks."""
        return NameIndex(self._entries)

    def __getitem__(self, iso3: str) -> Country:
        try:
            return self._countries[iso3]
        except KeyError:
            raise NotFoundError(
                f"No country has the code {iso3!r}.", repair="Use ISO 3166-1 alpha-3 in capitals, such as KEN, or XKX."
            ) from None

    def __iter__(self) -> Iterator[Country]:
        return iter(self._countries.values())

    def __len__(self) -> int:
        return len(self._countries)

    def __contains__(self, iso3: object) -> bool:
        return iso3 in self._countries

    def get(self, iso3: str) -> Country | None:
        return self._countries.get(iso3)

    def resolve(
        self,
        text: str | None,
        scheme: str = "name",
        year: int | None = None,
        *,
        on_historic: OnHistoric = "keep",
        on_ambiguous: OnAmbiguous = "keep",
    ) -> Resolution:
        """What a source means by `text` under `scheme` (see `SCHEMES`), in `year` where the meaning has changed.

        Without a policy nothing is decided for the caller: a state of the past stays one, an ambiguity stays one.
        """
        if scheme not in SCHEMES:
            raise UsageError(f"Unknown scheme {scheme!r}.", repair=f"Use one of {', '.join(SCHEMES)}.")
        found = self._resolve(text or "", scheme, year)
        if found.status == "historic" and on_historic == "successor":
            return self._continued(found, year)
        if found.status == "ambiguous" and on_ambiguous == "country":
            return self._only_country(found)
        return found

    def require(self, text: str | None, scheme: str = "name", year: int | None = None) -> Country:
        """The country, or a NotFoundError that says what the text is instead: for what people type."""
        found = self.resolve(text, scheme, year)
        if found.country is None:
            other = f" It may mean {', '.join(found.candidates)}." if found.candidates else ""
            raise NotFoundError(
                f"{text!r} is no country under the scheme {scheme!r}: {found.status}, {found.rule}.{other}",
                repair="Write the name in full or give the ISO 3166-1 code.",
            )
        return self[found.country]

    def resolve_list(self, text: str | None, scheme: str = "name", year: int | None = None) -> tuple[Resolution, ...]:
        """Every place of a cell that may hold several ('Kenya, Uganda and Tanzania'), in the order of the cell."""
        return split_places(text or "", lambda part: self.resolve(part, scheme, year), year, self.historic)

    def lookup_table(
        self,
        texts: Iterable[str | None],
        scheme: str = "name",
        year: int | None = None,
        *,
        on_historic: OnHistoric = "keep",
        on_ambiguous: OnAmbiguous = "keep",
    ) -> pa.Table:
        """One row per distinct text, for joining: text, scheme, country, region, historic, status, rule, note."""
        distinct = sorted({text for text in texts if text})
        found = [
            self.resolve(text, scheme, year, on_historic=on_historic, on_ambiguous=on_ambiguous) for text in distinct
        ]
        return pa.Table.from_pylist([lookup_row(resolution) for resolution in found], schema=LOOKUP)

    def dated_lookup_table(
        self,
        dated_texts: Iterable[tuple[str | None, int | None]],
        scheme: str = "name",
        *,
        on_historic: OnHistoric = "keep",
        on_ambiguous: OnAmbiguous = "keep",
    ) -> pa.Table:
        """One row per distinct text and year: what codes and names that changed their meaning need."""
        distinct = sorted(
            {(text, year) for text, year in dated_texts if text}, key=lambda pair: (pair[0], pair[1] or 0)
        )
        rows = [
            lookup_row(self.resolve(text, scheme, year, on_historic=on_historic, on_ambiguous=on_ambiguous))
            | {"year": year}
            for text, year in distinct
        ]
        return pa.Table.from_pylist(rows, schema=DATED_LOOKUP)

    def country_table(self) -> pa.Table:
        """The model's `country` table."""
        names = {"iso3": "country"} | {name: name for name in COUNTRY.column_names if name != "country"}
        return arrow_table(COUNTRY, [{name: getattr(row, field) for field, name in names.items()} for row in self])

    def _resolve_anew(self, text: str, scheme: str, year: int | None) -> Resolution:
        if not text.strip():
            return Resolution(text, scheme, "no_match", "empty text")
        if scheme in CODE_SCHEMES:
            return self._by_code(text, scheme, scheme, year)
        if scheme in CODES_FIRST:
            return self._code_or_name(text, scheme, year)
        return self._by_name(text, scheme, year)

    def _code_or_name(self, text: str, scheme: str, year: int | None) -> Resolution:
        """The scheme's own fixes, then the code, then the name."""
        own = self._by_name(text, scheme, year)
        if own.rule == f"{scheme} spelling":
            return own
        coded = self._by_code(text, CODES_FIRST[scheme], scheme, year)
        return own if coded.rule == "unknown code" else coded

    def _by_code(self, text: str, codes: str, scheme: str, year: int | None) -> Resolution:
        entries, today = self._codes.find(text, codes)
        chosen = in_year(entries, year)
        if chosen:
            return self._told(text, scheme, chosen, f"{codes} code", year)
        if today is None:
            return Resolution(text, scheme, "no_match", "unknown code")
        return self._meant(text, scheme, {today.word: ""}, f"{codes} code", year)

    def _by_name(self, text: str, scheme: str, year: int | None) -> Resolution:
        entries, how = self._names.find(text)
        own = in_year([entry for entry in entries if scheme in entry.schemes], year)
        if own:
            return self._told(text, scheme, own, f"{scheme} spelling", year)
        general = [entry for entry in entries if not entry.schemes]
        by_hand = in_year([entry for entry in general if entry.by_hand], year)
        chosen = by_hand or [entry for entry in general if not entry.by_hand]
        if not chosen:
            return Resolution(text, scheme, "no_match", "unknown name" if how == "whole name" else how)
        return self._told(text, scheme, chosen, how, year)

    def _told(self, text: str, scheme: str, entries: list[Entry], rule: str, year: int | None) -> Resolution:
        return self._meant(text, scheme, {entry.meaning.word: entry.note for entry in entries}, rule, year)

    def _meant(self, text: str, scheme: str, words: dict[str, str], rule: str, year: int | None) -> Resolution:
        meanings = [meaning(word) for word in words]
        note = "; ".join(sorted({note for note in words.values() if note}))
        if len(meanings) > 1 or meanings[0].kind == "ambiguous":
            parts = tuple(sorted({part for one in meanings for part in one.parts}))
            return Resolution(text, scheme, "ambiguous", rule, candidates=parts, note=note)
        return self._single(Resolution(text, scheme, "no_match", rule, note=note), meanings[0], year)

    def _single(self, blank: Resolution, meant: Meaning, year: int | None) -> Resolution:
        if meant.kind == "region":
            return replace(blank, status="region", region=meant.value)
        if meant.kind == "historic":
            state = self.historic[meant.value]
            return replace(blank, status="historic", historic=state.id, candidates=state.successors)
        if meant.kind == "none":
            part = meant.value.removeprefix("part of ")
            candidates = (part,) if part in self._countries else ()
            return replace(blank, rule=f"not a country: {meant.value}", candidates=candidates)
        note = "; ".join(filter(None, [blank.note, self._territory_note(meant.value, year)]))
        return replace(blank, status="matched", country=meant.value, note=note)

    def _territory_note(self, iso3: str, year: int | None) -> str:
        until, note = self._changes.get(iso3, (0, ""))
        return note if year is not None and year <= until else ""

    def _continued(self, found: Resolution, year: int | None) -> Resolution:
        state = self.historic[found.historic or ""]
        if year is None or state.continued_from is None or year < state.continued_from:
            return found
        note = f"{state.name}, continued by {state.continued_by}: {state.note}"
        return replace(found, status="matched", rule="continuing state", country=state.continued_by, note=note)

    def _only_country(self, found: Resolution) -> Resolution:
        countries = [word for word in found.candidates if word in self._countries]
        others = [word for word in found.candidates if not word.startswith("region:")]
        if len(countries) != 1 or others != countries:
            return found
        return replace(found, status="matched", rule="only country among the candidates", country=countries[0])


def in_year(entries: Iterable[Entry], year: int | None) -> list[Entry]:
    """The rows in force: those dated to the year before undated ones; without a year only undated ones speak."""
    listed = list(entries)
    undated = [entry for entry in listed if not entry.dated]
    if year is None:
        return undated
    return [entry for entry in listed if entry.dated and entry.covers(year)] or undated


def lookup_row(found: Resolution) -> dict[str, Any]:
    return {name: getattr(found, name) for name in LOOKUP.names}


@cache
def load_countries() -> Countries:
    """The countries of the package's tables, checked and indexed once."""
    return Countries(read_tables())
