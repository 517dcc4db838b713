"""Trade in goods between two countries, beside what they give each other."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from markupsafe import Markup

from sursur.observatory.charts.columns import Amount, Columns, Wording, draw_columns
from sursur.observatory.pair.codes import Pair
from sursur.observatory.parts import Cell, Column, Section, SourceLine, Table
from sursur.observatory.rankings import label
from sursur.observatory.view import View
from sursur.observatory.words import OTHER
from sursur.reference.trade import trade_source

SHOWN = 5
Exports = Mapping[int, Decimal | None]
"""US dollars by year; None where the source says that the value is missing."""


def trade_section(view: View, pair: Pair) -> tuple[Section, ...]:
    """Nothing where the release holds no trade between the two."""
    there, back = (_exports(view, exporter, importer) for exporter, importer in pair.directions)
    years = sorted({*there, *back}, reverse=True)
    if not years:
        return ()
    say = view.say
    return (
        Section(
            anchor="trade",
            heading=say.text("What do they trade?"),
            sentences=_sentences(view, pair, (there, back), years[0]),
            picture=_columns(view, pair, there, back),
            picture_kind="columns",
            notes=(
                say.text(
                    "Goods as the importer counts them, in current dollars; trade is no cooperation and is in none of "
                    "the other sums."
                ),
            ),
            table=_table(view, pair, (there, back), years),
            downloads=view.downloads("trade"),
            sources=(_source(years),),
        ),
    )


def _table(view: View, pair: Pair, ways: tuple[Exports, Exports], years: list[int]) -> Table:
    say = view.say
    whole = view.asked.whole == "trade" or len(years) <= SHOWN + 2
    return Table(
        name="trade",
        caption=say.text("Goods by year, US$ million, current prices"),
        columns=(
            Column("year", say.text("Year"), "year"),
            *(
                Column(f"{one.lower()}_to_{other.lower()}_usd_current", label(view, (one, other)), "money")
                for one, other in pair.directions
            ),
        ),
        rows=tuple((Cell(year, str(year)), *(view.money_cell(way.get(year)) for way in ways)) for year in years),
        shown=None if whole else SHOWN,
        whole_href=view.asked.address(whole="trade", anchor="table-trade"),
        folded=not whole,
    )


def _exports(view: View, exporter: str, importer: str) -> Exports:
    if "trade" not in view.library.release.manifest.tables:
        return {}
    found = view.library.tables.tuples(
        "SELECT year, usd FROM trade WHERE importer = ? AND exporter = ? ORDER BY year", [importer, exporter]
    )
    return dict(found)


def _sentences(view: View, pair: Pair, ways: tuple[Exports, Exports], last: int) -> tuple[Markup, ...]:
    told = [
        f"{label(view, way)} {view.say.money(exports[last])}"
        for way, exports in zip(pair.directions, ways, strict=True)
        if exports.get(last) is not None
    ]
    ends = view.say.text("The data end in %(year)s.", year=last)
    if not told:
        return (ends,)
    values = view.say.list(told)
    return (view.say.text("Goods in %(year)s: %(values)s.", year=last, values=values), ends)


def _columns(view: View, pair: Pair, there: Exports, back: Exports) -> Columns | None:
    amounts = [
        Amount(year, OTHER, float(usd), below)
        for below, way in ((False, there), (True, back))
        for year, usd in way.items()
        if usd is not None
    ]
    first, last = min({*there, *back}), max({*there, *back})
    above, below = (label(view, way) for way in pair.directions)
    words = Wording(
        title=str(view.say.text("Trade in goods by year, both directions")),
        value=view.say.short_money,
        column=lambda year: " \N{MIDDLE DOT} ".join(
            (str(year), *(f"{name}: {view.say.money(way.get(year))}" for name, way in ((above, there), (below, back))))
        ),
        href=lambda _: f"{view.asked.address()}#table-trade",
        above=above,
        below=below,
    )
    ends = ((last, view.say.text("Data until %(year)s", year=last)),)
    return draw_columns(amounts, (first, max(last, view.library.years[1])), (OTHER,), ends, words)


def _source(years: list[int]) -> SourceLine:
    source = trade_source()
    span = f"{years[-1]}\N{EN DASH}{years[0]}"
    return SourceLine(source["title"], source["publisher"], source["licence"], source["url"], span)
