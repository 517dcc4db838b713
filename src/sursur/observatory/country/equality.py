"""How equal the cooperation of a country is: giving and receiving, dependence on few, what is answered or tied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from sursur.observatory.country.profile import Stat
from sursur.observatory.figure_words import named_country
from sursur.observatory.measured import check, figures, measure_link
from sursur.observatory.parts import Cell, Column, Section, Table
from sursur.observatory.parts import Row as Cells
from sursur.observatory.view import View

Row = Mapping[str, Any]
IN_STRIP = (
    "balance", "matched_share", "providers_effective", "providers_largest_share", "received_south_south",
    "received_tied",
)  # fmt: skip


def check_equality(view: View, iso3: str) -> None:
    """Raises what is wrong with the years asked for."""
    check(view, "horizontality", country=iso3, **_years(view))


def equality_section(view: View, iso3: str) -> Section:
    words = {"country": iso3, **_years(view)}
    rows = figures(view, "horizontality", **words)
    found = {row["indicator"]: row for row in rows}
    say, heading = view.say, view.say.text("How equal is its cooperation?")
    if not found:
        return Section(anchor="equality", heading=heading, empty=say.text("No flow with a partner is on record."))
    return Section(
        anchor="equality",
        heading=heading,
        sentences=tuple(_sentences(view, found)),
        picture=tuple(_stat(view, found[name]) for name in IN_STRIP if name in found),
        picture_kind="strip",
        notes=(say.text("Each share is of the value for which the sources tell; the rest stands beside it."),),
        counted=(*view.counted(), measure_link(view, "horizontality", **words)),
        table=_table(view, rows),
        downloads=view.downloads("equality"),
    )


def _years(view: View) -> dict[str, str]:
    """Only where the reader chose: then the measure answers for the same years as the page."""
    if view.asked.year_from is None and view.asked.year_to is None:
        return {}
    return {"years": "{}-{}".format(*view.years)}


def _sentences(view: View, found: Mapping[str, Row]) -> Iterator[Markup]:
    say = view.say
    effective, largest = found.get("providers_effective"), found.get("providers_largest_share")
    if effective and largest and effective["value"] is not None and largest["value"] is not None:
        yield say.text(
            "It depends on its providers as if %(number)s of them gave it equal parts; the largest is %(name)s with "
            "%(share)s.",
            number=say.number(round(effective["value"], 1)),
            name=named_country(view, largest["note"]),
            share=say.percent(largest["value"]),
        )
    matched = found.get("matched_share")
    if matched and matched["value"] is not None:
        yield say.text(
            "%(share)s of what went between it and other countries was answered by as much the other way.",
            share=say.percent(matched["value"]),
        )
    tied = found.get("received_tied")
    if tied and tied["value"] is None:
        yield say.text("Whether what it received is tied is not told by any source.")
    elif tied:
        yield say.text(
            "%(share)s of what it received is tied, of what the sources tell.", share=say.percent(tied["value"])
        )


def _stat(view: View, row: Row) -> Stat:
    name = _label(view, row)
    if row["value"] is None:
        return Stat(name, view.say.text("not reported"), "", "")
    return Stat(name, _value(view, row), _note(view, row) or " ", "")


def _label(view: View, row: Row) -> Markup:
    name = view.say.text(row["name"])
    return name[:1].upper() + name[1:]


def _value(view: View, row: Row) -> str:
    value, unit, say = row["value"], row["unit"], view.say
    if value is None:
        return "\N{EN DASH}"
    if unit == "US dollars":
        return str(say.money(Decimal(str(value))))
    if unit.startswith("share"):
        return say.percent(value)
    return say.number(round(value, 1 if unit == "number" else 2))


def _note(view: View, row: Row) -> str:
    """The largest partner; how many pairs of how many stands with the pairs."""
    return named_country(view, row["note"]) if row["note"] and " of " not in row["note"] else ""


def _table(view: View, rows: list[dict[str, Any]]) -> Table:
    say = view.say
    return Table(
        name="equality",
        caption=say.text("Indicators of equality between partners"),
        columns=(
            Column("indicator", say.text("Indicator")),
            Column("value", say.text("Value"), "share"),
            Column("of_usd", say.text("Computed from"), "money"),
            Column("unknown_usd", say.text("Not told"), "money"),
        ),
        rows=tuple(_row(view, row) for row in rows),
        folded=True,
    )


def _row(view: View, row: Row) -> Cells:
    return (
        Cell(row["indicator"], _label(view, row), note=_note(view, row)),
        Cell(row["value"], _value(view, row)),
        *(
            Cell(row[name], "" if row[name] is None else view.say.money(row[name]))
            for name in ("of_usd", "unknown_usd")
        ),
    )
