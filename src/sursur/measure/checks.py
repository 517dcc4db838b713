"""Assertions about a release that name the repair: `sursur check` runs them.

A check finds rows that must not be there. An `error` breaks a promise of the release itself; a `warning` is something
in the sources or the reference data that a person can mend.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from sursur.measure.count import COUNT_RULES
from sursur.measure.count.deciding import COUNTED
from sursur.model.source import Severity

Tables = Callable[[str], ir.Table]
"""A table of a release by its name."""
Violations = Callable[[Tables], ir.Table]
"""Rows that break a rule, with the text column `what` that names them."""


@dataclass(frozen=True, slots=True)
class Check:
    check_id: str
    severity: Severity
    sentence: str
    repair: str
    violations: Violations


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found: `message` says how many rows break the rule and names the first."""

    check_id: str
    severity: Severity
    passed: bool
    found: int
    message: str
    repair: str


def run_checks(tables: Tables) -> tuple[CheckResult, ...]:
    """All checks on the tables of a release (flow, transaction, budget, figure), in the order of `CHECKS`."""
    return tuple(_run(check, tables) for check in CHECKS)


def _run(check: Check, tables: Tables) -> CheckResult:
    broken = check.violations(tables)
    summed: dict[str, Any] = broken.agg(n=broken.count(), first=broken.what.min()).to_pyarrow().to_pylist()[0]
    found = int(summed["n"])
    message = (
        check.sentence if not found else f"{check.sentence} Not so in {found} cases, the first: {summed['first']}."
    )
    return CheckResult(check.check_id, check.severity, not found, found, message, "" if not found else check.repair)


def _flow_ids_twice(tables: Tables) -> ir.Table:
    ids = tables("flow").group_by("flow_id").agg(n=lambda t: t.count())
    return ids.filter(ids.n > 1).select(what="flow_id")


def _transactions_lost(tables: Tables) -> ir.Table:
    """Transactions of activities that the release holds."""
    flows = tables("flow").select(flow_transaction="transaction_id").distinct()
    t = tables("transaction").semi_join(tables("activity"), "activity_id")
    return t.anti_join(flows, t.transaction_id == flows.flow_transaction).select(what="transaction_id")


def _figures_lost(tables: Tables) -> ir.Table:
    flows = tables("flow").select(flow_figure="figure_id", flow_amount="amount")
    joined = tables("figure").left_join(flows, tables("figure").figure_id == flows.flow_figure)
    kept = joined.flow_figure.notnull() & (joined.amount.fill_null(0) == joined.flow_amount.fill_null(0))
    return joined.filter(~kept).select(what="figure_id")


def _parts_that_do_not_add_up(tables: Tables) -> ir.Table:
    flows = tables("flow")
    sums = flows.filter(flows.transaction_id.notnull()).group_by("transaction_id").agg(parts=lambda t: t.amount.sum())
    t = tables("transaction").filter(tables("transaction").amount.notnull())
    joined = t.inner_join(sums, "transaction_id")
    return joined.filter(joined.amount != joined.parts).select(what="transaction_id")


def _without_verdict(tables: Tables) -> ir.Table:
    f = tables("flow")
    return f.filter(f.form.isnull() | f.form_rule.isnull() | (f.form_reason.fill_null("") == "")).select(what="flow_id")


def _without_decision(tables: Tables) -> ir.Table:
    f = tables("flow")
    by_rule = f.count_rule.isin([rule.rule_id for rule in COUNT_RULES if rule.outcome == COUNTED])
    agrees = (f.counted == by_rule).fill_null(False)
    return f.filter(~agrees | (f.count_reason.fill_null("") == "")).select(what="flow_id")


def _money_without_note(tables: Tables) -> ir.Table:
    f = tables("flow")
    return f.filter(f.usd_constant.isnull() | f.usd_current.isnull(), f.money_note.isnull()).select(what="flow_id")


def _two_tellings(tables: Tables) -> ir.Table:
    f = tables("flow")
    counted = f.filter(f.counted, f.stage != "forward")
    layers = counted.group_by("counting_party", "year").agg(n=counted.layer.nunique())
    return layers.filter(layers.n > 1).select(what=layers.counting_party + " in " + layers.year.cast("string"))


def _dangling_links(tables: Tables) -> ir.Table:
    f = tables("flow")
    known = f.select(known_id="flow_id")
    linked = f.filter(f.linked_flow_id.notnull())
    return linked.anti_join(known, linked.linked_flow_id == known.known_id).select(what="flow_id")


def _measures_added(tables: Tables) -> ir.Table:
    f = tables("flow")
    figures = f.filter(f.counted, f.figure_id.notnull())
    measures = figures.group_by("dataset", "counting_party", "year").agg(n=figures.measure.nunique())
    return measures.filter(measures.n > 1).select(what=measures.dataset + " for " + measures.counting_party)


