"""Count: whether a flow stands in totals, with the rule and the reason; and where it does not, which flow stands
instead.

The rules are tried in order. Those of `SINGLE_RULES` look at a flow and its own record; then the telling decides.
"""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from sursur.measure.count.chains import with_passed_on
from sursur.measure.count.forward import with_forward_rank
from sursur.measure.count.layers import tellings, with_telling
from sursur.measure.count.linked import LINKED_RECORD, with_corroborated, with_linked_record
from sursur.measure.count.records import with_figure_rank, with_record_rank, with_same_flow
from sursur.measure.inputs import Inputs, Keep, lazily
from sursur.measure.rules import SILENT, Filling, Reason, Rule, first_rule, reason_of, says
from sursur.sentences import phrase

NOT_COUNTED, COUNTED = "not counted", "counted"

SINGLE_RULES: tuple[Rule, ...] = (
    Rule(
        "left_out_by_source",
        NOT_COUNTED,
        "What the source itself advises to leave out of sums (not recommended for research, umbrella agreements, "
        "cancelled or suspended projects) is never counted.",
        lambda t: ~t.included,
        says(
            "The source leaves it out of sums: %(reason)s.",
            reason=lambda t: t.left_out_reason.fill_null(phrase("no reason given")),
        ),
    ),
    Rule(
        "no_value",
        NOT_COUNTED,
        "A report without a readable amount and without a quantity adds nothing.",
        lambda t: t.amount.isnull() & t.quantity.isnull(),
        says("Neither an amount nor a quantity could be read."),
    ),
    Rule(
        "incoming",
        NOT_COUNTED,
        "Incoming funds, commitments and pledges (transaction types 1, 11, 13) are the receiver's telling of money "
        "that its "
        "owner pays out.",
        lambda t: t.direction == "in",
        says("Money coming in is counted where its owner pays it out."),
    ),
    Rule(
        "money_back",
        NOT_COUNTED,
        "Interest, repayments of loans and sold shares (types 5, 6, 9) are money coming back; gross flows do not "
        "subtract it.",
        lambda t: t.direction == "back",
        says("Interest, repayment or sale: money coming back is not subtracted from gross flows."),
    ),
    Rule(
        "contingent",
        NOT_COUNTED,
        "A credit guarantee (type 10) moves no money unless it is called.",
        lambda t: t.direction == "contingent",
        says("A guarantee moves no money unless it is called."),
    ),
    Rule(
        "unknown_type",
        NOT_COUNTED,
        "A transaction whose type is not in the code list cannot be placed in a stage.",
        lambda t: t.stage.isnull(),
        says("Transaction type %(type)s is not in the code list.", type=lambda t: t.kind.fill_null(phrase("missing"))),
    ),
    Rule(
        "other_measure",
        NOT_COUNTED,
        "Of the measures of an aggregate only gross disbursements (or the source's one total) are counted: net, memo "
        "and part "
        "lines measure the same money again.",
        lambda t: ~t.main_measure,
        says(
            "Another measure of money that is counted once: %(measure)s.",
            measure=lambda t: t.measure.fill_null(phrase("unnamed")),
        ),
    ),
    Rule(
        "duplicate_record",
        NOT_COUNTED,
        "An activity reported several times by the same organisation under the same identifier counts once: the most "
        "recently "
        "updated record, then the publisher's own file over a collection, then the first by file.",
        lambda t: t.record_rank > 1,
        says("The same activity stands in another record, which is counted instead."),
    ),
    Rule(
        "older_file",
        NOT_COUNTED,
        "An aggregate that several files of the same data set give counts once, from the file retrieved last.",
        lambda t: t.figure_rank > 1,
        says("The same aggregate stands in a file of the same data set that was retrieved later."),
    ),
    Rule(
        "superseded",
        NOT_COUNTED,
        "Planned disbursements stand for the budgets of their activity, and a revised budget for the original of the "
        "same day.",
        lambda t: t.superseded,
        says("A planned disbursement or a revised budget of the same activity stands instead."),
    ),
    Rule(
        "passed_on",
        NOT_COUNTED,
        "Money that an activity received from another one told here, and pays out again, counts once: where its "
        "owner pays it "
        "out first.",
        lambda t: t.passed_on_from.notnull(),
        says("The same money was counted when its owner paid it to this activity."),
    ),
    Rule(
        "no_year",
        NOT_COUNTED,
        "Without a year it cannot be said whether another source counts the same money.",
        lambda t: t.year.isnull(),
        says("No date or year is reported."),
    ),
)

