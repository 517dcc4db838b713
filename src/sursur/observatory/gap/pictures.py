"""The gap between need and cooperation as a map, and need and cooperation against each other as dots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from sursur.observatory.charts.scatter import Scatter, Spot, draw_scatter
from sursur.observatory.charts.world_map import Place, WorldMap
from sursur.observatory.gap.words import coverage_word, interval
from sursur.observatory.maps import boundaries, country_title, turn
from sursur.observatory.parts import Section
from sursur.observatory.view import View
from sursur.reference.shapes import load_world

STEP, CLASSES = 20, 5
LOWEST, HIGHEST = 7, 4
"""Countries named in the picture: with the largest gaps, and with the most cooperation beside their need."""
ZERO, MISSING = "zero", "none"


def style_of_gap(gap: float | None) -> str:
    """Five classes above zero; `zero` where cooperation keeps up with need; `none` where no gap is known."""
    if gap is None:
        return MISSING
    return ZERO if gap <= 0 else f"q{min(int(gap // STEP) + 1, CLASSES)}"


def _classes(view: View) -> tuple[tuple[str, Markup | str], ...]:
    say = view.say
    steps = [(f"q{number + 1}", number * STEP) for number in range(CLASSES)]
    named = tuple((style, say.text("gap from %(from)s", **{"from": say.number(low)})) for style, low in steps[1:])
    return (
        (ZERO, say.text("no gap")),
        ("q1", say.text("gap below %(to)s", to=say.number(STEP))),
        *named,
        (MISSING, say.text("not known")),
    )


def gap_map(view: View, rows: Sequence[Any]) -> Section:
    found = {row["country"]: row for row in rows}
    places = []
    for code, shape in load_world().countries.items():
        name, page = country_title(view, code)
        row = found.get(code)
        told = _told(view, row) if row else view.say.text("not compared")
        title = f"{name}: {told}"
        places.append(Place(shape, style_of_gap(row["gap"]) if row else "land", title, page))
    heading = view.say.text("Where are the gaps?")
    drawn = WorldMap(
        heading,
        "mixed",
        tuple(places),
        (),
        (),
        load_world(),
        view.asked.south_up,
        classes=_classes(view),
    )
    return Section(
        anchor="map",
        heading=heading,
        sentences=(
            view.say.text(
                "The gap is the percentile of need less the percentile of cooperation per person: 100 where the "
                "neediest gets least, below zero where cooperation goes beyond the need."
            ),
        ),
        picture=drawn,
        picture_kind="map",
        switches=((turn(view, "map"),),),
        notes=(boundaries(view),),
    )


def _told(view: View, row: dict[str, Any]) -> str:
    if row["gap"] is None:
        return str(coverage_word(view, row["status"]))
    return f"{view.say.number(round(row['gap']))} ({interval(view, row['gap_from'], row['gap_to']).striptags()})"


def gap_scatter(view: View, told: Sequence[Any]) -> Section:
    say = view.say
    return Section(
        anchor="ranks",
        heading=say.text("Who needs most, and who gets most per person?"),
        sentences=(
            say.text(
                "On the line, cooperation per person stands where need does. Below it, it lags behind: to the lower "
                "right are those who need most and get least."
            ),
        ),
        picture=_scatter(view, told),
        picture_kind="scatter",
    )


def _scatter(view: View, told: Sequence[Any]) -> Scatter:
    """The extremes first, because labels are set in this order."""
    say = view.say
    named = {row["country"] for row in (*told[:LOWEST], *told[-HIGHEST:])}
    order = sorted(told, key=lambda row: (row["country"] not in named, -abs(row["gap"]), row["country"]))
    spots = [
        Spot(
            row["need_percentile"],
            row["coverage_percentile"],
            style_of_gap(row["gap"]),
            f"{view.party(row['country'])}: {_told(view, row)}",
            view.party_page(row["country"]),
            say.isolated(view.party(row["country"])) if row["country"] in named else "",
        )
        for row in order
    ]
    across, up = say.text("greater need"), say.text("more cooperation per person")
    return draw_scatter(spots, str(say.text("Need and cooperation per person, as percentiles")), str(across), str(up))
