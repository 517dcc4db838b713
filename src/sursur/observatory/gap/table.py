"""Need, rank and cooperation per person, country by country, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from sursur.observatory.gap.asking import GapAsked, choice_of, words_of
from sursur.observatory.gap.beside import indicator_sources
from sursur.observatory.gap.words import coverage_word, interval, per_person
from sursur.observatory.measured import measure_link
from sursur.observatory.parts import Cell, Column, Link, Row, Rows, Section, Table
from sursur.observatory.sentences import tell
from sursur.observatory.view import View

SHOWN = 15
GAP = "gap"
PER_PERSON = {
    "south_south": "south_south_per_person",
    "triangular": "triangular_per_person",
    "multilateral_south_led": "south_led_per_person",
    "north_south": "north_south_per_person",
    "multilateral": "multilateral_per_person",
}
"""Forms and the columns of the measure that share their money among people."""


def gap_foot(view: View, asked: GapAsked, measure: str) -> tuple[Link, ...]:
    return (*view.counted(), measure_link(view, measure, **words_of(view, asked, measure)))


def gap_table(view: View, asked: GapAsked, rows: Sequence[Any]) -> Section:
    whole = view.asked.whole == GAP or len(rows) <= SHOWN + 2
    unit = tell(view.say, asked.indicator.unit)
    return Section(
        anchor="countries",
        heading=view.say.text("Country by country"),
        notes=(
            view.say.text(
                "Ranks stand with the places that they may take when every value moves as far as it usually does. "
                "Definitions of need, coverage and gap are ours, not official."
            ),
            *_silent_forms(view, asked, rows),
        ),
        counted=gap_foot(view, asked, GAP),
        table=Table(
            name=GAP,
            caption=view.say.text("Need, rank and cooperation per person; value in: %(unit)s", unit=unit),
            columns=_columns(view),
            rows=Rows(rows, lambda row: _row(view, row)),
            shown=None if whole else SHOWN,
            whole_href=view.asked.address(whole=GAP, anchor=f"table-{GAP}"),
        ),
        downloads=view.downloads(GAP),
        sources=(*view.sources(choice_of(view, asked)), *indicator_sources(asked.need)),
    )


def _silent_forms(view: View, asked: GapAsked, rows: Sequence[Any]) -> tuple[Markup, ...]:
    """A form without any flow is a form without a source, and not one that gives nothing."""
    silent = [
        str(view.say.form(form))
        for form, column in PER_PERSON.items()
        if form in asked.shown_forms and all(row[column] is None for row in rows)
    ]
    if not silent:
        return ()
    text = view.say.text(
        "No source of these years tells of flows of this kind: %(forms)s.", forms=view.say.list(silent)
    )
    return (text,)


def _columns(view: View) -> tuple[Column, ...]:
    say, prices = view.say, view.asked.prices
    return (
        Column("country", say.text("Country")),
        Column("gap", say.text("Gap"), "share"),
        Column("rank", say.text("Rank of need"), "count"),
        Column("rank_interval", say.text("between")),
        Column("value", say.text("Value"), "share"),
        Column("value_year", say.text("of"), "year"),
        Column(f"usd_{prices}_per_person", say.text("US$ per person and year"), "share"),
        Column(f"usd_{prices}_per_person_south_south", say.form("south_south"), "share"),
        Column(f"usd_{prices}_per_person_south_led", say.form("multilateral_south_led"), "share"),
        Column(f"usd_{prices}_per_person_north_south", say.form("north_south"), "share"),
        Column("status", say.text("Why no gap is told")),
    )


def _row(view: View, row: dict[str, Any]) -> Row:
    say = view.say
    gap, value = row["gap"], row["value"]
    between = interval(view, row["rank_from"], row["rank_to"])
    return (
        view.party_cell(row["country"]),
        Cell(gap, say.number(round(gap)) if gap is not None else "\N{EN DASH}"),
        Cell(row["rank"], say.number(row["rank"]) if row["rank"] else "\N{EN DASH}"),
        Cell(str(between), between),
        Cell(value, say.number(Decimal(f"{value:.4g}")) if value is not None else say.text("not known")),
        Cell(row["value_year"], str(row["value_year"] or "")),
        per_person(view, row["per_person"]),
        per_person(view, row["south_south_per_person"]),
        per_person(view, row["south_led_per_person"]),
        per_person(view, row["north_south_per_person"]),
        Cell(row["status"], coverage_word(view, row["status"]) if row["status"] else ""),
    )
