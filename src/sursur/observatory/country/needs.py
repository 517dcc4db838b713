"""Need against coverage of one country: for each need its level, its rank among the South, and what reaches people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from sursur.observatory.charts.ranks import Place, draw_ranks
from sursur.observatory.country.profile import figure, unit_in_words
from sursur.observatory.gap.kept import Row, usable_needs
from sursur.observatory.measured import check, framed, measure_page
from sursur.observatory.parts import Cell, Column, Link, Section, Table
from sursur.observatory.parts import Row as Cells
from sursur.observatory.view import View
from sursur.reference.indicators import load_indicators
from sursur.reference.needs import Need

FINDINGS = {
    "reached": "reached",
    "no flow reported": "no flow reported",
    "not covered": "no source names it",
    "no source": "no source tells of such flows",
    "purpose unknown": "what flows are for is not told",
}
"""What is known of the coverage, in the words of the measure and in ours."""


@dataclass(frozen=True, slots=True)
class Found:
    """A need with what the measure of the gap says of one country; None where it is not ranked at all."""

    need: Need
    row: Row | None

    @property
    def ranked(self) -> bool:
        return self.row is not None and self.row["rank"] is not None


def check_needs(view: View, _iso3: str) -> None:
    """Raises what is wrong with the question; all needs are asked alike."""
    check(view, "gap", need=usable_needs()[0].need)


def need_section(view: View, iso3: str) -> Section:
    say = view.say
    words = framed(view, "gap")
    found = [Found(need, view.library.needs.row(need.need, iso3, words)) for need in usable_needs()]
    heading = say.text("How great is the need, and does cooperation reach it?")
    if not any(each.row for each in found):
        return Section(
            anchor="need", heading=heading, empty=say.text("It is not among the countries whose needs are ranked.")
        )
    found.sort(key=_greatest_first)
    return Section(
        anchor="need",
        heading=heading,
        sentences=tuple(_sentences(view, found)),
        picture=draw_ranks([_place(view, iso3, each) for each in _once(found)]),
        picture_kind="ranks",
        notes=(
            say.text(
                "Rank among the countries of the South with a value: a dot, and a bar as far as the rank may move. "
                "Coverage is shared among the people affected, or among all where the indicator counts no people. "
                "The choice of indicators is ours, not official."
            ),
        ),
        counted=(*view.counted(), Link(say.text("the measure, with all its choices"), _gap(view, iso3, found[0].need))),
        table=_table(view, iso3, found),
        downloads=view.downloads("need"),
    )


def _once(found: Sequence[Found]) -> list[Found]:
    """What has a rank, each indicator once: an inequality and a goal may stand on the same one."""
    first: dict[str, Found] = {}
    for each in found:
        if each.ranked:
            first.setdefault(each.need.indicator, each)
    return list(first.values())


def _gap(view: View, iso3: str, need: Need) -> str:
    return measure_page(view, "gap", need=need.need, country=iso3)


def _greatest_first(found: Found) -> tuple[bool, float, str]:
    """By the place among the ranked; what has no rank comes last."""
    if found.row is None or not found.ranked:
        return (True, 0.0, found.need.need)
    return (False, found.row["rank"] / found.row["ranked"], found.need.need)


def _sentences(view: View, found: Sequence[Found]) -> Iterator[Markup]:
    say = view.say
    ranked = [each for each in found if each.ranked]
    if ranked and ranked[0].row:
        row = ranked[0].row
        yield say.text(
            "Beside the other countries of the South its greatest need is this: %(need)s "
            "(rank %(rank)s of %(ranked)s).",
            need=need_name(view, ranked[0].need),
            rank=say.number(row["rank"]),
            ranked=say.number(row["ranked"]),
        )
    known = [each for each in found if each.row and each.row["finding"] in ("reached", "no flow reported")]
    yield say.plural(
        "For %(count)s of %(needs)s needs the sources tell what reaches it.",
        "For %(count)s of %(needs)s needs the sources tell what reaches it.",
        len(known),
        needs=say.number(len(found)),
    )


def need_name(view: View, need: Need) -> Markup:
    """`SDG 2: Zero hunger`; the five inequalities bear their names."""
    title = view.say.text(need.title)
    return view.say.text("SDG %(goal)s: %(title)s", goal=need.goal, title=title) if need.goal else title


def _place(view: View, iso3: str, found: Found) -> Place:
    row, say = found.row, view.say
    assert row is not None  # noqa: S101 - only ranked needs are drawn
    return Place(
        label=str(need_name(view, found.need)),
        value=say.text(
            "%(level)s, rank %(rank)s of %(ranked)s",
            level=_level(view, found.need, row["value"]).text,
            rank=say.number(row["rank"]),
            ranked=say.number(row["ranked"]),
        ),
        href=_gap(view, iso3, found.need),
        rank=row["rank"],
        best=row["rank_from"],
        last=row["rank_to"],
        ranked=row["ranked"],
        note=_indicator(view, found.need),
    )


# -- the table -------------------------------------------------------------------------------------------------------


def _table(view: View, iso3: str, found: Sequence[Found]) -> Table:
    say = view.say
    return Table(
        name="need",
        caption=say.text("Needs, the greatest beside others first"),
        columns=(
            Column("need", say.text("Need")),
            Column("level", say.text("Level"), "share"),
            Column("year", say.text("Year"), "year"),
            Column("rank", say.text("Rank"), "count"),
            Column("coverage_usd_per_person_year", say.text("US$ a year for each person"), "money"),
            Column("from_the_south_usd_per_person_year", say.text("South-South of it"), "money"),
            Column("finding", say.text("What is known")),
            Column("gap", say.text("Gap, minus 100 to 100"), "share"),
        ),
        rows=tuple(_row(view, iso3, each) for each in found),
        folded=True,
    )


def _row(view: View, iso3: str, found: Found) -> Cells:
    name = need_name(view, found.need)
    row = found.row or {}
    return (
        Cell(found.need.need, name, _gap(view, iso3, found.need), note=_indicator(view, found.need)),
        _level(view, found.need, row.get("value")),
        Cell(row.get("value_year"), str(row.get("value_year") or "\N{EN DASH}")),
        _rank(view, row),
        *(_per_person(view, row.get(column)) for column in ("per_person", "south_south_per_person")),
        _finding(view, row),
        Cell(row.get("gap"), "\N{EN DASH}" if row.get("gap") is None else view.say.number(round(row["gap"]))),
    )


def _indicator(view: View, need: Need) -> str:
    return str(view.say.told(load_indicators()[need.indicator].name))


def _level(view: View, need: Need, value: float | None) -> Cell:
    if value is None:
        return Cell(None, view.say.text("not reported"))
    unit = load_indicators()[need.indicator].unit
    told: dict[str, Any] = {"value": value, "unit": unit}
    return Cell(value, figure(view, told), note=str(unit_in_words(view, unit)))


def _rank(view: View, row: Row) -> Cell:
    if row.get("rank") is None:
        return Cell(None, "\N{EN DASH}")
    say = view.say
    text = say.text("%(rank)s of %(ranked)s", rank=say.number(row["rank"]), ranked=say.number(row["ranked"]))
    interval = f"{say.number(row['rank_from'])}\N{EN DASH}{say.number(row['rank_to'])}"
    return Cell(row["rank"], text, note=interval)


def _per_person(view: View, usd: float | None) -> Cell:
    if usd is None:
        return Cell(None, "\N{EN DASH}")
    return Cell(usd, view.say.number(round(Decimal(str(usd)), 2)))


def _finding(view: View, row: Row) -> Cell:
    """Not known is not nothing."""
    finding = row.get("finding")
    known = FINDINGS.get(finding or "")
    return Cell(finding, view.say.text(known) if known else view.say.text("not ranked"))
