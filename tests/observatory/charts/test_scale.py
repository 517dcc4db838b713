from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sursur.observatory.charts.scale import decades, percent, ticks


@pytest.mark.parametrize(
    ("largest", "expected"),
    [
        (0, (0, 1)),
        (1, (0, 0.25, 0.5, 0.75, 1)),
        (7, (0, 2, 4, 6, 8)),
        (108.3, (0, 50, 100, 150)),
        (1e9, (0, 2.5e8, 5e8, 7.5e8, 1e9)),
    ],
)
def test_axes_have_round_numbers(largest: float, expected: tuple[float, ...]) -> None:
    assert ticks(largest) == pytest.approx(expected)


@given(st.floats(min_value=1e-3, max_value=1e15))
def test_an_axis_reaches_its_largest_value_in_few_steps(largest: float) -> None:
    found = ticks(largest)
    assert found[0] == 0
    assert found[-1] >= largest * (1 - 1e-6)
    assert 2 <= len(found) <= 6


def test_classes_of_a_map_grow_by_ten() -> None:
    assert decades(Decimal(43_000_000_000)) == tuple(Decimal(10) ** power for power in (6, 7, 8, 9, 10))


@pytest.mark.parametrize(("share", "text"), [(0, "0%"), (1, "100%"), (0.125, "12.5%"), (1 / 3, "33.33%")])
def test_lengths_are_short(share: float, text: str) -> None:
    assert percent(share) == text
