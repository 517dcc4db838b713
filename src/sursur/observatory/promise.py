"""Does a provider keep the promise of 0.7 per cent? Development assistance by year as a share of national income."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from sursur.observatory.charts.columns import Amount, Columns, Wording, draw_columns
from sursur.observatory.country.profile import indicator_source
from sursur.observatory.indicators import indicators_of
from sursur.observatory.parts import Cell, Column, Link, Section, Table
from sursur.observatory.tables import Row
from sursur.observatory.view import View

INDICATOR = "oda_given_percent_gni"
PROMISED = Decimal("0.7")
INSTRUMENT, COMMITMENT = "unga-2626-1970", "c-oda-07"
FORM = "north_south"


def promise_section(view: View, iso3: str) -> tuple[Section, ...]:
    """Nothing where the release holds no such figure of the country."""
    rows = indicators_of(view.library.tables, iso3).get(INDICATOR, ())
    if not rows:
        return ()
    say = view.say
    return (
        Section(
            anchor="promise",
            heading=say.text("Does it keep the promise of 0.7 per cent?"),
            sentences=_sentences(view, rows),
            picture=_chart(view, rows),
            picture_kind="columns",
            counted=_instrument(view),
            table=_table(view, rows),
            downloads=view.downloads("promise"),
            sources=tuple(
                indicator_source(title, _years([row for row in rows if row["source"] == title]))
                for title in sorted({row["source"] for row in rows})
            ),
        ),
    )


def _sentences(view: View, rows: Sequence[Row]) -> tuple[Markup, ...]:
    say, latest = view.say, rows[-1]
    kept = [row for row in rows if row["value"] >= PROMISED]
    return (
        say.text(
            "%(share)s of its national income was official development assistance in %(year)s, the last year on "
            "record; 0.7 per cent or more in %(kept)s of %(years)s years.",
            share=share(view, latest["value"]),
            year=latest["year"],
            kept=say.number(len(kept)),
            years=say.number(len(rows)),
        ),
        say.text("Net until 2017; from 2018 the grant equivalent, which is another measure."),
    )


def share(view: View, percent: float) -> str:
    """Two digits after the point: the promise has one."""
    return view.say.percent(Decimal(str(percent)) / 100, "#,##0.00%")


def _instrument(view: View) -> tuple[Link, ...]:
    """The promise itself, where the release holds it."""
    if INSTRUMENT not in view.library.records.instruments:
        return ()
    page = view.asked.address(f"/instrument/{INSTRUMENT}", anchor=COMMITMENT)
    return (Link(view.say.text("The promise of 1970 and where it stands"), page),)


def _chart(view: View, rows: Sequence[Row]) -> Columns | None:
    values = {row["year"]: row["value"] for row in rows}
    words = Wording(
        title=str(view.say.text("Development assistance as a share of national income")),
        value=lambda percent: share(view, round(percent, 2)),
        column=lambda year: f"{year} \N{MIDDLE DOT} {share(view, values[year])}",
        href=lambda _: f"{view.asked.address()}#table-promise",
        target=(float(PROMISED), share(view, float(PROMISED))),
    )
    amounts = [Amount(year, FORM, value) for year, value in values.items()]
    return draw_columns(amounts, (min(values), max(values)), (FORM,), (), words)


def _years(rows: Sequence[Row]) -> str:
    return f"{rows[0]['year']}\N{EN DASH}{rows[-1]['year']}"


def _table(view: View, rows: Sequence[Row]) -> Table:
    say = view.say
    return Table(
        name="promise",
        caption=say.text("Development assistance as a share of national income"),
        columns=(
            Column("year", say.text("Year"), "year"),
            Column("oda_percent_of_gni", say.text("Per cent of national income"), "share"),
            Column("source", say.text("Source")),
        ),
        rows=tuple(
            (
                Cell(row["year"], str(row["year"])),
                Cell(row["value"], share(view, row["value"])),
                Cell(row["source"], row["source"]),
            )
            for row in reversed(rows)
        ),
        folded=True,
    )
