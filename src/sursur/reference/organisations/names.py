"""Names and identifiers of organisations made comparable."""

from __future__ import annotations

import re
from functools import lru_cache

from sursur.reference.names import plain

_WORD = re.compile(r"[^\W_]+")
_BRACKET_AT_END = re.compile(r"^(?P<before>.+?)\s*[(\[](?P<inside>[^()\[\]]+)[)\]]\s*$")
_ACRONYM = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z&./-]{1,11}")
_FULL_STOPS = re.compile(r"(?<=\b\w)\.(?=\w\b|\s|$)")
_REF_NOISE = re.compile(r"\s+")


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Equal for names that differ only in letter case, accents, punctuation, spaces, `&` for `and` or a first `the`."""
    words = _WORD.findall(plain(_FULL_STOPS.sub("", name.replace("&", " and "))))
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def without_bracket(name: str) -> tuple[str, str] | None:
    """`World Food Programme (WFP)` → the name before its last bracket, and what stands in it."""
    match = _BRACKET_AT_END.match(name)
    return (match["before"], match["inside"].strip()) if match else None


def without_first_acronym(name: str) -> str | None:
    """`AfDB African Development Bank` → `African Development Bank`; None where the first word is no acronym."""
    first, _, rest = name.partition(" ")
    return rest.lstrip("-–: ") if rest and _ACRONYM.fullmatch(first) else None


def ref_key(ref: str) -> str:
    """Identifiers compare in upper case and without spaces."""
    return _REF_NOISE.sub("", ref).upper()
