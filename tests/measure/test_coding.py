"""Codes as publishers write them: mended where the writing is known, told where nobody can explain it."""

from __future__ import annotations

import ibis

from sursur.measure.coding import code_problems, code_table, with_mended_codes
from sursur.measure.inputs import ingested_from
from sursur.measure.placing import place_problems
from sursur.model.tables import TABLES
from sursur.tabular import arrow_table

SOURCE = "0123456789abcdef"


def ingested(**rows):
    return ingested_from({name: ibis.memtable(arrow_table(TABLES[name], given)) for name, given in rows.items()})


def activity(**columns):
    return {"activity_id": f"{SOURCE}-1", "source_id": SOURCE, "ordinal": 1, "identifier": "XX-1", **columns}


def split(**columns):
    return {"activity_id": f"{SOURCE}-1", "ordinal": 1, **columns}


def test_a_known_writing_is_read_as_its_code_and_a_known_code_stays() -> None:
    tables = ingested(activity=[activity(default_flow_type="ODA", default_aid_type="C01")])
    mended = with_mended_codes(tables, code_table(tables)).activity.to_pyarrow().to_pylist()[0]
    assert (mended["default_flow_type"], mended["default_aid_type"]) == ("10", "C01")


def test_our_own_words_are_no_junk() -> None:
    tables = ingested(
        activity=[activity(collaboration_type="triangular")],
        transaction=[{"transaction_id": "t", "activity_id": f"{SOURCE}-1", "finance_type": "grant"}],
    )
    assert code_table(tables).count().to_pyarrow().as_py() == 0
    assert code_problems(tables) == ()


def test_a_code_that_nobody_explains_is_one_problem_of_its_file() -> None:
    tables = ingested(
        activity=[
            activity(collaboration_type="47"),
            {**activity(collaboration_type="47"), "activity_id": f"{SOURCE}-2"},
        ]
    )
    (problem,) = code_problems(tables)
    assert (problem.source_id, problem.code, problem.place.identifier) == (SOURCE, "code-unknown", "XX-1")
    assert "'47' is not in the code list CollaborationType (2 times)" in problem.message


def test_sectors_of_an_own_vocabulary_are_not_judged_by_the_dac_list() -> None:
    own = split(dimension="sector", vocabulary="99", code="anything")
    dac = split(dimension="sector", vocabulary="1", code="99999", ordinal=2)
    problems = code_problems(ingested(activity=[activity()], split=[own, dac]))
    assert [problem.message.split(" is ")[0] for problem in problems] == ["'99999'"]


def test_places_that_nobody_can_place_are_told_with_what_they_may_mean() -> None:
    rows = [
        split(dimension="country", code="KE"),
        split(dimension="country", vocabulary="name", name="Atlantis", ordinal=2),
        split(dimension="country", vocabulary="name", name="Congo", ordinal=3),
        split(dimension="region", vocabulary="99", code="our own", ordinal=4),
        split(dimension="country", vocabulary="name", name="CARICOM", ordinal=5),
    ]
    problems = place_problems(ingested(activity=[activity()], split=rows))
    assert [(problem.code, problem.message.split(" is ")[0]) for problem in problems] == [
        ("place-unknown", "'Atlantis'"),
        ("place-ambiguous", "'Congo'"),
    ]
    assert "COD" in problems[1].message