_STANDS = Rule(
    "stands", COUNTED, "Nothing in the flow itself speaks against counting it.", lambda t: t.flow_id.notnull(), SILENT
)


def _counted_telling(telling: Filling) -> Reason:
    return says(
        "For %(party)s in %(year)s the telling that is counted is %(telling)s%(coverage)s.",
        party=lambda t: t.counting_party,
        year=lambda t: t.year.cast("string"),
        telling=telling,
        coverage=_coverage,
    )


COVERAGE: Final = says(
    "; %(telling)s holds %(share)s per cent of what it is measured against",
    telling=lambda t: t.telling,
    share=lambda t: (t.w_coverage * 100).round(0).cast("int64").cast("string"),
)
"""How much of the fuller telling this one holds, where that decided."""


def _coverage(t: ir.Table) -> ir.StringValue:
    return ibis.ifelse(t.threshold > 0, COVERAGE(t), "").fill_null("")


TELLING_RULES: tuple[Rule, ...] = (
    Rule(
        LINKED_RECORD,
        NOT_COUNTED,
        "Two records that are one activity, by their identifiers, by what they tell or by a decision, count once "
        "within a layer: the one that reports disbursements, then the party's own, then the one updated last.",
        lambda t: t.single_rule == LINKED_RECORD,
        says("Another record tells of the same activity, and is counted instead."),
    ),
    Rule(
        "other_telling",
        NOT_COUNTED,
        "For each party and year exactly one telling is counted, by the precedence of precedence.csv; the others "
        "corroborate it.",
        lambda t: t.single_rule == "stands",
        _counted_telling(lambda t: t.w_telling.fill_null(phrase("another one"))),
    ),
    Rule(
        "counted",
        COUNTED,
        "What no other rule leaves out is counted.",
        lambda t: t.single_rule == "stands",
        _counted_telling(lambda t: t.telling.fill_null(t.told_as)),
    ),
    Rule(
        "forward",
        COUNTED,
        "Forward spending stands in totals of forward spending alone.",
        lambda t: (t.single_rule == "stands") & (t.stage == "forward"),
        says("Forward spending, counted in totals of forward spending alone."),
    ),
)  # fmt: skip

COUNT_RULES: tuple[Rule, ...] = (*SINGLE_RULES, *TELLING_RULES)
"""All rules with their sentences, for the documentation and for `reason_of`."""


NEEDED = (
    *("flow_id", "entry_type", "direction", "kind", "stage", "activity_id", "figure_id", "source_id", "dataset"),
    *("layer", "identifier", "included", "left_out_reason", "secondary", "measure", "part_of_total", "flow_class"),
    *("year", "value_date", "amount", "currency", "price_year", "quantity", "usd_current", "usd_constant", "sector"),
    *("provider", "provider_name", "provider_kind", "provider_country", "provider_parent", "provider_text"),
    *("reporter", "reporter_name", "reporter_kind", "reporter_country", "reporter_parent", "reporter_key"),
    *("recipient_code", "recipient_text", "provider_activity", "receiver_activity", "instrument"),
)
"""What the decision reads of a flow."""

DECIDED = (
    "counting_party", "best_available", "counted", "count_rule", "count_reason", "linked_flow_id",
)  # fmt: skip
"""What the decision adds to a flow."""


