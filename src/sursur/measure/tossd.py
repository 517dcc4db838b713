"""Total official support for sustainable development (TOSSD): where each flow stands in its classifications.

Pillars: I is support delivered to recipient countries, II expenditure without a specific recipient, such as regional
programmes and costs in the provider country (https://tossd.online/about;
ONEcampaign/tossd-reader, docs/about/pillars-and-aggregates.md). Codes: TOSSD code lists (`data/codes/Tossd*.csv`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import ibis
import ibis.expr.types as ir

from sursur.measure.rules import Condition, Rule, first_rule, outcome_of, reason_of, says
from sursur.model.values import Form, Instrument
from sursur.reference.crosswalks import crosswalk
from sursur.reference.reporting import rule_codes, tossd_modalities, tossd_recipients

SOUTHERN_FORMS: Final = (Form.SOUTH_SOUTH.value, Form.TRIANGULAR.value)
"""Forms whose providers report the modalities that are "for South-South providers only"."""
COUNTS: Final = "counts"


def with_tossd(lines: ir.Table) -> ir.Table:
    """Add codes of TOSSD, null where the source says too little: `pillar`, `modality`, `finance_instrument`,
    `financing_arrangement` and `framework_of_collaboration`.

    The modality is the source's own (`modality`, where the table has it), else that of the framework's item, of the
    unit of what was given in kind, or of the type of aid. The financing arrangement is known for export credits alone.

    >>> from sursur.measure.examples import example, shown
    >>> lines = example(
    ...     "flow_id recipient_country aid_type finance_type flow_type instrument sector form unit framework_item",
    ...     "f1 MOZ D01 110 10 in_kind 111 south_south person_day -",
    ...     "f2 MOZ D01 110 10 in_kind 111 north_south person_day -",
    ...     "f3 MOZ -   451 20 loan    210 south_south -          -",
    ...     "f4 -   H02 110 10 grant   930 north_south -          -",
    ... )
    >>> found = with_tossd(lines)
    >>> shown(
    ...     found.select("flow_id", "pillar", "modality", "finance_instrument", "financing_arrangement")
    ... )
    flow_id  pillar  modality  finance_instrument  financing_arrangement
    f1       1       D011      110                 -
    f2       1       D01       110                 -
    f3       1       -         421                 FA04
    f4       2       I01       110                 -
    """
    return lines.mutate(
        pillar=_pillar(lines),
        modality=_modality(lines),
        finance_instrument=_walked(lines.finance_type, "finance_type_tossd_instrument").fill_null(
            _walked(lines.instrument, "instrument_tossd_instrument")
        ),
        financing_arrangement=_walked(lines.flow_type, "flow_type_tossd_arrangement").fill_null(
            _walked(lines.finance_type, "finance_type_tossd_arrangement")
        ),
        framework_of_collaboration=_walked(lines.form, "form_tossd_framework"),
    )


def _walked(column: ir.Value, walk: str) -> ir.StringValue:
    return _mapped(column, {link.from_code: link.to_code for link in crosswalk(walk).main.values()})


def _mapped(column: ir.Value, codes: Mapping[str, str]) -> ir.StringValue:
    text = column.cast("string")
    return ibis.cases(*[(text == code, to) for code, to in sorted(codes.items())], else_=ibis.null("string"))


def _pillar(t: ir.Table) -> ir.StringValue:
    """Costs in the provider country are of pillar II, whichever country they were reported for."""
    at_home = ibis.or_(
        *[
            t[field].isin(rule_codes(rule, field)).fill_null(False)
            for rule, field in (
                ("in_donor_refugees", "aid_type"),
                ("in_donor_refugees", "sector"),
                ("unallocated_administration", "aid_type"),
                ("unallocated_administration", "sector"),
                ("spent_at_home", "aid_type"),
            )
        ]
    )
    return ibis.ifelse(t.recipient_country.notnull() & ~at_home, "1", "2")


def _modality(t: ir.Table) -> ir.StringValue:
    southern = t.form.isin(SOUTHERN_FORMS).fill_null(False)
    relief = ibis.ifelse(t.instrument == Instrument.DEBT_RELIEF.value, "F", ibis.null("string"))
    by_kind = _in_kind(t, south_south=True), _in_kind(t, south_south=False)
    found = ibis.ifelse(southern, *by_kind).fill_null(_walked(t.aid_type, "aid_type_tossd_modality")).fill_null(relief)
    return t.modality.cast("string").fill_null(found) if "modality" in t.columns else found


def _in_kind(t: ir.Table, *, south_south: bool) -> ir.StringValue:
    item = _mapped(t.framework_item, tossd_modalities("item", south_south=south_south))
    return item.fill_null(_mapped(t.unit, tossd_modalities("unit", south_south=south_south)))


def with_eligibility(lines: ir.Table) -> ir.Table:
    """Add `rule`, `reason` and `eligible`: gross disbursements of official providers to recipients of TOSSD, or to none
    in particular. South-South cooperation with other countries is dropped from TOSSD (https://tossd.online/about); it
    stays here, apart.

    >>> from sursur.measure.examples import example, shown
    >>> lines = example(
    ...     "flow_id stage provider_kind provider_country recipient_country recipient_region",
    ...     "f1 disbursement government BRA MOZ -",
    ...     "f2 disbursement government BRA PRT -",
    ...     "f3 commitment   government BRA MOZ -",
    ... )
    >>> shown(with_eligibility(lines).select("flow_id", "rule", "eligible").order_by("flow_id"))
    flow_id  rule          eligible
    f1       counts        yes
    f2       not_eligible  no
    f3       commitment    no
    """
    found = first_rule(lines, RULES, "rule")
    return found.mutate(reason=reason_of(found, RULES, "rule"), eligible=outcome_of(found, RULES, "rule") == COUNTS)


def _rule(name: str, sentence: str, when: Condition) -> Rule:
    return Rule(name, "", sentence, when, says(sentence))


def _unofficial(t: ir.Table) -> ir.BooleanValue:
    return ~t.provider_kind.isin(rule_codes("provider_official", "provider_kind")).fill_null(False)


RULES: Final = (
    _rule(
        "commitment",
        "Only a commitment is reported; TOSSD counts gross disbursements.",
        lambda t: t.stage != "disbursement",
    ),
    _rule("not_official", "The provider is private, or not known to be official.", _unofficial),
    _rule(
        "within_the_country",
        "Provider and recipient are the same country.",
        lambda t: t.provider_country == t.recipient_country,
    ),
    _rule(
        "not_eligible",
        "The recipient is not on the list of recipients of TOSSD (151 countries, 2026).",
        lambda t: t.recipient_country.notin(sorted(tossd_recipients())),
    ),
    _rule(
        "recipient_unknown",
        "No country or region that receives it is known.",
        lambda t: t.recipient_country.isnull() & t.recipient_region.isnull(),
    ),
    Rule(COUNTS, COUNTS, "", lambda _t: ibis.literal(True), says("It counts.")),
)
"""Tried in this order; the first that fits decides."""
