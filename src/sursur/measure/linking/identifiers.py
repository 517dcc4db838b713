"""Identifiers first: pairs of records of which one says, by an identifier, that it is the other or is paid by it."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from sursur.reference.linking import identifier_families

OWN_COPY, OTHER_NAME = "same_identifier", "other_identifier"
CHAIN = ("provider_activity", "receiver_activity", "participant_activity")
"""Links of money from one activity to the next: chains of IATI, which have count rules of their own."""
SENTENCES = {
    OWN_COPY: "Both records bear the same identifier of one scheme.",
    OTHER_NAME: "One record gives the identifier of the other as another identifier of its own.",
    "provider_activity": "One record names the other as the activity that its money comes from.",
    "receiver_activity": "One record names the other as the activity that its money goes to.",
    "participant_activity": "One record names the other as the activity of an organisation that takes part.",
}
OTHER_ID_KIND = "other_identifier"


@dataclass(frozen=True, slots=True)
class Naming:
    """The tables in which records name one another."""

    source: ir.Table
    activity: ir.Table
    transaction: ir.Table
    participant: ir.Table
    related: ir.Table


def identifier_links(named: Naming) -> ir.Table:
    """record_id, other_record_id (the smaller id first), basis: one row per pair, by the first basis that fits."""
    known = _known(named.activity, named.source)
    kinds = [_copies(known), *(_named(known, refs, basis) for basis, refs in _references(named).items())]
    pairs = ibis.union(*kinds)
    order = ibis.cases(*((pairs.basis == basis, place) for place, basis in enumerate(SENTENCES)), else_=len(SENTENCES))
    ranked = pairs.mutate(place=ibis.row_number().over(group_by=["record_id", "other_record_id"], order_by=order))
    return ranked.filter(ranked.place == 0).drop("place")


def _known(activity: ir.Table, source: ir.Table) -> ir.Table:
    """activity_id, source_id, name (upper case) and family: data sets whose identifiers are of one scheme."""
    families = ibis.memtable(identifier_families())
    files = source.select("source_id", "dataset").left_join(families, "dataset")
    family = files.family.fill_null(files.dataset)
    named = activity.select("activity_id", "source_id", name=activity.identifier.upper().nullif(""))
    joined = named.inner_join(files.select("source_id", family=family), "source_id")
    return joined.filter(joined.name.notnull()).select("activity_id", "source_id", "name", "family")


def _copies(known: ir.Table) -> ir.Table:
    other = known.select(o_id="activity_id", o_source="source_id", o_name="name", o_family="family")
    met = known.inner_join(other, [known.name == other.o_name, known.family == other.o_family])
    apart = met.filter(met.activity_id < met.o_id, met.source_id != met.o_source)
    return apart.select(record_id="activity_id", other_record_id="o_id", basis=ibis.literal(OWN_COPY))


def _references(named: Naming) -> dict[str, ir.Table]:
    t, p, r = named.transaction, named.participant, named.related
    others = r.filter(r.kind == OTHER_ID_KIND)
    return {
        OTHER_NAME: others.select("activity_id", ref=others.ref),
        "provider_activity": t.select("activity_id", ref=t.provider_activity),
        "receiver_activity": t.select("activity_id", ref=t.receiver_activity),
        "participant_activity": p.select("activity_id", ref=p.activity_ref),
    }


def _named(known: ir.Table, references: ir.Table, basis: str) -> ir.Table:
    refs = references.mutate(ref=references.ref.strip().upper().nullif(""))
    refs = refs.filter(refs.ref.notnull()).distinct()
    own = known.select(own_id="activity_id", own_name="name")
    met = refs.inner_join(own, refs.activity_id == own.own_id)
    abroad = met.filter(met.ref != met.own_name)
    meant = known.select(f_id="activity_id", f_name="name")
    found = abroad.inner_join(meant, abroad.ref == meant.f_name)
    pairs = found.select(
        record_id=ibis.least(found.activity_id, found.f_id),
        other_record_id=ibis.greatest(found.activity_id, found.f_id),
        basis=ibis.literal(basis),
    )
    return pairs.distinct()
