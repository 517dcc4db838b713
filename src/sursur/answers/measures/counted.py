"""How a total was counted: reported, removed by each rule, counted."""

from __future__ import annotations

from dataclasses import replace

import ibis
import ibis.expr.types as ir

from sursur.answers.asking import FlowQuery
from sursur.answers.flows import VALUE, selected_flows
from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import PRICES_OF_MONEY, PROVIDER, RECIPIENT, SOUTH, YEARS, Kind
from sursur.answers.notes import notes
from sursur.measure.accounting import PARTS, account, part_of
from sursur.release import Release
from sursur.sentences import Sentence

BY = ("dataset", "layer", "year", "provider_country", "form")


def compute(release: Release, asked: Asked) -> Answer:
    query = query_of(asked)
    told = selected_flows(release, replace(query, counted=False))
    told = told.mutate(usd=told[VALUE[query.prices]], part=part_of(told))
    keys = tuple(dict.fromkeys((*asked["by"], "stage")))
    sums = account(told, keys)
    known = told.select("count_rule", "count_reason").distinct().group_by("count_rule")
    reasons = known.aggregate(reason=lambda t: t.count_reason.min(), different=lambda t: t.count())
    named = sums.left_join(reasons, "count_rule").mutate(
        reason=lambda t: ibis.ifelse(t.different == 1, t.reason, ibis.null("string"))
    )
    place = ibis.cases(*((named.part == part, number) for number, part in enumerate(PARTS)), else_=len(PARTS))
    order = [*keys, place, named.count_rule.notnull(), named.usd.isnull(), ibis.desc("usd"), ibis.desc("flows")]
    shown = named.order_by(*order, "count_rule")
    table = shown.select(*keys, "part", "count_rule", "flows", "without_value", "usd", "reason")
    rows = told.select("flow_id", "dataset", "identifier", "title", "year", "stage", "usd", "part", "counted",
                       "count_rule", "count_reason", "linked_flow_id")  # fmt: skip
    return Answer(
        make_table=lambda: table,
        make_rows=lambda: rows.order_by("flow_id"),
        make_left_out=lambda: _left_out(told),
        notes=_notes(release, query),
    )


def _notes(release: Release, query: FlowQuery) -> tuple[tuple[str, str], ...]:
    return tuple((label, Sentence("each apart") if label == "Stage" else text) for label, text in notes(release, query))


def _left_out(told: ir.Table) -> ir.Table:
    """What was removed, by rule and stage."""
    removed = told.filter(~told.counted)
    sums = removed.group_by("stage", rule="count_rule").aggregate(
        reason=removed.count_reason.min(), flows=removed.count(), usd=removed.usd.sum()
    )
    return sums.order_by(ibis.desc("flows"), "rule", "stage").select("rule", "reason", "stage", "flows", "usd")


def query_of(asked: Asked) -> FlowQuery:
    first, last = asked["years"]
    return FlowQuery(
        providers=(asked["provider"],) if asked["provider"] else (),
        recipients=(asked["recipient"],) if asked["recipient"] else (),
        year_from=first,
        year_to=last,
        south=asked["south"],
        prices=asked["prices"],
        stage="any",
    )


MEASURE = Measure(
    title="How the total was counted",
    definition="Every telling of the flows asked for, by the rule that counts it or leaves it out. Each real flow "
    "counts once: of several tellings of the same money one is counted and the others stand beside it. What is "
    "removed as double is the same record, the same money in a chain, or another record of the same activity; what is "
    "removed by rule is another telling, or what the source itself leaves out.",
    columns={
        "stage": "commitment, disbursement or forward; stages are never added up",
        "part": "reported, which is the sum of: removed as double, removed by rule, counted",
        "count_rule": "rule, see docs/rules.md; empty on the line that sums a part",
        "flows": "how many",
        "without_value": "how many of them have no value in US dollars",
        "usd": "their sum",
        "reason": "the rule's sentence, where it is the same for all",
    },
    compute=compute,
    parameters=(
        PROVIDER,
        RECIPIENT,
        YEARS,
        Parameter("by", Kind.CHOICES, "Also apart by these, separated by commas.", choices=BY),
        SOUTH,
        PRICES_OF_MONEY,
    ),
    example={"years": "2012", "by": "dataset"},
)
