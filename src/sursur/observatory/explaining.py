"""Why a flow is what it is, asked of the tables that pages read: any number of readers at once."""

from __future__ import annotations

from sursur.answers.explaining import Explanation
from sursur.errors import NotFoundError
from sursur.observatory.library import Library
from sursur.observatory.mart import Mart
from sursur.observatory.tables import Row
from sursur.sentences import Sentence

MOST_PROBLEMS = 50


def explained(library: Library, flow_id: str, south: str) -> Explanation:
    """Everything behind one flow, under one definition of the South; NotFoundError where no single one is meant."""
    mart = library.mart(south)
    flow = _one(mart, flow_id)
    linked = mart.flows_with("flow_id", flow["linked_flow_id"]) if flow["linked_flow_id"] else ()
    return Explanation(
        flow=flow,
        source=library.sources.get(flow["source_id"], {}),
        parts=_parts(mart, flow),
        linked=linked[0] if linked else None,
        problems=_problems(library, flow),
    )


def _one(mart: Mart, flow_id: str) -> Row:
    found = mart.flows_with("flow_id", flow_id)
    if len(found) != 1:
        raise NotFoundError(
            Sentence("No flow has the id '%(id)s'.", id=flow_id),
            repair=Sentence("Every row behind a figure leads to its flow."),
        )
    return found[0]


def _parts(mart: Mart, flow: Row) -> tuple[Row, ...]:
    """All flows of the same reported transaction: their amounts add up to the reported one. A figure is one flow."""
    return mart.flows_with("transaction_id", flow["transaction_id"]) if flow["transaction_id"] else (flow,)


def _problems(library: Library, flow: Row) -> tuple[Row, ...]:
    if not flow["identifier"]:
        return ()
    sql = 'FROM problem WHERE source_id = ? AND identifier = ? ORDER BY code, "column", message LIMIT ?'
    return tuple(library.tables.rows(sql, [flow["source_id"], flow["identifier"], MOST_PROBLEMS]))
