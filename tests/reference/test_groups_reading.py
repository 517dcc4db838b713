"""The tables of groups are checked on load; each fault names the file, the country and the repair."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sursur.errors import ReferenceDataError
from sursur.reference.groups import read_groups

GROUPS = (
    "group_id,name,full_name,kind,founded,founding_instrument,seat,made_up_of,note,source\nclub,Club,Club,list,,,,,,\n"
)
HEADER = "iso3,status,from,to,note,source,confirmed\n"


def read(folder: Path, *rows: str, file: str = "club"):
    (folder / "memberships").mkdir(exist_ok=True)
    (folder / "groups.csv").write_text(GROUPS, encoding="utf-8")
    (folder / "memberships" / f"{file}.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return read_groups(folder, {"KEN", "PER", "VNM"}.__contains__)


def test_a_coarse_date_counts_from_its_first_to_its_last_day(tmp_path):
    (row,) = read(tmp_path, "KEN,member,1964,2003-02,,x,yes").memberships
    assert (row.valid_from, row.valid_to) == (date(1964, 1, 1), date(2003, 2, 28))
    assert (row.from_text, row.to_text) == ("1964", "2003-02")


def test_a_status_that_takes_over_on_the_same_date_ends_the_one_before(tmp_path):
    groups = read(tmp_path, "KEN,partner,2024,2025-01-06,,x,yes", "KEN,member,2025-01-06,,,x,yes")
    assert groups.status_at("club", "KEN", date(2025, 1, 5)) == ("partner",)
    assert groups.status_at("club", "KEN", date(2025, 1, 6)) == ("member",)


def test_a_change_known_to_the_year_counts_for_what_came_after(tmp_path):
    groups = read(tmp_path, "KEN,member,1961,1974,,x,yes", "KEN,left,1974,,,x,yes")
    assert groups.status_at("club", "KEN", 1973) == ("member",)
    assert groups.status_at("club", "KEN", 1974) == ("left",)


def test_a_suspension_does_not_end_membership(tmp_path):
    groups = read(tmp_path, "KEN,member,1990,,,x,yes", "KEN,suspended,2020,2022,,x,yes")
    assert groups.status_at("club", "KEN", 2021) == ("member", "suspended")
    assert groups.status_at("club", "KEN", 2023) == ("member",)


def test_an_open_start_counts_since_ever_where_the_founding_is_not_known_either(tmp_path):
    groups = read(tmp_path, "KEN,member,,,,,no")
    assert groups.members("club", 1945) == {"KEN"}


def test_an_unconfirmed_row_may_lack_a_source_and_says_so(tmp_path):
    (row,) = read(tmp_path, "KEN,member,,,,,no").memberships
    assert (row.confirmed, row.source) == (False, "to be confirmed")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["XYZ,member,1964,,,x,yes"], r"club\.csv: XYZ is not a code"),
        (["KEN,friend,1964,,,x,yes"], r"KEN has the status 'friend'.*member"),
        (["KEN,member,1964,1963,,x,yes"], r"KEN ends \(1963\) before it begins"),
        (["KEN,member,June 1964,,,x,yes"], r"'June 1964' is not a date.*YYYY"),
        (["KEN,member,1964,,,,yes"], r"KEN says 'confirmed' without a source"),
        (["KEN,member,1964,,,x,perhaps"], r"KEN says 'confirmed'"),
        (["KEN,member,1964,,,x,yes", "KEN,member,1970,,,x,yes"], r"KEN has the status member twice.*1964.*1970"),
        (["KEN,member,1964,1970,,x,yes", "KEN,member,1969,,,x,yes"], r"twice at the same time"),
        (["KEN,member,,,,x,yes", "KEN,member,,,,x,yes"], r"twice at the same time"),
    ],
)
def test_a_broken_rule_names_file_country_and_repair(tmp_path, rows, said):
    with pytest.raises(ReferenceDataError, match=said):
        read(tmp_path, *rows)


def test_memberships_of_a_group_that_nobody_declared_are_refused(tmp_path):
    with pytest.raises(ReferenceDataError, match=r"clubb\.csv has no row in groups\.csv"):
        read(tmp_path, "KEN,member,1964,,,x,yes", file="clubb")


@given(years=st.lists(st.integers(1945, 2030), min_size=2, max_size=8, unique=True))
def test_spans_that_follow_each_other_give_one_status_on_every_day(tmp_path_factory, years):
    """Whatever the years of change, a country that comes and goes has exactly one status on any day after the first."""
    ordered = sorted(years)
    spans = zip(ordered, [*map(str, ordered[1:]), ""], strict=True)
    rows = [f"KEN,{('member', 'left')[number % 2]},{start},{end},,x,yes" for number, (start, end) in enumerate(spans)]
    groups = read(tmp_path_factory.mktemp("groups"), *rows)
    assert all(len(groups.status_at("club", "KEN", year)) == 1 for year in range(ordered[0], 2032))
