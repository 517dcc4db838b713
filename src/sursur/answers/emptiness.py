"""Why an answer is empty: what there is under the same filters, and how to see it."""

from __future__ import annotations

from dataclasses import replace

import ibis

from sursur.answers.asking import FlowQuery
from sursur.answers.flows import selected_flows
from sursur.release import Release

COUNTED = "counted"
WAYS = {
    "other_telling": "--all shows them",
    "other_measure": "--all --measure {measures} shows them",
    "left_out_by_source": "--all --stage any shows them",
}
OTHER_WAY = "--all --stage any shows them"
MEANINGS = {
    "counted": "are of another stage",
    "other_telling": "stand in another telling of the same money",
    "other_measure": "are other measures of an aggregate",
    "left_out_by_source": "are left out by the advice of their source",
}
MEASURES_NAMED = 3


def why_empty(release: Release, query: FlowQuery) -> str:
    """One sentence for each reason why reports under these filters are not in the answer."""
    found = selected_flows(release, replace(query, counted=False, stage="any", group_by=("measure",)))
    summed = found.group_by("count_rule").aggregate(
        flows=found.count(), measures=found.measure.collect(distinct=True).sort()
    )
    rows = release.rows(summed.order_by(ibis.desc("flows"), "count_rule")).to_pylist()
    if not rows:
        return "No flow fits these filters."
    return " ".join(["No flow that is counted fits these filters.", *(_sentence(**row) for row in rows)])


def _sentence(count_rule: str, flows: int, measures: list[str]) -> str:
    meaning = MEANINGS.get(count_rule, f"are not in totals ({count_rule.replace('_', ' ')})")
    named = " or ".join(measures[:MEASURES_NAMED])
    way = "--stage any shows them" if count_rule == COUNTED else WAYS.get(count_rule, OTHER_WAY).format(measures=named)
    return f"{flows:,} reports {meaning}: {way}."
