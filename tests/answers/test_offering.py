"""What could have been written instead of a word that nobody knows."""

from __future__ import annotations

import pytest

from sursur.answers.offering import offered

KNOWN = ("brics", "brics_plus", "extreme_poverty", "climate_vulnerability", "sdg_1", "sdg_13")
OTHER = {"no_poverty": "sdg_1", "climate_action": "sdg_13"}


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("brisc", "Did you mean brics?"),
        ("bric", "Did you mean brics?"),
        ("climat", "Did you mean climate_vulnerability, sdg_13?"),
        ("poverty", "Did you mean extreme_poverty, sdg_1?"),
        ("no_povrty", "Did you mean sdg_1?"),
        ("xyz", "Choose from:"),
    ],
)
def test_a_slip_is_mended_and_a_part_of_a_word_is_found(word: str, near: str) -> None:
    assert offered(word, KNOWN, other=OTHER).startswith(near)


def test_many_choices_are_not_listed() -> None:
    assert offered("xyz", [f"choice_{number:03}" for number in range(100)]) == ""