def _negative_gross(tables: Tables) -> ir.Table:
    f = tables("flow")
    return f.filter(f.counted, f.figure_id.notnull(), f.amount < 0).select(what="flow_id")


def _odd_years(tables: Tables) -> ir.Table:
    f = tables("flow")
    return f.filter(f.counted, ~f.year.between(FIRST_YEAR, LAST_YEAR)).select(what="flow_id")


FIRST_YEAR, LAST_YEAR = 1940, 2060
"""The oldest figures of a source are of 1942; climate funds plan until 2050."""


def _no_rate(tables: Tables) -> ir.Table:
    f = tables("flow")
    unpriced = f.filter(f.counted, f.stage != "forward", f.amount.notnull(), f.usd_current.isnull())
    return unpriced.select(what=unpriced.currency.fill_null("no currency") + ": " + unpriced.money_note.fill_null(""))


def _unplaced(tables: Tables, rule: str) -> ir.Table:
    f = tables("flow")
    found = f.filter(f.counted, f.form_rule == rule)
    name = found.provider_name if rule == "provider_unknown" else found.recipient_name
    return found.select(what=name.fill_null(ibis.literal("(no name)")))


CHECKS: tuple[Check, ...] = (
    Check(
        "flow-id-unique",
        Severity.ERROR,
        "Every flow has an id of its own.",
        "Two sources share a source_id or a reader numbers rows twice: see the reader of that source.",
        _flow_ids_twice,
    ),
    Check(
        "transactions-carried",
        Severity.ERROR,
        "Every reported transaction is in the flows.",
        "See how sursur.measure.staging joins transactions to their activities and files.",
        _transactions_lost,
    ),
    Check(
        "figures-carried",
        Severity.ERROR,
        "Every reported aggregate is in the flows with its amount to the cent.",
        "See sursur.measure.staging.figure_entries.",
        _figures_lost,
    ),
    Check(
        "parts-add-up",
        Severity.ERROR,
        "The parts of a transaction add up to its amount exactly.",
        "See sursur.measure.splits.divide.",
        _parts_that_do_not_add_up,
    ),
    Check(
        "verdict-has-reason",
        Severity.ERROR,
        "Every flow has a form, a rule and a reason.",
        "A rule in sursur.measure.forms builds its sentence from an empty value.",
        _without_verdict,
    ),
    Check(
        "count-has-reason",
        Severity.ERROR,
        "Every flow is counted or not by a rule, with a reason.",
        "A rule in sursur.measure.count.deciding builds its sentence from an empty value.",
        _without_decision,
    ),
    Check(
        "money-or-note",
        Severity.ERROR,
        "A flow without dollars says why.",
        "See the notes of sursur.measure.convert.",
        _money_without_note,
    ),
    Check(
        "one-layer",
        Severity.ERROR,
        "For each party and year one layer is counted.",
        "See precedence.csv and sursur.measure.count.layers.",
        _two_tellings,
    ),
    Check(
        "one-measure",
        Severity.ERROR,
        "Of an aggregate one measure is counted, never net, gross and memo lines together.",
        "Give each measure of the source a role in measures.csv.",
        _measures_added,
    ),
    Check(
        "links-lead-somewhere",
        Severity.ERROR,
        "A flow that is not counted names a flow that exists.",
        "See sursur.measure.count.records and chains.",
        _dangling_links,
    ),
    Check(
        "gross-not-negative",
        Severity.WARNING,
        "Gross aggregates are not negative.",
        "The source took back what it reported before: compare it with a newer edition.",
        _negative_gross,
    ),
    Check(
        "years-plausible",
        Severity.WARNING,
        f"Counted flows lie between {FIRST_YEAR} and {LAST_YEAR}.",
        "The date was mistyped: tell the publisher; the problems of the source name the row.",
        _odd_years,
    ),
    Check(
        "rates-known",
        Severity.WARNING,
        "Every counted commitment and disbursement has a value in dollars.",
        "Add the missing rate to the tables of reference/data/rates with its source, or ask the publisher for the "
        "currency.",
        _no_rate,
    ),
    Check(
        "providers-placed",
        Severity.WARNING,
        "Every provider of a counted flow is placed in a country or among international organisations.",
        "Add the organisation to the tables of reference/data/organisations with its source.",
        lambda tables: _unplaced(tables, "provider_unknown"),
    ),
    Check(
        "recipients-placed",
        Severity.WARNING,
        "Every counted flow names a recipient country or region.",
        "Add the name to reference/data/countries/aliases.csv, or ask the publisher.",
        lambda tables: _unplaced(tables, "recipient_unknown"),
    ),
)
