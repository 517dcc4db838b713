"""Which of the neediest countries no flow reaches, and whether the sources look at them at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from sursur.measure.need.coverage import PURPOSE_UNKNOWN
from sursur.observatory.gap.asking import GapAsked, span_text
from sursur.observatory.gap.parts import Records, Told, count_all, gap_section, rows_table, value_cell
from sursur.observatory.gap.words import coverage_word, interval
from sursur.observatory.parts import Cell, Column, Row
from sursur.observatory.view import View


def tell_unreached(view: View, asked: GapAsked, rows: Records, _: Mapping[str, str]) -> Told:
    say = view.say
    columns = (
        Column("country", say.text("Country")),
        Column("rank", say.text("Rank of need"), "count"),
        Column("rank_interval", say.text("between")),
        Column("value", say.text("Value"), "share"),
        Column("value_year", say.text("of"), "year"),
        Column("finding", say.text("What is found")),
        Column("sources", say.text("Sources that know the country"), "count"),
        Column("last_named", say.text("Last named in"), "year"),
    )
    caption = say.text("The neediest half of the countries compared")
    table = rows_table(view, asked, caption, columns, (rows, lambda row: _unreached_row(view, row)))
    nobody = say.text("Some flow of these forms reaches every country of the neediest half.")
    return _unreached_lead(view, asked, rows), (gap_section(view, asked, table, nobody),)


def _unreached_lead(view: View, asked: GapAsked, rows: Records) -> tuple[Markup, ...]:
    say = view.say
    forms = say.list([say.form(form) for form in asked.shown_forms])
    if not rows:
        return (
            say.text(
                "In the neediest half of the countries there is none that no flow reached in %(years)s (%(forms)s).",
                years=span_text(asked.span),
                forms=forms,
            ),
        )
    if not any(row["finding"] != PURPOSE_UNKNOWN for row in rows):
        return (
            say.plural(
                "Nobody knows whether this need is answered in %(count)s country of the neediest half: flows go there "
                "in %(years)s, and no source tells what for.",
                "Nobody knows whether this need is answered in %(count)s countries of the neediest half: flows go "
                "there in %(years)s, and no source tells what for.",
                len(rows),
                years=span_text(asked.span),
            ),
            *count_all(view, asked),
        )
    found = Counter(row["finding"] for row in rows)
    told = [
        Markup("{} {}").format(coverage_word(view, finding), say.number(count))
        for finding, count in found.most_common()
    ]
    return (
        say.plural(
            "%(count)s country of the neediest half got no flow that is known to answer this need in %(years)s "
            "(%(forms)s).",
            "%(count)s countries of the neediest half got no flow that is known to answer this need in %(years)s "
            "(%(forms)s).",
            len(rows),
            years=span_text(asked.span),
            forms=forms,
        ),
        say.text("What is found: %(findings)s.", findings=view.say.separator.join(told)),
    )


def _unreached_row(view: View, row: dict[str, Any]) -> Row:
    between = interval(view, row["rank_from"], row["rank_to"])
    return (
        view.party_cell(row["country"]),
        Cell(row["rank"], view.say.number(row["rank"])),
        Cell(str(between), between),
        value_cell(view, row["value"]),
        Cell(row["value_year"], str(row["value_year"])),
        Cell(row["finding"], coverage_word(view, row["finding"])),
        _sources(view, row),
        Cell(row["last_named"], str(row["last_named"] or "\N{EN DASH}")),
    )


def _sources(view: View, row: dict[str, Any]) -> Cell:
    """The sources counted are those that tell a purpose: where none does, there is nothing to count."""
    if row["sources"] is None or row["finding"] == PURPOSE_UNKNOWN:
        return Cell(None, "\N{EN DASH}")
    return Cell(row["sources"], view.say.number(row["sources"]))
