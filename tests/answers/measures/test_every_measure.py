"""What every measure promises: an answer on the starter release, described, with what lies behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import pyarrow as pa
import pytest

from sursur.answers.measuring import Answer, asked_of, load_measure, measure_names
from sursur.answers.measuring.naming import question_of
from sursur.release import Release

NAMES = measure_names()


def answered(release: Release, name: str) -> Answer:
    measure = load_measure(name)
    return measure.compute(release, asked_of(release, measure.parameters, measure.example or {}))


@dataclass(frozen=True)
class Told:
    """The answer to the example of a measure: found once, however many tests look at it."""

    release: Release
    answer: Answer

    @cached_property
    def rows(self) -> pa.Table:
        return self.release.rows(self.answer.table)


@pytest.fixture(scope="module")
def told(release: Release):
    return cache(lambda name: Told(release, answered(release, name)))


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_answers_and_by_which_definition(name: str):
    measure = load_measure(name)
    assert question_of(name).endswith((".", "?"))
    assert measure.title
    assert measure.definition.endswith(".")
    assert all(source.startswith("https://") or "http://" in source for source in measure.sources)


@pytest.mark.parametrize("name", NAMES)
def test_its_example_has_an_answer_on_the_starter_release(told, name: str):
    found = told(name).rows
    assert found.num_rows > 0
    assert found.num_columns > 1


@pytest.mark.parametrize("name", NAMES)
def test_every_column_of_the_answer_is_described(told, name: str):
    measure, table = load_measure(name), told(name).answer.table
    optional = {choice for parameter in measure.parameters for choice in parameter.choices}
    assert set(table.columns) - optional <= set(measure.columns)


@pytest.mark.parametrize("name", NAMES)
def test_what_lies_behind_and_what_is_left_out_can_be_read(told, release: Release, name: str):
    answer = told(name).answer
    if answer.rows is not None:
        assert release.rows(answer.rows).num_rows > 0
    if answer.left_out is not None:
        assert {"rule", "reason"} <= set(answer.left_out.columns)
        release.rows(answer.left_out)


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_is_the_same_every_time(told, release: Release, name: str):
    assert told(name).rows.to_pylist() == release.rows(answered(release, name).table).to_pylist()
