"""Decisions about links: one line each, never lost, never contradicting what stands."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from sursur.errors import UsageError
from sursur.ingest.decisions import COLUMNS, FILE, LinkDecision, append_decision, read_link_decisions, standing

DAY = date(2026, 3, 1)


def decision(one: str, other: str, verdict: str = "same", by: str = "A. Silva") -> LinkDecision:
    return LinkDecision("iati", one, "gcof", other, verdict, by, DAY, "one contract")


def decide_many(folder: str, writer: int) -> None:
    for number in range(20):
        append_decision(Path(folder), decision(f"X{writer}-{number}", f"{writer}-{number}"))


def test_what_is_appended_is_read_again(tmp_path: Path):
    asked = [decision("X1", "1"), decision("X2", "2", "different")]
    for one in asked:
        append_decision(tmp_path, one)
    assert list(read_link_decisions(tmp_path)) == asked


def test_without_a_file_nothing_is_decided(tmp_path: Path):
    assert read_link_decisions(tmp_path) == ()


def test_the_pair_is_the_same_whichever_record_is_named_first_and_however_it_is_written(tmp_path: Path):
    append_decision(tmp_path, decision("x1", "1"))
    turned = LinkDecision("gcof", "1", "iati", "X1", "different", "B", DAY, "other year")
    with pytest.raises(UsageError, match=r"A\. Silva decided on 2026-03-01 that they are same: one contract"):
        append_decision(tmp_path, turned)
    append_decision(tmp_path, turned, overrule=True)
    (held,) = standing(read_link_decisions(tmp_path)).values()
    assert held.verdict == "different"
    assert len(read_link_decisions(tmp_path)) == 2


def test_what_two_records_share_with_a_third_may_not_be_parted(tmp_path: Path):
    append_decision(tmp_path, decision("X1", "1"))
    append_decision(tmp_path, decision("X2", "1"))
    apart = LinkDecision("iati", "X1", "iati", "X2", "different", "B", DAY, "two phases")
    with pytest.raises(UsageError, match=r"these records are the same: X1 and 1 .* X2 and 1"):
        append_decision(tmp_path, apart)


def test_records_that_were_parted_may_not_be_joined_by_a_third(tmp_path: Path):
    append_decision(tmp_path, decision("X1", "1"))
    append_decision(tmp_path, LinkDecision("iati", "X1", "iati", "X2", "different", "B", DAY, "two phases"))
    with pytest.raises(UsageError, match="these records are different"):
        append_decision(tmp_path, decision("X2", "1"))


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path):
    with ProcessPoolExecutor(3) as writers:
        list(writers.map(decide_many, [str(tmp_path)] * 3, range(3)))
    assert len(read_link_decisions(tmp_path)) == 60


def test_a_line_cut_short_by_hand_is_ended_before_the_next(tmp_path: Path):
    append_decision(tmp_path, decision("X1", "1"))
    path = tmp_path / FILE
    path.write_text(path.read_text("utf-8").rstrip("\n"), encoding="utf-8")
    append_decision(tmp_path, decision("X2", "2"))
    assert len(read_link_decisions(tmp_path)) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("iati,X1,gcof,1,maybe,A,2026-03-01,why", "line 2: 'maybe' is no verdict. Write one of: same, different."),
        ("iati,X1,gcof,1,same,,2026-03-01,why", "line 2: decided_by is missing."),
        ("iati,X1,gcof,1,same,A,1 March,why", "line 2: decided_on is not a date."),
        ("iati,X1,iati,x1,same,A,2026-03-01,why", "line 2: a record is compared with itself."),
        ("iati,X1", "line 2: other_dataset"),
    ],
)
def test_a_line_that_does_not_say_what_it_must_is_named(tmp_path: Path, line: str, said: str):
    (tmp_path / FILE).write_text(",".join(COLUMNS) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_link_decisions(tmp_path)
    assert said in str(refused.value)


def test_a_file_without_its_columns_is_refused(tmp_path: Path):
    (tmp_path / FILE).write_text("one,other\n1,2\n", encoding="utf-8")
    with pytest.raises(UsageError, match="has no column dataset"):
        read_link_decisions(tmp_path)
