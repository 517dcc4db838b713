"""Text of a source as amounts, dates, flags and numbers; what cannot be read stays null, with a remark that says why.

The IATI schemas take these from XML Schema (xsd:decimal with a point as decimal sign, xsd:date, xsd:dateTime,
xsd:boolean). Files also hold grouped thousands, currency signs, time zones, days before months: each rule for them is
a function here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Context, Decimal
from functools import lru_cache

from sursur.model.source import Severity
from sursur.reference.currencies import resolve_currency
from sursur.sentences import Sentence, phrase

_PLAIN_AMOUNT = re.compile(r"[+-]?\d{1,32}(?:\.\d{1,6})?", re.ASCII)
_LARGEST = Decimal(10) ** 32
_MICRO = Decimal("0.000001")
_EXACT = Context(prec=60)
_SIGN = "[$€£¥₹₽¢₦₩₫₱]"
_CURRENCY_BEFORE = re.compile(rf"^(?:[A-Za-z]{{1,3}}\$?|{_SIGN})(?=[\s\d.(+\u2212-])")
_CURRENCY_AFTER = re.compile(rf"(?<=[\s\d.)])(?:[A-Za-z]{{2,}}|{_SIGN})$")
_GROUPING_SPACE = re.compile(r"[\s'’`\u00a0\u2009\u202f]+")
_UNSIGNED = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_NUMBER = re.compile(rf"[+-]?{_UNSIGNED.pattern}", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}", re.ASCII)
"""Thousands, or the Indian lakh and crore."""
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_ARABIC_SIGNS = {0x66B: ".", 0x66C: ","}
_ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*|Z|\s*[+-]\d\d:?\d\d)?", re.ASCII)
_COMPACT_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?", re.ASCII)
_INCOMPLETE = re.compile(r"\d{4}(?:-\d{1,2})?", re.ASCII)
_TRUE, _FALSE = frozenset({"1", "true", "yes"}), frozenset({"0", "false", "no"})
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is odd about a text: a code, a sentence, and how to write it."""

    code: str
    message: str
    repair: str
    severity: Severity = Severity.WARNING


AMOUNT_AS_WRITTEN = phrase(
    "Write amounts as in 1234567.89: a point before the decimals, nothing between the thousands."
)
DATE_AS_WRITTEN = phrase("Write dates as year-month-day, as in 2019-03-20.")


def plain_amount(text: str) -> bool:
    """True for an amount that Arrow reads itself, without loss: nearly all of them."""
    return _PLAIN_AMOUNT.fullmatch(text) is not None


def amount(text: str) -> tuple[Decimal | None, Remark | None]:
    """An amount with up to 6 decimals, and a remark where it was not written as the standard asks or lost digits."""
    stripped, _ = _apart(western(text))
    negative = stripped.startswith("(") and stripped.endswith(")")
    compact = stripped.strip("()").replace(" ", "")
    read, rule = _grouping_removed(compact)
    if read is None:
        return None, Remark(
            "amount-unreadable",
            Sentence("'%(text)s' is not an amount: %(why)s", text=text[:80], why=rule),
            AMOUNT_AS_WRITTEN,
        )
    if read.copy_abs() >= _LARGEST:
        return None, Remark(
            "amount-too-large",
            Sentence("'%(text)s' has more than 32 digits before the point", text=text[:80]),
            AMOUNT_AS_WRITTEN,
        )
    value = (read.copy_negate() if negative else read).quantize(_MICRO, context=_EXACT)
    if rule or compact != text.strip():
        return value, Remark(
            "amount-read-by-rule",
            Sentence("'%(text)s' was read as %(value)s%(rule)s", text=text[:80], value=_short(value), rule=rule),
            AMOUNT_AS_WRITTEN,
        )
    if value != read:
        return value, Remark(
            "amount-rounded",
            Sentence("'%(text)s' was kept as %(value)s", text=text[:80], value=f"{value:f}"),
            AMOUNT_AS_WRITTEN,
            Severity.NOTE,
        )
    return value, None


def western(text: str) -> str:
    """Digits, decimal signs and dashes of any script as those of ASCII: they say the same."""
    if text.isascii():
        return text
    digits = "".join(str(unicodedata.decimal(letter, letter)) for letter in text)
    return digits.translate(_DASHES).translate(_ARABIC_SIGNS)


def _apart(text: str) -> tuple[str, str]:
    """The amount alone, and the currency written beside it; other words (5 mln) may multiply, and stay."""
    spaced = _GROUPING_SPACE.sub(" ", text.strip())
    before = _CURRENCY_BEFORE.match(spaced)
    if before is not None:
        return spaced[before.end() :].strip(), before.group()
    after = _CURRENCY_AFTER.search(spaced)
    if after is not None and resolve_currency(after.group()).status != "unknown":
        return spaced[: after.start()].strip(), after.group()
    return spaced, ""


def currency_beside(text: str) -> str | None:
    """The ISO code of a currency that is written beside the amount; None where there is none or several share it."""
    return resolve_currency(_apart(western(text))[1]).code


def _short(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".")


def _grouping_removed(compact: str) -> tuple[Decimal | None, str]:
    """The number, and the rule that was needed to read it (or why it cannot be read)."""
    sign = compact[:1] if compact[:1] in "+-" else ""
    digits, rule = _point_as_decimal_sign(compact[len(sign) :])
    if not _UNSIGNED.fullmatch(digits):
        return None, phrase("it holds other signs than digits") if digits else rule
    return Decimal(sign + digits), rule


