"""Classify: which form of cooperation a flow is, under a definition of the South. A verdict has a rule and a reason.

`classify` reads only columns of `flow`, so the same function gives the verdict again, at question time, under another
definition. The rules stand in `sursur.measure.forms`.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.forms import FORM_RULES
from sursur.measure.regions import region_table
from sursur.measure.rules import first_rule, outcome_of, reason_of

ADDED = ("form", "form_rule", "form_reason")
PARTIES = ("provider", "recipient", "funder")
"""Those of whom it is asked whether they are in the South."""


def classify(flows: ir.Table, south: ir.Table, regions: ir.Table | None = None) -> ir.Table:
    """Give every flow its form, rule and reason.

    south: country, year (a country is in the South in the years it has a row for)
    regions: region, south (yes, mixed, no): what a region counts as under the same definition, see
    `sursur.measure.regions.region_table`; without it, what it counts as under the default definition
    Flows after the last year of `south` are judged by that year; before its first year the definition says nothing.
    """
    known_regions = region_table() if regions is None else regions
    placed = _with_partner(_with_south(flows, south, known_regions), south)
    judged = first_rule(placed, FORM_RULES, "form_rule")
    verdicts = judged.mutate(
        form=outcome_of(judged, FORM_RULES, "form_rule"), form_reason=reason_of(judged, FORM_RULES, "form_rule")
    )
    kept = [name for name in flows.columns if name not in ADDED]
    return verdicts.select(*kept, *ADDED)


def _with_south(flows: ir.Table, south: ir.Table, regions: ir.Table) -> ir.Table:
    """Add provider_south, recipient_south, funder_south (true, false or null) and south_known."""
    bare = flows.drop(*[name for name in ADDED if name in flows.columns])
    span = south.agg(first_year=south.year.min(), last_year=south.year.max())
    dated = bare.cross_join(span)
    dated = dated.mutate(south_year=ibis.least(dated.year, dated.last_year), south_known=dated.year >= dated.first_year)
    known = regions.select(region_code="region", region_south="south")
    joined = dated.left_join(known, dated.recipient_region == known.region_code)
    members = south.select("country", "year").distinct()
    for party in PARTIES:
        found = members.select(**{f"{party}_member": "country", f"{party}_year": "year"})
        keys = [dated[f"{party}_country"] == found[f"{party}_member"], dated.south_year == found[f"{party}_year"]]
        joined = joined.left_join(found, keys)
    used = [f"{party}_{what}" for party in PARTIES for what in ("member", "year")]
    return joined.mutate(
        provider_south=_is_south(joined, "provider"),
        recipient_south=_recipient_is_south(joined),
        funder_south=_is_south(joined, "funder"),
    ).drop("region_code", *used)


def _is_south(t: ir.Table, party: str) -> ir.BooleanValue:
    return ibis.ifelse(t[f"{party}_country"].isnull(), ibis.null("boolean"), t[f"{party}_member"].notnull())


def _recipient_is_south(t: ir.Table) -> ir.BooleanValue:
    by_region = t.recipient_country.isnull() & t.recipient_region.notnull()
    return ibis.cases(
        (by_region & (t.region_south == "yes"), True),
        (by_region & (t.region_south == "no"), False),
        (by_region, ibis.null("boolean")),
        else_=_is_south(t, "recipient"),
    )


def _with_partner(flows: ir.Table, south: ir.Table) -> ir.Table:
    """Add the Southern partner that is neither provider nor recipient: third_country and third_kind.

    The combinations are few, so they are judged once each and joined back.
    """
    keys = ["partners", "provider_country", "recipient_country", "south_year"]
    combos = flows.filter(flows.partners.nullif("").notnull()).select(*keys).distinct()
    each = combos.mutate(partner=combos.partners.split(" ").unnest())
    parts = each.mutate(third_country=each.partner.split("/")[0], third_kind=each.partner.split("/")[1])
    third = parts.filter(
        parts.third_country != parts.provider_country.fill_null(""),
        parts.third_country != parts.recipient_country.fill_null(""),
    )
    members = south.select(member=south.country, member_year=south.year).distinct()
    southern = third.inner_join(
        members, [third.third_country == members.member, third.south_year == members.member_year]
    )
    public_first = (
        ibis.ifelse(southern.third_kind == "ngo", "1", "0") + southern.third_country + "/" + southern.third_kind
    )
    one = southern.group_by(*keys).agg(third=public_first.min())
    named = one.mutate(partner=one.third.substr(1)).mutate(
        third_country=lambda t: t.partner.split("/")[0], third_kind=lambda t: t.partner.split("/")[1]
    )
    right = named.select(**{f"k_{key}": key for key in keys}, third_country="third_country", third_kind="third_kind")
    same = [_same(flows[key], right[f"k_{key}"]) for key in keys]
    return flows.left_join(right, same).drop(*[f"k_{key}" for key in keys])


def _same(left: ir.Value, right: ir.Value) -> ir.BooleanValue:
    """Equality for a join in which two absent values are the same."""
    if left.type().is_string():
        return left.fill_null("") == right.fill_null("")
    return left.fill_null(0) == right.fill_null(0)
