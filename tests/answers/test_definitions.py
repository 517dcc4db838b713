"""The flows under another definition of the South: judged anew for one question, or once for all of them."""

from __future__ import annotations

import shutil

import pytest

from sursur.answers import FlowQuery, selected_flows
from sursur.answers.definitions import judge_once, own_definition, under_definition
from sursur.errors import UsageError
from sursur.release import open_release


@pytest.fixture
def home(starter_home, tmp_path):
    """The starter release in a home of its own, where nobody has judged anything yet."""
    for name in ("current", "history.jsonl", "releases"):
        place = starter_home / name
        (shutil.copytree if place.is_dir() else shutil.copyfile)(place, tmp_path / name)
    return tmp_path


def _rows(release, table):
    return release.rows(table.order_by("flow_id"))


def test_the_definition_of_the_release_needs_no_judging(release):
    assert under_definition(release, own_definition(release)).equals(release.table("flow"))


def test_what_is_judged_once_says_what_is_judged_anew(home):
    release = open_release(home)
    anew = _rows(release, under_definition(release, "non_dac"))
    place = judge_once(release, "non_dac")
    kept = _rows(release, under_definition(release, "non_dac"))
    assert place is not None
    assert place.parent == home / "indexes"
    assert kept.equals(anew)
    assert not kept.equals(_rows(release, release.table("flow")))


def test_a_file_that_is_there_is_not_written_again(home):
    release = open_release(home)
    place = judge_once(release, "oda_recipients")
    written = place.stat().st_mtime_ns
    assert judge_once(open_release(home), "oda_recipients") == place
    assert place.stat().st_mtime_ns == written
    assert [one.name for one in place.parent.iterdir()] == [place.name]


def test_half_a_file_is_as_good_as_none_and_is_written_again(home):
    place = judge_once(open_release(home), "non_dac")
    whole = place.read_bytes()
    place.write_bytes(whole[: len(whole) // 2])
    release = open_release(home)
    asked = FlowQuery(providers=("BRA",), south="non_dac")
    assert _rows(release, selected_flows(release, asked)).num_rows > 0
    assert judge_once(release, "non_dac") == place
    assert place.read_bytes() == whole


def test_where_nothing_can_be_written_each_question_judges_anew(home):
    (home / "indexes").write_text("a file where a folder should be")
    release = open_release(home)
    assert judge_once(release, "non_dac") is None
    assert _rows(release, under_definition(release, "non_dac")).num_rows == release.manifest.tables["flow"].rows


@pytest.mark.parametrize("ask", [under_definition, judge_once])
def test_an_unknown_definition_names_those_that_are_known(release, ask):
    with pytest.raises(UsageError, match="no definition 'moon'") as caught:
        ask(release, "moon")
    assert "non_dac" in caught.value.repair
