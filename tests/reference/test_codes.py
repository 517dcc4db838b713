"""Code lists: what a value means, what is junk, and what stays loudly unknown."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sursur.errors import NotFoundError, ReferenceDataError
from sursur.reference import codes
from sursur.reference.codes import CodeStatus, code_list, code_list_names, load_fixes, normalise, normalise_all

CASES = Path(__file__).parent.parent / "hard_cases" / "codes.csv"


def hard_cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", hard_cases(), ids=lambda case: f"{case['list']} {case['raw']!r}: {case['why']}")
def test_hard_cases(case: dict[str, str]) -> None:
    found = normalise(case["list"], case["raw"])
    assert (found.code or "", str(found.status)) == (case["code"], case["status"])


@pytest.mark.parametrize("name", code_list_names())
def test_every_list_loads_and_every_code_is_known(name: str) -> None:
    listed = code_list(name)
    assert len(listed) > 0
    for entry in listed:
        assert normalise(name, entry.code).status == CodeStatus.KNOWN
        assert entry.source


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("TransactionType", 13),
        ("UNSDG-Goals", 17),
        ("UNSDG-Targets", 169),
        ("DacProvider", 213),
        ("TossdFramework", 3),
        ("TossdFinancingArrangement", 5),
        ("SegibArea", 6),
    ],
)
def test_lists_are_whole(name: str, count: int) -> None:
    assert len(code_list(name)) == count


def test_segib_sectors_say_which_are_confirmed() -> None:
    statuses = [entry.status for entry in code_list("SegibSector")]
    assert statuses.count("active") == 22
    assert statuses.count("unconfirmed") == 8


def test_every_fix_gives_its_own_reason() -> None:
    assert sum(len(writings) for writings in load_fixes().values()) > 200
    assert normalise("TransactionType", "D").reason == "code of version 1.x"


def test_an_unknown_value_says_which_list_does_not_have_it() -> None:
    found = normalise("FlowType", "GIFT")
    assert found.code is None
    assert "FlowType" in found.reason


def test_an_unknown_list_names_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="TransactionType"):
        code_list("TransactionTypes")
    with pytest.raises(NotFoundError):
        code_list("fixes")


def test_a_column_is_answered_once_per_value() -> None:
    table = normalise_all("TransactionType", ["D", "3", "D", None, "Z"])
    assert table.column("raw").to_pylist() == ["3", "D", "Z"]
    assert table.column("status").to_pylist() == ["known", "fixed", "unknown"]


@pytest.mark.parametrize(
    "row",
    [
        {"list": "FlowType", "raw": "X", "status": "fixed", "code": "11", "reason": "r", "source": "s"},
        {"list": "FlowType", "raw": "X", "status": "fixed", "code": "10", "reason": "", "source": "s"},
        {"list": "FlowType", "raw": "X", "status": "junk", "code": "10", "reason": "r", "source": "s"},
        {"list": "*", "raw": "X", "status": "fixed", "code": "10", "reason": "r", "source": "s"},
        {"list": "FlowType", "raw": "X", "status": "guess", "code": "", "reason": "r", "source": "s"},
    ],
)
def test_a_fix_that_leads_nowhere_is_refused(row: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "read_rows", lambda *_: [row])
    with pytest.raises(ReferenceDataError, match=r"fixes\.csv"):
        load_fixes.__wrapped__()


@given(st.sampled_from(code_list_names()), st.text(max_size=30))
def test_any_text_gives_a_code_of_the_list_or_none(name: str, raw: str) -> None:
    found = normalise(name, raw)
    assert (found.code is None) == (found.status in {CodeStatus.JUNK, CodeStatus.UNKNOWN})
    assert found.code is None or found.code in code_list(name)


@given(st.sampled_from([entry.code for entry in code_list("Sector")]), st.text(alphabet=" \n\t", max_size=4))
def test_space_around_a_code_never_changes_it(code: str, space: str) -> None:
    assert normalise("Sector", space + code + space).code == code
