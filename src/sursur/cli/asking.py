"""The command that asks for flows."""

from __future__ import annotations

from dataclasses import replace

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from sursur.answers import FlowQuery, notes, why_empty
from sursur.answers import flows as ask_flows
from sursur.answers.adding import why_not_added
from sursur.answers.asking import DEFAULT_SOUTH
from sursur.answers.flows import selected_flows
from sursur.answers.wording import query_of
from sursur.cli import filtering as given
from sursur.cli.layout import Look
from sursur.cli.opening import open_current
from sursur.cli.showing import (
    HomeOption,
    JsonOption,
    LimitOption,
    OutOption,
    ReleaseOption,
    RowsOption,
    Showing,
    show,
)
from sursur.publish.download import Download
from sursur.release import Release

FLOW_LOOK = Look(unknown="unknown", missing="–", cents=False)
"""Whole dollars: files and JSON have the cents. A sum that is not known is not zero."""
CENTS_LOOK = Look(unknown="unknown", missing="–")
MONEY = "money"
"""Where the money of the prices asked for stands."""
ROW_COLUMNS = (
    *("flow_id", "year", "provider_country", "provider_name", "recipient_country", "sector", "form", "stage"),
    *(MONEY, "dataset", "title"),
)
MONEY_COLUMNS = {"constant": ("usd_constant",), "current": ("usd_current",), "reported": ("amount", "currency")}


def flows(
    provider: given.ProviderOption = None,
    recipient: given.RecipientOption = None,
    provider_group: given.ProviderGroupOption = None,
    recipient_group: given.RecipientGroupOption = None,
    year: given.YearOption = None,
    sector: given.SectorOption = None,
    goal: given.GoalOption = None,
    form: given.FormOption = None,
    instrument: given.InstrumentOption = None,
    source: given.SourceOption = None,
    flow_class: given.FlowClassOption = None,
    crisis: given.CrisisOption = None,
    measure: given.MeasureOption = "",
    stage: given.StageOption = "best",
    south: given.SouthOption = DEFAULT_SOUTH,
    prices: given.PricesOption = "constant",
    every: given.AllOption = False,
    by: given.ByOption = "form",
    rows: RowsOption = False,
    out: OutOption = None,
    limit: LimitOption = 50,
    home: HomeOption = None,
    release: ReleaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Who gave what to whom, when: filter and group the flows, each counted once."""
    query = query_of(locals())
    opened = open_current(home, release)
    table, showing = _single(opened, query) if rows else _summed(opened, query)
    show(Download("Flows", table, notes(opened, query)), replace(showing, out=out, as_json=as_json, limit=limit))


def _summed(opened: Release, query: FlowQuery) -> tuple[pa.Table, Showing]:
    table = opened.rows(ask_flows(opened, query))
    reported = query.prices == "reported"
    showing = Showing(
        look=CENTS_LOOK if reported else FLOW_LOOK,
        foot=None if why_not_added(table, query) else _sums(table, query),
        empty=why_empty(opened, query) if _is_empty(table) else "",
    )
    return (table.slice(0, 0) if _is_empty(table) else table), showing


def _is_empty(table: pa.Table) -> bool:
    return not any(table["flows"].to_pylist())


def _sums(table: pa.Table, query: FlowQuery) -> dict[str, object]:
    names = [name for name in ("flows", "without_value", "usd", "amount") if name in table.column_names]
    first = query.group_by[:1]
    return {**dict.fromkeys(first, "total"), **{name: pc.sum(table[name]).as_py() for name in names}}


def _single(opened: Release, query: FlowQuery) -> tuple[pa.Table, Showing]:
    money = MONEY_COLUMNS[query.prices]
    table = opened.rows(selected_flows(opened, query).order_by("year", ibis.desc(money[0]), "flow_id"))
    columns = tuple(name for column in ROW_COLUMNS for name in (money if column == MONEY else (column,)))
    empty = why_empty(opened, query) if table.num_rows == 0 else ""
    return table, Showing(look=CENTS_LOOK, columns=columns, empty=empty)
