"""The measured story: stage, divide, resolve, classify, convert, count; its end is the table `flow`."""

from __future__ import annotations

from dataclasses import replace

import ibis
import ibis.expr.types as ir

from sursur.measure.classify import classify
from sursur.measure.coding import with_mended_codes
from sursur.measure.context import with_context
from sursur.measure.convert import convert, with_currency
from sursur.measure.count import NEEDED, count
from sursur.measure.framework import with_items
from sursur.measure.inputs import Inputs, Options, with_nulls
from sursur.measure.resolve import resolved_activities, resolved_figures
from sursur.measure.splits import divide, recipient_shares, sector_shares
from sursur.measure.staging import figure_entries, staged
from sursur.model.tables import FLOW
from sursur.tabular import arrow_schema

DEFAULT_OPTIONS = Options()


def flow_table(inputs: Inputs, options: Options = DEFAULT_OPTIONS) -> ir.Table:
    """One row per value, recipient and sector, with exactly the columns of `flow`."""
    keep, lookups = options.keep, with_nulls(inputs.lookups)
    inputs = Inputs(with_mended_codes(inputs.ingested, inputs.lookups.codes), lookups)
    named = keep(_slim(_resolved(inputs, options)), "resolved")
    classified = keep(classify(named, lookups.south, lookups.regions), "classified")
    converted = keep(convert(classified, lookups.rates, lookups.deflators, options.base_year), "converted")
    linked = replace(inputs, links=options.link(converted)) if options.link else inputs
    return as_flow(count(converted, linked, keep))


def _resolved(inputs: Inputs, options: Options) -> ir.Table:
    ingested, lookups = inputs.ingested, inputs.lookups
    shares = recipient_shares(ingested.split), sector_shares(ingested.split, inputs.lookups.sectors)
    divided = options.keep(divide(staged(ingested), *shares), "divided")
    activities = resolved_activities(divided, ingested, lookups)
    figures = resolved_figures(figure_entries(ingested), lookups)
    money = with_currency(_together(activities, figures), lookups.currencies)
    told = with_items(with_context(money, ingested, lookups), lookups.framework)
    return told.mutate(flow_id=_flow_id(told), recipient=_recipient(told))


def _slim(resolved: ir.Table) -> ir.Table:
    """What the flow holds and what the count reads; the rest has done its work."""
    wanted = {*FLOW.column_names, *NEEDED}
    return resolved.select(*[name for name in resolved.columns if name in wanted])


def _together(activities: ir.Table, figures: ir.Table) -> ir.Table:
    """Aggregates take the columns of activities; what they do not have is empty."""
    schema = activities.schema()
    same = {
        name: figures[name].cast(kind) if name in figures.columns else ibis.null(kind) for name, kind in schema.items()
    }
    return activities.union(figures.select(**same))


def _recipient(t: ir.Table) -> ir.StringValue:
    """The country; where neither a country nor a region is known, the organisation that receives."""
    unplaced = t.recipient_country.isnull() & t.recipient_region.isnull()
    return t.recipient_country.fill_null(ibis.ifelse(unplaced, t.channel, ibis.null("string")))


def _flow_id(t: ir.Table) -> ir.StringValue:
    """The reported row and the keys it was divided by: nothing of the build, so that it is the same in every
    release.
    """
    region = ibis.ifelse(t.recipient_kind == "region", "region ", "").fill_null("")
    parts = t.entry_id + ":" + region + t.recipient_code.fill_null("") + ":" + t.sector.fill_null("")
    return ibis.ifelse(t.entry_type == "figure", t.entry_id, parts)


def as_flow(counted: ir.Table) -> ir.Table:
    """Exactly the declared columns, in their order and types."""
    types = ibis.Schema.from_pyarrow(arrow_schema(FLOW)).items()
    return counted.select(
        **{name: counted[name].cast(kind) if name in counted.columns else ibis.null(kind) for name, kind in types}
    )
