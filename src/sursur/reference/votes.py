"""Votes of states in roll calls of the UN General Assembly, for how far a group votes alike.

From Erik Voeten's data, see `data/votes/sources.csv`. `scripts/reference_votes.py` packs them: one row per roll call,
one letter per state in the order of `states.csv`; here they become one row per vote. The source has no absences: a
state without a row was absent, did not take part, or was not a member.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sursur.errors import ReferenceDataError
from sursur.model.tables import VOTE
from sursur.reference.countries import load_countries
from sursur.reference.packaged import has_double_key, read_parts, read_rows
from sursur.tabular import arrow_schema

VOTES: Mapping[str, str] = MappingProxyType({"y": "yes", "n": "no", "a": "abstain"})
NONE = "-"
TEXTS = ("issues", "resolution")
TYPES: Mapping[str, pa.DataType] = {
    "roll_call": pa.int64(),
    "session": pa.int64(),
    "year": pa.int64(),
    "day": pa.date32(),
}


@cache
def vote_source() -> dict[str, str]:
    """Title, publisher, licence, address and citation of the data."""
    return read_rows("votes", "sources.csv")[0]


@cache
def vote_issues() -> Mapping[str, str]:
    """What the codes in `issues` stand for."""
    return MappingProxyType({row["issue"]: row["name"] for row in read_rows("votes", "issues.csv")})


@cache
def vote_table() -> pa.Table:
    """The model's `vote` table: one row per state that voted in a roll call. Raises ReferenceDataError."""
    calls = read_parts("votes", "roll_calls*.csv.gz", TYPES).sort_by("roll_call")
    states = [row["state"] for row in read_rows("votes", "states.csv")]
    check(calls, states)
    return expanded(calls, states).select(VOTE.column_names).cast(arrow_schema(VOTE))


def expanded(calls: pa.Table, states: list[str]) -> pa.Table:
    """One row per vote from one row per roll call; a pass over all letters at once, since there are over a million."""
    letters = letter_codes(calls["votes"])
    cast = pc.indices_nonzero(pc.not_equal(letters, pa.scalar(ord(NONE), pa.uint8()))).cast(pa.int64())
    call = pc.divide(cast, len(states))
    state = pc.subtract(cast, pc.multiply(call, len(states)))
    of_call = described(calls).take(call)
    of_call = of_call.append_column("country", pa.array(states, pa.string()).take(state))
    return of_call.append_column("vote", words(letters.take(cast)))


def described(calls: pa.Table) -> pa.Table:
    """The roll calls without their votes; empty texts are null, `important` is a truth value or null."""
    known = {"yes": True, "no": False}
    marks = pa.array([known.get(str(word)) for word in calls["important"].to_pylist()], pa.bool_())
    texts = {name: pa.array([text or None for text in calls[name].to_pylist()], pa.string()) for name in TEXTS}
    kept = {name: calls[name] for name in ("roll_call", "session", "year", "day")}
    return pa.table({**kept, **texts, "important": marks})


def letter_codes(votes: pa.ChunkedArray[Any]) -> pa.Array[Any]:
    text = "".join(map(str, votes.to_pylist())).encode("ascii")
    return pa.Array.from_buffers(pa.uint8(), len(text), [None, pa.py_buffer(text)])


def words(codes: pa.Array[Any]) -> pa.Array[Any]:
    letters = pa.array([ord(letter) for letter in VOTES], pa.uint8())
    return pa.array(list(VOTES.values()), pa.string()).take(pc.index_in(codes, letters))


def check(calls: pa.Table, states: list[str]) -> None:
    """Every roll call stands once with a letter for each known state, in a year and on issues that can be."""
    countries = load_countries()
    faults = [
        f"unknown state {state}" for state in states if state not in countries and state not in countries.historic
    ]
    if len(set(states)) < len(states) or has_double_key(calls, ("roll_call",)):
        faults.append("a state or a roll call that stands twice")
    for row in calls.select(["roll_call", "session", "year", "issues", "votes"]).to_pylist():
        faults += [f"roll call {row['roll_call']}: {fault}" for fault in faults_of(row, len(states))]
    if faults:
        raise ReferenceDataError(
            f"The votes are not sound: {'; '.join(faults[:5])}.", repair="Run scripts/reference_votes.py again."
        )


def faults_of(row: Mapping[str, Any], states: int) -> list[str]:
    """Session n opened in the autumn of 1945 + n and ended a year later; two dates of the source are a year early."""
    checks = {
        "letters do not match the states": len(row["votes"]) == states and set(row["votes"]) <= {*VOTES, NONE},
        "year outside of the session": abs(row["year"] - row["session"] - 1945) <= 1,
        "unknown issue": set((row["issues"] or "").split()) <= vote_issues().keys(),
    }
    return [fault for fault, passed in checks.items() if not passed]
