"""Why a flow has its form and whether it is counted, in the reader's language.

The tables of a release hold these reasons as English sentences. The rules that wrote them know their words, so each is
found again and told with the same values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from markupsafe import Markup

from sursur.measure.count.deciding import COUNT_RULES, COVERAGE
from sursur.measure.forms import FORM_RULES, WORDS
from sursur.measure.framework.items import ITEM_RULES
from sursur.measure.money_notes import NOTES as MONEY_NOTES
from sursur.measure.tossd import RULES as TOSSD_RULES
from sursur.observatory.language import Language
from sursur.observatory.sentences import tell
from sursur.reference.countries import load_countries
from sursur.sentences import Sentence, Several, Term

PARTIES = ("party", *(name for name in WORDS if name != "year"))
_PLACE = re.compile(r"%\((\w+)\)s")


def tell_reason(say: Language, text: str | None) -> Markup:
    return tell(say, reason_again(text or ""))


@cache
def reason_words() -> tuple[str, ...]:
    """The words of all reasons, for the catalogues too; those without places first, which are found at once."""
    rules = (*COUNT_RULES, *FORM_RULES, *ITEM_RULES, *TOSSD_RULES)
    reasons = (*(rule.reason for rule in rules), COVERAGE, *MONEY_NOTES)
    found = dict.fromkeys(reason.words for reason in reasons if reason.words)
    return tuple(sorted(found, key=lambda words: "%(" in words))


def reason_again(text: str) -> str:
    """The sentence that reads so in English; any other text as it stands."""
    return next(_read(text), text)


def _read(text: str) -> Iterator[Sentence]:
    for words, pattern in _patterns().items():
        if found := pattern.fullmatch(text):
            yield Sentence(words, **{name: _value(name, value) for name, value in found.groupdict().items()})


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {words: re.compile(_pattern(words), re.DOTALL) for words in reason_words()}


def _pattern(words: str) -> str:
    """`For %(party)s in` finds `For BRA in`, and names what it finds."""
    pieces, named = _PLACE.split(words), set[str]()
    pattern = ""
    for number, piece in enumerate(pieces):
        pattern += re.escape(piece) if number % 2 == 0 else f"(?P={piece})" if piece in named else f"(?P<{piece}>.*?)"
        named |= {piece} if number % 2 else set()
    return pattern


def _value(name: str, text: str) -> str:
    if name in PARTIES and text in load_countries():
        return Term(text, "country", text)
    if name == "telling":
        kind, between, dataset = text.partition(":")
        return Several([Term(kind, "word", kind), *([dataset] if between else [])], ": ")
    return reason_again(text) if name == "coverage" else text
