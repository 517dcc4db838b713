"""Who kept the promise to give 0.7 per cent of national income?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.answers.asking import FlowQuery
from sursur.answers.measuring import Answer, Asked, Measure
from sursur.answers.measuring.parameters import COUNTRY, GROUP, YEARS
from sursur.answers.notes import notes
from sursur.answers.partnering import members_of, with_names
from sursur.measure.horizontality import promise
from sursur.release import Release
from sursur.sentences import Sentence

REPORTED, INCOME = "oda_given_percent_gni", "gni_usd"
NET = "oda_net"
HISTORY = (
    "https://www.oecd.org/dac/financing-sustainable-development/development-finance-standards/"
    "the07odagnitarget-ahistory.htm"
)


def compute(release: Release, asked: Asked) -> Answer:
    query = query_of(asked)
    found = percentages(release, query)
    values = release.table("indicator").filter(lambda t: t.indicator.isin((REPORTED, INCOME)))
    values = within_years(values, *asked["years"])
    found = within_years(found, *asked["years"])
    if asked["country"]:
        found = found.filter(found.country == asked["country"])
    if asked["group"]:
        found = found.semi_join(members_of(release, asked["group"]), ["country", "year"])
    behind = values.semi_join(found, ["country", "year"]).order_by("country", "year", "indicator")
    table = with_names(release, found, "country")
    order = ("year", table.percent_reported.isnull(), ibis.desc("percent_reported"), "country")
    return Answer(
        make_table=lambda: table.order_by(*order),
        make_rows=lambda: behind,
        notes=(*own_notes(), *notes(release, query)),
    )


def query_of(asked: Asked) -> FlowQuery:
    first, last = asked["years"]
    return FlowQuery(
        providers=(asked["country"],) if asked["country"] else (),
        provider_group=asked["group"],
        year_from=first,
        year_to=last,
        measure=NET,
        prices="current",
        stage="any",
        counted=False,
    )


def percentages(release: Release, query: FlowQuery) -> ir.Table:
    """Every provider with a reported share or with net official aid among the flows."""
    flow = release.table("flow")
    net = flow.filter((flow.measure == NET) & flow.provider_country.notnull())
    net = within_years(net, query.year_from, query.year_to)
    given = net.group_by(country="provider_country", year="year").aggregate(oda_usd=net.usd_current.sum())
    table = release.table("indicator")
    income = table.filter(table.indicator == INCOME).select("country", "year", gni_usd="value")
    reported = table.filter(table.indicator == REPORTED).select("country", "year", percent_reported="value")
    return promise(given, income, reported)


def within_years(table: ir.Table, first: int | None, last: int | None) -> ir.Table:
    if first is not None:
        table = table.filter(table.year >= first)
    return table if last is None else table.filter(table.year <= last)


def own_notes() -> tuple[tuple[str, str], ...]:
    return (
        (
            "Reported",
            Sentence("net ODA by GNI as the OECD publishes it; from 2018 its grant equivalent, a new way of counting"),
        ),
        (
            "From flows",
            Sentence(
                "net ODA by recipient by GNI: without what went to international bodies or to no single country, so "
                "lower"
            ),
        ),
    )


MEASURE = Measure(
    title="Official development assistance against the promise of 0.7 per cent",
    definition="Net official development assistance in per cent of gross national income, as reported and as the flows "
    "at hand add up, beside the 0.7 per cent that the General Assembly asked of each economically advanced country "
    "(resolution 2626 (XXV), paragraph 43, 1970). Not every country listed has taken on the promise.",
    columns={
        "country": "provider, ISO 3166-1 alpha-3",
        "country_name": "its name",
        "year": "calendar year",
        "oda_usd": "net ODA by recipient among the flows, current US dollars",
        "gni_usd": "gross national income, current US dollars (World Bank)",
        "percent_from_flows": "the first by the second, per cent",
        "percent_reported": "as the OECD publishes it, per cent of GNI",
        "difference": "from flows less reported, points",
        "of_promise": "reported by 0.7: 1 is the promise kept",
        "kept": "whether the reported share is 0.7 or more",
        "gap_usd": "what is missing to 0.7 per cent, current US dollars; negative where more was given",
    },
    compute=compute,
    parameters=(COUNTRY, GROUP, YEARS),
    sources=(HISTORY,),
    example={"group": "dac", "years": "2013"},
)
