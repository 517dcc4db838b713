"""A text → the exact decimal number that it holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from sursur.ingest.sheet.vocabulary import folded, scale_and_money
from sursur.sentences import Sentence, phrase


class Unreadable(ValueError):  # noqa: N818 - a finding about a cell, told as a Problem, never an error of ours
    """The cell holds something else than its column promises; the text says what was expected."""

    def __init__(self, reason: str, repair: str = "") -> None:
        super().__init__(reason)
        self.repair = repair


UNCLEAR = "unclear"
"""Instead of a decimal mark: nothing in the column tells whether 1.234 is one and a bit or a thousand."""

MAY_BE_EITHER = (
    phrase("has a point that may separate thousands or decimals"),
    phrase('Write `decimal: ","` or `decimal: "."` under `layout:` of the descriptor.'),
)

_SIGNS = str.maketrans({
    "\u2212": "-", "\u2013": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u066b": ".", "\u066c": ",", "’": "",
    "\uff0c": ",", "\uff0e": ".", "\uff08": "(", "\uff09": ")", "\uff04": "$", "\uffe5": "\u00a5",
    "\u200e": "", "\u200f": "",
})  # fmt: skip
_AMOUNT = re.compile(r"^(?P<before>[^\d%+-]*?)(?P<sign>[-+]?)\s*(?P<digits>\d[\d., ]*|[.,]\d+)\s*(?P<after>[^\d%]*)$")
_MARK = re.compile(r"(?<=[\d.)])(?:\s*[*†‡§⁰¹²³⁴-⁹ᵃᵇᶜ]+|\s+[\da-z]{1,2}/|\s*\[\w{1,2}\]|\s*\((?:\d|[a-z])\))$")
"""A mark that leads to a footnote, after a number: 1,234*  1,234 2/  1,234 [a]  1,234 (p)."""
_NO_CENTS = re.compile(r"(?<=\d)[.,][-–—]+$")
"""5.000,- is five thousand and no cents."""
_GROUPED = re.compile(r"\d{1,3}(?P<separator>[ .,])(?:\d{2,3}(?P=separator))*\d{3}")
"""Thousands in groups of three, or as in India 12,34,567."""
_POINT = re.compile(r"(?:^|\D)(?:\d*\.(?!\d{3}\b)\d+|\d{4,}\.\d+|0+\.\d+|\d[\d ]*,\d{3}\.\d+|\d{1,3},\d{2,3},\d{3})\b")
_COMMA = re.compile(r"(?:^|\D)(?:\d*,(?!\d{3}\b)\d+|\d{4,},\d+|0+,\d+|\d[\d ]*\.\d{3},\d+|\d{1,3}\.\d{3}\.\d{3})\b")
_THREE_AFTER_POINT = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,])")


def western(text: str) -> str:
    """Digits, signs and spaces of other scripts as those of ASCII."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text.translate(_SIGNS))


def without_mark(text: str) -> str:
    """Without the mark of a footnote after the number."""
    return _MARK.sub("", text)


def number_of(text: str, decimal: str = "", scales: Mapping[str, Decimal] | None = None) -> Decimal:
    """The number in a text with separators, signs of currencies, brackets for minus or words of scale.

    `decimal` is `,` or `.` or `UNCLEAR`, else each text is judged by itself. Raises `Unreadable`.
    """
    plain = _NO_CENTS.sub("", without_mark(western(text.strip())).replace("'", ""))
    negative = plain.startswith("(") and plain.endswith(")")
    try:
        return _machine_number(plain, decimal)
    except InvalidOperation:
        value = _parts(plain[1:-1] if negative else plain, decimal, scales or {})
        return -value if negative else value


def _machine_number(text: str, decimal: str) -> Decimal:
    """Plain machine numbers, such as 12, -3.5 and 1.2E+09. Raises InvalidOperation for anything else."""
    if "," in text or "_" in text or text.count(".") > (decimal != ","):
        raise InvalidOperation
    if decimal == UNCLEAR and _THREE_AFTER_POINT.fullmatch(text.lstrip("+-")):
        raise Unreadable(*MAY_BE_EITHER)
    value = Decimal(text)
    if not value.is_finite():
        raise InvalidOperation
    return value


def _parts(text: str, decimal: str, scales: Mapping[str, Decimal]) -> Decimal:
    found = _AMOUNT.match(text.strip())
    if not found:
        raise Unreadable(Sentence("is not a number"))
    factor = _factor(found["before"], found["after"], scales)
    digits = found["digits"].strip()
    bare = digits.rstrip(".,")
    if decimal == UNCLEAR and _THREE_AFTER_POINT.fullmatch(bare):
        raise Unreadable(*MAY_BE_EITHER)
    value = Decimal(_plain_digits(bare, "" if decimal == UNCLEAR else decimal)) * factor
    return -value if found["sign"] == "-" else value


def states_scale(text: str) -> bool:
    """Whether a word beside the number says thousands, millions or the like."""
    found = None if text.isascii() and not any(map(str.isalpha, text)) else _AMOUNT.match(western(text.strip()))
    return found is not None and any(scale_and_money(found[side])[0] for side in ("before", "after"))


def _factor(before: str, after: str, scales: Mapping[str, Decimal]) -> Decimal:
    word = folded(after).strip(" .")
    if word in scales:
        return scales[word]
    power, _, unknown = scale_and_money(after)
    power_before, _, unknown_before = scale_and_money(before)
    unknown = unknown or unknown_before
    if unknown and unknown in scales:
        return scales[unknown]
    if unknown:
        raise Unreadable(
            Sentence("holds the word `%(unknown)s`, which is no number that we know", unknown=unknown),
            Sentence(
                "If it stands for a factor, write `scales: {%(unknown)s: 1000000}` under `layout:` of the descriptor.",
                unknown=unknown,
            )
            if unknown.isalpha()
            else "",
        )
    return Decimal(1).scaleb(power + power_before)


def _plain_digits(digits: str, decimal: str) -> str:
    """Without thousands separators. Of two signs the last is the decimal mark; one comma before three digits is not."""
    mark = decimal or _decimal_mark(digits)
    whole, _, fraction = digits.partition(mark) if mark else (digits, "", "")
    if fraction and not fraction.isdigit():
        raise Unreadable(Sentence("has two decimal marks"))
    if whole and not whole.isdigit() and not _GROUPED.fullmatch(whole):
        raise Unreadable(
            Sentence("does not fit numbers with the decimal mark `%(mark)s`", mark=mark)
            if mark
            else Sentence("is not a number")
        )
    return f"{re.sub('[ .,]', '', whole) or '0'}.{fraction or '0'}"


def _decimal_mark(digits: str) -> str:
    comma, dot = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and dot >= 0:
        return "," if comma > dot else "."
    if comma >= 0:
        thousands = digits.count(",") > 1 or (len(digits) - comma == 4 and not digits.startswith("0"))
        return "" if thousands else ","
    return "" if digits.count(".") > 1 and _GROUPED.fullmatch(digits) else "."


def decimal_mark_of(texts: Iterable[str]) -> str:
    """The decimal mark that a column speaks for: `.`, `,`, empty where it says both or needs none, or `UNCLEAR`."""
    point = comma = doubtful = False
    for text in texts:
        if "," not in text and point:
            continue
        plain = western(text)
        point = point or _POINT.search(plain) is not None
        comma = comma or _COMMA.search(plain) is not None
        doubtful = doubtful or _THREE_AFTER_POINT.search(plain) is not None
    if point != comma:
        return "." if point else ","
    return UNCLEAR if doubtful else ""
