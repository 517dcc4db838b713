"""How the cells of a column are written: dates, decimal marks, words, lists, codes of countries."""

from __future__ import annotations

import re
from datetime import date

from sursur.ingest.descriptor.drafting.headings import meanings
from sursur.ingest.descriptor.drafting.looking import texts_of
from sursur.ingest.sheet.batch import header_key
from sursur.ingest.sheet.cells import Cell, text_of
from sursur.ingest.sheet.dates import day_of, year_text
from sursur.ingest.sheet.names import countries_in
from sursur.ingest.sheet.numbers import Unreadable, western

NUMERIC_DATE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
SHORT_YEAR = re.compile(r"\d{1,2}([-/. ])[^\W\d_]{3,5}\1\d{2}")
MIDDLE_OF_YEAR, MIDDLE_OF_MONTH = "07-01", "15"
LAST_MONTH = 12
MOST_WORDS = 40
"""More different words than this are no list of words."""
CODES = ((re.compile(r"[A-Z]{3}"), "iso3"), (re.compile(r"[A-Z]{2}"), "iso2"))


def date_reading(cells: list[Cell]) -> tuple[dict[str, str], str]:
    """Keys that make the column of dates readable, and what is left to say by hand."""
    keys: dict[str, str] = {}
    texts = [text_of(cell) for cell in cells if not isinstance(cell, date)]
    if any(re.fullmatch(r"\d{4}(?:\s*[-/–]\s*\d{2,4})?", year_text(text)) for text in texts):
        keys["day_of_year"] = f'"{MIDDLE_OF_YEAR}"'
    if any(re.fullmatch(r"\d{4}\s*[-/–]\s*\d{2}", text) for text in texts):
        keys["fiscal_year"] = "starts"
    if any(map(_is_month, texts)):
        keys["day_of_month"] = MIDDLE_OF_MONTH
    formats, doubt = _formats(texts)
    if formats:
        keys["date_formats"] = f'["{formats}"]'
    return keys, doubt


def _is_month(text: str) -> bool:
    try:
        day_of(text, ())
    except Unreadable as reason:
        return bool(reason.repair)
    return False


def _formats(texts: list[str]) -> tuple[str, str]:
    """The format of dates in digits, where one of them shows which number is the month."""
    found = [hit for text in texts if (hit := NUMERIC_DATE.match(western(text)))]
    if not found:
        return next((_short_format(hit) for text in texts if (hit := SHORT_YEAR.fullmatch(western(text)))), ""), ""
    sign, year = found[0][2], "%Y" if len(found[0][4]) == len("2019") else "%y"
    day_first = any(int(hit[1]) > LAST_MONTH for hit in found)
    month_first = any(int(hit[3]) > LAST_MONTH for hit in found)
    if day_first == month_first and sign != ".":
        return "", f'add date_formats: ["%d{sign}%m{sign}{year}"], or with %m first: no date shows which is the month'
    order = ("%d", "%m") if day_first or sign == "." else ("%m", "%d")
    return sign.join((*order, year)), ""


def _short_format(hit: re.Match[str]) -> str:
    """12-Mar-19: a year of two digits needs a format."""
    return f"%d{hit[1]}%b{hit[1]}%y"


def word_lines(cells: list[Cell], target: str) -> list[str]:
    """`word: meaning` for each word of a column; null where no meaning is known. Empty where these are no words."""
    texts = list(texts_of(cells))
    known = meanings(target)
    return [f"{quoted(text)}: {_meaning(known, text)}" for text in texts] if 0 < len(texts) <= MOST_WORDS else []


def _meaning(known: dict[str, str], text: str) -> str:
    key = header_key(text)
    starts = max((word for word in known if f"{key} ".startswith(f"{word} ")), key=len, default="")
    meaning = known.get(key) or known.get(starts)
    return "null" if meaning is None else f'"{meaning}"'


def country_vocabulary(cells: list[Cell]) -> str:
    texts = [text_of(cell) for cell in cells]
    return next((name for pattern, name in CODES if texts and all(map(pattern.fullmatch, texts))), "name")


def has_several_countries(cells: list[Cell]) -> bool:
    return any(len(countries_in(text)) > 1 for text in texts_of(cells))


def list_separator(cells: list[Cell]) -> str:
    """The sign between the pieces of the cells: `;` before `,`."""
    return next((sign for sign in (";", ",", "/", "\n") if any(sign in text for text in texts_of(cells))), "")


PLAIN = re.compile(r"[^\W\d_](?:[\w /%°.'-]*[\w%°.)])?")
NO_TEXTS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def quoted(text: str) -> str:
    """A text as YAML: bare where that is safe, else in quotes."""
    if PLAIN.fullmatch(text) and text.casefold() not in NO_TEXTS:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
