"""To which custodian a provider reports: the OECD or UNCTAD, never both."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

UNASSIGNED: Final = "unassigned"
FIRST, LAST = 0, 9999


def with_custodian(flows: ir.Table, reporting: ir.Table) -> ir.Table:
    """Add `custodian` (oecd, unctad, unassigned): of the country for what its government provides, of the organisation
    itself for any other, in the year of the flow.

    "Some providers will be reporting … to OECD while some providers will report … to UNCTAD", and the two "ensure that
    there are no overlaps" (metadata of 17.3.1, REC_USE_LIM). Who stands in no row is unassigned.

    >>> from sursur.measure.examples import example, shown
    >>> flows = example(
    ...     "flow_id provider_country provider provider_kind year",
    ...     "f1 JOR gov:JOR government 2020",
    ...     "f2 - org:unicef multilateral 2020",
    ...     "f3 IND gov:IND government 2020",
    ... )
    >>> reporting = example("provider year_from year_to custodian", "JOR - - unctad", "org:unicef - 2030 oecd")
    >>> shown(with_custodian(flows, reporting).select("flow_id", "custodian").order_by("flow_id"))
    flow_id  custodian
    f1       unctad
    f2       oecd
    f3       unassigned
    """
    spans = reporting.select(
        r_provider="provider",
        r_from=reporting.year_from.cast("int64").fill_null(FIRST),
        r_to=reporting.year_to.cast("int64").fill_null(LAST),
        custodian="custodian",
    )
    government = (flows.provider_kind == "government").fill_null(False)
    country = flows.provider_country.cast("string").fill_null(flows.provider)
    keyed = flows.mutate(reporter=ibis.ifelse(government, country, flows.provider))
    joined = keyed.left_join(
        spans, [keyed.reporter == spans.r_provider, keyed.year >= spans.r_from, keyed.year <= spans.r_to]
    )
    return joined.mutate(custodian=joined.custodian.fill_null(UNASSIGNED)).drop(
        "reporter", "r_provider", "r_from", "r_to"
    )
