"""One cell → one value of a declared kind. Pure: what cannot be read is `Unreadable`, with the reason."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any, TypeAlias

from sursur.ingest.sheet.dates import day_of, year_text
from sursur.ingest.sheet.numbers import Unreadable, number_of
from sursur.model.tables import Kind
from sursur.sentences import Sentence, phrase

Cell: TypeAlias = "str | float | int | bool | date | datetime | time | timedelta | Decimal | Repeated | None"
"""What a workbook or a text file gives for a cell; an empty cell is an empty text."""

NO_VALUE = frozenset({
    "", "-", "--", "–", "—", ".", "..", "...", "…", "n/a", "n.a.", "n.a", "na", "#n/a", "nan", "null", "none", "nil",
    "not available", "not applicable", "s/d", "sin dato", "sin datos", "n/d", "nd", "tbd", "?", "нет данных",
    "no disponible", "não disponível", "non disponible", "غير متوفر", "暂无", "无",
})  # fmt: skip
"""Signs for 'no value' in columns of numbers, dates and flags. In columns of text NA is Namibia."""

MICRO = Decimal("0.000001")
LARGEST = Decimal(10) ** 31
EXACT = Context(prec=80, rounding=ROUND_HALF_EVEN)
YEARS = range(1800, 2201)
SERIAL_DAYS = range(10_000, 110_000)
"""Excel day numbers of 1927 to 2201; smaller and larger numbers are not taken for dates."""

_FISCAL = re.compile(r"^(?:FY|AF|EF)?\s*(\d{4})\s*[/–-]\s*(\d{2}|\d{4})$", re.IGNORECASE)
HAS_YEAR = re.compile(r"(?:FY|AF|EF)?\s*\d{4}(?:\.0+)?(?:\s*[/–-]\s*\d+)?", re.IGNORECASE)
TRUE_WORDS = frozenset(
    {"true", "yes", "y", "1", "x", "sí", "si", "s", "oui", "sim", "vrai", "verdadero", "да", "是", "نعم"}
)
FALSE_WORDS = frozenset({"false", "no", "n", "0", "non", "não", "nao", "faux", "falso", "нет", "否", "لا"})


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of one column are to be read."""

    decimal: str = ""
    missing: frozenset[str] = frozenset()
    date_formats: tuple[str, ...] = ()
    day_of_year: str = ""
    day_of_month: str = ""
    scales: Mapping[str, Decimal] = field(default_factory=dict)
    fiscal_year: str = ""
    percent_as: str = "points"


@dataclass(frozen=True, slots=True)
class Repeated:
    """What a merged cell shows in its further rows and columns: good for names, never counted again as a number."""

    value: str | float | int | bool | date | datetime | time | timedelta | Decimal | None


def repeated(cell: Cell) -> Repeated:
    return cell if isinstance(cell, Repeated) else Repeated(cell)


def text_of(cell: Cell) -> str:
    """A cell as people see it: 12 for 12.0, ISO dates, no spaces at the ends."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, Repeated):
        cell = cell.value
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
        raise Unreadable(Sentence("is larger than any amount of money"))
    return whole.quantize(MICRO, context=EXACT)


def read_number(cell: Cell, reading: Reading) -> float | None:
    if is_missing(cell, reading):
        return None
    text = text_of(cell)
    if text.endswith("%"):
        points = number_of(text[:-1], reading.decimal, reading.scales)
        return float(points / 100 if reading.percent_as == "share" else points)
    return float(_decimal(cell, reading))


def read_integer(cell: Cell, reading: Reading) -> int | None:
    if is_missing(cell, reading):
        return None
    if isinstance(cell, date):
        return cell.year
    value = _decimal(cell, reading)
    if value != value.to_integral_value():
        raise Unreadable(Sentence("is not a whole number"))
    return int(value)


def read_year(cell: Cell, reading: Reading) -> int | None:
    """A calendar year; 2016/17 needs the descriptor's `fiscal_year`."""
    if is_missing(cell, reading):
        return None
    text = year_text(text_of(cell)) if isinstance(cell, str) else ""
    fiscal = _FISCAL.match(text)
    year = _calendar_year(fiscal, reading) if fiscal else read_integer(text or cell, reading)
    if year is not None and year not in YEARS:
        raise Unreadable(Sentence("is not a year from %(first)s to %(last)s", first=str(YEARS[0]), last=str(YEARS[-1])))
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
    raise Unreadable(Sentence("is neither yes nor no"))


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
    raise Unreadable(Sentence("is not a time"))


def _decimal(cell: Cell, reading: Reading) -> Decimal:
    if isinstance(cell, str):
        return number_of(cell, reading.decimal, reading.scales)
    if isinstance(cell, bool | date | time | timedelta | Repeated) or cell is None:
        raise Unreadable(Sentence("is not a number"))
    value = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    if not value.is_finite():
        raise Unreadable(Sentence("is not a number"))
    return value


def _calendar_year(fiscal: re.Match[str], reading: Reading) -> int:
    starts = int(fiscal[1])
    ends = int(fiscal[2]) if len(fiscal[2]) == 4 else starts - starts % 100 + int(fiscal[2])
    if ends < starts:
        ends += 100
    if ends != starts + 1:
        raise Unreadable(Sentence("is not one fiscal year"))
    if not reading.fiscal_year:
        raise Unreadable(
            Sentence("is a fiscal year, and the descriptor does not say which calendar year stands for it"),
            Sentence("Write `fiscal_year: starts` or `fiscal_year: ends` at this column."),
        )
    return starts if reading.fiscal_year == "starts" else ends


def _date_from_text(text: str, reading: Reading) -> date:
    day = day_of(text, reading.date_formats, reading.day_of_month)
    if day is not None:
        return day
    if reading.day_of_year and HAS_YEAR.fullmatch(year_text(text)):
        year = read_year(text, reading)
        return date.fromisoformat(f"{year:04d}-{reading.day_of_year}")
    raise Unreadable(
        Sentence("is not a date as 2016-05-31 or as the descriptor's date_formats say"),
        Sentence(
            'Say at this column how days are written: `date_formats: ["%d/%m/%Y"]`; a year alone needs `day_of_year`.'
        ),
    )


Reader = Callable[[Cell, Reading], Any]
READERS: dict[Kind, Reader] = {
    Kind.TEXT: read_text,
    Kind.INTEGER: read_integer,
    Kind.FLAG: read_flag,
    Kind.DATE: read_date,
    Kind.TIMESTAMP: read_timestamp,
    Kind.AMOUNT: read_amount,
    Kind.USD: read_amount,
    Kind.NUMBER: read_number,
}

EXPECTED = {
    Kind.INTEGER: phrase("a whole number"),
    Kind.FLAG: phrase("yes or no"),
    Kind.DATE: phrase("a date"),
    Kind.TIMESTAMP: phrase("a time"),
    Kind.AMOUNT: phrase("an amount of money"),
    Kind.USD: phrase("an amount of money"),
    Kind.NUMBER: phrase("a number"),
    Kind.TEXT: phrase("a text"),
}