def count(flows: ir.Table, inputs: Inputs, keep: Keep = lazily) -> ir.Table:
    """Add counted, count_rule, count_reason, linked_flow_id, best_available and counting_party to converted flows.

    The decision is made on a narrow table and joined back once, by flow_id.
    """
    told = keep(_judged_alone(flows.select(*NEEDED), inputs, keep), "judged")
    placed = keep(with_telling(told, inputs.lookups.precedence), "told")
    placed = keep(with_linked_record(placed, inputs.links, inputs.ingested.activity), "linked")
    standing = placed.filter(placed.single_rule == "stands", placed.stage != "forward")
    told_by = keep(tellings(standing), "tellings")
    keys = [placed.counting_party == told_by.w_party, placed.year == told_by.w_year, placed.telling == told_by.w_own]
    joined = placed.left_join(told_by, keys)
    ruled = keep(with_corroborated(joined.mutate(count_rule=_final_rule(joined)), inputs.links), "ruled")
    decided = ruled.mutate(
        count_reason=reason_of(ruled, COUNT_RULES, "count_rule"),
        counted=ruled.count_rule.isin(["counted", "forward"]),
        linked_flow_id=ibis.cases(
            (ruled.count_rule == "duplicate_record", ruled.same_flow_id),
            (ruled.count_rule == "passed_on", ruled.passed_on_from),
            (ruled.count_rule == LINKED_RECORD, ruled.told_by_flow),
            else_=ruled.corroborates,
        ),
    )
    decisions = keep(_with_best_available(decided).select("flow_id", *DECIDED), "decided")
    return flows.left_join(decisions, "flow_id").drop("flow_id_right")


def _judged_alone(flows: ir.Table, inputs: Inputs, keep: Keep) -> ir.Table:
    """Each step is put away before the next: one expression of them all would hold many copies of the table at once."""
    ingested = inputs.ingested
    records = keep(with_record_rank(flows, ingested.activity, ingested.source), "records")
    copies = keep(with_same_flow(records), "copies")
    dated = keep(with_forward_rank(with_figure_rank(copies, ingested.source)), "figures")
    linked = keep(with_passed_on(_with_main_measure(dated, inputs.lookups.measures)), "chains")
    return first_rule(linked, (*SINGLE_RULES, _STANDS), "single_rule")


def _with_main_measure(flows: ir.Table, measures: ir.Table) -> ir.Table:
    """Add main_measure: by measures.csv; a measure that is not listed there counts where its source lets it be
    added.
    """
    known = measures.select(m_measure="measure", m_role="role")
    joined = flows.left_join(known, flows.measure == known.m_measure)
    is_main = ibis.cases(
        (joined.entry_type != "figure", True),
        (joined.m_role.notnull(), joined.m_role == "counted"),
        else_=joined.part_of_total.fill_null(True),
    )
    return joined.mutate(main_measure=is_main).drop("m_measure", "m_role")


def _final_rule(t: ir.Table) -> ir.StringValue:
    return ibis.cases(
        (t.single_rule != "stands", t.single_rule),
        (t.stage == "forward", "forward"),
        ((t.telling == t.w_telling).fill_null(False), "counted"),
        else_="other_telling",
    )


def _with_best_available(flows: ir.Table) -> ir.Table:
    """Add best_available: a disbursement, or a commitment of an activity that reports no disbursement at all.

    The activity decides, over all its years: taking commitments in years without a disbursement would add the promise
    of one year to its own payment in the next. Aggregates decide by source, party and year.
    """
    keyed = flows.mutate(
        best_key=flows.activity_id.fill_null(
            flows.dataset + "|" + flows.counting_party + "|" + flows.year.cast("string").fill_null("")
        )
    )
    stands = keyed.single_rule == "stands"
    paid = keyed.filter(stands, keyed.stage == "disbursement", (keyed.amount != 0).fill_null(True))
    payers = paid.select(paid_key="best_key").distinct()
    joined = keyed.left_join(payers, keyed.best_key == payers.paid_key)
    promise = (joined.stage == "commitment") & joined.paid_key.isnull()
    best = (joined.single_rule == "stands") & ((joined.stage == "disbursement") | promise)
    return joined.mutate(best_available=best.fill_null(False)).drop("best_key", "paid_key")
