"""What a flow takes from its activity beside money and parties: instrument, goal, crisis, and what the source
declares.
"""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from sursur.measure.crisis import with_crisis
from sursur.measure.inputs import Ingested, Lookups
from sursur.model.values import Instrument

ODA: Final = "10"
OOF: Final = ("20", "21", "22")
"""IATI FlowType: official development assistance is concessional by its own definition, other official flows are
not."""

CONCESSIONAL_GRANT_ELEMENT: Final = 35
"""Per cent at a discount rate of 5 per cent: the metadata of SDG indicator 17.3.1 (May 2023)."""


def with_context(entries: ir.Table, ingested: Ingested, lookups: Lookups) -> ir.Table:
    """Add instrument, flow_class, sdg_goal, crisis and declared_form."""
    named = _with_codes(entries, lookups)
    worded = named.mutate(
        instrument=_instrument(named),
        flow_class=named.flow_class.nullif("").fill_null(named.class_found),
        declared_form=named.form_found,
    ).drop("by_aid", "by_finance", "class_found", "form_found")
    return with_crisis(_with_goal(worded, ingested.tag, lookups.sectors), ingested, lookups)


def _with_codes(t: ir.Table, lookups: Lookups) -> ir.Table:
    """What the crosswalks say of the reported codes. The type of aid is asked before the type of finance: experts,
    scholarships and debt relief are reported as grants too.
    """
    walk = lookups.instruments
    aid = walk.filter(walk.list == "AidType").select(k_aid="code", by_aid="instrument")
    finance = walk.filter(walk.list == "FinanceType").select(k_finance="code", by_finance="instrument")
    classes = lookups.flow_classes.select(k_class="flow_type", class_found="flow_class")
    declared = lookups.declarations.select(k_form="code", form_found="form")
    joined = (
        t.left_join(aid, t.aid_type == aid.k_aid)
        .left_join(finance, t.finance_type == finance.k_finance)
        .left_join(classes, t.flow_type == classes.k_class)
        .left_join(declared, t.declared_code == declared.k_form)
    )
    return joined.drop("k_aid", "k_finance", "k_class", "k_form")


def _instrument(t: ir.Table) -> ir.StringValue:
    """In kind where a quantity is reported; a loan is concessional by its grant element, else by being ODA or not."""
    given = t.instrument.nullif("").fill_null(t.by_aid).fill_null(t.by_finance)
    loan = given == Instrument.LOAN.value
    return ibis.cases(
        (t.quantity.notnull(), Instrument.IN_KIND.value),
        (loan & (t.grant_element >= CONCESSIONAL_GRANT_ELEMENT), Instrument.LOAN_CONCESSIONAL.value),
        (loan & (t.grant_element < CONCESSIONAL_GRANT_ELEMENT), Instrument.LOAN_NON_CONCESSIONAL.value),
        (loan & (t.flow_type == ODA), Instrument.LOAN_CONCESSIONAL.value),
        (loan & t.flow_type.isin(OOF), Instrument.LOAN_NON_CONCESSIONAL.value),
        else_=given,
    )


def _with_goal(entries: ir.Table, tag: ir.Table, sectors: ir.Table) -> ir.Table:
    """The one goal that an activity declares (SDG goals or targets, vocabularies 2 and 3); else the goal of the
    sector.
    """
    sdg = tag.filter(tag.kind == "tag", tag.vocabulary.isin(["2", "3"]))
    numbered = sdg.mutate(goal=sdg.code.split(".")[0]).filter(lambda t: t.goal.re_search(r"^(1?[0-9])$"))
    declared = numbered.group_by(g_activity="activity_id").agg(n=numbered.goal.nunique(), g_goal=numbered.goal.min())
    single = declared.filter(declared.n == 1).drop("n")
    by_sector = sectors.group_by(s_sector="sector").agg(s_goal=sectors.sdg_goal.min())
    joined = entries.left_join(single, entries.activity_id == single.g_activity).left_join(
        by_sector, entries.sector == by_sector.s_sector
    )
    return joined.mutate(sdg_goal=joined.g_goal.fill_null(joined.s_goal)).drop(
        "g_activity", "g_goal", "s_sector", "s_goal"
    )
