"""All reference tables of a build: rules and crosswalks, and the places, organisations, rates and deflators it needs."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from sursur.measure.inputs import Ingested, Lookups
from sursur.measure.lookups import place_table, rule_lookups
from sursur.measure.regions import region_table
from sursur.measure.resolve import organisation_texts
from sursur.reference.deflators import deflator_table
from sursur.reference.groups import south_table
from sursur.reference.organisations import organisation_lookup, organisation_table
from sursur.reference.rates import rate_table


def lookups_for(ingested: Ingested, south: str) -> Lookups:
    """Everything that the measures look up, resolved for the texts of these readings."""
    return Lookups(
        countries=place_table(ingested),
        organisations=organisations_named(ingested),
        south=ibis.memtable(south_table(south)),
        regions=region_table(south),
        rates=ibis.memtable(rate_table()),
        deflators=ibis.memtable(deflator_table()),
        **rule_lookups(ingested),
    )


def organisations_named(ingested: Ingested) -> ir.Table:
    """organisation_key, organisation_id, organisation_name, kind, country, parent_id for everybody the readings name."""
    mentions = organisation_texts(ingested).to_pyarrow()
    found = organisation_lookup(mentions)
    keyed = mentions.join(found, keys=["ref", "name", "type"], join_type="inner")
    parents = organisation_table().select(["organisation_id", "parent_id"])
    joined = keyed.join(parents, keys="organisation_id", join_type="left outer")
    columns = ["organisation_key", "organisation_id", "organisation_name", "kind", "country", "parent_id"]
    return ibis.memtable(_sorted(joined.select(columns)))


def _sorted(table: pa.Table) -> pa.Table:
    """Joins give rows in no order; sorted rows give the same release every time."""
    order = pc.sort_indices(table, sort_keys=[("organisation_key", "ascending")])
    return table.take(order)