def _point_as_decimal_sign(digits: str) -> tuple[str, str]:
    if "," in digits and "." in digits:
        return _two_signs(digits)
    if "," in digits:
        return _commas(digits)
    if digits.count(".") > 1:
        if _GROUPED.fullmatch(digits.replace(".", ",")):
            return digits.replace(".", ""), phrase(
                ", the points between groups of three digits being thousands separators"
            )
        return "", phrase("several points, but not between groups of three digits")
    return digits, ""


def _two_signs(digits: str) -> tuple[str, str]:
    """The sign that stands last is the decimal sign, the other one groups the thousands."""
    decimal, grouping = (".", ",") if digits.rfind(".") > digits.rfind(",") else (",", ".")
    whole, _, fraction = digits.rpartition(decimal)
    if decimal in whole or not _GROUPED.fullmatch(whole.replace(grouping, ",")):
        return "", Sentence("'%(mark)s' does not stand between groups of three digits", mark=grouping)
    return f"{whole.replace(grouping, '')}.{fraction}", Sentence(
        ", '%(mark)s' being the thousands separator", mark=grouping
    )


def _commas(digits: str) -> tuple[str, str]:
    """XML Schema's decimal sign is the point, so commas between groups of three digits, even one, are thousands."""
    if _GROUPED.fullmatch(digits):
        return digits.replace(",", ""), phrase(", the comma before three digits being a thousands separator")
    whole, _, fraction = digits.partition(",")
    if _DIGITS.fullmatch(whole) and _DIGITS.fullmatch(fraction):
        return f"{whole}.{fraction}", phrase(", the comma being the decimal sign")
    return "", phrase("several commas, but not between groups of three digits")


@lru_cache(maxsize=1 << 16)
def day(text: str) -> tuple[date | None, Remark | None]:
    """A calendar day as written: time of day and time zone are left aside, never used to move the day."""
    stripped = western(text.strip())
    iso = _ISO_DATE.fullmatch(stripped) or _COMPACT_DATE.fullmatch(stripped)
    if iso is not None:
        return _checked(text, int(iso[1]), int(iso[2]), int(iso[3]))
    if _INCOMPLETE.fullmatch(stripped):
        return None, Remark(
            "date-incomplete", Sentence("'%(text)s' names no day, and none was invented", text=text), DATE_AS_WRITTEN
        )
    found = _DAY_FIRST.fullmatch(stripped)
    return (None, _unreadable(text)) if found is None else _day_or_month_first(text, *map(int, found.groups()))


def _day_or_month_first(text: str, first: int, second: int, year: int) -> tuple[date | None, Remark | None]:
    if first <= 12 and second <= 12 and first != second:
        return None, Remark(
            "date-ambiguous", Sentence("'%(text)s' may name the day or the month first", text=text), DATE_AS_WRITTEN
        )
    month, day_of_month = (second, first) if second <= 12 else (first, second)
    value, remark = _checked(text, year, month, day_of_month)
    if value is None:
        return None, remark
    return value, Remark(
        "date-read-by-rule", Sentence("'%(text)s' was read as %(value)s", text=text, value=str(value)), DATE_AS_WRITTEN
    )


def _checked(text: str, year: int, month: int, day_of_month: int) -> tuple[date | None, Remark | None]:
    try:
        value = date(year, month, day_of_month)
    except ValueError:
        return None, Remark(
            "date-impossible", Sentence("'%(text)s' is not a day of the calendar", text=text), DATE_AS_WRITTEN
        )
    if year not in _YEARS:
        return value, Remark(
            "date-doubtful",
            Sentence("'%(text)s' lies outside the years 1900 to 2100; it was kept", text=text),
            DATE_AS_WRITTEN,
        )
    return value, None


def _unreadable(text: str) -> Remark:
    return Remark("date-unreadable", Sentence("'%(text)s' is not a date", text=text[:80]), DATE_AS_WRITTEN)


@lru_cache(maxsize=1 << 12)
def moment(text: str) -> tuple[datetime | None, Remark | None]:
    """A point in time; without a time zone it counts as UTC."""
    try:
        value = datetime.fromisoformat(text.strip())
    except ValueError:
        repair = phrase("Write it as in 2019-03-20T09:30:00Z.")
        return None, Remark("time-unreadable", Sentence("'%(text)s' is not a date and time", text=text[:80]), repair)
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC), None


@lru_cache(maxsize=1 << 10)
def flag(text: str) -> tuple[bool | None, Remark | None]:
    word = text.strip().lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE, None
    return None, Remark(
        "flag-unreadable", Sentence("'%(text)s' is neither yes nor no", text=text[:80]), Sentence("Write 1 or 0.")
    )


@lru_cache(maxsize=1 << 14)
def number(text: str) -> tuple[float | None, Remark | None]:
    """A share, a coordinate or another number that is not money."""
    stripped = text.strip()
    compact = western(stripped).removesuffix("%").strip().replace(",", ".", 1)
    if not _NUMBER.fullmatch(compact):
        return None, Remark(
            "number-unreadable",
            Sentence("'%(text)s' is not a number", text=text[:80]),
            Sentence("Write it as in 12.5."),
        )
    remark = (
        None
        if compact == stripped
        else Remark(
            "number-read-by-rule",
            Sentence("'%(text)s' was read as %(value)s", text=text, value=compact),
            Sentence("Write it as in 12.5."),
        )
    )
    return float(compact), remark
