"""Codes of the standards: known writings are mended, known junk is emptied, and what nobody can explain is said aloud.

The tables of a release keep every code as reported; only the measures read the mended ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.measure.inputs import Ingested
from sursur.measure.splits import PURPOSES, SECTORS
from sursur.model.source import Place, Problem, Severity
from sursur.model.values import Form, Instrument
from sursur.reference.codes import Code, CodeStatus, normalise
from sursur.reference.crosswalks import dac_sector
from sursur.sentences import Sentence, how_often, phrase

OWN_WORDS = frozenset(word.value for word in (*Instrument, *Form))
"""A descriptor may name an instrument or a form in our own words where the standard has a code."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A column whose values come from a code list."""

    table: str
    column: str
    list_name: str


CODED = (
    Coded("activity", "status", "ActivityStatus"),
    Coded("activity", "collaboration_type", "CollaborationType"),
    Coded("activity", "default_flow_type", "FlowType"),
    Coded("activity", "default_finance_type", "FinanceType"),
    Coded("activity", "default_aid_type", "AidType"),
    Coded("activity", "default_tied_status", "TiedStatus"),
    Coded("activity", "reporting_type", "OrganisationType"),
    Coded("participant", "type", "OrganisationType"),
    Coded("transaction", "type", "TransactionType"),
    Coded("transaction", "flow_type", "FlowType"),
    Coded("transaction", "finance_type", "FinanceType"),
    Coded("transaction", "aid_type", "AidType"),
    Coded("transaction", "tied_status", "TiedStatus"),
    Coded("transaction", "modality", "TossdModality"),
)
"""Columns that are mended. Sectors have a crosswalk of their own (`sursur.measure.lookups.sector_table`)."""

SPOKEN = (*CODED, Coded("split", "code", "Sector"))
"""Columns in which a code that nobody can explain is a problem of the file."""


def code_table(ingested: Ingested) -> ir.Table:
    """list, raw, code for every reported value that stands for another code; an empty code is junk."""
    rows = sorted({(one.list_name, raw, code.code or "") for one, raw, code in _mendable(ingested)})
    columns = [pa.array([row[place] for row in rows], pa.string()) for place in range(3)]
    return ibis.memtable(pa.table(columns, names=["list", "raw", "code"]))


def with_mended_codes(ingested: Ingested, codes: ir.Table) -> Ingested:
    """The same tables with every value of `codes` replaced by the code it stands for."""
    tables = {one.table: getattr(ingested, one.table) for one in CODED}
    return replace(ingested, **{name: _mended(table, name, codes) for name, table in tables.items()})


def _mended(table: ir.Table, name: str, codes: ir.Table) -> ir.Table:
    """All columns in one step: an engine plans each look at a wide table anew."""
    joined, columns = table, {one.column: one.list_name for one in CODED if one.table == name}
    for column, list_name in columns.items():
        known = codes.filter(codes.list == list_name)
        known = known.select(**{f"raw_{column}": "raw", f"code_{column}": "code"})
        joined = joined.left_join(known, table[column] == known[f"raw_{column}"])
    mended = {
        column: ibis.ifelse(joined[f"raw_{column}"].notnull(), joined[f"code_{column}"].nullif(""), joined[column])
        for column in columns
    }
    return joined.select(**{column: mended.get(column, joined[column]) for column in table.columns})


def _mendable(ingested: Ingested) -> Iterator[tuple[Coded, str, Code]]:
    for one in CODED:
        for row in _rows(getattr(ingested, one.table).select(raw=one.column).distinct()):
            code = normalise(one.list_name, row["raw"])
            if row["raw"] and code.status in (CodeStatus.FIXED, CodeStatus.JUNK) and row["raw"] not in OWN_WORDS:
                yield one, row["raw"], code


def code_problems(ingested: Ingested) -> tuple[Problem, ...]:
    """One problem per file, list and code that no list, fix or known junk explains, with one record that has it."""
    found = [problem for one in SPOKEN for problem in _unexplained(ingested, one)]
    return tuple(sorted(found, key=lambda problem: (problem.source_id, problem.code, problem.message)))


def _unexplained(ingested: Ingested, one: Coded) -> Iterator[Problem]:
    table = _spoken_rows(getattr(ingested, one.table), one)
    named = table.left_join(ingested.activity.select("activity_id", "identifier"), "activity_id")
    counted = named.group_by(source_id=named.activity_id.substr(0, 16), raw=named[one.column]).agg(
        times=named.count(), identifier=named.identifier.min()
    )
    for row in _rows(counted):
        reason = _unexplained_reason(one, row["raw"]) if row["raw"] else ""
        if reason:
            yield _problem(one, row, reason)


def _unexplained_reason(one: Coded, raw: str) -> str:
    """Why nobody can explain a value; empty where somebody can. A sector may have three digits, or be a group."""
    if one.table == "split":
        place = dac_sector(raw)
        return "" if place.sector or place.group else place.reason or phrase("no sector of the DAC")
    code = normalise(one.list_name, raw)
    return code.reason if code.status is CodeStatus.UNKNOWN and raw not in OWN_WORDS else ""


def _spoken_rows(table: ir.Table, one: Coded) -> ir.Table:
    if one.table != "split":
        return table.select("activity_id", one.column)
    dac = table.vocabulary.nullif("").fill_null("1").isin([*PURPOSES, *SECTORS])
    return table.filter(table.dimension == "sector", dac).select("activity_id", one.column)


def _problem(one: Coded, row: dict[str, Any], reason: str) -> Problem:
    return Problem(
        source_id=row["source_id"],
        place=Place(column=f"{one.table}.{one.column}", identifier=row["identifier"]),
        severity=Severity.WARNING,
        code="code-unknown",
        message=Sentence(
            "'%(text)s' is not in the code list %(list)s (%(times)s): %(reason)s",
            text=row["raw"],
            list=one.list_name,
            times=how_often(row["times"]),
            reason=reason,
        ),
        repair=Sentence("Use a code of the list, or say what the word means in the source's descriptor (`words:`)."),
    )


def _rows(table: ir.Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return found
