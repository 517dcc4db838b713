"""What did a country give or receive by item of the groups A, B and C, in quantities and in money?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.answers.asking import FlowQuery
from sursur.answers.cost_notes import cost_notes
from sursur.answers.flows import VALUE, party_names, selected_flows
from sursur.answers.measures.framework_items import GROUP_OF_ITEMS, catalogue_notes
from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import COUNTRY, PRICES_OF_MONEY, SOUTH, YEARS, Kind
from sursur.answers.notes import notes
from sursur.measure.framework import ITEM_RULES, VALUATIONS, item_totals, price_levels, valued
from sursur.measure.rules import reason_of
from sursur.release import Release
from sursur.sentences import Sentence, phrase

BY = ("year", "partner", "dataset", "form", "sector", "framework_rule")
COUNT_WITH_MONEY = Sentence("Group C is counted and never valued: the money that is reported with it stays out.")
IN_WORDS = {
    "reported": phrase("the cost as reported"),
    "national": phrase("quantity times the provider's own unit cost of the year"),
    "international": phrase("quantity times the international rate of the year"),
    "ppp": phrase("the national cost (else the reported one) at the provider's price level"),
    "all": phrase("all four side by side"),
}


def compute(release: Release, asked: Asked) -> Answer:
    query = query_of(asked)
    told = _with_partner(selected_flows(release, query), asked["role"])
    told = told.mutate(usd=told[VALUE[query.prices]])
    found = _valued(release, told, query.prices)
    shown = found.filter(found.framework_group.lower().isin(asked["group"])) if asked["group"] else found
    chosen = VALUATIONS if asked["valuation"] == "all" else (asked["valuation"],)
    return Answer(
        make_table=lambda: _table(release, item_totals(shown, asked["by"], chosen), asked["by"], chosen),
        make_rows=lambda: _rows(shown, chosen),
        make_left_out=lambda: _left_out(told, found),
        notes=(
            *catalogue_notes(release),
            ("Valuation", _valuation(asked["valuation"])),
            *cost_notes(release, shown, asked["valuation"]),
            *notes(release, query),
        ),
    )


def _valuation(name: str) -> Sentence:
    return Sentence("%(valuation)s; money of group A is what it is", valuation=Sentence(IN_WORDS[name]))


def query_of(asked: Asked) -> FlowQuery:
    """One data set is read whole; of several tellings of the same money only what is counted."""
    first, last = asked["years"]
    country = (asked["country"],) if asked["country"] else ()
    gives = asked["role"] == "provider"
    return FlowQuery(
        providers=country if gives else (),
        recipients=() if gives else country,
        year_from=first,
        year_to=last,
        sources=(asked["source"],) if asked["source"] else (),
        counted=not asked["source"],
        south=asked["south"],
        prices=asked["prices"],
    )


def _with_partner(flows: ir.Table, role: str) -> ir.Table:
    sides = ("recipient_country", "recipient_region", "recipient"), ("provider_country", "provider")
    other = sides[0] if role == "provider" else sides[1]
    return flows.mutate(
        partner=ibis.coalesce(*(flows[name] for name in other)), unit=flows.unit.cast("string").strip().lower()
    )


def _valued(release: Release, flows: ir.Table, prices: str) -> ir.Table:
    costs = release.table("unit_cost")
    per_unit = costs.amount.cast("float64") / costs.rate
    costs = costs.mutate(usd_per_unit=per_unit / costs.deflator if prices == "constant" else per_unit)
    return valued(flows, release.table("framework_item"), costs, price_levels(release.table("indicator")))


def _table(release: Release, totals: ir.Table, by: tuple[str, ...], chosen: tuple[str, ...]) -> ir.Table:
    items = release.table("framework_item").select("position", "name", "separate", i_item="item")
    named = totals.left_join(items, totals.framework_item == items.i_item)
    keys = list(by)
    if "partner" in by:
        parties = party_names(release).select(p_code="code", partner_name="name")
        named = named.left_join(parties, named.partner == parties.p_code)
        keys.insert(keys.index("partner") + 1, "partner_name")
    money = [(f"{part}_{name}", f"{part}_{name}" if len(chosen) > 1 else part) for name in chosen
             for part in ("usd", "unvalued")]  # fmt: skip
    figures = named.mutate(quantity=named.quantity.cast("float64"), **{new: named[old] for old, new in money})
    order = [key for name in by for key in (figures[name].isnull(), figures[name])]
    columns = [*keys, "framework_group", "framework_item", "name", "separate", "unit", "flows", "quantity"]
    placed = figures.order_by(*order, "position", figures.unit.isnull(), "unit")
    return placed.select(*columns, *(new for _, new in money))


def _rows(flows: ir.Table, chosen: tuple[str, ...]) -> ir.Table:
    return flows.select(
        "flow_id", "dataset", "identifier", "title", "year", "provider_country", "recipient_country", "framework_group",
        "framework_item", "framework_rule", "quantity", "unit", "amount", "currency", *(f"usd_{n}" for n in chosen),
    ).order_by("flow_id")  # fmt: skip


def _left_out(told: ir.Table, found: ir.Table) -> ir.Table:
    """Flows without an item by the rule that says why; and the money that was reported with counts."""
    without = told.filter(told.framework_item.isnull())
    unplaced = without.select("dataset", "usd", rule="framework_rule", reason=_reason(without))
    counts = found.filter(found.framework_group == "C", found.usd.notnull()).select(
        "dataset", "usd", rule=ibis.literal("count_with_money"), reason=ibis.literal(COUNT_WITH_MONEY)
    )
    both = unplaced.union(counts)
    summed = both.group_by(["rule", "reason", "dataset"]).aggregate(flows=both.count(), usd=both.usd.sum())
    return summed.order_by(ibis.desc("flows"), "rule", "dataset")


def _reason(flows: ir.Table) -> ir.StringValue:
    return reason_of(flows, ITEM_RULES, "framework_rule")


MEASURE = Measure(
    title="Cooperation by item of the groups A, B and C",
    definition="The flows of a country as provider or as recipient by item of the catalogue and unit: quantities, and "
    "money under a chosen valuation, with how many flows have no value under it. Group A is money, group B can be "
    "valued, group C stays in quantities. Quantities of different units are never added up. The catalogue and the "
    "valuations are ours or the agency's, not official: the framework's item list and its rules of valuation are in "
    "no public text.",
    columns={
        "partner_name": "English name of the partner",
        "framework_group": "A, B, C, or B_or_C: valued like B where a cost is known, else counted like C",
        "framework_item": "id of the item",
        "name": "of the item",
        "separate": "the item is kept apart from other sums under this name",
        "unit": "what `quantity` counts; empty where only money is reported",
        "flows": "how many",
        "quantity": "sum in `unit`",
        "usd": "sum in US dollars under the chosen valuation; empty for counts",
        "unvalued": "flows of groups A and B that have no value under the chosen valuation",
        **{f"usd_{name}": f"sum in US dollars: {IN_WORDS[name]}" for name in VALUATIONS},
        **{f"unvalued_{name}": f"flows of groups A and B without a value: {IN_WORDS[name]}" for name in VALUATIONS},
    },
    compute=compute,
    parameters=(
        COUNTRY,
        Parameter("role", Kind.CHOICE, "provider or recipient.", "provider", ("provider", "recipient")),
        YEARS,
        GROUP_OF_ITEMS,
        Parameter("valuation", Kind.CHOICE, "reported, national, international, ppp, or all side by side.", "reported",
                  (*VALUATIONS, "all")),
        Parameter("by", Kind.CHOICES, "Also apart by these, separated by commas.", "year", BY),
        Parameter("source", Kind.TEXT, "One data set, also where another one is counted instead."),
        SOUTH,
        PRICES_OF_MONEY,
    ),
    sources=("https://unctad.org/osgstatement/inter-regional-expert-meeting-measuring-south-south-cooperation",),
    example={"country": "China", "years": "2012", "source": "aiddata-gcof-1.0-by-recipient"},
)  # fmt: skip
