"""Organisations as tables: the register, and the answers for many records at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyarrow as pa

from sursur.model.tables import ORGANISATION
from sursur.reference.organisations.register import load_organisations
from sursur.reference.organisations.resolve import resolve_organisation
from sursur.tabular import arrow_table

KEY = ("ref", "name", "type")
LOOKUP_SCHEMA = pa.schema(
    [*((column, pa.string()) for column in KEY)]
    + [(column, pa.string()) for column in ("organisation_id", "organisation_name", "kind", "country", "rule")]
)


@cache
def organisation_table() -> pa.Table:
    """The register in the columns of `model.tables.ORGANISATION`."""
    columns = ORGANISATION.column_names
    rows = ({column: getattr(organisation, column) for column in columns} for organisation in load_organisations())
    return arrow_table(ORGANISATION, sorted(rows, key=lambda row: str(row["organisation_id"])))


def organisation_lookup(mentions: pa.Table) -> pa.Table:
    """Every distinct (ref, name, type) of a table with what it resolves to, to join on these three columns.

    `mentions` has the columns ref, name, type (text, may be null). Nulls stay nulls: join with `IS NOT DISTINCT FROM`.
    """
    distinct = set(zip(*(mentions.column(column).to_pylist() for column in KEY), strict=True))
    ordered = sorted(distinct, key=lambda key: tuple(part or "" for part in key) + tuple(part is None for part in key))
    return pa.Table.from_pylist(list(_answers(ordered)), schema=LOOKUP_SCHEMA)


def _answers(keys: Iterable[tuple[str | None, str | None, str | None]]) -> Iterable[dict[str, str | None]]:
    for ref, name, type_code in keys:
        match = resolve_organisation(ref, name, type_code)
        yield {
            "ref": ref,
            "name": name,
            "type": type_code,
            "organisation_id": match.organisation_id,
            "organisation_name": match.name,
            "kind": str(match.kind),
            "country": match.country,
            "rule": match.rule,
        }
