"""A cell with several countries → one text for each."""

from __future__ import annotations

import re
from functools import lru_cache

from sursur.ingest.sheet.cells import NO_VALUE
from sursur.reference.countries import load_countries

_BETWEEN = re.compile(
    r"(\s*[,;/|\n•·、\uff0c\uff1b]\s*|\s+(?:y|e|et|and|и|und|&|\+|-|–)\s+|\s+و(?=\S)\s*|(?<=[\u3400-\u9fff])[和及与](?=[\u3400-\u9fff]))"
)
_ASIDE = re.compile(r"\([^)]*\)|:?\s*\d+(?:[.,]\d+)?\s*%")
MOST_PIECES = 4
"""Of one country's name, such as `Congo, República Democrática del` or `San Vicente y las Granadinas`."""


@lru_cache(maxsize=10_000)
def countries_in(text: str) -> list[str]:
    """The names in the order of the text: pieces between commas and words for `and`, put together where that is a name.

    A piece that is no country (a group, a misspelling) stays as written, for nothing is dropped here.
    """
    if text.casefold() in NO_VALUE and not text.isalpha():
        return []
    pieces = _BETWEEN.split(text.strip())
    found, start = [], 0
    while start < len(pieces):
        end = _end_of_name(pieces, start)
        name = " ".join("".join(pieces[start:end]).split())
        if name.strip(" .,;"):
            found.append(name)
        start = end + 1
    return found


def _end_of_name(pieces: list[str], start: int) -> int:
    """Where the longest name that begins here ends; `pieces` has a text at even places and what is between at odd."""
    for count in range(MOST_PIECES, 1, -1):
        end = start + 2 * count - 1
        if (
            end <= len(pieces)
            and pieces[start].strip()
            and pieces[end - 1].strip()
            and _is_country("".join(pieces[start:end]))
        ):
            return end
    return start + 1


def _is_country(text: str) -> bool:
    return load_countries().resolve(bare_name(text)).status in ("matched", "historic")


def bare_name(text: str) -> str:
    """Without what stands in brackets and without a percentage."""
    return " ".join(_ASIDE.sub(" ", text).split())


def country_text(piece: str) -> str:
    """The piece without its share and remarks, unless the remark belongs to the name, as in `Congo (Rép. dém.)`."""
    whole = load_countries().resolve(piece)
    return piece if whole.status in ("matched", "historic", "ambiguous") else bare_name(piece)
