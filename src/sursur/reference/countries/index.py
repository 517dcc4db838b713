"""Which rows speak of a text: by name key for names, by normalised code for codes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sursur.reference.countries.records import CODE_SCHEMES, Entry, Meaning
from sursur.reference.countries.tables import Tables, refuse
from sursur.reference.names import halves, inverted_key, name_key

_CAPITALS = re.compile("[A-Z]{2,3}")
_NUMBER = re.compile(r"0*(\d+)(?:\.0+)?")


def normal_code(text: str, scheme: str) -> str:
    """'4', '004' and '4.0' are one M49 code, 'afg ' and 'AFG' one ISO code."""
    tidy = text.strip().upper()
    number = _NUMBER.fullmatch(tidy)
    if not number:
        return tidy
    return number[1].zfill(3) if scheme == "m49" else number[1]


class NameIndex:
    """Rows by the key of their text, and by the key of the text turned into its natural order."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        rows: dict[str, list[Entry]] = defaultdict(list)
        whole: set[str] = set()
        for entry in entries:
            if entry.schemes <= CODE_SCHEMES.keys() and entry.schemes:
                continue
            keys = {name_key(entry.text), inverted_key(entry.text) or name_key(entry.text)}
            for key in sorted(keys):
                rows[key].append(entry)
            if halves(entry.text):
                whole |= keys
        self._rows = {key: tuple(found) for key, found in rows.items()}
        self._written_in_halves = whole
        self._check()

    def _check(self) -> None:
        """No text of the lists means two things unless a row written by hand says that it does."""
        for found in self._rows.values():
            listed = {entry.meaning.word: entry for entry in found if not entry.by_hand}
            general = [entry for entry in found if entry.by_hand and not entry.schemes and not entry.dated]
            if len({entry.meaning.word for entry in general} or listed) > 1:
                clash = general or list(listed.values())
                raise refuse(
                    " and ".join(entry.place for entry in clash[:3]),
                    f"{clash[0].text!r} means {' and '.join(sorted({entry.meaning.word for entry in clash}))}",
                    "Add a row to aliases.csv that says ambiguous:A|B, or take the wrong row out.",
                )
            self._check_overruled(listed, general)

    def _check_overruled(self, listed: Mapping[str, Entry], general: list[Entry]) -> None:
        """A row written by hand may add doubt to a list, but not move a name to another country in silence."""
        for entry in general:
            told = {word for word in listed if not word.startswith(("region:", "none:"))}
            if entry.meaning.kind == "country" and told - {entry.meaning.word}:
                raise refuse(
                    entry.place,
                    f"{entry.text!r} means {entry.meaning.word}, but the lists say {' and '.join(sorted(told))}",
                    "Say ambiguous:A|B, or name the scheme under which the row holds.",
                )

    def find(self, text: str) -> tuple[tuple[Entry, ...], str]:
        """The rows of a text and how they were found; two countries with a comma between them are not one name."""
        key = name_key(text)
        if looks_like_code(text):
            return tuple(row for row in self._rows.get(key, ()) if written_alike(row.text, text)), "whole name"
        pair = halves(text)
        if pair and self._two_names(pair) and key not in self._written_in_halves:
            return (), "two names in one text"
        if key in self._rows:
            return self._rows[key], "whole name"
        turned = inverted_key(text)
        if turned and turned in self._rows:
            return self._rows[turned], "inverted name"
        return (), "unknown name"

    def _two_names(self, pair: tuple[str, str]) -> bool:
        return all(self._is_place(half) for half in pair)

    def _is_place(self, half: str) -> bool:
        found = self._rows.get(name_key(half), ())
        return any(entry.meaning.kind in {"country", "region", "historic", "ambiguous"} for entry in found)


def looks_like_code(text: str) -> bool:
    """Two or three capitals: 'IRA' is not the Portuguese 'Irã' without its accent."""
    return _CAPITALS.fullmatch(text.strip()) is not None


def written_alike(name: str, text: str) -> bool:
    return "".join(filter(str.isalnum, name)).casefold() == text.strip().casefold()


class CodeIndex:
    """Rows by code: the rows written by hand first, then the codes that countries and regions bear today."""

    def __init__(self, tables: Tables) -> None:
        self._by_hand: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in tables.entries:
            for scheme in entry.schemes & CODE_SCHEMES.keys():
                self._by_hand[scheme, normal_code(entry.text, scheme)].append(entry)
        self._today = dict(codes_of_today(tables))

    def find(self, text: str, scheme: str) -> tuple[tuple[Entry, ...], Meaning | None]:
        code = normal_code(text, scheme)
        return tuple(self._by_hand.get((scheme, code), ())), self._today.get((scheme, code))


def codes_of_today(tables: Tables) -> Iterable[tuple[tuple[str, str], Meaning]]:
    for region in tables.regions.values():
        if region.code.startswith("wb:"):
            yield ("iso3", region.code.removeprefix("wb:")), Meaning("region", region.code)
        for scheme in ("dac", "m49"):
            if getattr(region, scheme):
                yield (scheme, getattr(region, scheme)), Meaning("region", region.code)
    for country in tables.countries.values():
        for scheme in CODE_SCHEMES:
            if getattr(country, scheme):
                yield (scheme, getattr(country, scheme)), Meaning("country", country.iso3)
