"""Which item of the catalogue a record is, from what the record itself says.

The catalogue and its crosswalks are data (`sursur.reference.framework`); the rules say in which order the evidence is
asked. Nothing known gives no item. The order is ours: the item list of the framework is not public.
"""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from sursur.measure.rules import Rule, first_rule, says
from sursur.model.values import Instrument

NO_ITEM: Final = "-"
"""A code that is known and that stands for no item."""

CORE: Final = ("B02", "B021", "B022")
"""Core contributions to multilateral bodies by DAC and TOSSD, which do not say whether they are assessed."""

LOANS: Final = (
    Instrument.LOAN.value,
    Instrument.LOAN_CONCESSIONAL.value,
    Instrument.LOAN_NON_CONCESSIONAL.value,
)
MULTILATERAL: Final = ("multilateral", "multilateral_south_led")

EVIDENCE: Final = {
    "by_item": ("Item", "framework_item"),
    "by_modality": ("TossdModality", "modality"),
    "by_unit": ("Unit", "counted_unit"),
    "by_aid": ("AidType", "aid_type"),
    "by_finance": ("FinanceType", "finance_type"),
    "by_sign": ("Sign", "sign"),
    "by_instrument": ("Instrument", "instrument"),
}
"""For each kind of evidence its list in the crosswalks, and the column that is looked up."""


def _rule(rule_id: str, outcome: str, sentence: str, when: object) -> Rule:
    return Rule(rule_id, outcome, sentence, when, says(sentence))  # type: ignore[arg-type]  # a condition


ITEM_RULES: Final[tuple[Rule, ...]] = (
    _rule("stated_item", "by_item", "The source names the item itself.", lambda t: t.by_item.notnull()),
    _rule(
        "debt_relief",
        "by_instrument",
        "Debt relief is one item, whatever else is reported of it.",
        lambda t: (t.instrument == Instrument.DEBT_RELIEF.value) & t.by_instrument.notnull(),
    ),
    _rule(
        "modality",
        "by_modality",
        "The TOSSD modality that the source names, unless it is a loan or a share.",
        lambda t: t.is_gift & (t.by_modality != NO_ITEM),
    ),
    _rule("unit", "by_unit", "The unit in which a quantity is reported.", lambda t: t.by_unit != NO_ITEM),
    _rule(
        "aid_type",
        "by_aid",
        "The DAC type of aid, unless it is a loan or a share.",
        lambda t: t.is_gift & (t.by_aid != NO_ITEM),
    ),
    _rule("finance_type", "by_finance", "The DAC type of finance.", lambda t: t.by_finance != NO_ITEM),
    _rule(
        "no_item_of_the_catalogue",
        "",
        "Administration, awareness at home and capital of banks are no items of the catalogue.",
        lambda t: (t.is_gift & ((t.by_modality == NO_ITEM) | (t.by_aid == NO_ITEM))) | (t.by_finance == NO_ITEM),
    ),
    _rule(
        "contribution_not_told",
        "",
        "A core contribution to a multilateral body that does not say whether it is assessed or voluntary.",
        lambda t: t.is_gift & (t.aid_type.isin(CORE) | t.modality.isin(CORE)),
    ),
    _rule(
        "interest_free_loan",
        "by_sign",
        "A loan whose interest is reported as 0 per cent.",
        lambda t: (t.sign == "interest_free_loan") & t.by_sign.notnull(),
    ),
    _rule("loan_terms", "by_instrument", "A loan by its terms.", lambda t: t.instrument.isin(LOANS) & _known(t)),
    _rule(
        "grant_through_multilateral",
        "by_sign",
        "A grant with an amount for a named recipient that a multilateral body carries out for another provider.",
        lambda t: (t.sign == "grant_through_multilateral") & t.by_sign.notnull(),
    ),
    _rule(
        "grant_of_money",
        "by_sign",
        "A grant with an amount of which nothing says that it came in things or people. A sum that a source publishes "
        "counts only where the source names a modality: its grants hold all kinds.",
        lambda t: (t.sign == "grant_of_money") & t.by_sign.notnull(),
    ),
    _rule(
        "loan_terms_unknown",
        "",
        "A loan of which nothing says whether it is concessional.",
        lambda t: t.instrument == Instrument.LOAN.value,
    ),
    _rule(
        "in_kind_not_told",
        "",
        "Cooperation in kind of which neither unit nor type says what was given.",
        lambda t: t.instrument == Instrument.IN_KIND.value,
    ),
    _rule(
        "grant_not_told",
        "",
        "A grant without an amount, or a published sum of grants of all kinds.",
        lambda t: t.instrument == Instrument.GRANT.value,
    ),
    _rule(
        "other_instrument",
        "",
        "Shares and other instruments are no items of the catalogue.",
        lambda t: t.instrument.notnull(),
    ),
    _rule("nothing_told", "", "The source does not say what was given.", lambda _t: ibis.literal(True)),
)
"""First match first. `outcome` names the evidence that gives the item; where it is empty there is none."""


