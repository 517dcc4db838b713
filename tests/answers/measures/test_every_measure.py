"""What every measure promises: an answer on the starter release, described, with what lies behind it."""

from __future__ import annotations

import pytest

from sursur.answers.measuring import Answer, asked_of, load_measure, measure_names
from sursur.answers.measuring.naming import question_of
from sursur.release import Release

NAMES = measure_names()


def answered(release: Release, name: str) -> Answer:
    measure = load_measure(name)
    return measure.compute(release, asked_of(release, measure.parameters, measure.example or {}))


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_answers_and_by_which_definition(name: str):
    measure = load_measure(name)
    assert question_of(name).endswith((".", "?"))
    assert measure.title
    assert measure.definition.endswith(".")
    assert all(source.startswith("https://") or "http://" in source for source in measure.sources)


@pytest.mark.parametrize("name", NAMES)
def test_its_example_has_an_answer_on_the_starter_release(release: Release, name: str):
    found = release.rows(answered(release, name).table)
    assert found.num_rows > 0
    assert found.num_columns > 1


@pytest.mark.parametrize("name", NAMES)
def test_every_column_of_the_answer_is_described(release: Release, name: str):
    measure, table = load_measure(name), answered(release, name).table
    optional = {choice for parameter in measure.parameters for choice in parameter.choices}
    assert set(table.columns) - optional <= set(measure.columns)


@pytest.mark.parametrize("name", NAMES)
def test_what_lies_behind_and_what_is_left_out_can_be_read(release: Release, name: str):
    answer = answered(release, name)
    if answer.rows is not None:
        assert release.rows(answer.rows).num_rows > 0
    if answer.left_out is not None:
        assert {"rule", "reason"} <= set(answer.left_out.columns)
        release.rows(answer.left_out)


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_is_the_same_every_time(release: Release, name: str):
    first, second = (release.rows(answered(release, name).table).to_pylist() for _ in range(2))
    assert first == second
