"""Stage: every reported transaction, budget and aggregate becomes an `entry` with one shape, as reported."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from sursur.measure.entries import SCHEME, as_entry, organisation_key
from sursur.measure.inputs import Ingested
from sursur.model.values import Layer

TRANSACTION_TYPES: Final[dict[str, tuple[str, str]]] = {
    "1": ("disbursement", "in"),
    "2": ("commitment", "out"),
    "3": ("disbursement", "out"),
    "4": ("disbursement", "out"),
    "5": ("disbursement", "back"),
    "6": ("disbursement", "back"),
    "7": ("disbursement", "out"),
    "8": ("disbursement", "out"),
    "9": ("disbursement", "back"),
    "10": ("commitment", "contingent"),
    "11": ("commitment", "in"),
    "12": ("forward", "out"),
    "13": ("forward", "in"),
}
"""Stage and direction by IATI TransactionType: 1 incoming funds, 2 outgoing commitment, 3 disbursement, 4 expenditure,
5 interest payment, 6 loan repayment, 7 reimbursement (a disbursement for what the recipient has already spent),
8 purchase of equity, 9 sale of equity, 10 credit guarantee (no money moves unless it is called), 11 incoming
commitment, 12 outgoing pledge, 13 incoming pledge (pledges are forward spending)."""


def staged(ingested: Ingested) -> ir.Table:
    """All entries of the activities' side: transactions and budgets."""
    return transaction_entries(ingested).union(budget_entries(ingested))


def transaction_entries(ingested: Ingested) -> ir.Table:
    t = ingested.transaction
    moved = t.mutate(
        entry_id=t.transaction_id,
        entry_type=ibis.literal("transaction"),
        kind=t.type,
        stage=_by_type(t.type, 0),
        direction=_by_type(t.type, 1).fill_null("unknown"),
        value_date=t.value_date.fill_null(t.date),
        amount=t.amount.fill_null(_worth(t)),
        provider_key=organisation_key(t.provider_ref, t.provider_name, t.provider_type),
        provider_text=t.provider_name.nullif("").fill_null(t.provider_ref),
        receiver_key=organisation_key(t.receiver_ref, t.receiver_name, t.receiver_type),
        receiver_text=t.receiver_name.nullif("").fill_null(t.receiver_ref),
        measure=ibis.literal("transaction"),
    ).drop("source_id", "type", "date", "ordinal", "description", "humanitarian", "extra")
    joined = moved.inner_join(_activities(ingested), "activity_id")
    return as_entry(
        joined.mutate(
            year=joined.value_date.year(),
            finance_type=joined.finance_type.nullif("").fill_null(joined.default_finance_type),
            flow_type=joined.flow_type.nullif("").fill_null(joined.default_flow_type),
            aid_type=joined.aid_type.nullif("").fill_null(joined.default_aid_type),
        )
    )


def _by_type(code: ir.StringValue, part: int) -> ir.StringValue:
    branches = [(code == known, ibis.literal(both[part])) for known, both in TRANSACTION_TYPES.items()]
    return ibis.cases(*branches, else_=ibis.null("string"))


def _worth(t: ir.Table) -> ir.DecimalValue:
    """Cooperation in kind: what the quantity is worth at the unit cost that the source states, exactly.

    Quantities of a million million and unit costs of a hundred million million and more give no worth.
    """
    return (t.quantity.try_cast("decimal(18, 6)") * t.unit_cost.try_cast("decimal(20, 6)")).cast("decimal(38, 6)")


def budget_entries(ingested: Ingested) -> ir.Table:
    """Budgets and planned disbursements are forward spending. A country budget item divides money, it is not money."""
    b = ingested.budget.filter(ingested.budget.kind != "country_budget_item")
    untyped = ibis.null("string")
    moved = b.mutate(
        entry_id=b.budget_id,
        entry_type=ibis.literal("budget"),
        kind=b.kind + ":" + b.type.fill_null(""),
        stage=ibis.literal("forward"),
        direction=ibis.literal("out"),
        year=b.period_start.fill_null(b.value_date).year(),
        value_date=b.value_date.fill_null(b.period_start),
        provider_key=organisation_key(b.provider_ref, b.provider_name, untyped),
        provider_text=b.provider_name.nullif("").fill_null(b.provider_ref),
        receiver_key=organisation_key(b.receiver_ref, b.receiver_name, untyped),
        receiver_text=b.receiver_name.nullif("").fill_null(b.receiver_ref),
        measure=ibis.literal("transaction"),
        provider_activity=untyped,
    ).drop("source_id", "type", "status", "ordinal", "extra")
    joined = moved.inner_join(_activities(ingested), "activity_id")
    return as_entry(
        joined.mutate(
            finance_type=joined.default_finance_type,
            flow_type=joined.default_flow_type,
            aid_type=joined.default_aid_type,
        )
    )


def _activities(ingested: Ingested) -> ir.Table:
    """What an entry takes from its activity and its file."""
    a = ingested.activity
    chosen = a.select(
        "activity_id", "source_id", "sheet", "row", "byte_offset", "title", "status", "last_updated", "left_out_reason",
        "default_finance_type", "default_flow_type", "default_aid_type", "flow_class",
        identifier=a.identifier.nullif(""),
        secondary=a.secondary_reporter.fill_null(False),
        included=a.included.fill_null(True),
        reporter_key=organisation_key(a.reporting_ref, a.reporting_name, a.reporting_type),
        reporter_ref=a.reporting_ref,
        declared_code=a.collaboration_type,
    )  # fmt: skip
    return _with_source(chosen, ingested.source, Layer.OWN_REPORT)


def _with_source(table: ir.Table, source: ir.Table, default: Layer) -> ir.Table:
    """Data set and layer of the file; where no descriptor says the layer, activities are their reporter's own."""
    files = source.select("source_id", "dataset", layer=source.layer.nullif("").fill_null(default.value))
    return table.inner_join(files, "source_id")


def figure_entries(ingested: Ingested) -> ir.Table:
    """Aggregates that a source publishes; they name provider and recipient themselves and are not divided."""
    f = _with_source(ingested.figure, ingested.source, Layer.COMPILATION)
    return as_entry(
        f.mutate(
            entry_id=f.figure_id,
            entry_type=ibis.literal("figure"),
            kind=ibis.literal("figure"),
            direction=ibis.literal("out"),
            included=ibis.literal(True),  # a literal of the expression
            secondary=ibis.literal(False),
            provider_text=f.provider,
            provider_key=organisation_key(ibis.literal(""), f.provider, ibis.literal(SCHEME) + f.provider_scheme),
            recipient_text=f.recipient,
            sector=f.sector.substr(0, 3),
            value_date=ibis.date(f.year.cast("int32"), 7, 1),
        )
    )
