"""Which pairs are looked at: those of different tellers that share a key, where few records do."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa
import pytest

from sursur.measure.linking.blocking import CROWD, candidates, sharing

LISTS = ("recipients", "amounts", "place_words", "words", "title_words")
TYPES = {
    "record_id": "string",
    "teller": "string",
    "usd": "float64",
    **dict.fromkeys(LISTS, "array<string>"),
}
WELLS = {"recipients": ["MOZ"], "title_words": ["nampula", "village", "wells"]}


def record(name: str, teller: str, **told: Any) -> dict[str, Any]:
    return {"record_id": name, "teller": teller, "usd": None} | dict.fromkeys(LISTS) | told


def pairs(*records: dict[str, Any]) -> set[tuple[str, str]]:
    told = pa.Table.from_pylist(list(records), schema=ibis.schema(TYPES).to_pyarrow())
    found = candidates(ibis.memtable(told)).to_pyarrow().to_pylist()
    return {(row["record_id"], row["other_record_id"]) for row in found}


@pytest.mark.parametrize(
    ("one", "other", "looked_at"),
    [
        ({"amounts": ["CNY 2000000"]}, {"amounts": ["CNY 2000000"]}, True),
        ({"amounts": ["CNY 2000000"]}, {"amounts": ["USD 2000000"]}, False),
        ({"usd": 1_000_000.0}, {"usd": 1_010_000.0}, True),
        ({"usd": 1_000_000.0}, {"usd": 1_200_000.0}, False),
        ({"usd": None}, {"usd": 1_200_000.0}, False),
        ({"place_words": ["nampula"]}, {"words": ["clinic", "nampula"]}, True),
        ({"words": ["clinic", "nampula"]}, {"words": ["clinic", "nampula"]}, False),
        ({"title_words": ["nampula", "wells"]}, {"title_words": ["nampula", "wells"]}, True),
        ({"title_words": ["nampula", "wells"]}, {"title_words": ["nampula", "clinic"]}, False),
    ],
)
def test_records_of_one_recipient_meet_where_they_share_a_sum_a_place_or_two_rare_words(one, other, looked_at):
    found = pairs(record("a", "X", recipients=["MOZ"], **one), record("b", "Y", recipients=["MOZ"], **other))
    assert found == ({("a", "b")} if looked_at else set())


def test_what_is_equal_in_two_countries_is_no_pair():
    assert not pairs(record("a", "X", **WELLS), record("b", "Y", **(WELLS | {"recipients": ["KEN"]})))


def test_two_records_of_one_teller_are_two_activities_to_it():
    assert not pairs(record("a", "X", **WELLS), record("b", "X", **WELLS))


def test_a_record_without_a_recipient_meets_nobody():
    assert not pairs(record("a", "X", **(WELLS | {"recipients": None})), record("b", "Y", **WELLS))


@pytest.mark.parametrize(("records", "found"), [(CROWD, CROWD - 1), (CROWD + 1, 0)])
def test_a_key_that_a_crowd_shares_says_nothing(records, found):
    names = [f"{number:04}" for number in range(records)]
    keys = {"record_id": names, "teller": ["X"] + ["Y"] * (records - 1), "key": ["well"] * records}
    assert sharing(ibis.memtable(pa.table(keys))).to_pyarrow().num_rows == found
