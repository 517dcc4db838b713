"""Sentences that stand in the tables of a release, in the reader's language: why a flow has its form, whether it is
counted, what is wrong in a file.

The tables hold them as English text. The catalogue has the words of each, so a sentence is found again by them and
told with the same values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from markupsafe import Markup

from sursur.measure.forms import REGION, WORDS
from sursur.observatory.labels import IDS
from sursur.observatory.language import Language
from sursur.observatory.sentences import ENGLISH, tell
from sursur.observatory.words import WORDS as CLOSED
from sursur.reference.countries import load_countries
from sursur.sentences import Sentence, Several, Term, word_term

PARTIES = ("party", "whose", *(name for name in WORDS if name != "year"))
"""Places that are filled with a party: a country, most often."""
OPTIONAL = {"coverage": "(?:; .+)?", "rule": "(?:, .+)?", "vocabulary": "(?: of vocabulary .+)?"}
"""Places that are filled with a sentence of ours that begins so, or with nothing."""
SENTENCES = ("why", "times", "expected", "describe", *OPTIONAL)
"""Places that are filled with a sentence of ours."""
DEEPEST = 3
"""Sentences within sentences: `iati-activity/value: '1,2x' is not an amount: it holds other signs than digits`."""
LONGEST = 1_000
"""Letters; what is longer stands as it is."""
WRITERS = (
    "ingest/", "measure/coding.py", "measure/count/", "measure/forms.py", "measure/framework/",
    "measure/money_notes.py", "measure/placing.py", "measure/rules.py", "measure/tossd.py", "sentences.py",
)  # fmt: skip
"""Where the sentences of tables are made."""
ABSENT = (*WORDS, "when", "telling", "reason", "type", "measure", "found")
"""Places that a phrase of ours may fill, such as `an unknown year`."""
_PLACE = re.compile(r"%\((\w+)\)s")
_REGION = re.compile(r"region (.+)")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+")
_BETWEEN = re.compile(r"(?<=[.?!]) (?=[A-Z])")


def tell_reason(say: Language, text: str | None) -> Markup:
    return tell(say, reason_again(say, text or ""))


def tell_evidence(say: Language, text: str | None) -> Markup:
    """What speaks for a pair of records: a sentence, or what was compared with semicolons between it."""
    compared = [part[:1].lower() + part[1:] for part in (text or "").removesuffix(".").split("; ")]
    if say.code == ENGLISH or not all(part in _whole(say) for part in compared):
        return tell_reason(say, text)
    told = say.semicolon.join(say.text(part) for part in compared)
    return told[:1].upper() + told[1:]


def rule_name(say: Language, rule_id: str | None) -> Markup:
    """The id of a rule as words: `other_telling` is `other telling`, as the language calls it."""
    return say.word(rule_id) if not rule_id or rule_id in CLOSED else say.told(rule_id.replace("_", " "))


def reason_again(say: Language, text: str) -> str:
    """The sentence that reads so in English, or several of them one after the other; any other text as it stands."""
    if say.code == ENGLISH:
        return text
    found = next(_read(say, text), None)
    if found is None and len(parts := _BETWEEN.split(text)) > 1:
        return Several([reason_again(say, part) for part in parts], " ")
    return text if found is None else found


def _read(say: Language, text: str, depth: int = 1) -> Iterator[Sentence]:
    if text in _whole(say):
        yield Sentence(text)
    if depth > DEEPEST or len(text) > LONGEST:
        return
    for words, pattern in _patterns(say).items():
        if found := pattern.fullmatch(text):
            values = {name: _value(say, name, value, depth) for name, value in found.groupdict().items()}
            if all(value is not None for value in values.values()):
                yield Sentence(words, **{name: value for name, value in values.items() if value is not None})


@cache
def _patterns(say: Language) -> Mapping[str, re.Pattern[str]]:
    """Those with the most words of their own first: what fits them fits vaguer ones too."""
    places = sorted(say.written_by(*WRITERS), key=lambda words: -len("".join(_PLACE.split(words)[::2])))
    return {words: re.compile(_pattern(_PLACE.split(words)), re.DOTALL) for words in places if _PLACE.search(words)}


@cache
def _whole(say: Language) -> frozenset[str]:
    """Phrases that have no places."""
    return frozenset(words for words in say.written_by(*WRITERS) if not _PLACE.search(words))


def _pattern(pieces: Sequence[str]) -> str:
    """`For %(party)s in` finds `For BRA in`, and names what it finds."""
    pattern, named = "", set[str]()
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            pattern += re.escape(piece.replace("%%", "%"))
            continue
        pattern += f"(?P={piece})" if piece in named else f"(?P<{piece}>{OPTIONAL.get(piece, '.+?')})"
        named.add(piece)
    return pattern


def _value(say: Language, name: str, text: str, depth: int) -> str | int | None:
    """What a place was filled with; None where it cannot have been filled so."""
    if name in SENTENCES:
        return next(_read(say, text, depth + 1), None) if text else text
    if name in ABSENT and text in _whole(say):
        return Sentence(text)
    if name in _NAMED:
        return _NAMED[name](say, text)
    return int(text.replace(",", "")) if _GROUPED.fullmatch(text) else text


def _party(say: Language, text: str) -> str:
    region = _REGION.fullmatch(text)
    if region:
        return Sentence(REGION.words, region=say.place(region[1]) or region[1])
    return Term(text, "country", text) if text in load_countries() else text


def _telling(_say: Language, text: str) -> str:
    """`research:aiddata-gcdf-3.0`: its kind, and the data set where there are several of a kind."""
    kind, between, dataset = text.partition(":")
    return Several([word_term(kind), *([dataset] if between else [])], ": ")


def _measure(_say: Language, text: str) -> str:
    named = IDS.get(text.replace("_", " "))
    return Sentence(named) if named else text


_NAMED: Mapping[str, Callable[[Language, str], str]] = {
    **dict.fromkeys(PARTIES, _party),
    "telling": _telling,
    "measure": _measure,
}
