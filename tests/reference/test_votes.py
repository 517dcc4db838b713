"""Votes in the General Assembly: every vote of the source, under the state that cast it."""

from __future__ import annotations

import csv
import gzip
import importlib.util
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from sursur.errors import ReferenceDataError
from sursur.model.tables import VOTE
from sursur.reference.votes import check, expanded, vote_issues, vote_source, vote_table
from sursur.tabular import arrow_schema

ROOT = Path(__file__).resolve().parents[2]
ORIGINALS = ROOT.parent / "shared/data/votes"


def test_it_is_the_declared_table():
    assert vote_table().schema == arrow_schema(VOTE)


def test_all_votes_of_all_roll_calls():
    assert vote_table().num_rows == 870_109
    assert pc.count_distinct(vote_table()["roll_call"]).as_py() == 6_203
    assert counted(vote_table()["vote"]) == {"yes": 693_664, "no": 65_548, "abstain": 110_897}


def test_one_letter_per_state_becomes_one_row_per_vote():
    calls = packed([(1, 1, 1946, "yes", "hr", "R/1/1", "yn-"), (2, 1, 1946, "", "", "", "-a-")])
    rows = expanded(calls, ["CHL", "CUB", "HTI"]).to_pylist()
    assert [(row["roll_call"], row["country"], row["vote"]) for row in rows] == [
        (1, "CHL", "yes"),
        (1, "CUB", "no"),
        (2, "CUB", "abstain"),
    ]
    assert [(row["important"], row["issues"], row["resolution"]) for row in rows[1:]] == [
        (True, "hr", "R/1/1"),
        (None, None, None),
    ]


@pytest.mark.parametrize(
    ("state", "first", "last"),
    [
        ("SUN", 1946, 1991),
        ("RUS", 1992, 2020),
        ("YUG", 1946, 1991),
        ("SRB", 2006, 2020),
        ("CSK", 1946, 1992),
        ("DDR", 1973, 1989),
        ("DEU", 1973, 2020),
        ("YMD", 1967, 1989),
        ("CHN", 1971, 2020),
        ("TWN", 1946, 1971),
        ("ZAN", 1963, 1963),
        ("SSD", 2011, 2020),
    ],
)
def test_a_vote_belongs_to_the_state_of_its_year(state: str, first: int, last: int):
    years = vote_table().filter(pc.equal(vote_table()["country"], state))["year"]
    found = pc.min_max(years).as_py()
    assert (found["min"], found["max"]) == (first, last)


def test_days_are_given_only_where_the_source_has_them():
    """Before the 59th session nearly every day of the source lies between 1 and 7."""
    with_day = vote_table().filter(pc.is_valid(vote_table()["day"]))
    assert pc.min(with_day["session"]).as_py() == 59
    assert not pc.any(pc.not_equal(pc.year(with_day["day"]), with_day["year"])).as_py()


def test_issues_have_names_and_the_source_says_whose_it_is():
    assert {"ec", "hr", "nu"} <= vote_issues().keys()
    assert vote_source()["licence"] == "CC0"


@pytest.mark.parametrize(
    ("calls", "states", "fault"),
    [
        ([(1, 1, 1946, "", "", "", "yn")], ["CHL", "CUB", "HTI"], "letters"),
        ([(1, 1, 1946, "", "", "", "yx")], ["CHL", "CUB"], "letters"),
        ([(1, 1, 1999, "", "", "", "yn")], ["CHL", "CUB"], "year"),
        ([(1, 1, 1946, "", "zz", "", "yn")], ["CHL", "CUB"], "issue"),
        ([(1, 1, 1946, "", "", "", "yn")], ["CHL", "XXX"], "unknown state XXX"),
        ([(1, 1, 1946, "", "", "", "yn"), (1, 1, 1946, "", "", "", "yn")], ["CHL", "CUB"], "twice"),
    ],
)
def test_unsound_data_are_refused(calls: list[tuple[Any, ...]], states: list[str], fault: str):
    with pytest.raises(ReferenceDataError, match=fault):
        check(packed(calls), states)


@pytest.mark.data
def test_the_package_holds_every_vote_of_the_original():
    if not ORIGINALS.is_dir():
        pytest.skip(f"needs {ORIGINALS}")
    with gzip.open(ORIGINALS / "un_votes.csv.gz", "rt", encoding="utf-8", newline="") as file:
        original = Counter((int(float(row["rcid"])), row["vote"]) for row in csv.DictReader(file))
    assert Counter(zip(*(vote_table()[name].to_pylist() for name in ("roll_call", "vote")), strict=True)) == original


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "iso2", "year", "state"),
    [
        ("Russia", "RU", 1970, "SUN"),
        ("Russia", "RU", 1992, "RUS"),
        ("Yugoslavia", "YU", 1980, "YUG"),
        ("Yugoslavia", "YU", 2001, "SCG"),
        ("Yugoslavia", "YU", 2010, "SRB"),
        ("Federal Republic of Germany", "NA", 1980, "DEU"),
        ("Yemen Arab Republic", "NA", 1980, "YAR"),
        ("Tanzania", "TZ", 1962, "TAN"),
        ("Atlantis", "XX", 1980, None),
    ],
)
def test_names_of_the_original_are_the_states_of_the_year(name: str, iso2: str, year: int, state: str | None):
    spec = importlib.util.spec_from_file_location("reference_votes", ROOT / "scripts/reference_votes.py")
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.state_of(name, iso2, year) == state


def packed(rows: list[tuple[Any, ...]]) -> pa.Table:
    names = ("roll_call", "session", "year", "important", "issues", "resolution", "votes")
    columns = {
        name: pa.chunked_array([list(column)]) for name, column in zip(names, zip(*rows, strict=True), strict=True)
    }
    return pa.table({**columns, "day": pa.nulls(len(rows), pa.date32())})


def counted(column: Any) -> dict[str, int]:
    return {row["values"]: row["counts"] for row in pc.value_counts(column).to_pylist()}
