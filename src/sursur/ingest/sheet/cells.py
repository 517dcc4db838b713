"""One cell → one value of a declared kind. Pure: what cannot be read is `Unreadable`, with the reason."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation

Cell = str | float | int | bool | date | datetime | time | timedelta | Decimal | None
"""What a workbook or a text file gives for a cell; an empty cell is an empty text."""

NO_VALUE = frozenset({
    "", "-", "--", "–", "—", ".", "..", "...", "…", "n/a", "n.a.", "n.a", "na", "#n/a", "nan", "null", "none", "nil",
    "not available", "not applicable", "s/d", "sin dato", "n/d", "nd", "tbd", "?", "нет данных",
})  # fmt: skip
"""Signs for 'no value' in columns of numbers, dates and flags. In columns of text NA is Namibia."""

MICRO = Decimal("0.000001")
LARGEST = Decimal(10) ** 31
EXACT = Context(prec=80, rounding=ROUND_HALF_EVEN)
YEARS = range(1800, 2201)
SERIAL_DAYS = range(10_000, 110_000)
"""Excel day numbers of 1927 to 2201; smaller and larger numbers are not taken for dates."""

SCALES = {
    "thousand": 3, "thousands": 3, "k": 3, "mil": 3, "mille": 3, "tys": 3, "тыс": 3,
    "million": 6, "millions": 6, "mn": 6, "mln": 6, "mio": 6, "millón": 6, "millones": 6, "milhão": 6, "milhões": 6,
    "млн": 6, "billion": 9, "billions": 9, "bn": 9, "bln": 9, "milliard": 9, "milliards": 9, "mil millones": 9,
    "bilhão": 9, "bilhões": 9, "млрд": 9,
}  # fmt: skip
"""Words for powers of ten that mean one thing only; `billones` (10^12) and a bare m are left unread."""

_SIGNS = str.maketrans(
    {
        "\u2212": "-",
        "\u2013": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u066b": ".",
        "\u066c": ",",
        "’": "",
    }
)
_AMOUNT = re.compile(
    r"^(?:[A-Za-z]{3}|US\$|[$€£¥₹])?\s*(?P<sign>[-+]?)\s*(?P<digits>\d[\d., ]*|[.,]\d+)\s*(?P<words>[^\d%]*)$"
)
_CURRENCY = re.compile(r"[A-Z]{3}|US\$|[$€£¥₹]")
_FISCAL = re.compile(r"^(?:FY|AF|EF)?\s*(\d{4})\s*[/–-]\s*(\d{2}|\d{4})$", re.IGNORECASE)
TRUE_WORDS = frozenset(
    {"true", "yes", "y", "1", "x", "sí", "si", "s", "oui", "sim", "vrai", "verdadero", "да", "是", "نعم"}
)
FALSE_WORDS = frozenset({"false", "no", "n", "0", "non", "não", "nao", "faux", "falso", "нет", "否", "لا"})


class Unreadable(ValueError):  # noqa: N818 - a finding about a cell, told as a Problem, never an error of ours
    """The cell holds something else than its column promises; the text says what was expected."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of one column are to be read."""

    decimal: str = ""
    missing: frozenset[str] = frozenset()
    date_formats: tuple[str, ...] = ()
    day_of_year: str = ""
    fiscal_year: str = ""
    percent_as: str = "points"


def text_of(cell: Cell) -> str:
    """A cell as people see it: 12 for 12.0, ISO dates, no spaces at the ends."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def is_missing(cell: Cell, reading: Reading) -> bool:
    text = text_of(cell).casefold()
    return text in NO_VALUE or text in reading.missing


def read_text(cell: Cell, reading: Reading) -> str | None:
    text = text_of(cell)
    return None if not text or text.casefold() in reading.missing else text


def read_amount(cell: Cell, reading: Reading) -> Decimal | None:
    """The exact decimal. Texts may carry thousands separators, a currency sign, brackets for minus, a scale word."""
    return None if is_missing(cell, reading) else _decimal(cell, reading)


def settle_amount(value: Decimal, factor: Decimal | None) -> Decimal:
    """Multiply out, then keep six places: the other way round loses cents of millions."""
    whole = EXACT.multiply(value, factor) if factor is not None else value
    if abs(whole) >= LARGEST:
        raise Unreadable("is larger than any amount of money")
    return whole.quantize(MICRO, context=EXACT)


def read_number(cell: Cell, reading: Reading) -> float | None:
    if is_missing(cell, reading):
        return None
    text = text_of(cell)
    if text.endswith("%"):
        points = _from_text(text[:-1].strip(), reading)
        return float(points / 100 if reading.percent_as == "share" else points)
    return float(_decimal(cell, reading))


def read_integer(cell: Cell, reading: Reading) -> int | None:
    if is_missing(cell, reading):
        return None
    if isinstance(cell, date):
        return cell.year
    fiscal = _FISCAL.match(text_of(cell))
    if fiscal:
        return _calendar_year(fiscal, reading)
    value = _decimal(cell, reading)
    if value != value.to_integral_value():
        raise Unreadable("is not a whole number")
    return int(value)


def read_year(cell: Cell, reading: Reading) -> int | None:
    year = read_integer(cell, reading)
    if year is not None and year not in YEARS:
        raise Unreadable(f"is not a year from {YEARS[0]} to {YEARS[-1]}")
    return year


def read_date(cell: Cell, reading: Reading) -> date | None:
    """A day. Text is ISO 8601 or one of `date_formats`; a bare year needs the descriptor's `day_of_year`."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if is_missing(cell, reading):
        return None
    if (
        isinstance(cell, int | float)
        and not isinstance(cell, bool)
        and not math.isnan(cell)
        and int(cell) in SERIAL_DAYS
    ):
        return date(1899, 12, 30) + timedelta(days=int(cell))
    return _date_from_text(text_of(cell), reading)


