"""Which Southern providers reach the neediest, and how much of their money goes there?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.answers.flows import MULTILATERAL_KINDS, party_names
from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import YEARS, Kind
from sursur.answers.membership import members_by_year
from sursur.answers.need_answers import OF_SOUTHERN_FORMS, question
from sursur.answers.needs import NEED, answering, levels_of, ranked_countries, sorted_flows
from sursur.measure.need.reach import reaching
from sursur.release import Release

LEAST_DEVELOPED = "ldc"


def compute(release: Release, asked: Asked) -> Answer:
    put = question(release, asked)
    need, span = put.need, put.span
    levels = levels_of(release, need, asked, span.last, span.last)
    ranked = ranked_countries(release, need, asked, span.last, span.last)
    flows = _of_provider(sorted_flows(release, need, asked, span, ranked), asked)
    members = members_by_year(release, LEAST_DEVELOPED)
    least = members.filter(members.year == span.last)
    found = reaching(_by_party(answering(flows)), levels, least)
    names = party_names(release).select(provider="code", provider_name="name")
    told = found.left_join(names, "provider").drop("provider_right")
    told = told.mutate(provider_name=told.provider_name.fill_null(told.provider)).select(*COLUMNS)
    order = (told.usd_neediest.isnull(), ibis.desc("usd_neediest"), ibis.desc("flows"), "provider")
    return put.answer(lambda: told.order_by(*order), flows)


def _of_provider(flows: ir.Table, asked: Asked) -> ir.Table:
    """All flows, or those of one country's bodies or of one organisation."""
    wanted = asked["provider"]
    return flows.filter((flows.provider_country == wanted) | (flows.provider == wanted)) if wanted else flows


def _by_party(flows: ir.Table) -> ir.Table:
    """A country stands for all its bodies, an international body for itself."""
    country = ibis.coalesce(flows.provider_country, flows.provider, flows.provider_name)
    body = ibis.coalesce(flows.provider, flows.provider_name)
    party = ibis.ifelse(flows.provider_kind.isin(MULTILATERAL_KINDS), body, country)
    return flows.select("country", "usd", provider=party)


COLUMNS = {
    "provider": "country or organisation",
    "provider_name": "its English name",
    "usd": "US dollars over the span to the countries that are ranked among",
    "usd_neediest": "to the fifth of the ranked countries with the greatest need",
    "neediest_share": "per cent of the money to countries whose need is known",
    "usd_least": "to countries that were least developed countries at the end of the last year",
    "ldc_share": "per cent of all its money here",
    "mean_rank": "rank of need of its recipients, weighted by money: the lower, the needier; see `recipients_ranked`",
    "recipients": "countries that it reaches",
    "recipients_ranked": "of these, with a rank of need",
    "neediest_reached": "of these, among the neediest fifth",
    "ldcs_reached": "of these, least developed countries",
    "usd_ranked": "US dollars to countries whose need is known",
    "usd_unranked": "US dollars to countries without a value of the need",
    "flows": "how many",
}

MEASURE = Measure(
    title="Who reaches the neediest",
    definition="For each provider, the money that goes to the fifth of the ranked countries with the greatest need and "
    "to the least developed countries, the number of recipients, and the mean rank of need weighted by money. Ours, "
    "not official.",
    columns=COLUMNS,
    compute=compute,
    brief=(
        "provider_name",
        "usd",
        "neediest_share",
        "ldc_share",
        "mean_rank",
        "recipients",
        "neediest_reached",
        "ldcs_reached",
    ),
    parameters=(
        NEED,
        YEARS,
        Parameter("provider", Kind.PARTY, "This provider only: country (name or code) or organisation id."),
        *OF_SOUTHERN_FORMS,
    ),
    sources=("https://policy.desa.un.org/themes/least-developed-countries-category",),
    example={"need": "extreme_poverty", "years": "2005-2009"},
)
