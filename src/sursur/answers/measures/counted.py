"""How a total was counted: reported, removed by each rule, counted."""

from __future__ import annotations

from dataclasses import replace

import ibis

from sursur.answers.asking import FlowQuery
from sursur.answers.flows import VALUE, selected_flows
from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import PRICES_OF_MONEY, SOUTH, YEARS, Kind
from sursur.answers.notes import notes
from sursur.measure.accounting import account
from sursur.release import Release

BY = ("dataset", "layer", "year", "provider_country", "form")


def compute(release: Release, asked: Asked) -> Answer:
    query = query_of(asked)
    value = VALUE[query.prices]
    told = selected_flows(release, replace(query, counted=False))
    told = told.mutate(usd=told[value])
    known = told.select("count_rule", "count_reason").distinct().group_by("count_rule")
    reasons = known.aggregate(reason=lambda t: t.count_reason.min(), different=lambda t: t.count())
    sums = account(told, asked["by"])
    named = sums.left_join(reasons, "count_rule").mutate(
        reason=lambda t: ibis.ifelse(t.different == 1, t.reason, ibis.null("string"))
    )
    order = [*asked["by"], "counted", "count_rule", "flows", "without_value", "usd", "reason"]
    table = named.select(*order).order_by(
        *asked["by"], ibis.desc("counted"), named.usd.isnull(), ibis.desc("usd"), "count_rule"
    )
    rows = told.select("flow_id", "dataset", "identifier", "title", "year", "usd", "counted", "count_rule",
                       "count_reason", "linked_flow_id")  # fmt: skip
    return Answer(table=table, rows=rows.order_by("flow_id"), notes=notes(release, query))


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
    "counts once: of several tellings of the same money one is counted and the others stand beside it.",
    columns={
        "counted": "whether the flows are in totals",
        "count_rule": "rule, see docs/rules.md",
        "flows": "how many",
        "without_value": "how many of them have no value in US dollars",
        "usd": "their sum",
        "reason": "the rule's sentence, where it is the same for all",
    },
    compute=compute,
    parameters=(
        Parameter("provider", Kind.PARTY, "Country (name or code) or organisation id."),
        Parameter("recipient", Kind.PARTY, "Country (name or code) or organisation id."),
        YEARS,
        Parameter("by", Kind.CHOICES, "Also apart by these, separated by commas.", choices=BY),
        SOUTH,
        PRICES_OF_MONEY,
    ),
    example={"years": "2012", "by": "dataset"},
)
