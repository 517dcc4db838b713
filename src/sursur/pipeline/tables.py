"""Every table of a release, as an expression: read, measured, or taken from the reference data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from sursur.ingest.objections import objection_table
from sursur.ingest.reading import SourceFile
from sursur.ingest.store import source_table, table_files
from sursur.ingest.store.folder import problem_table
from sursur.measure.coding import code_problems
from sursur.measure.flows import flow_table
from sursur.measure.framework import cost_table, item_problems
from sursur.measure.inputs import Inputs, Options, ingested_from
from sursur.measure.lookups import lookups_for
from sursur.measure.placing import place_problems
from sursur.model.source import Problem
from sursur.model.tables import INGESTED, PROBLEM, TABLES
from sursur.pipeline.linking import linking
from sursur.reference import indicators, knowledge
from sursur.reference.countries import load_countries
from sursur.reference.deflators import deflator_table
from sursur.reference.framework import Framework, item_table
from sursur.reference.groups import group_table, membership_table, south_of_all_definitions
from sursur.reference.organisations import organisation_table
from sursur.reference.rates import rate_table
from sursur.reference.reporting import reporting_table
from sursur.reference.trade import trade_table
from sursur.reference.votes import vote_table
from sursur.tabular import empty

DEFAULT_SOUTH = "g77_china"
"""The definition of the South under which a release states its verdicts; readers may ask for another."""

REFERENCE: Mapping[str, Callable[[], pa.Table]] = {
    "country": lambda: load_countries().country_table(),
    "organisation": organisation_table,
    "south": south_of_all_definitions,
    "group": group_table,
    "membership": membership_table,
    "indicator": indicators.indicator_table,
    "instrument": knowledge.instrument_table,
    "commitment": knowledge.commitment_table,
    "event": knowledge.event_table,
    "initiative": knowledge.initiative_table,
    "reporting": reporting_table,
    "trade": trade_table,
    "vote": vote_table,
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What a release is measured by: prices of `usd_constant`, the catalogue of groups A, B and C, and the folder of
    what people decided.
    """

    base_year: int
    framework: Framework
    decisions: Path

    @property
    def catalogue(self) -> str:
        """The catalogue by its version and content."""
        return f"{self.framework.version} {self.framework.fingerprint}"


def ingested_tables(connection: Backend, readings: Sequence[Path]) -> dict[str, ir.Table]:
    """The rows of all readings by table; a table that no reading has is empty."""
    return {table.name: _read(connection, table.name, readings) for table in (*INGESTED, PROBLEM)}


def _read(connection: Backend, name: str, readings: Sequence[Path]) -> ir.Table:
    files = table_files(readings, name)
    if not files:
        return ibis.memtable(empty(TABLES[name]))
    return connection.read_parquet([str(file) for file in files], table_name=f"read_{name}")


def release_tables(
    connection: Backend,
    files: Sequence[SourceFile],
    readings: Sequence[Path],
    problems: tuple[Problem, ...],
    choices: Choices,
    steps: Path,
) -> dict[str, Callable[[], ir.Table]]:
    """All tables by name, each made when it is asked for, in this order; `steps` holds what is put away meanwhile."""
    read = ingested_tables(connection, readings)
    read["source"] = connection.create_table("read_source", source_table(files, readings), temp=True)
    ingested = ingested_from(read)
    found = (*problems, *code_problems(ingested), *place_problems(ingested))
    found = (*found, *item_problems(ingested, choices.framework))
    read["problem"] = read["problem"].union(ibis.memtable(problem_table(found)))
    tables: dict[str, Callable[[], ir.Table]] = {name: _given(table) for name, table in read.items()}
    tables |= {name: _referred(make) for name, make in REFERENCE.items()}
    tables["framework_item"] = _referred(lambda: item_table(choices.framework))
    tables["unit_cost"] = lambda: _unit_costs(choices)
    tables["flow"] = lambda: measured(connection, read, choices, steps)
    tables["link"] = lambda: connection.read_parquet(steps / "link.parquet", table_name="found_links")
    return tables


def decided_tables(decisions: Path) -> dict[str, Callable[[], ir.Table]]:
    """The tables that people decide, from the files of a home folder."""
    objections = objection_table(decisions)
    return {"objection": _referred(lambda: objections)}


def _given(table: ir.Table) -> Callable[[], ir.Table]:
    return lambda: table


def _referred(make: Callable[[], pa.Table]) -> Callable[[], ir.Table]:
    return lambda: ibis.memtable(make())


def _unit_costs(choices: Choices) -> ir.Table:
    rates, deflators = ibis.memtable(rate_table()), ibis.memtable(deflator_table())
    return cost_table(choices.framework, rates, deflators, choices.base_year)


def measured(connection: Backend, read: Mapping[str, ir.Table], choices: Choices, steps: Path) -> ir.Table:
    """The flows; every step is put away as a file in `steps`, which keeps plans small and memory flat."""

    def keep(table: ir.Table, name: str) -> ir.Table:
        connection.to_parquet(table, steps / f"{name}.parquet", compression="lz4")
        return connection.read_parquet(steps / f"{name}.parquet", table_name=f"step_{name}")

    ingested = ingested_from(read)
    lookups = lookups_for(ingested, DEFAULT_SOUTH, choices.framework)
    link = linking(read, choices.decisions, keep)
    return flow_table(Inputs(ingested, lookups), Options(base_year=choices.base_year, keep=keep, link=link))
