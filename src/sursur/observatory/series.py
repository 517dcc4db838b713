"""Money by year and form: the columns and the table under them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sursur.observatory.charts.columns import Amount, Columns, Wording, draw_columns
from sursur.observatory.choosing import Choice
from sursur.observatory.parts import Cell, Column, Row, Rows, Table
from sursur.observatory.turns import turns
from sursur.observatory.view import View
from sursur.observatory.words import SHOWN_FORMS, shown_form

YEARS_SHOWN = 12
Yearly = dict[int, dict[str, Decimal]]
"""US dollars by year and shown form."""


@dataclass(frozen=True, slots=True)
class Side:
    """One direction: what stands above or below the zero line. `fixed` are the filters of the rows behind it."""

    name: str
    label: str
    choice: Choice
    fixed: dict[str, Any]
    below: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    columns: Columns | None
    table: Table
    by_side: Mapping[str, Yearly]

    def total(self, side: str) -> Decimal:
        return sum((usd for year in self.by_side[side].values() for usd in year.values()), Decimal(0))


def series(view: View, name: str, title: str, caption: str, sides: tuple[Side, ...]) -> Series:
    """The picture and the table of one or two directions over the years looked at.

    Two directions share a zero line, the second below it; where only one has data it stands above.
    """
    by_side = {side.name: yearly(view, side.choice) for side in sides}
    mirrored = all(by_side.values())
    amounts = [
        Amount(year, form, float(usd), side.below and mirrored)
        for side in sides
        for year, forms in by_side[side.name].items()
        for form, usd in forms.items()
    ]
    ends = turns(view, [side.choice for side in sides]).marks
    drawn_sides = sides if mirrored else tuple(side for side in sides if by_side[side.name]) or sides[:1]
    words = _wording(view, title, drawn_sides, by_side)
    drawn = draw_columns(amounts, _span(view, by_side), tuple(SHOWN_FORMS), ends, words)
    return Series(drawn, _table(view, name, caption, sides, by_side), by_side)


def yearly(view: View, choice: Choice) -> Yearly:
    found: Yearly = {}
    for item in view.sums(("year", "form"), choice):
        if item.usd is not None:
            year = found.setdefault(item.key[0], {})
            form = shown_form(item.key[1])
            year[form] = year.get(form, Decimal(0)) + item.usd
    return found


def _span(view: View, by_side: Mapping[str, Yearly]) -> tuple[int, int]:
    """From the first year with data (or the one asked for) to the last year looked at."""
    first, last = view.years
    with_data = [year for years in by_side.values() for year in years]
    return (first if view.asked.year_from else min(with_data, default=first), last)


def _wording(view: View, title: str, sides: tuple[Side, ...], by_side: Mapping[str, Yearly]) -> Wording:
    def column(year: int) -> str:
        parts = [
            f"{side.label}: {view.say.money(sum(by_side[side.name].get(year, {}).values(), Decimal(0)))}"
            for side in sides
        ]
        return f"{year} \N{MIDDLE DOT} " + " \N{MIDDLE DOT} ".join(parts)

    return Wording(
        title=title,
        value=view.say.short_money,
        column=column,
        href=_year_link(view, sides[0]),
        above=sides[0].label if sides[0].name else "",
        below=sides[1].label if len(sides) > 1 else "",
    )


def _year_link(view: View, side: Side) -> Callable[[int], str]:
    return lambda year: view.asked.rows(**(side.fixed | {"from": year, "to": year}))


def _table(view: View, name: str, caption: str, sides: tuple[Side, ...], by_side: Mapping[str, Yearly]) -> Table:
    years = sorted({year for yearly in by_side.values() for year in yearly}, reverse=True)
    columns = _form_columns(by_side, sides)
    whole = view.asked.whole == name
    return Table(
        name=name,
        caption=caption,
        columns=(Column("year", view.say.text("Year"), "year"), *_labels(view, columns, many=len(sides) > 1)),
        rows=Rows(years, lambda year: _row(view, year, columns, by_side)),
        shown=None if whole or len(years) <= YEARS_SHOWN + 3 else YEARS_SHOWN,
        whole_href=view.asked.address(whole=name, anchor=f"table-{name}"),
    )


def _form_columns(by_side: Mapping[str, Yearly], sides: tuple[Side, ...]) -> list[tuple[Side, str]]:
    """One column per direction and form that occurs, in the fixed order, and a total where there are several forms."""
    columns: list[tuple[Side, str]] = []
    for side in sides:
        present = {form for forms in by_side[side.name].values() for form in forms}
        columns += [(side, form) for form in SHOWN_FORMS if form in present]
        columns += [(side, "")] if len(present) > 1 else []
    return columns


def _labels(view: View, columns: list[tuple[Side, str]], *, many: bool) -> list[Column]:
    labels = []
    for side, form in columns:
        what = view.say.form(form) if form else view.say.text("Together")
        name = "_".join(part for part in (side.name, form or "total", f"usd_{view.asked.prices}") if part)
        labels.append(Column(name, f"{side.label}: {what}" if many else what, "money"))
    return labels


def _row(view: View, year: int, columns: list[tuple[Side, str]], by_side: Mapping[str, Yearly]) -> Row:
    cells = []
    for side, form in columns:
        forms = by_side[side.name].get(year, {})
        usd = forms.get(form) if form else sum(forms.values(), Decimal(0)) if forms else None
        filters = side.fixed | {"from": year, "to": year} | ({"form": form} if form else {})
        cells.append(view.money_cell(usd, view.asked.rows(**filters) if usd is not None else ""))
    return (Cell(year, str(year)), *cells)