def with_items(entries: ir.Table, framework: ir.Table) -> ir.Table:
    """Fill `framework_item` and add `framework_rule`, the rule of `ITEM_RULES` that gave it or says why there is none.

    `framework` has list, code and item: the crosswalks of the catalogue. A `framework_item` that the source names wins
    if the catalogue has it. Rows in, rows out.

    >>> from sursur.measure.examples import example, shown
    >>> entries = example(
    ...     "id framework_item modality quantity unit aid_type finance_type instrument loan_rate amount entry_type",
    ...     "1  training       -        4        person_day - - in_kind           -    -    transaction",
    ...     "2  -              -        4        Person_Day - - in_kind           -    -    transaction",
    ...     "3  -              -        -        -          - - loan_concessional 0.00 9.00 transaction",
    ...     "4  -              -        -        -          - - loan              -    9.00 transaction",
    ...     "5  -              -        -        -          - - grant             -    9.00 transaction",
    ... ).mutate(
    ...     provider=ibis.literal("CHN"), provider_kind=ibis.literal("government"), channel=ibis.null("string"),
    ...     channel_kind=ibis.null("string"), recipient_country=ibis.literal("KEN"),
    ...     recipient_region=ibis.null("string"),
    ... )
    >>> catalogue = example(
    ...     "list code item",
    ...     "Item training           training",
    ...     "Unit person_day         expert",
    ...     "Sign interest_free_loan loan_interest_free",
    ...     "Sign grant_of_money     grant_cash",
    ... )
    >>> shown(with_items(entries, catalogue).select("id", "framework_item", "framework_rule").order_by("id"))
    id  framework_item      framework_rule
    1   training            stated_item
    2   expert              unit
    3   loan_interest_free  interest_free_loan
    4   -                   loan_terms_unknown
    5   grant_cash          grant_of_money
    """
    kept = [name for name in entries.columns if name not in ("framework_item", "framework_rule")]
    ruled = first_rule(_with_evidence(_with_signs(entries), framework), ITEM_RULES, "framework_rule")
    given = [(ruled.framework_rule == rule.rule_id, ruled[rule.outcome]) for rule in ITEM_RULES if rule.outcome]
    return ruled.mutate(framework_item=ibis.cases(*given)).select(*kept, "framework_item", "framework_rule")


def _with_signs(t: ir.Table) -> ir.Table:
    typed = t.mutate(
        framework_item=t.framework_item.cast("string").strip().lower(),
        modality=t.modality.cast("string"),
        aid_type=t.aid_type.cast("string"),
        finance_type=t.finance_type.cast("string"),
    )
    return typed.mutate(
        counted_unit=ibis.ifelse(t.quantity.notnull(), t.unit.strip().lower(), ibis.null("string")),
        is_gift=~t.instrument.fill_null("").isin([*LOANS, Instrument.EQUITY.value]),
        sign=sign_of(typed),
    )


def sign_of(t: ir.Table) -> ir.StringValue:
    """What several columns say together: see the rules of the same names."""
    placed = t.recipient_country.notnull() | t.recipient_region.notnull()
    passed_on = t.channel_kind.isin(MULTILATERAL) & ~t.provider_kind.fill_null("").isin(MULTILATERAL)
    grant = (t.instrument == Instrument.GRANT.value) & t.amount.notnull()
    single = (t.entry_type != "figure") | t.modality.notnull()
    return ibis.cases(
        (t.instrument.isin(LOANS) & (t.loan_rate == 0), "interest_free_loan"),
        (grant & passed_on & placed, "grant_through_multilateral"),
        (grant & single, "grant_of_money"),
    )


def _with_evidence(t: ir.Table, framework: ir.Table) -> ir.Table:
    """The item that each kind of evidence leads to, in a column of its own."""
    joined = t
    for column, (list_name, looked_up) in EVIDENCE.items():
        known = framework.filter(framework.list == list_name).select(**{f"code_{column}": "code", column: "item"})
        joined = joined.left_join(known, t[looked_up] == known[f"code_{column}"])
    return joined.drop(*(f"code_{column}" for column in EVIDENCE))


def _known(t: ir.Table) -> ir.BooleanValue:
    return t.by_instrument.notnull()
