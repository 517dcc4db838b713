"""Cohesion: the closed form is the mean over pairs, and who votes alike is cohesive."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sursur.measure.horizontality import agreement, cohesion

VOTE = st.sampled_from(("yes", "no", "abstain"))
EXAMPLES = settings(max_examples=40, deadline=None)


def cast(*calls: list[str]) -> ir.Table:
    """Roll calls 1, 2, … of the year 2014."""
    rows = [(number, vote) for number, votes in enumerate(calls, start=1) for vote in votes]
    numbers, votes = zip(*rows, strict=True)
    return ibis.memtable(pa.table({"roll_call": numbers, "vote": votes, "year": [2014] * len(rows)}))


def agreed(votes: list[str]) -> float | None:
    value: float | None = agreement(cast(votes)).to_pyarrow().to_pylist()[0]["agreement"]
    return value


def of_pair(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return 0.5 if "abstain" in (one, other) else 0.0


@EXAMPLES
@given(st.lists(VOTE, min_size=2, max_size=40))
def test_the_closed_form_is_the_mean_over_all_pairs(votes: list[str]):
    each = [of_pair(one, other) for one, other in combinations(votes, 2)]
    assert agreed(votes) == pytest.approx(sum(each) / len(each))


@EXAMPLES
@given(VOTE, st.integers(2, 200))
def test_who_all_vote_the_same_agree_fully(vote: str, states: int):
    assert agreed([vote] * states) == 1


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        (["yes", "no"], 0.0),
        (["yes", "abstain"], 0.5),
        (["no", "abstain"], 0.5),
        (["abstain", "abstain"], 1.0),
        (["yes", "yes", "no"], 1 / 3),
        (["yes"], None),
    ],
)
def test_agreement_by_hand(votes: list[str], expected: float | None):
    assert agreed(votes) == (expected if expected is None else pytest.approx(expected))


def test_every_roll_call_weighs_the_same_and_single_votes_are_not_counted():
    found: dict[str, Any] = (
        cohesion(agreement(cast(["yes"] * 10, ["yes", "no"], ["yes"]), ("year",)), ("year",))
        .to_pyarrow()
        .to_pylist()[0]
    )
    assert (found["roll_calls"], found["unanimous"], found["voting"], found["cohesion"]) == (2, 1, 6, 0.5)
