"""Why an answer is empty: what there is under the same filters, and how to see it."""

from __future__ import annotations

from dataclasses import replace

import ibis

from sursur.answers.asking import FlowQuery
from sursur.answers.flows import selected_flows
from sursur.release import Release
from sursur.sentences import Sentence, Several, joined, phrase

REASONS = {
    "counted": phrase("%(count)s reports are of another stage: --stage any shows them."),
    "other_telling": phrase("%(count)s reports stand in another telling of the same money: --all shows them."),
    "other_measure": phrase(
        "%(count)s reports are other measures of an aggregate: --all --measure %(measures)s shows them."
    ),
    "left_out_by_source": phrase(
        "%(count)s reports are left out by the advice of their source: --all --stage any shows them."
    ),
}
OTHER_REASON = phrase("%(count)s reports are not in totals (%(rule)s): --all --stage any shows them.")
MEASURES_NAMED = 3


def why_empty(release: Release, query: FlowQuery) -> str:
    """One sentence for each reason why reports under these filters are not in the answer."""
    found = selected_flows(release, replace(query, counted=False, stage="any", group_by=("measure",)))
    summed = found.group_by("count_rule").aggregate(
        flows=found.count(), measures=found.measure.collect(distinct=True).sort()
    )
    rows = release.rows(summed.order_by(ibis.desc("flows"), "count_rule")).to_pylist()
    if not rows:
        return Sentence("No flow fits these filters.")
    return joined(Sentence("No flow that is counted fits these filters."), *(_sentence(**row) for row in rows))


def _sentence(count_rule: str, flows: int, measures: list[str]) -> Sentence:
    return Sentence(
        REASONS.get(count_rule, OTHER_REASON),
        count=flows,
        rule=count_rule.replace("_", " "),
        measures=Several(measures[:MEASURES_NAMED], " / "),
    )