def read_flag(cell: Cell, reading: Reading) -> bool | None:
    word = text_of(cell).casefold()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    if is_missing(cell, reading):
        return None
    raise Unreadable("is neither yes nor no")


def read_timestamp(cell: Cell, reading: Reading) -> datetime | None:
    if is_missing(cell, reading):
        return None
    if isinstance(cell, str):
        try:
            cell = datetime.fromisoformat(cell.strip())
        except ValueError:
            cell = read_date(cell, reading)
    if isinstance(cell, datetime):
        return cell if cell.tzinfo else cell.replace(tzinfo=UTC)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day, tzinfo=UTC)
    raise Unreadable("is not a time")


def _decimal(cell: Cell, reading: Reading) -> Decimal:
    if isinstance(cell, str):
        return _from_text(cell.strip(), reading)
    if isinstance(cell, bool | date | time | timedelta) or cell is None:
        raise Unreadable("is not a number")
    value = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    if not value.is_finite():
        raise Unreadable("is not a number")
    return value


def _from_text(text: str, reading: Reading) -> Decimal:
    plain = text if text.isascii() else _western(text)
    plain = plain.replace("'", "")
    negative = plain.startswith("(") and plain.endswith(")")
    try:
        return _scientific(plain, reading) if not negative else -_parts(plain[1:-1], reading)
    except InvalidOperation:
        return _parts(plain, reading)


def _western(text: str) -> str:
    """Digits, signs and spaces of other scripts as those of ASCII."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text.translate(_SIGNS))


def _scientific(text: str, reading: Reading) -> Decimal:
    """Plain machine numbers, such as 12, -3.5 and 1.2E+09. Raises InvalidOperation for anything else."""
    if "," in text or "_" in text or text.count(".") > (reading.decimal != ","):
        raise InvalidOperation
    value = Decimal(text)
    if not value.is_finite():
        raise InvalidOperation
    return value


def _parts(text: str, reading: Reading) -> Decimal:
    found = _AMOUNT.match(text.strip())
    if not found:
        raise Unreadable("is not a number")
    word = " ".join(part for part in found["words"].split() if not _CURRENCY.fullmatch(part)).strip(" .").casefold()
    if word and word not in SCALES:
        raise Unreadable(f"holds the word `{word}`, which is no number that we know")
    digits = _plain_digits(found["digits"].strip(), reading)
    value = Decimal(digits).scaleb(SCALES.get(word, 0))
    return -value if found["sign"] == "-" else value


def _plain_digits(digits: str, reading: Reading) -> str:
    """Without thousands separators. Of two signs the last is the decimal mark; one comma before three digits is not."""
    mark = reading.decimal or _decimal_mark(digits)
    for separator in {" ", ",", "."} - {mark}:
        digits = digits.replace(separator, "")
    whole, _, fraction = digits.partition(mark) if mark else (digits, "", "")
    if mark and mark in fraction:
        raise Unreadable("has two decimal marks")
    return f"{whole or '0'}.{fraction or '0'}"


def _decimal_mark(digits: str) -> str:
    comma, dot = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and dot >= 0:
        return "," if comma > dot else "."
    if comma >= 0:
        return "" if digits.count(",") > 1 or len(digits) - comma == 4 else ","
    return "" if digits.count(".") > 1 and dot >= 0 and _groups_of_three(digits) else "."


def _groups_of_three(digits: str) -> bool:
    first, *others = digits.split(".")
    return 0 < len(first) <= 3 and all(len(group) == 3 for group in others)


def _calendar_year(fiscal: re.Match[str], reading: Reading) -> int:
    starts = int(fiscal[1])
    ends = int(fiscal[2]) if len(fiscal[2]) == 4 else starts - starts % 100 + int(fiscal[2])
    if ends < starts:
        ends += 100
    if ends != starts + 1:
        raise Unreadable("is not one fiscal year")
    if not reading.fiscal_year:
        raise Unreadable("is a fiscal year, and the descriptor does not say which calendar year stands for it")
    return starts if reading.fiscal_year == "starts" else ends


def _date_from_text(text: str, reading: Reading) -> date:
    for pattern in reading.date_formats:
        try:
            return datetime.strptime(text, pattern).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    if reading.day_of_year:
        year = read_year(text, reading)
        return date.fromisoformat(f"{year:04d}-{reading.day_of_year}")
    try:
        return datetime.fromisoformat(text.replace("/", "-")).date()
    except ValueError:
        raise Unreadable("is not a date as 2016-05-31 or as the descriptor's date_formats say") from None
