"""The flows behind one cell of a sum: those that have its values in the dimensions by which it was grouped."""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from sursur.answers.asking import DIMENSIONS, FlowQuery
from sursur.answers.flows import VALUE, dimension, selected_flows
from sursur.answers.offering import one_of
from sursur.errors import UsageError
from sursur.release import Release
from sursur.sentences import Sentence

NOT_TOLD = ""
"""The value of a cell whose flows tell nothing of its dimension."""


def cell_flows(release: Release, query: FlowQuery, cell: Mapping[str, str]) -> ir.Table:
    """The single flows of the query that have these values, written as the sums write them; `NOT_TOLD` for null.

    Raises UsageError for a name that is no dimension.
    """
    flow = selected_flows(release, query)
    for name, value in cell.items():
        if name not in DIMENSIONS:
            raise UsageError(
                Sentence("There is no dimension '%(name)s'.", name=name),
                repair=one_of(DIMENSIONS),
            )
        found = dimension(flow, name)
        flow = flow.filter(found.isnull() if value == NOT_TOLD else found.cast("string") == value)
    return flow


def largest_flows(release: Release, query: FlowQuery, cell: Mapping[str, str]) -> ir.Table:
    """The flows of a cell in the order in which people read them, with parties named as the sums name them."""
    flow = cell_flows(release, query, cell)
    named = flow.mutate(provider=dimension(flow, "provider"), recipient=dimension(flow, "recipient"))
    return named.order_by(ibis.desc(VALUE[query.prices], nulls_first=False), "year", "flow_id")
