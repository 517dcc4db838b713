"""What the header of a column means, by the words of `words.csv` beside the descriptors: word, target, language.

A target is what the column fills (`amount`, `recipient`, `quantity:person_day`, …). With `=` it is the meaning of a
word in the cells: `status=2`, `instrument=grant`, `modality=triangular`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files

from sursur.ingest.sheet.batch import header_key
from sursur.reference.packaged import read_table

SHORTEST_AT_START, SHORTEST_WITHIN = 3, 4
"""Shorter words are looked for as whole headers only: `to` and `id` stand in many others."""
MONEY = ("disbursement", "amount", "commitment")
"""Targets that are amounts, the one that says most of what was done first."""
A_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:\s*[-/–]\s*(\d{2,4}))?(?!\d)\s*(?:年度?)?")
LONGEST_LABEL = 40
GOALS = "sdg"
"""Nothing else where its word stands in a header: `SDG 3` would read as three Sudanese pounds."""


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    rows = read_table(files("sursur.ingest.descriptor") / "words.csv")
    return tuple((header_key(row["word"]), row["target"], row["language"]) for row in rows)


@cache
def header_words() -> dict[str, str]:
    """Words of headers as keys with their targets."""
    return {word: target for word, target, _ in _rows() if "=" not in target}


@cache
def meanings(target: str) -> dict[str, str]:
    """Words in the cells of a column with what they stand for, such as `finalizado` 4 for `status`."""
    found = (row for row in _rows() if row[1].startswith(f"{target}="))
    return {word: named.partition("=")[2] for word, named, _ in found}


def language_of(names: list[str]) -> str:
    """The language in which most of the names are headers; empty where that is not clear."""
    keys = {header_key(name) for name in names}
    found = {
        (language, word)
        for word, target, language in _rows()
        if "=" not in target and any(_is_word_of(word, key) for key in keys)
    }
    counts = Counter(language for language, _ in found).most_common(2)
    clear = counts and (len(counts) == 1 or counts[0][1] > counts[1][1])
    return counts[0][0] if clear else ""


def _is_word_of(word: str, key: str) -> bool:
    return word in key if _has_no_spaces(word) else f" {word} " in f" {key} "


def meaning_of(name: str) -> str:
    """What a header most likely means; empty where its words are not known."""
    return next((target for _, target in meanings_of(name)), "")


@lru_cache(maxsize=10_000)
def meanings_of(name: str) -> tuple[tuple[int, str], ...]:
    """How well a header fits each thing that it may mean, the best first: as a whole, at its beginning, in a part.

    A question asks about something else than its words name (`Is the private sector involved?`).
    """
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", name)
    key, whole = header_key(bare), []
    for strength, written in ((9_000, header_key(name)), (8_000, key)):
        if target := header_words().get(written):
            whole.append((strength - _rank(written), target))
    known = header_words().items() if "?" not in name else ()
    parts = [(_fit(word, key), target) for word, target in known if _is_within(word, key)]
    best = {target: strength for strength, target in sorted((*parts, *whole))}
    if any(target == GOALS and _is_word_of(word, key) for word, target in known):
        return ((len(key), GOALS),)
    return tuple(sorted(((strength, target) for target, strength in best.items()), reverse=True))


def _rank(word: str) -> int:
    """Of two whole headers with one meaning the word that stands first in the table is the better: title, programme."""
    return list(header_words()).index(word) if word in header_words() else 0


def _is_within(word: str, key: str) -> bool:
    if _has_no_spaces(word):
        return len(word) > 1 and word in key
    if key.startswith(f"{word} "):
        return len(word) >= SHORTEST_AT_START
    return len(word) >= SHORTEST_WITHIN and _is_word_of(word, key)


def _fit(word: str, key: str) -> int:
    """The longer word fits better, at the beginning better than elsewhere."""
    return (1_000 if key.startswith(word) else 0) + len(word)


def _has_no_spaces(word: str) -> bool:
    return any("\u3000" <= sign <= "\u9fff" for sign in word)


def label_of_year(name: str) -> str | None:
    """What stands beside the year in the header of a column for one year (empty in `2019`); else None.

    Years as 2018/19 are fiscal; 2018-2020 is a span and no year.
    """
    found = list(A_YEAR.finditer(name))
    if len(found) != 1 or not _is_one_year(found[0]):
        return None
    label = header_key(A_YEAR.sub(" ", name))
    return label if len(label) <= LONGEST_LABEL and (not label or meaning_of(label) in ("", *MONEY)) else None


def _is_one_year(found: re.Match[str]) -> bool:
    return found[2] is None or int(found[2]) % 100 == (int(found[1]) + 1) % 100


def years_among(names: tuple[str, ...]) -> tuple[int, ...]:
    """The columns that hold one amount for each year: those of disbursements before those of plans.

    A label whose meaning is not known must stand in two columns, else it is a name with a year in it.
    """
    groups: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        label = label_of_year(name)
        if label is not None:
            groups.setdefault(label, []).append(place)
    fitting = [
        (_order(label), places)
        for label, places in groups.items()
        if len(places) > 1 or not label or meaning_of(label)
    ]  # fmt: skip
    return tuple(min(fitting)[1]) if fitting else ()


def _order(label: str) -> int:
    target = meaning_of(label) if label else "amount"
    return MONEY.index(target) if target in MONEY else len(MONEY)
