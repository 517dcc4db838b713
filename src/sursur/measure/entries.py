"""The shape that every reported value takes before it is resolved: one entry per transaction, budget or aggregate."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

ENTRY: Final[dict[str, str]] = {
    "entry_id": "string",
    "entry_type": "string",
    "direction": "string",
    "activity_id": "string",
    "transaction_id": "string",
    "figure_id": "string",
    "source_id": "string",
    "dataset": "string",
    "layer": "string",
    "sheet": "string",
    "row": "int64",
    "byte_offset": "int64",
    "identifier": "string",
    "title": "string",
    "status": "string",
    "last_updated": "timestamp('UTC')",
    "secondary": "boolean",
    "included": "boolean",
    "left_out_reason": "string",
    "reporter_key": "string",
    "reporter_ref": "string",
    "provider_key": "string",
    "provider_text": "string",
    "provider_scheme": "string",
    "receiver_key": "string",
    "receiver_text": "string",
    "recipient_text": "string",
    "recipient_scheme": "string",
    "provider_activity": "string",
    "receiver_activity": "string",
    "year": "int64",
    "value_date": "date",
    "stage": "string",
    "kind": "string",
    "instrument": "string",
    "finance_type": "string",
    "aid_type": "string",
    "flow_type": "string",
    "flow_class": "string",
    "grant_element": "float64",
    "loan_rate": "float64",
    "modality": "string",
    "framework_item": "string",
    "measure": "string",
    "part_of_total": "boolean",
    "declared_code": "string",
    "sector": "string",
    "quantity": "float64",
    "unit": "string",
    "amount": "decimal(38, 6)",
    "currency": "string",
    "price_year": "int64",
}
"""Columns of an entry and their types; `kind` is the transaction type or the kind of budget, `direction` is out, in,
back (money coming home: repayments, interest, sold shares) or contingent (guarantees)."""

KEY_SEPARATOR: Final = "\t"

SCHEME: Final = "scheme:"
"""Stands before the list that the provider of an aggregate is in, where an organisation has its type."""


def organisation_key(ref: ir.StringValue, name: ir.StringValue, type_code: ir.StringValue) -> ir.StringValue:
    """Reference, name and type of an organisation as one text; empty where neither reference nor name is given."""
    given = (ref.fill_null("") != "") | (name.fill_null("") != "")
    key = ref.fill_null("") + KEY_SEPARATOR + name.fill_null("") + KEY_SEPARATOR + type_code.fill_null("")
    return ibis.ifelse(given, key, ibis.null("string"))


def as_entry(table: ir.Table) -> ir.Table:
    """Bring a table to the shape of an entry: columns it does not have are empty."""
    return table.select(
        **{name: table[name].cast(kind) if name in table.columns else ibis.null(kind) for name, kind in ENTRY.items()}
    )
