"""Names for readers beside codes."""

from __future__ import annotations

import ibis.expr.types as ir

from sursur.answers.flows import party_names
from sursur.release import Release


def with_names(release: Release, table: ir.Table, *columns: str) -> ir.Table:
    """Behind each of the columns its names: `provider`, `provider_name`. The order of rows is lost."""
    order: list[str] = []
    named = table
    for column in table.columns:
        order.append(column)
        if column in columns:
            known = party_names(release).select(known_code="code", **{f"{column}_name": "name"})
            named = named.left_join(known, named[column] == known.known_code).drop("known_code")
            order.append(f"{column}_name")
    return named.select(*order)
