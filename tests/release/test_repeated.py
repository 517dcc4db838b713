"""A question that is asked again answers as if it were asked anew, and is said only once."""

from __future__ import annotations

import gc
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sursur.release import Home, Release
from sursur.release.reading import MOST_HELD, open_release
from tests.release.conftest import FLOW, write_sample

COUNTRIES = ("BRA", "MOZ", "CHN", "AGO")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    home = tmp_path_factory.mktemp("home")
    pairs = [("BRA", "MOZ"), ("CHN", "AGO"), ("CHN", "MOZ")]
    rows = [
        {**FLOW, "flow_id": f"f{number}", "provider_country": one, "recipient_country": other, "year": 2000 + number}
        for number, (one, other) in enumerate(pairs)
    ]
    write_sample(Home(Path(home)), rows)
    return open_release(home)


def members(codes: list[str]) -> pa.Table:
    return pa.table({"country": pa.array(codes, pa.string())})


def given_by(release: Release, known: ir.Table) -> ir.Table:
    flow = release.table("flow").semi_join(known, [("provider_country", "country")])
    return flow.group_by(country="provider_country").aggregate(usd=flow.usd_constant.sum()).order_by("country")


@settings(deadline=None)
@given(st.lists(st.sampled_from(COUNTRIES), unique=True))
def test_it_answers_as_if_it_were_asked_anew(release: Release, codes: list[str]) -> None:
    anew = release.rows(given_by(release, ibis.memtable(members(codes))))
    assert release.again("given", lambda known: given_by(release, known), members(codes)).equals(anew)


def test_it_is_said_once_and_asked_of_any_table(release: Release) -> None:
    said = []

    def say(known: ir.Table) -> ir.Table:
        said.append(known)
        return known.select(held=known.country)

    found = [release.again("said", say, members([code]))["held"].to_pylist() for code in COUNTRIES]
    assert found == [[code] for code in COUNTRIES]
    assert len(said) == 1


def test_several_tables_change_together(release: Release) -> None:
    def say(known: ir.Table, words: ir.Table) -> ir.Table:
        return known.inner_join(words, "country").order_by("country")

    for word in ("here", "there"):
        words = pa.table({"country": ["AGO", "BRA"], "word": [word, word]})
        found = release.again("several", say, members(["BRA", "CHN"]), words)
        assert found.to_pylist() == [{"country": "BRA", "word": word}]


def test_tables_in_memory_stay_as_long_as_the_question(release: Release) -> None:
    def say(known: ir.Table) -> ir.Table:
        return known.inner_join(ibis.memtable(pa.table({"country": ["BRA"], "word": ["here"]})), "country")

    release.again("words", say, members(["BRA"]))
    gc.collect()
    assert release.again("words", say, members(["BRA", "CHN"])).to_pylist() == [{"country": "BRA", "word": "here"}]


def test_the_oldest_question_is_forgotten_first(release: Release) -> None:
    for number in range(MOST_HELD + 3):
        found = release.again(("many", number), lambda known, number=number: known.mutate(n=number), members(["BRA"]))
        assert found["n"].to_pylist() == [number]


def test_what_is_remembered_is_made_once(release: Release) -> None:
    made: list[int] = []
    for _ in range(3):
        assert release.remembered("made", lambda: made.append(1) or len(made)) == 1


def test_tables_in_memory_leave_with_the_questions_that_read_them(release: Release) -> None:
    def registered() -> int:
        return len(release.rows(release.connection.sql("FROM duckdb_views() SELECT view_name")))

    before, flow = registered(), release.table("flow")
    for number in range(3 * MOST_HELD):
        held = release.held(("small", number), lambda number=number: flow.select(n=flow.year + number))
        release.rows(held)
    gc.collect()
    assert registered() <= before + MOST_HELD + 2
