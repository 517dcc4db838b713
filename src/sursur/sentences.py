"""Sentences for readers of any language: English words, and apart from them what was filled in.

A `Sentence` is its English text, and files, programs and the terminal use it as such. Pages look its words up in their
catalogues and fill the values in again, each as the language writes it (`sursur.observatory.telling`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, Self

Kind = Literal["country", "group", "day", "word", "choice"]
Packed = str | int | dict[str, Any]
GROUPED_FROM = 10_000
"""Whole numbers from here on are written in groups of digits; below may stand years."""


class Sentence(str):
    """Words with places for values, such as `%(country)s`; the same values fill them in every language. A value that
    the words have no place for is not told, and a large whole number stands in groups of digits.

    >>> told = Sentence("There are no figures for %(year)s.", year=1889)
    >>> told
    'There are no figures for 1889.'
    >>> told.words
    'There are no figures for %(year)s.'
    """

    __slots__ = ("values", "words")
    words: str
    values: Mapping[str, str | int]

    def __new__(cls, words: str, /, **values: str | int) -> Self:
        made = super().__new__(
            cls, words % {name: _grouped(value) for name, value in values.items()} if values else words
        )
        made.words, made.values = words, values
        return made


class Term(str):
    """A value that has a name of its own in every language: its English text, its kind and its code."""

    __slots__ = ("code", "kind")
    kind: Kind
    code: str

    def __new__(cls, text: str, kind: Kind, code: str) -> Self:
        made = super().__new__(cls, text)
        made.kind, made.code = kind, code
        return made


class Several(str):
    """Values one after the other, each told for itself."""

    __slots__ = ("between", "parts")
    parts: tuple[str, ...]
    between: str

    def __new__(cls, parts: Iterable[str], between: str = ", ") -> Self:
        told = tuple(parts)
        made = super().__new__(cls, between.join(told))
        made.parts, made.between = told, between
        return made


def phrase(text: str) -> str:
    """Marks the words of a sentence that is made elsewhere, so that the catalogues find them."""
    return text


def _grouped(value: str | int) -> str | int:
    return f"{value:,}" if isinstance(value, int) and value >= GROUPED_FROM else value


def day_term(on: date | str) -> Term:
    """A day, or what is known of it: `2010`, `2010-12`."""
    return Term(str(on), "day", str(on))


def word_term(code: str) -> Term:
    """A word of a closed list, such as the status of a membership."""
    return Term(code, "word", code)


def how_often(times: int) -> Sentence:
    return Sentence("once") if times == 1 else Sentence("%(count)s times", count=times)


def clauses(text: str) -> Several:
    """A text of the reference data whose clauses have a semicolon between them, each told for itself."""
    return Several(map(Sentence, text.split("; ")), "; ")


def joined(*sentences: str) -> str:
    """Sentences one after the other; those that say nothing are left out."""
    return Several([told for told in sentences if told], " ")


def packed(text: str | int) -> Packed:
    """A sentence as JSON has it."""
    if isinstance(text, Sentence):
        return {"words": text.words, "values": {name: packed(value) for name, value in text.values.items()}}
    if isinstance(text, Term):
        return {"text": str(text), "kind": text.kind, "code": text.code}
    if isinstance(text, Several):
        return {"parts": [packed(part) for part in text.parts], "between": text.between}
    return text


def unpacked(told: Packed) -> Any:  # noqa: ANN401 - what `packed` was given
    """What `packed` was given; KeyError or TypeError for anything else."""
    if not isinstance(told, dict):
        return told
    if "words" in told:
        words, values = told["words"], told["values"]
        return Sentence(words, **{name: unpacked(value) for name, value in values.items()})
    if "parts" in told:
        return Several(map(unpacked, told["parts"]), told["between"])
    return Term(told["text"], told["kind"], told["code"])
