"""How equal is a country's or a group's cooperation: reciprocity, concentration, dependence, shares, the promise?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import ibis
import ibis.expr.types as ir

from sursur.answers.asking import FlowQuery
from sursur.answers.flows import party_names
from sursur.answers.measures.promise import percentages, within_years
from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import COUNTRY, GROUP, PRICES_OF_MONEY, SOUTH, YEARS, Kind
from sursur.answers.notes import notes
from sursur.answers.partnering import (
    behind,
    entering,
    exchanged,
    indicator_rows,
    left_out,
    marked,
    name_table,
    one_set,
    set_in_words,
)
from sursur.answers.partnering.indicators import promise_rows
from sursur.answers.partnering.marks import MARKS
from sursur.measure.horizontality import placed
from sursur.release import Release
from sursur.release.repeated import Say

BY: dict[str, tuple[str, ...]] = {"span": (), "year": ("year",)}


def compute(release: Release, asked: Asked) -> Answer:
    first, last = asked["years"]
    query = FlowQuery(year_from=first, year_to=last, south=asked["south"], prices=asked["prices"])
    members = one_set(release, asked["country"], asked["group"])
    told = partial(flows_of, release, query)
    return Answer(
        make_table=lambda: ibis.memtable(release.again(*figures_of(release, asked, query), members)),
        make_rows=lambda: behind(told(ibis.memtable(members))),
        make_left_out=lambda: left_out(told(ibis.memtable(members))),
        notes=(set_in_words(asked["country"], asked["group"]), *notes(release, query)),
    )


def flows_of(release: Release, query: FlowQuery, members: ir.Table) -> ir.Table:
    """Those that the set gave or received."""
    told = placed(exchanged(release, query), members)
    return told.filter(told.provider_in | told.recipient_in)


def figures_of(release: Release, asked: Asked, query: FlowQuery) -> tuple[object, Say]:
    """All indicators of any set of members: what the question depends on, and the question."""
    keys, inward = BY[asked["by"]], asked["group"] is not None
    promise = tuple(promised(release, asked, query))

    def say(members: ir.Table) -> ir.Table:
        flows = narrow(marked(release, entering(flows_of(release, query, members))), keys)
        return listed(release, ibis.union(*indicator_rows(flows, keys, inward=inward), *promise), keys)

    return ("horizontality", query, keys, inward, asked["country"] if promise else None), say


def narrow(flows: ir.Table, keys: tuple[str, ...]) -> ir.Table:
    """Only what the indicators read, summed: every one of them goes over it again."""
    kept = (*keys, "provider", "recipient", "provider_country", "provider_in", "recipient_in", *MARKS)
    return flows.group_by(list(kept)).aggregate(usd=flows.usd.sum())


def promised(release: Release, asked: Asked, query: FlowQuery) -> Iterator[ir.Table]:
    """Of one country, by year: national income is a figure of a year."""
    if asked["by"] != "year" or not asked["country"]:
        return
    found = percentages(release, query)
    found = within_years(found.filter(found.country == asked["country"]), query.year_from, query.year_to)
    yield promise_rows(found)


def listed(release: Release, found: ir.Table, keys: tuple[str, ...]) -> ir.Table:
    """With names and units, in reading order; a note that is the code of a party becomes its name."""
    known = name_table()
    named = found.inner_join(known, "indicator")
    parties = party_names(release).select(noted="code", noted_name="name")
    told = named.left_join(parties, named.note == parties.noted)
    told = told.mutate(note=ibis.coalesce(told.noted_name, told.note))
    shown = told.filter(told.value.notnull() | told.unknown_usd.notnull())
    return shown.order_by(*keys, "place").select(
        *keys, "indicator", "name", "value", "unit", "of_usd", "unknown_usd", "note"
    )


MEASURE = Measure(
    title="Horizontality",
    definition="All indicators of equality between partners of a country or a group in one table: what it gives and "
    "gets, how much flows both ways (a group: among its members), how concentrated its partners are, which share is "
    "South-South, in kind, tied or goes to least developed countries, and official aid against the promise of 0.7 per "
    "cent. Each share is of the value for which the mark is known; the rest stands beside it. Choice ours.",
    columns={
        "year": "calendar year",
        "indicator": "our id",
        "name": "what it is",
        "value": "in the unit beside it",
        "unit": "US dollars, number, share (0 to 1), per cent of GNI",
        "of_usd": "value that the indicator was computed from, US dollars",
        "unknown_usd": "value for which the mark is not known, US dollars",
        "note": "the largest partner, or how many pairs of how many",
    },
    compute=compute,
    parameters=(
        COUNTRY,
        GROUP,
        YEARS,
        Parameter("by", Kind.CHOICE, "Over the span, or each year.", "span", tuple(BY)),
        SOUTH,
        PRICES_OF_MONEY,
    ),
    sources=(
        "https://www.nber.org/papers/w26512",
        "https://www.nature.com/articles/srep02729",
    ),
    example={"country": "Türkiye", "years": "2013-2014", "by": "year"},
)
