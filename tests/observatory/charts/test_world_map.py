from __future__ import annotations

from decimal import Decimal

import pytest

from sursur.observatory.charts.world_map import MOST_ARCS, Stream, class_bounds, draw_arcs, style_of
from sursur.reference.shapes import load_world

BOUNDS = class_bounds({"CHN": Decimal(43_000_000_000), "KEN": None, "TUV": Decimal(5)})


@pytest.mark.parametrize(
    ("usd", "style"),
    [
        (None, "none"),
        (0, "zero"),
        (-5, "zero"),
        (5, "q1"),
        (10**7, "q2"),
        (10**10 - 1, "q4"),
        (10**10, "q5"),
        (43 * 10**9, "q5"),
    ],
)
def test_not_reported_nothing_and_something_look_different(usd: int | None, style: str) -> None:
    assert style_of(None if usd is None else Decimal(usd), BOUNDS) == style


def test_no_value_anywhere_makes_no_classes() -> None:
    assert class_bounds({"KEN": None}) == ()


def test_at_most_sixty_arcs_are_drawn_the_largest() -> None:
    codes = sorted(load_world().countries)[:80]
    streams = [
        Stream("CHN", code, float(number), "south_south", code) for number, code in enumerate(codes) if code != "CHN"
    ]
    arcs = draw_arcs(streams)
    assert len(arcs) == MOST_ARCS
    assert arcs[0].usd == max(stream.usd for stream in streams)


def test_an_arc_needs_two_different_places_on_the_map() -> None:
    kept = Stream("CHN", "AGO", 4.0, "south_south", "")
    others = [
        Stream("KEN", "KEN", 9.0, "domestic", ""),
        Stream("xm-isdb", "BGD", 9.0, "", ""),
        Stream("CHN", "KEN", -1.0, "", ""),
    ]
    assert [arc.usd for arc in draw_arcs([*others, kept])] == [4.0]


def test_an_arc_is_broad_where_it_leaves_and_a_point_where_it_arrives() -> None:
    (arc,) = draw_arcs([Stream("CHN", "AGO", 4.0, "south_south", "")])
    angola = load_world().countries["AGO"]
    assert arc.path.count(f" {angola.x} {angola.y}Q") == 1
    assert arc.path.endswith("z")
