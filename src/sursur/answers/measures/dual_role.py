"""Which countries both give and receive, and which of the two weighs more?"""

from __future__ import annotations

import ibis

from sursur.answers.asking import FlowQuery
from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import GROUP, PRICES_OF_MONEY, YEARS, Kind
from sursur.answers.notes import notes
from sursur.answers.partnering import behind, entering, exchanged, left_out, members_of, with_names
from sursur.measure.horizontality import exchanges, placed, roles
from sursur.release import Release

BY: dict[str, tuple[str, ...]] = {"span": (), "year": ("year",)}


def compute(release: Release, asked: Asked) -> Answer:
    first, last = asked["years"]
    query = FlowQuery(year_from=first, year_to=last, prices=asked["prices"])
    told = exchanged(release, query)
    keys = BY[asked["by"]]
    if asked["group"]:
        told = placed(told, members_of(release, asked["group"]))
        told = told.filter(told.provider_in | told.recipient_in)
    found = roles(exchanges(entering(told), keys), keys)
    known = release.table("country").select("country")
    found = found.semi_join(known, "country")
    if asked["group"]:
        found = found.semi_join(
            members_of(release, asked["group"]).select("country", *keys).distinct(), ["country", *keys]
        )
    if not asked["all"]:
        found = found.filter(found.dual)
    table = with_names(release, found, "country")
    return Answer(
        make_table=lambda: table.order_by(*keys, ibis.desc("balance"), "country"),
        make_rows=lambda: behind(told),
        make_left_out=lambda: left_out(told),
        notes=notes(release, query),
    )


MEASURE = Measure(
    title="Dual role",
    definition="What each country gave and received in the span. It has a dual role where it did both. Balance: given "
    "less received by their sum. Definition ours.",
    columns={
        "year": "calendar year",
        "country": "ISO 3166-1 alpha-3",
        "country_name": "its name",
        "given": "US dollars given to other countries; empty where none is known",
        "received": "US dollars received from other countries and international bodies",
        "flows_given": "how many flows",
        "flows_received": "how many flows",
        "dual": "whether it gave and received",
        "balance": "(given - received) / (given + received): 1 only gives, -1 only receives",
    },
    compute=compute,
    parameters=(
        GROUP,
        YEARS,
        Parameter("by", Kind.CHOICE, "Over the span, or each year.", "span", tuple(BY)),
        Parameter("all", Kind.SWITCH, "Also countries that only give or only receive."),
        PRICES_OF_MONEY,
    ),
    example={"years": "2014"},
)
