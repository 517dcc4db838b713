"""What people decided about pairs of records: the lines of `decisions/links.csv` of the home folder.

A line names both records by data set and identifier, never by ids of a build, so that it holds in every later one. The
file only grows: a decision that overrules an earlier one of the same pair is a later line. Columns: dataset,
identifier, other_dataset, other_identifier, verdict (same, different), decided_by, decided_on, reason.
"""

from __future__ import annotations

import csv
import fcntl
import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path

from sursur.errors import UsageError

FILE = "links.csv"
SAME, DIFFERENT = "same", "different"
VERDICTS = (SAME, DIFFERENT)
Record = tuple[str, str]
"""Data set and identifier; identifiers are compared in upper case."""


@dataclass(frozen=True, slots=True)
class LinkDecision:
    dataset: str
    identifier: str
    other_dataset: str
    other_identifier: str
    verdict: str
    decided_by: str
    decided_on: date
    reason: str

    @property
    def records(self) -> tuple[Record, Record]:
        """Both records in a fixed order: a pair is the same pair whichever is named first."""
        one = (self.dataset, self.identifier.upper())
        other = (self.other_dataset, self.other_identifier.upper())
        return (one, other) if one <= other else (other, one)


COLUMNS = tuple(field.name for field in fields(LinkDecision))


def read_link_decisions(folder: Path) -> tuple[LinkDecision, ...]:
    """All lines of the file in its order, none where there is no file. Raises UsageError with line and repair."""
    path = folder / FILE
    if not path.is_file() or not path.stat().st_size:
        return ()
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
        raise UsageError(
            f"{FILE} has no column {', '.join(missing)}.", repair=f"Its first line must be: {','.join(COLUMNS)}"
        )
    return tuple(_decision(row, reader.line_num) for row in reader if any(map(_text, row.values())))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _decision(row: Mapping[str, str | None], line: int) -> LinkDecision:
    told = {name: _text(row[name]) for name in COLUMNS}
    if missing := [name for name in COLUMNS if not told[name]]:
        raise _fault(line, f"{', '.join(missing)} is missing", "Every column must be filled in.")
    if told["verdict"] not in VERDICTS:
        raise _fault(line, f"{told['verdict']!r} is no verdict", f"Write one of: {', '.join(VERDICTS)}.")
    try:
        day = date.fromisoformat(told.pop("decided_on"))
    except ValueError:
        raise _fault(line, "decided_on is not a date", "Write it like 2026-03-31.") from None
    decision = LinkDecision(decided_on=day, **told)
    if decision.records[0] == decision.records[1]:
        raise _fault(line, "a record is compared with itself", "Name two records.")
    return decision


def _fault(line: int, what: str, repair: str) -> UsageError:
    return UsageError(f"{FILE}, line {line}: {what}.", repair=repair)


def standing(decisions: Iterable[LinkDecision]) -> dict[tuple[Record, Record], LinkDecision]:
    """The decision that holds for each pair: the last one."""
    return {decision.records: decision for decision in decisions}


def check_agrees(new: LinkDecision, decisions: Iterable[LinkDecision], *, overrule: bool = False) -> None:
    """Raises UsageError where a new decision contradicts those that stand, of the same pair or by way of others.

    What is the same as a third record is the same as its fellows: `same` may not join records that were decided to be
    different, and `different` may not part records that others hold together. `overrule` replaces a decision of the
    same pair.
    """
    known = standing(decisions)
    before = known.pop(new.records, None)
    if before and before.verdict != new.verdict and not overrule:
        raise UsageError(
            f"{before.decided_by} decided on {before.decided_on} that they are {before.verdict}: {before.reason}",
            repair="To replace that decision, add --overrule.",
        )
    group = _groups(known.values())
    one, other = (group.get(record, frozenset({record})) for record in new.records)
    if new.verdict == DIFFERENT and new.records[1] in one:
        raise _by_others("the same", known.values(), one)
    apart = [pair for pair, known_one in known.items() if known_one.verdict == DIFFERENT]
    for first, second in apart if new.verdict == SAME else ():
        if (first in one and second in other) or (first in other and second in one):
            raise _by_others("different", known.values(), one | other)


def _groups(decisions: Iterable[LinkDecision]) -> dict[Record, frozenset[Record]]:
    """The records that decisions hold together, for each record."""
    groups: dict[Record, frozenset[Record]] = {}
    for decision in decisions:
        if decision.verdict == SAME:
            joined: frozenset[Record] = frozenset().union(*(groups.get(one, {one}) for one in decision.records))
            groups |= dict.fromkeys(joined, joined)
    return groups


def _by_others(what: str, decisions: Iterable[LinkDecision], within: frozenset[Record]) -> UsageError:
    told = [
        f"{one.identifier} and {one.other_identifier} are {one.verdict} ({one.decided_by}, {one.decided_on})"
        for one in decisions
        if set(one.records) <= within
    ]
    return UsageError(
        f"By earlier decisions these records are {what}: {'; '.join(told)}.",
        repair="Overrule one of those decisions first: sursur links decide … --overrule.",
    )


def append_decision(folder: Path, decision: LinkDecision, *, overrule: bool = False) -> None:
    """Add one line, checked against all lines that stand when it is written; writers wait for one another.

    Raises UsageError where it contradicts what was decided, see `check_agrees`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / FILE, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        check_agrees(decision, read_link_decisions(folder), overrule=overrule)
        size = os.fstat(handle).st_size
        ended = size == 0 or os.pread(handle, 1, size - 1) == b"\n"
        text = _line(COLUMNS) if size == 0 else ("" if ended else "\n")
        os.write(handle, (text + _line(astuple(decision))).encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def _line(values: Iterable[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([" ".join(str(value).split()) for value in values])
    return text.getvalue()
