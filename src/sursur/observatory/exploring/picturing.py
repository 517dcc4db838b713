"""The picture of a pivot: bars for one dimension, columns over years, small multiples of columns for a second one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sursur.observatory.charts.bars import Ranked, draw_bars
from sursur.observatory.charts.columns import Amount, Columns, Wording, draw_columns
from sursur.observatory.exploring.asked import Explored
from sursur.observatory.exploring.names import dimension_name, value_name
from sursur.observatory.exploring.pivot import Figure, Key, Pivot
from sursur.observatory.view import MOST_SHOWN, View
from sursur.observatory.words import SHOWN_FORMS, shown_form

PLAIN = "plain"
"""The colour of sums that are not told apart by form: ink, as on a map of several forms."""
MOST_PANELS = 6
YEAR, FORM = "year", "form"
Behind = Callable[[Mapping[str, object]], str]


@dataclass(frozen=True, slots=True)
class Panel:
    label: str | Markup
    value: Markup
    href: str
    chart: Columns


@dataclass(frozen=True, slots=True)
class Drawn:
    """`kind` as in `Section.picture_kind`; `legend` names the forms that have a colour in the picture."""

    picture: object
    kind: str
    legend: tuple[tuple[str, Markup], ...] = ()
    left_out: int = 0
    """Rows, or small multiples, that the picture has no room for; the table has them."""
    complete: bool = True
    """The picture shows both dimensions."""


def draw(view: View, explored: Explored, pivot: Pivot) -> Drawn | None:
    """None where there is nothing to draw."""
    over = next((name for name in explored.dimensions if name == YEAR), "")
    if not over:
        return _bars(view, explored, pivot)
    other = next((name for name in explored.dimensions if name != YEAR), "")
    if other in ("", FORM):
        return _columns(view, explored, pivot, other)
    return _panels(view, explored, pivot, other)


def _behind(view: View, explored: Explored) -> Behind:
    return lambda cell: explored.behind(view.say.code, cell)


def _style(explored: Explored) -> str:
    """One form alone has its own colour."""
    forms = {shown_form(form) for form in explored.query().forms}
    return forms.pop() if len(forms) == 1 else PLAIN


def _legend(view: View, styles: Sequence[str]) -> tuple[tuple[str, Markup], ...]:
    return tuple((form, view.say.form(form)) for form in SHOWN_FORMS if form in styles)


# -- bars ----------------------------------------------------------------------------------------------------------


def _bars(view: View, explored: Explored, pivot: Pivot) -> Drawn | None:
    drawn = [key for key in pivot.rows if (pivot.row(key).usd or 0) > 0]
    by_form = [_by_form(explored, pivot, key) for key in drawn[:MOST_SHOWN]]
    if not drawn:
        return None
    behind = _behind(view, explored)
    ranked = [
        Ranked(
            str(value_name(view, explored.rows, key)),
            view.say.money(pivot.row(key).usd),
            behind({explored.rows: key}),
            "",
            forms,
        )
        for key, forms in zip(drawn, by_form, strict=False)
    ]
    styles = sorted({style for forms in by_form for style in forms})
    bars = draw_bars(ranked, (*SHOWN_FORMS, PLAIN))
    legend = _legend(view, styles) if explored.columns == FORM else ()
    return Drawn(bars, "bars", legend, len(drawn) - len(ranked), complete=explored.columns in ("", FORM))


def _by_form(explored: Explored, pivot: Pivot, key: Key) -> dict[str, float]:
    if explored.rows == FORM:
        return {shown_form(key): float(pivot.row(key).usd or 0)}
    if explored.columns != FORM:
        return {_style(explored): float(pivot.row(key).usd or 0)}
    found: dict[str, float] = {}
    for form in pivot.columns:
        usd = float(pivot.cells.get((key, form), Figure()).usd or 0)
        found[shown_form(form)] = found.get(shown_form(form), 0.0) + max(usd, 0.0)
    return {form: usd for form, usd in found.items() if usd > 0}


# -- columns over years --------------------------------------------------------------------------------------------


def _columns(view: View, explored: Explored, pivot: Pivot, other: str) -> Drawn | None:
    amounts = [
        Amount(_year(explored, key), _form(explored, key, other), float(figure.usd))
        for key, figure in pivot.cells.items()
        if figure.usd is not None and _year(explored, key)
    ]
    chart = _chart(amounts, _wording(view, explored, pivot, {}))
    styles = sorted({amount.form for amount in amounts if amount.usd > 0})
    return Drawn(chart, "columns", _legend(view, styles) if other else ()) if chart else None


def _year(explored: Explored, key: tuple[Key, Key]) -> int:
    return int(key[explored.dimensions.index(YEAR)] or 0)


def _form(explored: Explored, key: tuple[Key, Key], other: str) -> str:
    return shown_form(key[explored.dimensions.index(other)]) if other else _style(explored)


def _chart(amounts: Sequence[Amount], words: Wording) -> Columns | None:
    years = sorted({amount.year for amount in amounts})
    return draw_columns(amounts, (years[0], years[-1]), (*SHOWN_FORMS, PLAIN), (), words) if years else None


def _wording(view: View, explored: Explored, pivot: Pivot, cell: Mapping[str, Key], reach: float = 0.0) -> Wording:
    behind = _behind(view, explored)

    def column(year: int) -> str:
        return f"{year} \N{MIDDLE DOT} {view.say.money(_sum(explored, pivot, year, cell).usd)}"

    title = view.say.text("US dollars by year")
    if cell:
        name, value = next(iter(cell.items()))
        title = Markup("{}: {}").format(value_name(view, name, value), title)
    return Wording(
        title=str(title),
        value=view.say.short_money,
        column=column,
        href=lambda year: behind({**cell, YEAR: year}),
        reach=reach,
    )


def _sum(explored: Explored, pivot: Pivot, year: int, cell: Mapping[str, Key]) -> Figure:
    if not cell:
        return (pivot.by_row if explored.rows == YEAR else pivot.by_column)[year]
    value = next(iter(cell.values()))
    return pivot.cells[(year, value) if explored.rows == YEAR else (value, year)]


# -- small multiples -----------------------------------------------------------------------------------------------


def _panels(view: View, explored: Explored, pivot: Pivot, other: str) -> Drawn | None:
    """The largest values of the other dimension, each by itself, on one scale and the same years."""
    place = explored.dimensions.index(other)
    sums = pivot.by_row if place == 0 else pivot.by_column
    keys = [key for key in (pivot.rows if place == 0 else pivot.columns) if (sums[key].usd or 0) > 0]
    lines = {key: _line(explored, pivot, place, key) for key in keys[:MOST_PANELS]}
    years = sorted({amount.year for line in lines.values() for amount in line})
    reach = max((amount.usd for line in lines.values() for amount in line), default=0.0)
    behind = _behind(view, explored)
    panels = []
    for key, line in lines.items():
        words = _wording(view, explored, pivot, {other: key}, reach)
        chart = draw_columns(line, (years[0], years[-1]), (*SHOWN_FORMS, PLAIN), (), words)
        if chart:
            label = value_name(view, other, key)
            panels.append(Panel(label, view.say.money(sums[key].usd), behind({other: key}), chart))
    return Drawn(tuple(panels), "panels", (), len(keys) - len(panels)) if panels else None


def _line(explored: Explored, pivot: Pivot, place: int, key: Key) -> list[Amount]:
    style = _style(explored)
    return [
        Amount(_year(explored, cell), style, float(figure.usd))
        for cell, figure in pivot.cells.items()
        if cell[place] == key and figure.usd is not None and figure.usd > 0 and _year(explored, cell)
    ]


def heading(view: View, explored: Explored) -> Markup:
    """What stands in rows and columns, as the name of the picture and of the table."""
    names = [dimension_name(view, name) for name in explored.dimensions]
    if len(names) == 1:
        return view.say.text("US dollars by %(rows)s", rows=_lower(names[0]))
    return view.say.text("US dollars by %(rows)s and %(columns)s", rows=_lower(names[0]), columns=_lower(names[1]))


def _lower(name: Markup) -> str:
    return name[:1].lower() + name[1:]
