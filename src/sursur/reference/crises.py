"""Which crisis an activity answers, from what it declares.

The rules are rows of `data/codes/crises.csv`. Codes are asked before words: a humanitarian scope (GLIDE number or
appeal), an own tag, the purpose code, a TOSSD keyword, and last the words of title and description.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from sursur.errors import ReferenceDataError
from sursur.reference.packaged import read_rows

KINDS = ("glide", "appeal", "tag", "sector", "keyword", "word")
_GLIDE = re.compile(r"[A-Z]{2}-\d{4}-\d{6}-[A-Z0-9]{3}")


@dataclass(frozen=True, slots=True)
class CrisisRule:
    """A code or word that stands for a crisis; a pattern that ends in `*` matches any ending."""

    crisis: str
    title: str
    kind: str
    pattern: str
    source: str

    def matches(self, value: str) -> bool:
        pattern = self.pattern.casefold()
        if self.kind == "word":
            return pattern in value
        return value.startswith(pattern[:-1]) if pattern.endswith("*") else value == pattern


@dataclass(frozen=True, slots=True)
class Signs:
    """What an activity declares, as reported; leave out what it does not."""

    scopes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Crisis:
    """`crisis` is an id of crises.csv or a GLIDE number; `rule` names the kind of sign and what it said."""

    crisis: str
    rule: str


def crisis_of(signs: Signs) -> Crisis | None:
    """The crisis that the strongest sign names. A GLIDE number that no rule knows stands for itself."""
    values: Mapping[str, Iterable[str]] = {
        "glide": signs.scopes,
        "appeal": signs.scopes,
        "tag": signs.tags,
        "sector": signs.sectors,
        "keyword": signs.keywords,
        "word": (signs.text,),
    }
    for kind in KINDS:
        named = _named(kind, values[kind])
        if named:
            return named
    return None


@cache
def crisis_rules() -> tuple[CrisisRule, ...]:
    """The rules, checked: a known kind, a pattern, and a source in every row."""
    rules = tuple(_rule(row) for row in read_rows("codes", "crises.csv"))
    patterns = [(rule.kind, rule.pattern.casefold()) for rule in rules]
    if len(patterns) != len(set(patterns)):
        raise ReferenceDataError("crises.csv: a pattern stands twice.", repair="One row per kind and pattern.")
    return rules


def crisis_titles() -> Mapping[str, str]:
    return {rule.crisis: rule.title for rule in crisis_rules()}


def _rule(row: Mapping[str, str]) -> CrisisRule:
    if row["kind"] not in KINDS or not row["pattern"] or not row["source"] or not row["crisis"]:
        raise ReferenceDataError(
            f"crises.csv: {row['crisis']} {row['pattern']!r} has no source, no pattern or an unknown kind.",
            repair=f"Kinds: {', '.join(KINDS)}.",
        )
    return CrisisRule(row["crisis"], row["title_en"], row["kind"], row["pattern"], row["source"])


def _named(kind: str, values: Iterable[str]) -> Crisis | None:
    texts = sorted({" ".join(value.split()) for value in values if value})
    for rule in crisis_rules():
        for text in texts:
            if rule.kind == kind and rule.matches(text.casefold()):
                return Crisis(rule.crisis, f"{kind}-{rule.pattern}")
    return _own_glide(texts) if kind == "glide" else None


def _own_glide(texts: Iterable[str]) -> Crisis | None:
    number = next((text.upper() for text in texts if _GLIDE.fullmatch(text.upper())), None)
    return Crisis(number, "glide") if number else None
