from __future__ import annotations

from sursur.observatory.charts.growth import FOOT, HEIGHT, TOP, draw_growth


def test_columns_stand_on_zero_and_the_largest_number_takes_the_whole_height() -> None:
    drawn = draw_growth({2000: 0, 2001: 2, 2002: 4}, "Members", "{} {}".format)
    assert [float(year.height) for year in drawn.years] == [0, (HEIGHT - TOP - FOOT) / 2, HEIGHT - TOP - FOOT]
    assert {float(year.y) + float(year.height) for year in drawn.years} == {HEIGHT - FOOT}
    assert (drawn.first, drawn.last) == ("0", "4")


def test_nobody_at_all_is_drawn_as_nothing() -> None:
    assert draw_growth({2000: 0}, "Members", "{} {}".format).years[0].height == "0.0"
