"""Which sub-indicator a flow belongs to, or by which rule it does not count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.measure.goal_17_3_1.aggregates import DEDUCTED, REST
from sursur.measure.rules import SILENT, Condition, Rule, first_rule
from sursur.model.values import Instrument
from sursur.reference.reporting import exclusion_rules, rule_codes

CONCESSIONAL: Final = 35
"""Per cent of grant element, at a discount rate of 5 per cent (metadata, STAT_CONC_DEF, b)."""
ONE_YEAR: Final = 1
COUNTS: Final = "counts"


@dataclass(frozen=True, slots=True)
class Context:
    """What the flows are judged by.

    developing: country and year of the recipients that count
    regions: region codes that stand for developing countries
    objections: the table `objection`; None where nobody objects
    declared_only: whether a goal must be declared by the activity itself; else that of its sector is enough
    commitments: whether commitments of activities that report no disbursement count too: then it is not the indicator
    """

    developing: ir.Table
    regions: tuple[str, ...]
    objections: ir.Table | None
    declared_only: bool = False
    commitments: bool = False


def decided(lines: ir.Table, context: Context) -> ir.Table:
    """Add `rule`, `reason` and `sub_indicator` (null where a rule leaves the flow out).

    Reads lines of `in_parts` with the columns of `with_terms` and `with_goals_declared`. Rules are tried in the order
    of goal_17_3_1_rules.csv; the first that fits decides. Sub-indicators: `a` grants; `b` and `c` loans by the grant
    element of their terms; `b_declared`, `c_declared` and `loans_unknown` loans whose terms are not known, by what the
    source declares: they are shown apart and are in neither `b` nor `c`; `f` grants of private institutions.
    """
    told = _with_standing(lines, context)
    tried = [Rule(name, "", "", fits, SILENT) for name, fits in _conditions(context).items()]
    counts = Rule(COUNTS, "", "", lambda _t: ibis.literal(True), SILENT)
    found = first_rule(told, [*tried, counts], "found")
    named = found.inner_join(_sentences(), found.found == _sentences().s_rule)
    loan = named.instrument.isin(rule_codes("loan", "instrument"))
    return named.select(
        *lines.drop("terms_note").columns,
        "reason",
        rule=ibis.ifelse((named.found == COUNTS) & (named.line == DEDUCTED), DEDUCTED, named.found),
        sub_indicator=_sub_indicator(named),
        terms_note=ibis.ifelse(loan, named.terms_note, ibis.null("string")),
    )


@cache
def _sentences() -> ir.Table:
    """`s_rule` and `reason`. A join, so that a rule is found once and not written again wherever it is read."""
    said = [*((name, rule.sentence) for name, rule in exclusion_rules().items()), (COUNTS, "It counts.")]
    columns = {"s_rule": [rule for rule, _ in said], "reason": [sentence for _, sentence in said]}
    return ibis.memtable(pa.table(columns))


def _with_standing(lines: ir.Table, context: Context) -> ir.Table:
    """Add `developing` and `objected`."""
    known = context.developing.select(d_country="country", d_year="year").distinct()
    joined = lines.left_join(known, [lines.recipient_country == known.d_country, lines.year == known.d_year])
    against = ibis.literal(False)
    if context.objections is not None:
        found = objected(lines, context.objections).select(o_flow="flow_id")
        joined = joined.left_join(found, joined.flow_id == found.o_flow)
        against = joined.o_flow.notnull()
    region = joined.recipient_country.isnull() & joined.recipient_region.isin(context.regions).fill_null(False)
    return joined.select(*lines.columns, developing=joined.d_country.notnull() | region, objected=against)


def objected(flows: ir.Table, objections: ir.Table) -> ir.Table:
    """`flow_id` of the flows that an objection names: by recipient and, where given, provider, activity and years.

    >>> from sursur.measure.examples import example, shown
    >>> flows = example(
    ...     "flow_id recipient_country provider_country provider identifier year",
    ...     "f1 KEN CHN gov:CHN P1 2015",
    ...     "f2 KEN CHN gov:CHN P2 2018",
    ...     "f3 KEN DEU gov:DEU P3 2015",
    ... )
    >>> objections = example("recipient provider identifier year_from year_to", "KEN CHN - 2014 2016")
    >>> shown(objected(flows, objections))
    flow_id
    f1
    """
    o = objections.select(
        o_recipient="recipient",
        o_provider=objections.provider.cast("string"),
        o_identifier=objections.identifier.cast("string"),
        o_from=objections.year_from.cast("int64"),
        o_to=objections.year_to.cast("int64"),
    )
    pairs = flows.inner_join(o, flows.recipient_country == o.o_recipient)
    by_whom = (pairs.o_provider == pairs.provider_country) | (pairs.o_provider == pairs.provider)
    meant = pairs.filter(
        pairs.o_provider.isnull() | by_whom,
        pairs.o_identifier.isnull() | (pairs.o_identifier == pairs.identifier),
        pairs.o_from.isnull() | (pairs.o_from <= pairs.year),
        pairs.o_to.isnull() | (pairs.o_to >= pairs.year),
    )
    return meant.select("flow_id").distinct()


def _of(rule: str, *fields: str) -> Condition:
    """Any of the fields has a code of the rule."""

    def fits(t: ir.Table) -> ir.BooleanValue:
        return ibis.or_(*[t[field].isin(rule_codes(rule, field)) for field in fields])

    return fits


def _private(t: ir.Table) -> ir.BooleanValue:
    return t.provider_kind.isin(rule_codes("private_flow", "provider_kind")).fill_null(False)


def _grant(t: ir.Table) -> ir.BooleanValue:
    return t.instrument.isin(rule_codes("grant", "instrument")).fill_null(False)


def _private_flow(t: ir.Table) -> ir.BooleanValue:
    return (_private(t) & ~_grant(t)) | (_of("private_flow", "flow_type")(t) & ~_private(t))


def _conditions(context: Context) -> dict[str, Condition]:
    """When each rule fits; its sentence and its clause stand in goal_17_3_1_rules.csv."""
    oda = rule_codes("peace_and_security", "oda_flow_type")
    security = _of("peace_and_security", "sector")
    known = (*rule_codes("provider_official", "provider_kind"), *rule_codes("private_flow", "provider_kind"))
    return {
        "commitment": lambda t: (t.stage != "disbursement") & ibis.literal(not context.commitments),
        "debt_relief": lambda t: (
            _of("debt_relief", "finance_type", "aid_type", "sector", "instrument")(t)
            | (_of("debt_relief", "measure")(t) & (t.line != DEDUCTED))
        ),
        "in_donor_refugees": _of("in_donor_refugees", "aid_type", "sector"),
        "unallocated_administration": _of("unallocated_administration", "aid_type", "sector"),
        "spent_at_home": _of("spent_at_home", "aid_type"),
        "peace_and_security": lambda t: security(t) & t.flow_type.notnull() & t.flow_type.notin(oda),
        "peace_and_security_unknown": lambda t: security(t) & t.flow_type.isnull(),
        "export_credit": _of("export_credit", "finance_type", "flow_type"),
        "portfolio_investment": _of("portfolio_investment", "finance_type"),
        "short_term": lambda t: (t.loan_maturity > 0) & (t.loan_maturity <= ONE_YEAR),
        "private_flow": _private_flow,
        "provider_unknown": lambda t: ~t.provider_kind.isin(known).fill_null(False),
        "within_the_country": lambda t: t.provider_country == t.recipient_country,
        "core_contribution": _of("core_contribution", "aid_type"),
        "recipient_unknown": lambda t: t.recipient_country.isnull() & t.recipient_region.isnull(),
        "not_developing": lambda t: ~t.developing & ~_unplaced_aggregate(t),
        "costs_not_told_apart": _unplaced_aggregate,
        "no_debt_no_grant": _of("no_debt_no_grant", "finance_type", "instrument"),
        "rest_of_aggregate": lambda t: t.line == REST,
        "instrument_unknown": lambda t: t.instrument.isnull(),
        "no_goal_known": lambda t: ~_supports_a_goal(t, declared_only=context.declared_only),
        "objected": lambda t: t.objected,
    }


def _unplaced_aggregate(t: ir.Table) -> ir.BooleanValue:
    regions = rule_codes("costs_not_told_apart", "region")
    return t.figure_id.notnull() & t.recipient_country.isnull() & t.recipient_region.isin(regions)


def _supports_a_goal(t: ir.Table, *, declared_only: bool) -> ir.BooleanValue:
    """Aggregates between two countries are taken as supporting sustainable development (metadata, criteria, 2)."""
    by_itself = t.figure_id.notnull() | (t.goals_declared > 0)
    return by_itself if declared_only else by_itself | t.sdg_goal.notnull()


def _sub_indicator(t: ir.Table) -> ir.StringValue:
    known = t.terms_known & t.grant_element.notnull()
    return ibis.cases(
        (t.found != COUNTS, ibis.null("string")),
        (_grant(t) & _private(t), "f"),
        (_grant(t), "a"),
        (known & (t.grant_element >= CONCESSIONAL), "b"),
        (known, "c"),
        (t.instrument == Instrument.LOAN_CONCESSIONAL.value, "b_declared"),
        (t.instrument == Instrument.LOAN_NON_CONCESSIONAL.value, "c_declared"),
        else_="loans_unknown",
    )
