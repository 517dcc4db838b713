"""What could have been written instead of a word that nobody knows, and the names of parties in such sentences."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping

from sursur.reference.countries import load_countries
from sursur.reference.groups import Group
from sursur.sentences import Sentence, Several, Term, joined

SLIP = 0.85
FEW = 3
SHORTEST = 3
"""Letters that a part of a word must have to say anything."""
LISTED = 80
"""More choices than this are not listed in a message."""


def offered(word: str, known: Collection[str], alike: float = 0.5, other: Mapping[str, str] | None = None) -> str:
    """`Did you mean …? Choose from: …`, the latter where there are not too many; `other` words stand for known ones."""
    meant = {one: one for one in known} | dict(other or {})
    near = dict.fromkeys(meant[one] for one in _nearest(word, list(meant), alike))
    return joined(did_you_mean(near), one_of(known) if len(known) <= LISTED else "")


def _nearest(word: str, known: Collection[str], alike: float) -> list[str]:
    """A slip of the pen is one word; else those that hold what was written, or the one that is written most alike."""
    slip = difflib.get_close_matches(word, known, n=1, cutoff=SLIP)
    holding = [one for one in known if len(word) >= SHORTEST and word.casefold() in one.casefold()]
    return slip or holding[:FEW] or difflib.get_close_matches(word, known, n=1, cutoff=alike)


def did_you_mean(near: Iterable[str]) -> str:
    named = Several(near)
    return Sentence("Did you mean %(near)s?", near=named) if named else ""


def one_of(known: Iterable[str]) -> Sentence:
    return Sentence("Choose from: %(known)s.", known=Several(known))


def name_of(country: str) -> str:
    countries = load_countries()
    return countries[country].name_en if country in countries else country


def country_term(country: str) -> Term:
    """`Brazil (BRA)`."""
    return Term(f"{name_of(country)} ({country})", "country", country)


def country_terms(countries: Iterable[str]) -> Several:
    """`Brazil (BRA), India (IND)` in the order of the names."""
    return Several(sorted(map(country_term, countries)))


def group_term(group: Group) -> Term:
    return Term(group.name, "group", group.group_id)
