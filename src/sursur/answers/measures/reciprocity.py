"""Between which countries does cooperation flow both ways?"""

from __future__ import annotations

from dataclasses import replace

import ibis
import ibis.expr.types as ir

from sursur.answers.asking import FlowQuery
from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import GROUP, PRICES_OF_MONEY, YEARS, Kind
from sursur.answers.notes import notes
from sursur.answers.partnering import behind, entering, exchanged, left_out, with_names
from sursur.measure.horizontality import exchanges, pairs, reciprocity
from sursur.release import Release

BY: dict[str, tuple[str, ...]] = {"pair": (), "year": ("year",), "all": ()}


def compute(release: Release, asked: Asked) -> Answer:
    query = query_of(asked)
    told = exchanged(release, query, between_countries=True)
    if len(asked["countries"]) == 1:
        only = asked["countries"][0]
        told = told.filter((told.provider == only) | (told.recipient == only))
    keys = BY[asked["by"]]
    between = pairs(exchanges(entering(told), keys), keys)
    table = listed(release, between) if asked["by"] == "pair" else shared(between, keys)
    return Answer(
        make_table=lambda: table,
        make_rows=lambda: behind(told),
        make_left_out=lambda: left_out(told),
        notes=notes(release, query),
    )


def query_of(asked: Asked) -> FlowQuery:
    first, last = asked["years"]
    query = FlowQuery(
        provider_group=asked["group"],
        recipient_group=asked["group"],
        year_from=first,
        year_to=last,
        prices=asked["prices"],
    )
    several = asked["countries"] if len(asked["countries"]) > 1 else ()
    return replace(query, providers=several, recipients=several)


def listed(release: Release, between: ir.Table) -> ir.Table:
    named = with_names(release, between, "country_a", "country_b")
    return named.order_by(
        ibis.desc("both_ways"), named.usd.isnull(), ibis.desc("matched_usd"), ibis.desc("usd"), "country_a", "country_b"
    )


def shared(between: ir.Table, keys: tuple[str, ...]) -> ir.Table:
    table = reciprocity(between, keys)
    return table.order_by(*keys) if keys else table


MEASURE = Measure(
    title="Reciprocity",
    definition="Pairs of countries and what each gave the other. A pair flows both ways where each gave at least once "
    "in the span. The matched share is twice the smaller of the two sums by all that went between them: 0 where only "
    "one gives, 1 where both give the same (reciprocity of weighted networks).",
    columns={
        "country_a": "the first of the pair in the alphabet of codes",
        "country_b": "the other",
        "country_a_name": "its name",
        "country_b_name": "its name",
        "a_to_b": "US dollars that the first gave the second; empty where none is known",
        "b_to_a": "US dollars the other way",
        "flows_a_to_b": "how many flows",
        "flows_b_to_a": "how many the other way",
        "usd": "US dollars both ways together",
        "both_ways": "whether each gave the other (of one row: how many pairs do)",
        "matched_usd": "twice the smaller of the two sums, US dollars",
        "matched_share": "matched by all, 0 to 1",
        "pairs": "pairs between which anything flowed",
        "usd_both_ways": "US dollars between pairs that flow both ways",
        "share_of_pairs": "pairs that flow both ways, by all pairs, 0 to 1",
        "share_of_value": "value between such pairs, by all value, 0 to 1",
    },
    compute=compute,
    parameters=(
        GROUP,
        Parameter("countries", Kind.COUNTRIES, "One: its pairs with everybody. Several: the pairs among them."),
        YEARS,
        Parameter("by", Kind.CHOICE, "A row per pair, per year, or one for all.", "pair", tuple(BY)),
        PRICES_OF_MONEY,
    ),
    sources=("https://www.nature.com/articles/srep02729",),
    example={"group": "g77", "years": "2000-2014"},
)
