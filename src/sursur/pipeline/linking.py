"""Linking in a build: records are compared once their money is converted, before it is said what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.ingest.decisions import LinkDecision, read_link_decisions, standing
from sursur.measure.inputs import Keep, Link
from sursur.measure.linking.agreeing import agreements
from sursur.measure.linking.blocking import candidates
from sursur.measure.linking.identifiers import Naming, identifier_links
from sursur.measure.linking.judging import judged
from sursur.measure.linking.records import Told, compared_records, reporter_of
from sursur.measure.linking.scoring import SCORED, scored
from sursur.measure.linking.table import link_table
from sursur.model.tables import LINK
from sursur.reference.linking import link_models
from sursur.tabular import empty

BATCH = 500_000
"""Pairs that are weighed at a time, so that memory stays flat."""
DECIDED = (
    "dataset",
    "identifier",
    "other_dataset",
    "other_identifier",
    "verdict",
    "decided_by",
    "decided_on",
    "reason",
)


def linking(read: Mapping[str, ir.Table], decisions: Path, keep: Keep) -> Link:
    """Gives the step that finds the links; decisions are read at once, so that a wrong line stops a build early."""
    decided = decision_rows(decisions)

    def link(flows: ir.Table) -> ir.Table:
        if _empty(read["activity"]):
            return keep(ibis.memtable(empty(LINK)), LINK.name)
        naming = Naming(
            **{name: read[name] for name in ("source", "activity", "transaction", "participant", "related")}
        )
        named = keep(identifier_links(naming), "identifier_links")
        weighed = _weighed(flows, read, keep)
        people = keep(decided_pairs(decided, read["activity"], read["source"]), "decided_links")
        return keep(link_table(named, weighed, people), LINK.name)

    return link


def _weighed(flows: ir.Table, read: Mapping[str, ir.Table], keep: Keep) -> ir.Table:
    """Pairs that weigh enough to be told of, with verdict and the level of each comparison.

    Where nothing can be compared, nothing is: a file of one teller is built without any of it.
    """
    told = Told(flow=flows, **{name: read[name] for name in ("activity", "participant", "transaction", "place")})
    if _one_teller(read["activity"], read["source"]):
        return _no_pair()
    records = keep(compared_records(told), "compared")
    pairs = keep(candidates(records), "candidates")
    if _empty(pairs):
        return _no_pair()
    shared = keep(agreements(records, pairs, keep), "agreements")
    models = link_models()
    batches = shared.to_pyarrow_batches(chunk_size=BATCH)
    found = pa.concat_tables([scored(pa.Table.from_batches([batch]), models) for batch in batches])
    weights = keep(ibis.memtable(found), "weights")
    one = records.select("record_id", "teller")
    other = records.select(other_record_id="record_id", other_teller="teller")
    return keep(judged(weights.inner_join(one, "record_id").inner_join(other, "other_record_id"), models), "weighed")


def _one_teller(activity: ir.Table, source: ir.Table) -> bool:
    """Whether there is one reporter in one data set, the tellers of `sursur.measure.linking.records`."""
    told = activity.inner_join(source.select("source_id", "dataset"), "source_id")
    return int(told.select("dataset", who=reporter_of(told)).distinct().limit(2).to_pyarrow().num_rows) < 2


def _empty(table: ir.Table) -> bool:
    return int(table.limit(1).to_pyarrow().num_rows) == 0


def _no_pair() -> ir.Table:
    """What weighing gives where there is no pair."""
    return ibis.memtable(SCORED.append(pa.field("verdict", pa.string())).empty_table())


def decision_rows(folder: Path) -> pa.Table:
    """The decisions that stand, one row per pair; identifiers in upper case."""
    held = [decision for _, decision in sorted(standing(read_link_decisions(folder)).items())]
    return pa.Table.from_pylist([_row(decision) for decision in held], schema=_decided_schema())


def _row(decision: LinkDecision) -> dict[str, object]:
    upper = ("identifier", "other_identifier")
    told = {name: getattr(decision, name) for name in DECIDED}
    return told | {name: str(told[name]).upper() for name in upper}


def _decided_schema() -> pa.Schema:
    return pa.schema([(name, pa.date32() if name == "decided_on" else pa.string()) for name in DECIDED])


def decided_pairs(decided: pa.Table, activity: ir.Table, source: ir.Table) -> ir.Table:
    """record_id, other_record_id, verdict, decided_by, decided_on, reason of the records that this build has;
    every copy of a record is meant.
    """
    rows = ibis.memtable(decided)
    files = source.select("source_id", k_dataset="dataset")
    known = activity.select("activity_id", "source_id", name=activity.identifier.upper()).inner_join(files, "source_id")
    one = known.select(one_id="activity_id", one_name="name", one_dataset="k_dataset")
    other = known.select(two_id="activity_id", two_name="name", two_dataset="k_dataset")
    met = rows.inner_join(one, [rows.identifier == one.one_name, rows.dataset == one.one_dataset])
    both = met.inner_join(other, [met.other_identifier == other.two_name, met.other_dataset == other.two_dataset])
    return both.filter(both.one_id != both.two_id).select(
        "verdict", "decided_by", "decided_on", "reason",
        record_id=ibis.least(both.one_id, both.two_id), other_record_id=ibis.greatest(both.one_id, both.two_id),
    ).distinct()  # fmt: skip
