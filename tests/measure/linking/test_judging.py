"""Verdicts: a pair weighs enough, and each record is clearly the best partner of the other."""

from __future__ import annotations

import ibis
import pyarrow as pa
import pytest

from sursur.measure.linking.judging import judged
from sursur.reference.linking import LinkModel

MODELS = {
    "k": LinkModel((), prior=0.1, same=8, doubtful=2, lead=1),
    "strict": LinkModel((), prior=0.1, same=40, doubtful=2, lead=1),
}
NAMES = ("record_id", "other_record_id", "teller", "other_teller", "kind", "weight")
Row = tuple[str, str, str, str, str, float]


def verdicts(*rows: Row) -> dict[str, str]:
    columns = {name: [row[place] for row in rows] for place, name in enumerate(NAMES)}
    found = judged(ibis.memtable(pa.table(columns)), MODELS).to_pyarrow().to_pylist()
    return {row["record_id"] + row["other_record_id"]: row["verdict"] for row in found}


@pytest.mark.parametrize(
    ("weight", "kind", "verdict"),
    [
        (8.0, "k", "same"),
        (7.999, "k", "doubtful"),
        (2.0, "k", "doubtful"),
        (1.999, "k", None),
        (39.0, "strict", "doubtful"),
        (99.0, "unknown", None),
    ],
)
def test_the_thresholds_belong_to_the_heavier_verdict(weight, kind, verdict):
    assert verdicts(("a", "b", "A", "B", kind, weight)).get("ab") == verdict


@pytest.mark.parametrize(("rival", "verdict"), [(11.0, "same"), (11.5, "doubtful"), (12.0, "doubtful")])
def test_a_rival_close_behind_leaves_both_in_doubt(rival, verdict):
    found = verdicts(("a", "b", "A", "B", "k", 12.0), ("a", "c", "A", "B", "k", rival))
    assert found == {"ab": verdict, "ac": "doubtful"}


def test_the_rival_may_stand_on_either_side():
    found = verdicts(("b", "x", "A", "B", "k", 12.0), ("a", "x", "A", "B", "k", 11.5))
    assert set(found.values()) == {"doubtful"}


def test_records_of_another_teller_are_no_rivals():
    found = verdicts(("a", "b", "A", "B", "k", 12.0), ("a", "c", "A", "C", "k", 12.0))
    assert set(found.values()) == {"same"}


def test_the_order_of_pairs_changes_no_verdict():
    rows: list[Row] = [("a", "b", "A", "B", "k", 12.0), ("a", "c", "A", "B", "k", 9.0), ("d", "c", "A", "B", "k", 9.5)]
    assert verdicts(*rows) == verdicts(*reversed(rows))
