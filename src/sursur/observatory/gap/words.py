"""Words and cells of the gap pages."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal
from markupsafe import Markup

from sursur.observatory.parts import Cell
from sursur.observatory.view import View
from sursur.observatory.words import COVERAGE_WORDS

SMALLEST = Decimal("0.1")
WHOLE_FROM = 100


def coverage_word(view: View, value: str | None) -> Markup:
    """Why no gap is told, or what is found of a country."""
    if not value:
        return view.say.text("not reported")
    return view.say.text(COVERAGE_WORDS[value]) if value in COVERAGE_WORDS else Markup.escape(value)


def interval(view: View, low: float | None, high: float | None) -> Markup:
    """`3–9`, in this order also where words run from right to left."""
    if low is None or high is None:
        return Markup("\N{EN DASH}")
    ends = [view.say.number(round(end)) for end in (low, high)]
    told = ends[0] if ends[0] == ends[1] else (" \N{EN DASH} " if low < 0 else "\N{EN DASH}").join(ends)
    return Markup('<bdi dir="ltr" class="day">{}</bdi>').format(told)


def per_person(view: View, usd: float | None) -> Cell:
    """US dollars a year for each person, with one decimal below a hundred; what rounds to nothing is small."""
    if usd is None:
        return Cell(None, "\N{EN DASH}")
    value = Decimal(str(usd))
    if 0 < value < SMALLEST / 2:
        return Cell(usd, f"<\N{NO-BREAK SPACE}{view.say.number(SMALLEST)}")
    pattern = "#,##0" if abs(value) >= WHOLE_FROM else "#,##0.0"
    return Cell(usd, format_decimal(value, format=pattern, locale=view.say.locale))
