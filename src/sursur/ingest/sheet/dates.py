"""A text → a day or year, with months by name in many languages. The order of day and month is never guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from sursur.ingest.sheet.numbers import Unreadable, western, without_mark
from sursur.ingest.sheet.vocabulary import folded, month_number, words
from sursur.sentences import Sentence

_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/年](\d{1,2})月?|[-/.年](\d{1,2})[-/.月](\d{1,2})日?)")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/](\d{4})")
_PIECES = re.compile(r"\d+|[^\W\d_]+", re.UNICODE)
_FILLERS = frozenset(
    {"de", "del", "do", "of", "er", "st", "nd", "rd", "th", "º", "ª", "\u0433", "года", "год", "le", "em", "el"}
)
_ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_LAST = "last"


def year_text(text: str) -> str:
    """The digits of a year without what stands around them: 2019年, Año 2019, ٢٠١٩, 2019*."""
    plain = without_mark(western(text.strip()))
    left = re.sub(r"\d{4}", " ", plain, count=1)
    return (re.search(r"\d{4}", plain) or [plain])[0] if folded(left).strip(" .") in words("year") else plain


def day_of(text: str, formats: tuple[str, ...], day_of_month: str = "") -> date | None:
    """The day of a text that names one; nothing for other texts. A month alone needs `day_of_month`."""
    plain = without_mark(western(text.strip()))
    if formats and (day := _by_format(plain, formats)):
        return day
    if day := _iso(plain):
        return day
    year, month, number = _year_first(plain) or _month_by_name(plain) or (0, 0, 0)
    if not year:
        return None
    if not number and not day_of_month:
        raise Unreadable(
            Sentence("names a month without a day"),
            Sentence("Say `day_of_month: 15` (or another day, or `last`) at this column."),
        )
    return _day(year, month, str(number) if number else day_of_month)


def _iso(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text.replace("/", "-")).date() if len(text) >= len("20190531") else None
    except ValueError:
        return None


def _day(year: int, month: int, day: str) -> date:
    try:
        if day == _LAST:
            return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)
        return date(year, month, int(day))
    except ValueError:
        raise Unreadable(Sentence("is no day of the calendar")) from None


def _by_format(text: str, formats: tuple[str, ...]) -> date | None:
    for written in dict.fromkeys((text, _in_english(text))):
        for pattern in formats:
            try:
                return datetime.strptime(written, pattern).replace(tzinfo=UTC).date()
            except ValueError:
                continue
    return None


def _in_english(text: str) -> str:
    """Months by their English names, short where they were: %B and %b of a format know no others."""

    def english(found: re.Match[str]) -> str:
        month = month_number(found[0])
        if month is None:
            return found[0]
        name = _ENGLISH[month - 1]
        return name if len(found[0]) > len("sept") or name == "May" else name[:3]

    return re.sub(r"[^\W\d_]{3,}", english, text)


def _year_first(text: str) -> tuple[int, int, int] | None:
    """2019/3/12, 2019年3月12日, 2019-03; 03/2019 is a month too."""
    if found := _YEAR_FIRST.fullmatch(text.replace(" ", "")):
        return int(found[1]), int(found[2] or found[3]), int(found[4] or 0)
    found = _MONTH_YEAR.fullmatch(text)
    return (int(found[2]), int(found[1]), 0) if found else None


def _month_by_name(text: str) -> tuple[int, int, int] | None:
    """12 de marzo de 2019, March 12, 2019, 12/mar/2019, março 2019; a year of two digits is not guessed."""
    pieces = [piece for piece in _PIECES.findall(folded(text)) if piece not in _FILLERS]
    letters = [piece for piece in pieces if not piece.isdigit()]
    month = month_number(" ".join(letters)) if letters else None
    numbers = [piece for piece in pieces if piece.isdigit()]
    years = [piece for piece in numbers if len(piece) == 4]
    days = [piece for piece in numbers if len(piece) <= 2]
    if month is None or len(years) != 1 or len(days) > 1 or len(numbers) != len(years) + len(days):
        return None
    return int(years[0]), month, int(days[0]) if days else 0
