from __future__ import annotations

from sursur.observatory.charts.bars import Ranked, draw_bars


def test_the_longest_bar_takes_the_whole_width_and_forms_follow_one_another() -> None:
    entries = [
        Ranked("a", "30", "/a", "", {"north_south": 10.0, "south_south": 20.0}),
        Ranked("b", "15", "/b", "", {"south_south": 15.0}),
    ]
    first, second = draw_bars(entries, ("south_south", "north_south"))
    assert [(part.form, part.x, part.width) for part in first.parts] == [
        ("south_south", "0%", "66.67%"),
        ("north_south", "66.67%", "33.33%"),
    ]
    assert second.parts[0].width == "50%"


def test_a_bar_without_money_or_with_repayments_has_no_length() -> None:
    bars = draw_bars([Ranked("a", "", "", "", {}), Ranked("b", "", "", "", {"south_south": -3.0})], ("south_south",))
    assert [bar.parts for bar in bars] == [(), ()]
