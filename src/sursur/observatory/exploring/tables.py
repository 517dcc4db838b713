"""The pivot and the single flows as tables of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
from markupsafe import Markup

from sursur.answers.flows import VALUE
from sursur.observatory.exploring.asked import Explored, written
from sursur.observatory.exploring.names import dimension_name, value_name
from sursur.observatory.exploring.pivot import Figure, Key, Pivot, together
from sursur.observatory.figures import figure_table
from sursur.observatory.parts import Cell, Column, Row, Rows, Table
from sursur.observatory.view import View

ROWS_SHOWN, COLUMNS_SHOWN = 20, 10
MOST_ROWS, MOST_COLUMNS = 300, 80
"""What even the whole table shows; the files have everything."""
NAME = "figures"


def pivot_table(view: View, explored: Explored, pivot: Pivot, *, added: bool) -> Table:
    make = _wide if explored.columns else _narrow
    return make(view, explored, pivot, added)


def _table(view: View, explored: Explored, columns: Sequence[Column], rows: Rows, together_row: Row | None) -> Table:
    most = min(MOST_ROWS, len(rows)) if explored.whole else ROWS_SHOWN
    caption = Markup("{} \N{MIDDLE DOT} {}").format(
        Markup(" \N{MULTIPLICATION SIGN} ").join(dimension_name(view, name) for name in explored.dimensions),
        view.money_unit(),
    )
    return Table(
        name=NAME,
        caption=caption,
        columns=tuple(columns),
        rows=rows,
        shown=most if len(rows) > most else None,
        rest=together_row,
        whole_href="" if explored.whole else explored.address(view.say.code, all="1") + f"#table-{NAME}",
        folded=explored.show == "chart",
    )


# -- one dimension -------------------------------------------------------------------------------------------------


def _narrow(view: View, explored: Explored, pivot: Pivot, added: bool) -> Table:
    say = view.say
    columns = (
        Column(explored.rows, str(dimension_name(view, explored.rows))),
        Column("code", say.text("Code")),
        Column(VALUE[explored.query().prices], str(view.money_unit()), "money"),
        Column("share", say.text("Share"), "share"),
        Column("flows", say.text("Flows"), "count"),
        Column("without_value", say.text("Without value"), "count"),
    )
    total = pivot.total if added else None
    rows = Rows(pivot.rows, lambda key: _line(view, explored, key, (pivot.row(key), total)))
    last = (
        (Cell(None, say.text("Together")), Cell(None, ""), *_figures(view, (pivot.total, total), "")) if total else None
    )
    return _table(view, explored, columns, rows, last)


def _line(view: View, explored: Explored, key: Key, told: tuple[Figure, Figure | None]) -> Row:
    href = explored.behind(view.say.code, {explored.rows: key})
    name = value_name(view, explored.rows, key)
    code = "" if str(name) == written(key) else written(key)
    value = written(key) if isinstance(key, bool) else key
    return (Cell(str(name), name, _page(view, explored.rows, key)), Cell(value, code), *_figures(view, told, href))


def _figures(view: View, told: tuple[Figure, Figure | None], href: str) -> Row:
    figure, total = told
    whole = total.usd if total and total.usd and total.usd > 0 else None
    share = figure.usd / whole if figure.usd is not None and whole else None
    return (
        view.money_cell(figure.usd, href if figure.usd is not None else ""),
        Cell(share and round(share, 6), view.say.percent(share) if share is not None else ""),
        Cell(figure.flows, view.say.number(figure.flows), href),
        Cell(figure.without, view.say.number(figure.without)),
    )


# -- two dimensions ------------------------------------------------------------------------------------------------


def _wide(view: View, explored: Explored, pivot: Pivot, added: bool) -> Table:
    shown, others = _chosen(explored, pivot.columns)
    columns = [Column(explored.rows, str(dimension_name(view, explored.rows)))]
    columns += [_column(view, explored, key) for key in shown]
    if added and others:
        columns.append(Column("others", _others_label(view, explored, others), "money"))
    if added:
        columns.append(Column("together", view.say.text("Together"), "money"))

    def row(key: Key) -> Row:
        cells = [_cell(view, explored, pivot, (key, column)) for column in shown]
        name = value_name(view, explored.rows, key)
        return (Cell(written(key), name, _page(view, explored.rows, key)), *cells, *(_sums(key) if added else ()))

    def _sums(key: Key) -> list[Cell]:
        rest = together(pivot.cells[key, column] for column in others if (key, column) in pivot.cells)
        behind = explored.behind(view.say.code, {explored.rows: key})
        return [*([view.money_cell(rest.usd)] if others else []), _linked(view, pivot.row(key), behind)]

    last = _sum_row(view, explored, pivot, (shown, others)) if added else None
    return _table(view, explored, columns, Rows(pivot.rows, row), last)


def _chosen(explored: Explored, keys: tuple[Key, ...]) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """The columns shown and the others: of years the last ones, of all else the largest."""
    most = MOST_COLUMNS if explored.whole else COLUMNS_SHOWN
    if len(keys) <= most:
        return keys, ()
    return (keys[-most:], keys[:-most]) if explored.columns == "year" else (keys[:most], keys[most:])


def _others_label(view: View, explored: Explored, others: tuple[Key, ...]) -> str:
    if explored.columns == "year":
        return str(view.say.text("Before"))
    return str(view.say.plural("%(count)s other", "%(count)s others", len(others)))


def _column(view: View, explored: Explored, key: Key) -> Column:
    return Column(written(key) or "not_reported", str(value_name(view, explored.columns, key)), "money")


def _cell(view: View, explored: Explored, pivot: Pivot, place: tuple[Key, Key]) -> Cell:
    if place not in pivot.cells:
        return Cell(None, "")
    behind = explored.behind(view.say.code, {explored.rows: place[0], explored.columns: place[1]})
    return _linked(view, pivot.cells[place], behind)


def _linked(view: View, figure: Figure, href: str) -> Cell:
    """A sum without any value leads to its flows all the same."""
    return Cell(figure.usd, view.say.millions(figure.usd), href)


def _sum_row(view: View, explored: Explored, pivot: Pivot, chosen: tuple[Sequence[Key], Sequence[Key]]) -> Row:
    shown, others = chosen
    sums = [
        _linked(view, pivot.by_column[key], explored.behind(view.say.code, {explored.columns: key})) for key in shown
    ]
    rest = together(pivot.by_column[key] for key in others)
    return (
        Cell(None, view.say.text("Together")),
        *sums,
        *([view.money_cell(rest.usd)] if others else []),
        view.money_cell(pivot.total.usd, explored.behind(view.say.code, {})),
    )


def _page(view: View, dimension: str, key: Key) -> str:
    """The page of a party; all else has none."""
    return view.party_page(key) if dimension in ("provider", "recipient") else ""


# -- as reported, and single flows ---------------------------------------------------------------------------------


def reported_table(view: View, explored: Explored, found: pa.Table) -> Table:
    """Sums by currency and price year stand one under the other: they have no common measure."""
    caption = str(view.say.text("As reported, by currency and price year"))
    most = MOST_ROWS if explored.whole else ROWS_SHOWN
    return figure_table(view, (NAME, caption), found, most, explored.address(view.say.code, all="1"))


def flow_table(view: View, explored: Explored, rows: Sequence[Mapping[str, Any]]) -> Table:
    say = view.say
    value = VALUE[explored.query().prices]
    reported = value == "amount"
    return Table(
        name=NAME,
        caption=say.text("Flows, largest first"),
        columns=(
            Column("flow_id", say.text("Flow")),
            Column("provider", say.text("Provider")),
            Column("recipient", say.text("Recipient")),
            Column("year", say.text("Year"), "year"),
            Column("form", say.text("Form")),
            Column("sector", say.text("Sector")),
            Column("stage", say.text("Stage")),
            Column(value, say.text("As reported") if reported else str(view.money_unit()), "money"),
            Column("currency", say.text("Currency")),
            Column("source", say.text("Source")),
        ),
        rows=tuple(_flow(view, row, value) for row in rows),
    )


def _flow(view: View, row: Mapping[str, Any], value: str) -> Row:
    say = view.say
    money: Decimal | None = row[value]
    told = say.text("not reported") if money is None else say.number(round(money))
    return (
        Cell(row["flow_id"], say.text("why?"), view.asked.address(f"/flow/{row['flow_id']}"), note=row["title"] or ""),
        Cell(row["provider"], value_name(view, "provider", row["provider"])),
        Cell(row["recipient"], value_name(view, "recipient", row["recipient"])),
        Cell(row["year"], str(row["year"])),
        Cell(row["form"], say.word(row["form"])),
        Cell(row["sector"], value_name(view, "sector", row["sector"])),
        Cell(row["stage"], say.word(row["stage"])),
        Cell(money, told) if value == "amount" else view.money_cell(money),
        Cell(row["currency"], row["currency"] or ""),
        Cell(row["dataset"], view.short_title(row["dataset"]), view.asked.address(f"/source/{row['source_id']}")),
    )
