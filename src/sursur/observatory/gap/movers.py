"""Which countries moved in need, and how cooperation moved with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from sursur.observatory.gap.asking import GapAsked, span_text
from sursur.observatory.gap.parts import NAMED, Records, Told, gap_section, rows_table, value_cell
from sursur.observatory.gap.words import coverage_word, per_person
from sursur.observatory.parts import Cell, Column, Row
from sursur.observatory.view import View


def tell_movers(view: View, asked: GapAsked, rows: Records, notes: Mapping[str, str]) -> Told:
    say, prices = view.say, view.asked.prices
    columns = (
        Column("country", say.text("Country")),
        Column("rank_change", say.text("Places"), "count"),
        Column("rank_before", say.text("Rank before"), "count"),
        Column("rank_after", say.text("Rank after"), "count"),
        Column("value_before", say.text("Value before"), "share"),
        Column("value_after", say.text("Value after"), "share"),
        Column("surely", say.text("Beyond its usual moves")),
        Column(f"usd_{prices}_per_person_before", say.text("US$ per person before"), "share"),
        Column(f"usd_{prices}_per_person_after", say.text("US$ per person after"), "share"),
        Column("status", say.text("Why no change is told")),
    )
    before = notes.get("Before", "").partition(";")[0].replace("-", "\N{EN DASH}")
    caption = say.text(
        "From %(before)s to %(after)s, need at the end of each",
        before=Markup('<bdi dir="ltr">{}</bdi>').format(before),
        after=span_text(asked.span),
    )
    table = rows_table(view, asked, caption, columns, (rows, lambda row: _movers_row(view, row)))
    section = gap_section(view, asked, table, say.text("No country can be compared."))
    return _movers_lead(view, rows), (section,)


def _movers_lead(view: View, rows: Records) -> tuple[Markup, ...]:
    """Names only those whose level moved by more than it usually does."""
    say = view.say
    moved = [row for row in rows if row["rank_change"] and row["surely"]]
    if not moved:
        return (say.text("No country is known to have moved by more than its values usually do."),)
    up = [_places(view, row) for row in moved if row["rank_change"] > 0][:NAMED]
    down = [_places(view, row) for row in moved if row["rank_change"] < 0][:NAMED]
    sentences = []
    if up:
        sentences.append(say.text("Need rose most against others in %(names)s.", names=say.list(up)))
    if down:
        sentences.append(say.text("It fell most in %(names)s.", names=say.list(down)))
    return (*sentences, say.text("Rank 1 is the greatest need."))


def _places(view: View, row: dict[str, Any]) -> Markup:
    ranks = Markup('<bdi dir="ltr">{} \N{RIGHTWARDS ARROW} {}</bdi>').format(
        view.say.number(row["rank_before"]), view.say.number(row["rank_after"])
    )
    return Markup("{} ({})").format(view.party(row["country"]), ranks)


def _movers_row(view: View, row: dict[str, Any]) -> Row:
    say, change = view.say, row["rank_change"]
    sure = "" if row["surely"] is None else say.text("yes") if row["surely"] else say.text("no")
    signed = "\N{EN DASH}" if change is None else Markup('<bdi dir="ltr">{:+d}</bdi>').format(change)
    return (
        view.party_cell(row["country"]),
        Cell(change, signed),
        *(Cell(row[name], str(row[name] or "\N{EN DASH}")) for name in ("rank_before", "rank_after")),
        _dated_value(view, row, "before"),
        _dated_value(view, row, "after"),
        Cell(row["surely"], sure),
        per_person(view, row["per_person_before"]),
        per_person(view, row["per_person_after"]),
        Cell(row["status"], coverage_word(view, row["status"]) if row["status"] else ""),
    )


def _dated_value(view: View, row: dict[str, Any], when: str) -> Cell:
    year = row[f"value_year_{when}"]
    cell = value_cell(view, row[f"value_{when}"])
    return Cell(cell.value, cell.text, note=str(year) if year else "")
