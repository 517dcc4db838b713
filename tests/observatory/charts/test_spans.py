from __future__ import annotations

from sursur.observatory.charts.spans import Span, draw_spans


def test_a_membership_runs_from_its_first_to_its_last_day() -> None:
    drawn = draw_spans([Span("AU", 1950.0, 1975.0, "member", "")], (1950, 1999))
    assert (drawn.spans[0].x, drawn.spans[0].width) == ("0%", "50%")


def test_what_is_not_established_is_open_and_what_goes_on_reaches_the_edge() -> None:
    (span,) = draw_spans([Span("G77", None, None, "member", "")], (1950, 1999)).spans
    assert span.open_start
    assert span.goes_on
    assert (span.x, span.width) == ("0%", "100%")
