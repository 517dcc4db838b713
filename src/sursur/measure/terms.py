"""What its transaction and its activity say of a flow: terms of a loan, codes of the standard, goals it declares."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from sursur.measure.grant_element import with_grant_element

LOAN_TERMS: Final = ("loan_rate", "loan_maturity", "loan_grace")
"""Per cent a year, years, years, as the source reports them: of the transaction, or of its activity
(`crs-add/loan-terms`)."""
SCHEDULE: Final = {"loan_profile": "string", "loan_payments": "int64"}
"""How the loans of an activity are repaid."""
DEBT: Final = "4"
"""First digit of the finance types of debt (IATI FinanceType 4xx): an activity with such terms may also give grants."""
CODES: Final = ("finance_type", "flow_type", "aid_type", "tied_status")
"""The transaction's own code, else the default of its activity (IATI 2.03, `default-finance-type` and its like:
https://iatistandard.org/en/iati-standard/203/activity-standard/iati-activities/iati-activity/default-finance-type/)."""
MODALITY: Final = "modality"
"""TOSSD modality, where the source names it and the release has the column."""
SDG_VOCABULARIES: Final = ("2", "3")
"""IATI TagVocabulary: goals and targets of the 2030 Agenda."""


def with_terms(flow: ir.Table, transaction: ir.Table, activity: ir.Table) -> ir.Table:
    """Add to flows the terms of their loan, what follows from them (`grant_element` in per cent, `terms_known`,
    `terms_note`: see `with_grant_element`), `grant_element_reported` (per cent, by the source's own method, which is
    evidence and no verdict) and the codes `finance_type`, `flow_type`, `aid_type`, `tied_status`, and the
    `modality` that the transaction names.

    Aggregates, and whatever the source does not say, have null. Codes are as reported, without spaces around them.

    >>> from sursur.measure.examples import example, shown
    >>> flow = example("flow_id transaction_id activity_id", "f1 t1 a1", "f2 t2 a1", "f3 - -")
    >>> transaction = example(
    ...     "transaction_id loan_rate loan_maturity loan_grace grant_element finance_type flow_type aid_type "
    ...     "tied_status",
    ...     "t1 2.00 20.00 5.00 - 421 - - -",
    ...     "t2 - - - - - - - 4",
    ... )
    >>> activity = example(
    ...     "activity_id default_finance_type default_flow_type default_aid_type default_tied_status",
    ...     "a1 110 10 C01 5",
    ... )
    >>> found = with_terms(flow, transaction, activity)
    >>> shown(found.select("flow_id", "grant_element", "finance_type", "aid_type", "tied_status").order_by("flow_id"))
    flow_id  grant_element  finance_type  aid_type  tied_status
    f1       26.3942        421           C01       5
    f2       -              110           C01       4
    f3       -              -             -         -
    """
    named = [MODALITY] if MODALITY in transaction.columns else []
    own = transaction.select(
        t_id="transaction_id",
        grant_element_reported=transaction.grant_element,
        **{f"own_{name}": transaction[name] for name in LOAN_TERMS},
        **{f"own_{code}": _code(transaction, code) for code in CODES},
        **{name: _code(transaction, name) for name in named},
    )
    default = activity.select(
        a_id="activity_id",
        **{code: _code(activity, f"default_{code}") for code in CODES},
        **{f"its_{name}": _known(activity, name) for name in (*LOAN_TERMS, *SCHEDULE)},
    )
    joined = flow.left_join(own, flow.transaction_id == own.t_id).left_join(default, flow.activity_id == default.a_id)
    coded = joined.mutate(**{code: joined[f"own_{code}"].fill_null(joined[code]) for code in CODES})
    found = with_grant_element(coded.mutate(**_terms(coded)))
    return found.select(
        *flow.columns,
        *LOAN_TERMS,
        "grant_element_reported",
        "grant_element",
        "terms_note",
        *named,
        "terms_known",
        *CODES,
    )


def _terms(t: ir.Table) -> dict[str, ir.Value]:
    """The transaction's own terms; those of the activity where it has none and is a loan."""
    silent = t.own_loan_rate.isnull() & t.own_loan_maturity.isnull() & t.own_loan_grace.isnull()
    lent = (silent & t.finance_type.startswith(DEBT)).fill_null(False)
    terms = {name: ibis.ifelse(lent, t[f"its_{name}"], t[f"own_{name}"].cast("float64")) for name in LOAN_TERMS}
    return terms | {name: ibis.ifelse(lent, t[f"its_{name}"], ibis.null(kind)) for name, kind in SCHEDULE.items()}


def _known(activity: ir.Table, name: str) -> ir.Value:
    """Null where the release was built before activities had terms."""
    kind = SCHEDULE.get(name, "float64")
    return activity[name].cast(kind) if name in activity.columns else ibis.null(kind)


def _code(table: ir.Table, name: str) -> ir.StringValue:
    return table[name].cast("string").strip().nullif("")


def with_goals_declared(flow: ir.Table, tag: ir.Table) -> ir.Table:
    """Add `goals_declared`: how many goals and targets of the 2030 Agenda the activity itself names (0 for none).

    >>> from sursur.measure.examples import example, shown
    >>> flow = example("flow_id activity_id", "f1 a1", "f2 a2", "f3 -")
    >>> tag = example("activity_id kind vocabulary code", "a1 tag 3 6.1", "a1 tag 2 6", "a2 tag 1 11110")
    >>> shown(with_goals_declared(flow, tag).order_by("flow_id"))
    flow_id  activity_id  goals_declared
    f1       a1           2
    f2       a2           0
    f3       -            0
    """
    code = tag.code.cast("string").strip()
    numbered = tag.filter(
        tag.kind == "tag",
        tag.vocabulary.cast("string").isin(SDG_VOCABULARIES),
        code.re_search(r"^(1[0-7]|0?[1-9])($|\.[0-9a-z]+$)"),
    )
    counted = numbered.group_by(g_activity="activity_id").aggregate(g_codes=numbered.code.nunique())
    joined = flow.left_join(counted, flow.activity_id == counted.g_activity)
    return joined.select(*flow.columns, goals_declared=joined.g_codes.fill_null(0).cast("int64"))
