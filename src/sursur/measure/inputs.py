"""What the measures take: the tables that readers wrote and the reference tables, all as Ibis expressions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import ibis
import ibis.expr.types as ir

from sursur.model.tables import TABLES
from sursur.tabular import empty

Keep = Callable[[ir.Table, str], ir.Table]
"""Puts an intermediate table away and gives it back; the name says which step of the story it is."""


Link = Callable[[ir.Table], ir.Table]
"""From converted flows to the table `link`."""


def lazily(table: ir.Table, _name: str) -> ir.Table:
    """Keep nothing: the whole story is one expression."""
    return table


@dataclass(frozen=True, slots=True)
class Options:
    """How a release is measured.

    base_year: prices of `usd_constant`
    keep: where an engine stores the steps; without it everything is one lazy expression
    link: finds the links (the table `link`) between the records of flows that are converted and not yet counted
    """

    base_year: int = 2022
    keep: Keep = lazily
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """The tables that readers wrote, one field per table of `sursur.model.tables`."""

    source: ir.Table
    activity: ir.Table
    participant: ir.Table
    transaction: ir.Table
    budget: ir.Table
    split: ir.Table
    tag: ir.Table
    figure: ir.Table


def ingested_from(tables: Mapping[str, Any]) -> Ingested:
    """Fill the fields from tables by name (Ibis or Arrow); what is not given is empty."""
    return Ingested(**{one.name: _as_ibis(one.name, tables.get(one.name)) for one in fields(Ingested)})


def _as_ibis(name: str, table: Any) -> ir.Table:  # noqa: ANN401  # an Ibis or an Arrow table
    if isinstance(table, ir.Table):
        return table
    return ibis.memtable(empty(TABLES[name]) if table is None else table)


@dataclass(frozen=True, slots=True)
class Lookups:
    """The reference tables, already resolved for the texts of this build. An empty text means that there is no answer.

    countries: scheme, text, year (0 = undated), country, region, status
    organisations: organisation_key, organisation_id, organisation_name, kind, country, parent_id
    south: country, year of the default definition
    regions: region, south (yes, mixed, no, unknown), name
    rates: see `sursur.reference.rates`; deflators: see `sursur.reference.deflators`
    precedence: party, year_from, year_to, layer, dataset, priority, threshold (0 for none), reason
    instruments: list (AidType, FinanceType), code, instrument
    flow_classes: flow_type, flow_class
    sectors: code (as reported), sector (3 digits), sdg_goal
    measures: measure, role (counted, other)
    declarations: code, form
    crises: sign (scope, tag, sector), code, crisis
    crisis_words: word (lower case), crisis
    currencies: written (upper case), currency
    codes: list, raw, code (empty for junk)
    framework: list, code, item (`-` for none): the crosswalks of the framework's catalogue
    """

    countries: ir.Table
    organisations: ir.Table
    south: ir.Table
    regions: ir.Table
    rates: ir.Table
    deflators: ir.Table
    precedence: ir.Table
    instruments: ir.Table
    flow_classes: ir.Table
    sectors: ir.Table
    measures: ir.Table
    declarations: ir.Table
    crises: ir.Table
    crisis_words: ir.Table
    currencies: ir.Table
    codes: ir.Table
    framework: ir.Table


def with_nulls(lookups: Lookups) -> Lookups:
    """The same lookups with null for every empty text, as joins and sums want it."""
    return replace(lookups, **{one.name: _blank_as_null(getattr(lookups, one.name)) for one in fields(lookups)})


def _blank_as_null(table: ir.Table) -> ir.Table:
    texts = [name for name, kind in table.schema().items() if kind.is_string()]
    return table.mutate(**{name: table[name].nullif("") for name in texts})


def no_links() -> ir.Table:
    """The table `link` without a row."""
    return ibis.memtable(empty(TABLES["link"]))


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a flow is made of; `links` are pairs of records that are one activity (the table `link`)."""

    ingested: Ingested
    lookups: Lookups
    links: ir.Table = field(default_factory=no_links)
