"""Our own sentences in the reader's language: words from the catalogues, values as the language writes them.

What the catalogue does not know stands in English, and is marked as English, so that it is read and heard as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from markupsafe import Markup

from sursur.model.source import Place
from sursur.observatory.labels import choice_label
from sursur.observatory.language import Language
from sursur.sentences import GROUPED_FROM, Kind, Sentence, Several, Term

ENGLISH = "en"
_ADDRESS = re.compile(r"https?://[^\s;,)]+[^\s;,).:]")


def tell(say: Language, text: str | None) -> Markup:
    """A sentence of ours, or one that a source or a reader wrote: what is no sentence of ours stands in English."""
    if isinstance(text, Markup):
        return text
    if isinstance(text, Several):
        between = {", ": say.separator, "; ": say.semicolon}.get(text.between, Markup.escape(text.between))
        return between.join(_value(say, part) for part in text.parts)
    if isinstance(text, Term):
        return Markup("<bdi>{}</bdi>").format(_TERMS[text.kind](say, text.code))
    if isinstance(text, Sentence) and text.values and (say.code == ENGLISH or say.knows(text.words)):
        return say.text(text.words, **{name: _value(say, value) for name, value in text.values.items()})
    return _marked(say, text or "")


def _value(say: Language, value: str | int) -> Markup:
    """What was filled in; a plain text is a word that somebody wrote, a code or a name, and keeps its direction."""
    if isinstance(value, int):
        return Markup.escape(say.number(value) if value >= GROUPED_FROM else value)
    if isinstance(value, Sentence | Several | Term | Markup):
        return tell(say, value)
    return Markup("<bdi>{}</bdi>").format(with_links(value))


def _marked(say: Language, text: str) -> Markup:
    if not text or say.code == ENGLISH:
        return with_links(text)
    if say.knows(text):
        return with_links(say.told(text))
    return Markup('<bdi lang="en">{}</bdi>').format(with_links(text))


def tell_place(say: Language, place: Place) -> Markup:
    """Where something stands in a file: its sheet, row or byte, the column and the identifier."""
    parts = (
        say.text("sheet %(name)s", name=place.sheet) if place.sheet else "",
        say.text("row %(number)s", number=say.number(place.row)) if place.row is not None else "",
        say.text("byte %(number)s", number=say.number(place.byte_offset)) if place.byte_offset is not None else "",
        Markup("<bdi>{}</bdi>").format(place.column) if place.column else "",
        Markup("<bdi>{}</bdi>").format(place.identifier) if place.identifier else "",
    )
    return say.separator.join(part for part in parts if part)


def with_links(text: str) -> Markup:
    """Addresses in a text lead there, under the name of their site."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        parts += [Markup.escape(text[end : found.start()]), source_link(found[0])]
        end = found.end()
    return Markup().join([*parts, Markup.escape(text[end:])])


def source_link(address: str | None) -> Markup:
    """The page where it was read, by the name of its site."""
    if not (address or "").startswith(("https://", "http://")):
        return Markup.escape(address or "")
    host = str(address).split("/")[2].removeprefix("www.")
    return Markup('<a href="{}" rel="noreferrer"><bdi dir="ltr">{}</bdi></a>').format(address, host)


_TERMS: Mapping[Kind, Callable[[Language, str], str]] = {
    "country": lambda say, code: say.country(code),
    "group": lambda say, code: say.group(code),
    "day": lambda say, code: say.dated(code),
    "word": lambda say, code: say.word(code),
    "choice": lambda say, code: say.text(choice_label(code)),
}
