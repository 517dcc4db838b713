"""Words that stand in cells beside numbers and dates, in many languages: `words.csv`, a row for each.

scale  a power of ten (`value`) that the word means and nothing else: `billones` (10^12) and a bare m are not here
money  a currency (`value`, empty where several share the sign); what `sursur.reference.currencies` knows is not here
month  its number
year   a word before or after the number of a year
total  starts the line that sums others
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from sursur.reference.currencies import resolve_currency
from sursur.reference.packaged import read_table

_CONNECTING = re.compile(r"(?:\s|\b(?:de|del|d|of|en|in|the|em|в)\b|[.,:;'’])+", re.IGNORECASE)


@cache
def words(kind: str) -> dict[str, str]:
    """The words of a kind with their values; the keys are in lower case."""
    rows = read_table(files("sursur.ingest.sheet") / "words.csv")
    return {folded(row["word"]): row["value"] for row in rows if row["kind"] == kind}


def folded(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


@cache
def _alternatives(kind: str) -> re.Pattern[str]:
    """Any word of the kind at a place, the longest first. Scripts that write without spaces have no word's end."""
    listed = sorted(words(kind), key=lambda word: (-len(word), word))
    return re.compile("|".join(re.escape(word) + (r"(?!\w)" if _is_spaced(word) else "") for word in listed))


def _is_spaced(word: str) -> bool:
    return word[-1].isalpha() and not "\u3000" <= word[-1] <= "\u9fff"


@lru_cache(maxsize=10_000)
def scale_and_money(text: str) -> tuple[int, str, str]:
    """What the words beside a number mean: power of ten, currency, and what no word explains."""
    rest, power = _taken(folded(text), "scale")
    currency, left = _money(rest)
    return (int(power) if power else 0), currency, left


def _taken(text: str, kind: str) -> tuple[str, str]:
    """The text without the one word of the kind that it holds, and the value of that word."""
    for found in _alternatives(kind).finditer(text):
        before = text[found.start() - 1 : found.start()]
        if not (before.isalpha() and _is_spaced(found[0])):
            return f"{text[: found.start()]} {text[found.end() :]}", words(kind)[found[0]]
    return text, ""


def _money(text: str) -> tuple[str, str]:
    """Currency of a text that holds nothing else (empty where it is shared), and the text where it holds more."""
    bare = " ".join(text.split())
    trimmed = _CONNECTING.sub(" ", bare).strip()
    if not trimmed:
        return "", ""
    for written in dict.fromkeys((bare, trimmed, *_once(trimmed))):
        if written in words("money"):
            return words("money")[written], ""
        match = resolve_currency(written.upper())
        if match.status in ("known", "fixed", "ambiguous"):
            return match.code or "", ""
    return "", trimmed


def _once(text: str) -> tuple[str, ...]:
    """Sign and code of a currency side by side, such as `$ USD`: each of the two parts, the code first."""
    parts = text.split()
    signs = [part for part in parts if not part.isalpha()]
    codes = [part for part in parts if part.isalpha()]
    return (codes[0],) if len(parts) == 2 and len(signs) == len(codes) == 1 and signs[0] in ("$", "€", "£", "¥") else ()


@lru_cache(maxsize=10_000)
def currency_in(text: str) -> str:
    """The one currency that a header or a cell names beside its number; empty where none or a shared sign."""
    split = re.split(r"[()\[\]/|,\uff08\uff09]| - ", folded(text))
    pieces = [piece for part in split if (piece := re.sub(r"[\d.,+\u2212-]+", " ", part)).strip()]
    found = {currency for piece in pieces for currency in _currencies(piece)}
    return found.pop() if len(found) == 1 else ""


def _currencies(piece: str) -> set[str]:
    whole = scale_and_money(piece)
    if whole[1]:
        return {whole[1]}
    tokens = _CONNECTING.sub(" ", piece).split()
    answers = (resolve_currency(token.upper()) for token in tokens if len(token) == 3 or not token.isalpha())
    return {match.code for match in answers if match.code and match.status in ("known", "fixed")}


@lru_cache(maxsize=1_000)
def scale_in(text: str) -> int:
    """The power of ten that a header names, such as 3 in `Monto (miles de USD)` or `USD '000`; 0 where none."""
    plain = folded(text)
    if re.search(r"(?<!\d)['’,]?000(?!\d)", plain):
        return 6 if re.search(r"000[.,'’ ]?000", plain) else 3
    _, power = _taken(" ".join(re.findall(r"[^\s()\[\],;:/]+", plain)), "scale")
    return int(power) if power else 0


def month_number(word: str) -> int | None:
    value = words("month").get(folded(word).strip(" ."))
    return int(value) if value else None
