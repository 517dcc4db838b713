from __future__ import annotations

from sursur.observatory.charts.columns import Amount, Wording, draw_columns

FORMS = ("south_south", "north_south")
WORDS = Wording("title", lambda usd: f"{usd:.0f}", lambda year: f"about {year}", lambda year: f"/rows/{year}")


def test_forms_are_stacked_from_the_zero_line_in_one_order() -> None:
    drawn = draw_columns(
        [Amount(2010, "north_south", 30), Amount(2010, "south_south", 10)], (2010, 2011), FORMS, [], WORDS
    )
    assert drawn is not None
    (column,) = drawn.columns
    first, second = column.blocks
    assert (first.form, second.form) == FORMS
    assert float(first.y) + float(first.height) == float(drawn.zero)
    assert float(second.y) + float(second.height) == float(first.y)
    assert float(second.height) == 3 * float(first.height)


def test_what_is_received_stands_below_what_is_given_on_one_scale() -> None:
    amounts = [Amount(2010, "south_south", 10), Amount(2010, "south_south", 20, below=True)]
    drawn = draw_columns(amounts, (2010, 2010), FORMS, [], WORDS)
    assert drawn is not None
    above, below = drawn.columns[0].blocks
    assert float(above.y) < float(drawn.zero) == float(below.y)
    assert abs(float(below.height) - 2 * float(above.height)) < 0.2


def test_net_repayments_have_no_height() -> None:
    drawn = draw_columns(
        [Amount(2010, "south_south", 5), Amount(2011, "south_south", -4)], (2010, 2011), FORMS, [], WORDS
    )
    assert drawn is not None
    assert [column.year for column in drawn.columns] == [2010]


def test_nothing_to_draw_is_nothing() -> None:
    assert draw_columns([], (2010, 2012), FORMS, [], WORDS) is None


def test_the_end_of_a_source_is_marked_after_its_last_year_and_not_at_the_end_of_the_axis() -> None:
    ends = [(2011, "One ends 2011"), (2013, "Two ends 2013"), (1990, "before the axis")]
    drawn = draw_columns([Amount(2010, "south_south", 5)], (2010, 2013), FORMS, ends, WORDS)
    assert drawn is not None
    assert [(end.x, end.label) for end in drawn.ends] == [("50%", "One ends 2011")]
    assert all(float(line.at) > drawn.ends[0].y for line in drawn.values)
