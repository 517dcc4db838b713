"""How concentrated are a country's partners, and how much rests on the largest?"""

from __future__ import annotations

import ibis

from sursur.answers.asking import FlowQuery
from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import COUNTRY, GROUP, PRICES_OF_MONEY, YEARS, Kind
from sursur.answers.notes import notes
from sursur.answers.partnering import behind, entering, exchanged, left_out, with_names
from sursur.measure.horizontality import concentration, exchanges
from sursur.release import Release

SIDES = {"providers": ("recipient", "provider"), "recipients": ("provider", "recipient")}
BY: dict[str, tuple[str, ...]] = {"span": (), "year": ("year",)}


def compute(release: Release, asked: Asked) -> Answer:
    query = query_of(asked)
    told = exchanged(release, query)
    of, among = SIDES[asked["of"]]
    keys = BY[asked["by"]]
    found = concentration(exchanges(entering(told), keys), of, among, keys)
    whose = found.select(
        *keys,
        *("partners", "usd", "herfindahl", "effective", "largest", "largest_usd", "largest_share"),
        *("small_partners", "fragmentation", "without_value"),
        party=found[of],
    )
    table = with_names(release, whose.relocate("party"), "party", "largest")
    return Answer(
        make_table=lambda: table.order_by(*keys, table.herfindahl.isnull(), ibis.desc("herfindahl"), "party"),
        make_rows=lambda: behind(told),
        make_left_out=lambda: left_out(told),
        notes=notes(release, query),
    )


def query_of(asked: Asked) -> FlowQuery:
    first, last = asked["years"]
    only = (asked["country"],) if asked["country"] else ()
    of_providers = asked["of"] == "providers"
    return FlowQuery(
        providers=() if of_providers else only,
        recipients=only if of_providers else (),
        provider_group=None if of_providers else asked["group"],
        recipient_group=asked["group"] if of_providers else None,
        year_from=first,
        year_to=last,
        prices=asked["prices"],
    )


MEASURE = Measure(
    title="Concentration of partners",
    definition="Herfindahl index: the sum of the squares of the partners' shares in what a country receives (its "
    "providers) or gives (its recipients); 1 for a single partner. Its inverse is the effective number of partners. An "
    "international body is a partner of its own. A tenth as the threshold of small partners is ours.",
    columns={
        "party": "whose partners: the recipient, or the provider",
        "party_name": "its name",
        "year": "calendar year",
        "partners": "partners with a value",
        "usd": "US dollars of all of them",
        "herfindahl": "1/n for n equal partners, to 1 for a single one",
        "effective": "the number of equal partners that would be as concentrated",
        "largest": "partner with the largest sum",
        "largest_name": "its name",
        "largest_usd": "its sum in US dollars",
        "largest_share": "its share, 0 to 1: dependence on the largest partner",
        "small_partners": "smallest partners that together give less than a tenth",
        "fragmentation": "1 less the Herfindahl index",
        "without_value": "further partners without a known value",
    },
    compute=compute,
    parameters=(
        Parameter("of", Kind.CHOICE, "A recipient's providers, or a provider's recipients.", "providers", tuple(SIDES)),
        COUNTRY,
        GROUP,
        YEARS,
        Parameter("by", Kind.CHOICE, "Over the span, or each year.", "span", tuple(BY)),
        PRICES_OF_MONEY,
    ),
    sources=(
        "https://www.nber.org/papers/w26512",
        "http://www.oecd.org/dac/aid-architecture/fragmentation-orphans.htm",
    ),
    example={"of": "providers", "years": "2010-2014", "group": "ldc"},
)
