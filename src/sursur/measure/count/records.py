"""One record per activity: the same identifier told by the same reporter, in one file or in several, is one
activity.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir


def with_record_rank(flows: ir.Table, activity: ir.Table, source: ir.Table) -> ir.Table:
    """Add record_key and record_rank (1 is the record that speaks).

    The most recently updated record speaks, then one in a file of a single reporter (the publisher's own) over one in a
    file that gathers several, then the first by file and place.
    """
    ranked = _ranked(flows, activity, source).select("r_activity", "record_key", "record_rank")
    joined = flows.left_join(ranked, flows.activity_id == ranked.r_activity).drop("r_activity")
    return joined.mutate(record_rank=joined.record_rank.fill_null(0))


def _ranked(flows: ir.Table, activity: ir.Table, source: ir.Table) -> ir.Table:
    records = flows.filter(flows.activity_id.notnull()).select("activity_id", "reporter", "reporter_key").distinct()
    told = activity.select(
        "activity_id", "source_id", "ordinal", "identifier", "last_updated", "content_hash", "reporting_ref",
        "secondary_reporter",
    )  # fmt: skip
    joined = records.inner_join(told, "activity_id")
    gathered = told.group_by("source_id").agg(reporters=told.reporting_ref.nunique())
    joined = joined.inner_join(gathered, "source_id").left_join(
        source.select(r_source="source_id", retrieved_at="retrieved_at"), [("source_id", "r_source")]
    )
    keyed = joined.mutate(record_key=_record_key(joined), r_activity=joined.activity_id)
    return _numbered(_without_shadows(keyed))


def _record_key(t: ir.Table) -> ir.StringValue:
    """Identifier and reporter; without a reporter the file speaks, without an identifier the bytes of the record."""
    who = t.reporter.nullif("").fill_null(t.reporter_key.upper().nullif("")).fill_null(t.source_id)
    named = t.identifier.nullif("").upper() + "|" + who
    return named.fill_null(ibis.literal("bytes:") + t.content_hash.fill_null(t.activity_id))


def _without_shadows(t: ir.Table) -> ir.Table:
    """A secondary reporter's copy of a record that its owner publishes under the same identifier joins the owner's
    records.
    """
    own = t.filter(~t.secondary_reporter.fill_null(False), t.identifier.nullif("").notnull())
    owners = own.group_by(own_identifier=own.identifier.upper()).agg(own_key=own.record_key.min())
    joined = t.left_join(owners, t.identifier.upper() == owners.own_identifier).drop("own_identifier")
    shadow = joined.secondary_reporter.fill_null(False) & joined.own_key.notnull()
    return joined.mutate(record_key=ibis.ifelse(shadow, joined.own_key, joined.record_key), shadow=shadow)


def _numbered(t: ir.Table) -> ir.Table:
    order = [
        t.shadow,
        ibis.desc(t.last_updated.fill_null(ibis.timestamp("1900-01-01T00:00:00", timezone="UTC"))),
        t.reporters,
        ibis.desc(t.retrieved_at.fill_null(ibis.timestamp("1900-01-01T00:00:00", timezone="UTC"))),
        t.source_id,
        t.ordinal,
    ]
    return t.mutate(record_rank=ibis.row_number().over(group_by="record_key", order_by=order) + 1)


def with_same_flow(flows: ir.Table) -> ir.Table:
    """Add same_flow_id: for a flow of a record that does not speak, the same flow of the record that does, else its
    first.
    """
    signed = flows.mutate(
        signature=ibis.literal("|").join(
            [
                flows.record_key.fill_null(""),
                flows.stage.fill_null(""),
                flows.kind.fill_null(""),
                flows.value_date.cast("string").fill_null(""),
                flows.amount.cast("string").fill_null(""),
                flows.currency.fill_null(""),
                flows.recipient_code.fill_null(""),
                flows.sector.fill_null(""),
            ]
        )
    )
    doubled = signed.filter(signed.record_rank > 0).select(
        "flow_id", "record_rank", "record_key", "signature", "activity_id"
    )
    numbered = doubled.mutate(
        nth=ibis.row_number().over(group_by=["activity_id", "signature"], order_by=doubled.flow_id)
    )
    first = numbered.filter(numbered.record_rank == 1).select(s_id="flow_id", s_signature="signature", s_nth="nth")
    copies = numbered.filter(numbered.record_rank > 1)
    pairs = copies.left_join(first, [copies.signature == first.s_signature, copies.nth == first.s_nth])
    speaking = flows.filter(flows.record_rank == 1)
    anyone = speaking.group_by(a_key="record_key").agg(a_id=speaking.flow_id.min())
    known = pairs.left_join(anyone, pairs.record_key == anyone.a_key)
    found = known.select(c_id="flow_id", same_flow_id=known.s_id.fill_null(known.a_id))
    return flows.left_join(found, flows.flow_id == found.c_id).drop("c_id")


def with_figure_rank(flows: ir.Table, source: ir.Table) -> ir.Table:
    """Add figure_rank: 1 where an aggregate stands in the newest of several files of the same data set."""
    dated = source.select(g_source="source_id", g_retrieved="retrieved_at")
    figures = flows.filter(flows.figure_id.notnull()).left_join(dated, [("source_id", "g_source")])
    same = [
        "dataset", "provider_text", "recipient_text", "year", "measure", "stage", "instrument", "flow_class", "sector",
        "currency", "price_year",
    ]  # fmt: skip
    newest = [
        ibis.desc(figures.g_retrieved.fill_null(ibis.timestamp("1900-01-01T00:00:00", timezone="UTC"))),
        figures.source_id,
    ]
    ranked = figures.mutate(figure_rank=ibis.dense_rank().over(group_by=same, order_by=newest) + 1)
    found = ranked.select(g_id="flow_id", figure_rank="figure_rank")
    joined = flows.left_join(found, flows.flow_id == found.g_id).drop("g_id")
    return joined.mutate(figure_rank=joined.figure_rank.fill_null(0))
