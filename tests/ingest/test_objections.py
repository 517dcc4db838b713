"""Decisions of people are read as written, or refused with line and repair."""

from __future__ import annotations

from pathlib import Path

import pytest

from sursur.errors import UsageError
from sursur.ingest.objections import COLUMNS, objection_table

GOOD = {"recipient": "KEN", "date": "2026-03-31", "who": "National Treasury", "why": "no benefit for us"}


def written(folder: Path, *rows: dict[str, str]) -> Path:
    lines = [",".join(row.get(name, "") for name in COLUMNS) for row in rows]
    (folder / "objections.csv").write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    return folder


def test_no_file_means_no_objections(tmp_path):
    assert objection_table(tmp_path).num_rows == 0


def test_a_row_is_read_with_its_codes(tmp_path):
    row = GOOD | {"recipient": "Kenya", "provider": "China", "year_from": "2014", "year_to": "2016"}
    found = objection_table(written(tmp_path, row)).to_pylist()
    assert [(one["recipient"], one["provider"], one["year_from"], one["ground"]) for one in found] == [
        ("KEN", "CHN", 2014, "objection")
    ]


def test_a_row_that_stands_twice_counts_once_and_an_empty_line_not_at_all(tmp_path):
    assert objection_table(written(tmp_path, GOOD, {}, GOOD)).num_rows == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"recipient": ""}, "recipient is missing"),
        ({"who": ""}, "who is missing"),
        ({"recipient": "Atlantis"}, "no country is called 'Atlantis'"),
        ({"provider": "Atlantis"}, "no country is called 'Atlantis'"),
        ({"date": "yesterday"}, "'yesterday' is not a date"),
        ({"year_from": "15"}, "'15' is not a year"),
        ({"year_from": "2016", "year_to": "2014"}, "the years run backwards"),
        ({"ground": "dislike"}, "'dislike' is no ground"),
        ({"ground": "harm"}, "harm is said of no activity and no provider"),
    ],
)
def test_a_row_that_says_too_little_is_refused_with_its_line(tmp_path, changed, words):
    with pytest.raises(UsageError, match=f"line 2: {words}"):
        objection_table(written(tmp_path, GOOD | changed))


def test_a_file_without_its_columns_is_refused_with_the_header(tmp_path):
    (tmp_path / "objections.csv").write_text("country,why\nKEN,no\n", encoding="utf-8")
    with pytest.raises(UsageError, match="Its first line must be: recipient,provider"):
        objection_table(tmp_path)
