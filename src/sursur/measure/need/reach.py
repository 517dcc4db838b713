"""Who is not reached, and whose cooperation reaches those in the greatest need."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.need.coverage import PURPOSE_UNKNOWN, REACHED

PARTS = 5
"""The neediest are the first of so many equal parts of the countries ranked."""


def unreached(needs: ir.Table, within_per_cent: int = 50, least: float = 0.0) -> ir.Table:
    """Countries among the neediest that no flow reached, the greatest need first, with what the silence means.

    Ours, not official. The neediest are those with a rank up to `within_per_cent` per cent of the countries ranked;
    `surely` tells whether the whole interval of the rank lies within. `finding` tells no flow reported (by sources that
    know the country) from not covered (no source of the span ever names it), from no source at all, and from flows of
    which nobody tells the purpose; these stand last, as nobody knows whether they reach the need. A country that
    gets less than `least` US dollars a year for each of its people counts as not reached as well; one whose flows have
    no known value does not.

    needs: country, rank, rank_to, ranked, finding, per_person

    >>> from sursur.measure.examples import example, shown
    >>> needs = example(
    ...     "country rank rank_to ranked finding per_person",
    ...     "NER 1 1 4 reached 0.50", "TCD 2 3 4 not_covered -", "MLI 3 4 4 not_covered -", "IND 4 4 4 reached 0.10",
    ... )
    >>> shown(unreached(needs).select("country", "rank", "surely", "finding"))
    country  rank  surely  finding
    TCD      2     no      not_covered
    >>> shown(unreached(needs, least=1.0).select("country", "rank", "surely", "finding"))
    country  rank  surely  finding
    NER      1     yes     reached
    TCD      2     no      not_covered
    """
    little = (needs.finding == REACHED) & (needs.per_person.cast("float64") < least).fill_null(False)
    needy = needs["rank"] * 100 <= needs.ranked * within_per_cent
    silent = needs.filter((needs.finding != REACHED) | little, needy)
    told = silent.mutate(surely=silent.rank_to * 100 <= silent.ranked * within_per_cent)
    return told.order_by(told.finding == PURPOSE_UNKNOWN, "rank", "country")


def reaching(flows: ir.Table, needs: ir.Table, least_developed: ir.Table) -> ir.Table:
    """For each provider: how much of its money goes to the neediest fifth and to the least developed countries.

    Ours, not official. Shares are of the money to countries whose need is known (`usd_ranked`); what goes to countries
    without a value stands in `usd_unranked`. `mean_rank` is the mean rank of need weighted by money, with the number of
    countries behind it (`recipients_ranked`); empty where the sum is not positive. The share to the least developed is
    of all its money.

    flows: provider, country, usd · needs: country, rank, ranked · least_developed: country

    >>> from sursur.measure.examples import example, shown
    >>> flows = example(
    ...     "provider country usd", "CHN NER 30.00", "CHN IND 10.00", "CHN PRK 20.00", "TUR IND 5.00", "TUR NER -",
    ... )
    >>> needs = example("country rank ranked", "NER 1 5", "IND 4 5", "PRK - 5")
    >>> found = reaching(flows, needs, example("country", "NER")).order_by("provider")
    >>> shown(found.select("provider", "usd", "usd_neediest", "neediest_share", "ldc_share", "mean_rank"))
    provider  usd    usd_neediest  neediest_share  ldc_share  mean_rank
    CHN       60.00  30.00         75.0000         50.0000    1.7500
    TUR       5.00   -             0.0000          0.0000     4.0000
    >>> shown(found.select("provider", "recipients", "recipients_ranked", "neediest_reached", "ldcs_reached"))
    provider  recipients  recipients_ranked  neediest_reached  ldcs_reached
    CHN       3           2                  1                 1
    TUR       2           2                  1                 1
    """
    money = flows.mutate(usd=_money(flows.usd))
    least = least_developed.select("country").distinct().mutate(is_least=True)
    placed = money.left_join(needs.select("country", "rank", "ranked"), "country").drop("country_right")
    placed = placed.left_join(least, "country").drop("country_right")
    first = (placed["rank"] * PARTS <= placed.ranked).fill_null(False)
    placed = placed.mutate(
        neediest=first, is_least=placed.is_least.fill_null(False), is_ranked=placed["rank"].notnull()
    )
    return _shares(_by_provider(placed))


def _by_provider(t: ir.Table) -> ir.Table:
    return t.group_by("provider").aggregate(
        flows=t.count(),
        usd=_money(t.usd.sum()),
        usd_ranked=_money(t.usd.sum(where=t.is_ranked)),
        usd_unranked=_money(t.usd.sum(where=~t.is_ranked)),
        usd_neediest=_money(t.usd.sum(where=t.neediest)),
        usd_least=_money(t.usd.sum(where=t.is_least)),
        # Exact, so that the order in which an engine adds does not show.
        weighted=(t.usd.cast("decimal(24, 2)") * t["rank"].cast("decimal(5, 0)")).sum().cast("float64"),
        recipients=t.country.nunique(),
        recipients_ranked=t.country.nunique(where=t.is_ranked),
        neediest_reached=t.country.nunique(where=t.neediest),
        ldcs_reached=t.country.nunique(where=t.is_least),
    )


def _shares(t: ir.Table) -> ir.Table:
    return t.mutate(
        neediest_share=_per_cent(t.usd_neediest, t.usd_ranked),
        ldc_share=_per_cent(t.usd_least, t.usd),
        mean_rank=ibis.ifelse(
            t.usd_ranked > 0, t.weighted / t.usd_ranked.cast("float64").nullif(0), ibis.null("float64")
        ),
    ).drop("weighted")


def _per_cent(part: ir.Value, whole: ir.Value) -> ir.Value:
    share = part.cast("float64").fill_null(0.0) * 100 / whole.cast("float64").nullif(0)
    return ibis.ifelse(whole > 0, share, ibis.null("float64"))


def _money(value: ir.Value) -> ir.Value:
    return value.cast("decimal(38, 2)")
