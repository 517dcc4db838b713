"""From a text to the words by which it is found: without capitals and accents, in every script.

Scripts that write no spaces (Chinese, Japanese) become pairs of neighbouring characters, so that a name is found
inside a sentence. Arabic words lose their vowel signs and their article, and letters that are often confused in
writing are one.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_WORD = 60
"""Longer ones are cut into parts."""
_BASIC = [chr(code) for code in range(1 << 16)]
_SIGNS = "".join(sign for sign in _BASIC if unicodedata.category(sign)[0] == "M" and not unicodedata.combining(sign))
"""Vowel signs of Indic and other scripts: part of a word."""
_WORD = re.compile(rf"(?:[^\W_]|[{_SIGNS}]){{1,{LONGEST_WORD}}}")
_ASCII_WORD = re.compile(rf"[a-z0-9]{{1,{LONGEST_WORD}}}")
_SPACELESS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(f"[{_SPACELESS}]+|[^{_SPACELESS}]+")
_HAS_SPACELESS = re.compile(f"[{_SPACELESS}]")
_MARKS = re.compile(f"[{''.join(mark for mark in _BASIC if unicodedata.combining(mark))}]+")
_ARTICLE = re.compile("^ال(?=.{3})")
_ALIKE = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h",
    "\u0640": None, "ى": "ي", "\u0629": "\u0647", "ک": "ك", "ی": "ي",
    "'": None, "\u2019": None, "\u02bc": None,
})  # fmt: skip


def words_of(text: str) -> list[str]:
    """The words of a text in its order; an apostrophe joins (`Cote d'Ivoire` holds `divoire`)."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower().replace("'", ""))
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return [word for found in _WORD.findall(plain.casefold().translate(_ALIKE)) for word in _parts(found)]


def is_spaceless(word: str) -> bool:
    """Whether a word is a pair of characters out of a longer run."""
    return bool(_HAS_SPACELESS.match(word))


def _parts(word: str) -> list[str]:
    if _HAS_SPACELESS.search(word):
        return [part for run in _RUN.findall(word) for part in _pairs(run)]
    return [_ARTICLE.sub("", word)]


def _pairs(run: str) -> list[str]:
    if not is_spaceless(run) or len(run) == 1:
        return [run]
    return [run[place : place + 2] for place in range(len(run) - 1)]
