"""What SDG indicator 17.3.1 counts, to whom its providers report, and who may receive in TOSSD.

The rules stand in `data/rules/goal_17_3_1_rules.csv` (a sentence, the clause and its address for each), the codes that
they apply to in `goal_17_3_1.csv`, custodians in `custodians.csv`, recipients of TOSSD in `tossd_recipients.csv`. A row
whose basis is `ours` is our reading and no part of the metadata.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from sursur.errors import ReferenceDataError
from sursur.model.tables import REPORTING
from sursur.reference.codes import code_list
from sursur.reference.packaged import read_rows
from sursur.tabular import arrow_table

FOLDER = "rules"
CUSTODIANS = ("oecd", "unctad")
BASES = frozenset({"official", "ours"})
FIRST_YEAR, LAST_YEAR = 0, 9999


@dataclass(frozen=True, slots=True)
class ExclusionRule:
    """Why something does not count. `clause` says where that stands in the document at `source`; `basis` is `official`
    where the document says it and `ours` where we read it so.
    """

    rule: str
    sentence: str
    clause: str
    basis: str
    source: str


@cache
def exclusion_rules() -> Mapping[str, ExclusionRule]:
    """All rules by id. Raises ReferenceDataError where one stands twice, or lacks a sentence, a clause or a source."""
    found: dict[str, ExclusionRule] = {}
    for row in read_rows(FOLDER, "goal_17_3_1_rules.csv"):
        if row["rule"] in found or row["basis"] not in BASES or not all(row.values()):
            raise ReferenceDataError(
                f"goal_17_3_1_rules.csv: {row['rule']} stands twice, is not complete or has an unknown basis.",
                repair="One row per rule, with sentence, clause, basis (official or ours) and source.",
            )
        found[row["rule"]] = ExclusionRule(**row)
    return found


def rule_codes(rule: str, field: str) -> tuple[str, ...]:
    """The codes of a field (`finance_type`, `aid_type`, `sector`, …) that a rule applies to."""
    codes = _codes()
    if (rule, field) not in codes:
        raise ReferenceDataError(
            f"goal_17_3_1.csv has no row for the rule {rule} and the field {field}.",
            repair="Add the codes with their source.",
        )
    return codes[rule, field]


@cache
def _codes() -> Mapping[tuple[str, str], tuple[str, ...]]:
    return checked_codes(read_rows(FOLDER, "goal_17_3_1.csv"))


def checked_codes(rows: Sequence[Mapping[str, str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Codes by rule and field. Raises ReferenceDataError for a row without a source or one that stands twice."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for number, row in enumerate(rows, start=2):
        key, code = (row["rule"], row["field"]), row["code"]
        if not row["source"] or not code or code in found.get(key, ()):
            raise ReferenceDataError(
                f"goal_17_3_1.csv, line {number}: {code or 'a row without a code'} has no source or stands twice.",
                repair="One row per rule, field and code, each with its source.",
            )
        found[key] = (*found.get(key, ()), code)
    return found


@cache
def reporting_table() -> pa.Table:
    """The table `reporting` of a release: which custodian takes a provider's data for 17.3.1."""
    return arrow_table(REPORTING, checked_custodians(read_rows(FOLDER, "custodians.csv")))


def checked_custodians(rows: Sequence[Mapping[str, str]]) -> list[dict[str, object]]:
    """The rows of the table. Raises ReferenceDataError for an unknown custodian, a row without a source, a span that
    ends before it begins, and two spans of a provider that share a year: a provider reports to one custodian at a time.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        first, last = int(row["year_from"] or FIRST_YEAR), int(row["year_to"] or LAST_YEAR)
        taken = any(first <= end and begin <= last for begin, end in spans.get(row["provider"], ()))
        if row["custodian"] not in CUSTODIANS or not row["source"] or last < first or taken:
            raise ReferenceDataError(
                f"custodians.csv: {row['provider']} has an unknown custodian, no source, a span that runs backwards, "
                "or two custodians in one year.",
                repair=f"Custodians: {', '.join(CUSTODIANS)}; end one span before the next begins.",
            )
        spans.setdefault(row["provider"], []).append((first, last))
    return [_as_reporting(row) for row in rows]


def _as_reporting(row: Mapping[str, str]) -> dict[str, object]:
    years = {name: int(row[name]) if row[name] else None for name in ("year_from", "year_to")}
    return {**{name: row[name] for name in ("provider", "custodian", "note", "source")}, **years}


@cache
def tossd_recipients() -> frozenset[str]:
    """Countries that may receive in TOSSD (ISO 3166-1 alpha-3): recipients of ODA and those that asked to be listed."""
    return frozenset(row["country"] for row in read_rows(FOLDER, "tossd_recipients.csv"))


@cache
def tossd_modalities(field: str, *, south_south: bool) -> Mapping[str, str]:
    """TOSSD modality by item of the framework or by unit of what was given (`field`: item, unit).

    Some modalities are for South-South providers alone; others report the wider one, where there is one. Raises
    ReferenceDataError for a modality that the list of TOSSD does not have, and a row that stands twice.
    """
    column, found = "modality" if south_south else "otherwise", {}
    for row in read_rows(FOLDER, "tossd_modalities.csv"):
        unknown = {row["modality"], row["otherwise"]} - {""} - code_list("TossdModality").entries.keys()
        if unknown or not row["source"] or (row["field"], row["code"]) in found:
            raise ReferenceDataError(
                f"tossd_modalities.csv: {row['code']} has an unknown modality or no source, or stands twice.",
                repair="Use a code of TossdModality and name the source.",
            )
        found[row["field"], row["code"]] = row[column]
    return {code: modality for (kind, code), modality in found.items() if kind == field and modality}
