"""Every measure, unchanged, on Spark: the same answer as on DuckDB."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sursur.answers.measuring import asked_of, load_measure, measure_names
from sursur.release import Release, open_release
from tests.plain_spark import plain_session

pytestmark = [
    pytest.mark.spark,
    pytest.mark.long,
    pytest.mark.xdist_group("spark"),
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(scope="module")
def on_spark(starter_home: Path) -> Release:
    plain_session()
    return open_release(starter_home, engine="spark")


@pytest.mark.parametrize("name", measure_names())
def test_a_measure_gives_the_same_answer(release: Release, on_spark: Release, name: str):
    found, expected = rows_of(on_spark, name), rows_of(release, name)
    assert len(found) == len(expected)
    for row, other in zip(found, expected, strict=True):
        assert {key: near(value) for key, value in other.items()} == row


def rows_of(opened: Release, name: str) -> list[dict[str, Any]]:
    measure = load_measure(name)
    answer = measure.compute(opened, asked_of(opened, measure.parameters, measure.example or {}))
    return [{key: plain(value) for key, value in row.items()} for row in opened.rows(answer.table).to_pylist()]


def plain(value: Any) -> Any:
    """Numbers that differ only in how an engine stores them are the same; money to the last digit."""
    if isinstance(value, Decimal):
        return value.normalize()
    return value


def near(value: Any) -> Any:
    """Only numbers that are not exact may differ, in their last digits."""
    return pytest.approx(value, rel=1e-9, abs=1e-9) if isinstance(value, float) else value
