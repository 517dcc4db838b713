"""A group by its name: `CARICOM`, `Caribbean Community`, `Países do CPLP`."""

from __future__ import annotations

from collections import Counter
from functools import cache

from sursur.reference.groups.tables import load_groups
from sursur.reference.names import plain

AROUND = frozenset((
    *("countries", "country", "member", "members", "state", "states", "nations", "of", "the", "group", "region"),
    *("paises", "pais", "estados", "miembros", "membros", "de", "del", "do", "da", "dos", "das", "la", "las", "los"),
    *("el", "grupo", "regiao", "pays", "etats", "membres", "des", "du", "le", "les", "l", "groupe"),
))  # fmt: skip
"""Words that stand around a group's name in English, Spanish, Portuguese and French and do not change what it means."""


def group_named(text: str) -> str | None:
    """The id of the one group that bears this name, short or full; None where none or several do."""
    return _names().get(_core(text))


@cache
def _names() -> dict[str, str]:
    pairs = {(_core(name), group.group_id) for group in load_groups() for name in (group.name, group.full_name)}
    often = Counter(name for name, _ in pairs)
    return {name: group_id for name, group_id in sorted(pairs) if name and often[name] == 1}


def _core(text: str) -> str:
    words = plain(text.replace("(", " ").replace(")", " ")).split()
    return " ".join(word for word in words if word not in AROUND)
