from __future__ import annotations

import pytest

from sursur.observatory.charts.portions import Part, draw_portions


@pytest.mark.parametrize(
    ("before", "after", "drawn"),
    [
        (None, 0.4, ("40%", "", "")),
        (0.4, 0.5, ("40%", "10%", "")),
        (0.5, 0.4, ("40%", "", "10%")),
        (0.4, 0.4, ("40%", "", "")),
        (None, 1.7, ("100%", "", "")),
        (None, None, ("", "", "")),
    ],
)
def test_the_track_is_the_whole_and_a_change_is_set_off(before, after, drawn) -> None:
    (part,) = draw_portions([Part("People", after, "", "", before)])
    assert (part.width, part.gained, part.lost) == drawn
