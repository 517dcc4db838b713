"""What cooperation reaches a country: sums by form, per person, and what it means that a source tells nothing."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from sursur.model.values import Form

BUCKETS: Final = {
    Form.SOUTH_SOUTH: "south_south",
    Form.MULTILATERAL_SOUTH_LED: "south_led",
    Form.TRIANGULAR: "triangular",
    Form.NORTH_SOUTH: "north_south",
    Form.MULTILATERAL: "multilateral",
}
"""Column of each form; the flows of any other form stand in `other`."""
COLUMNS: Final = (*BUCKETS.values(), "other")

REACHED, NO_FLOW, NOT_COVERED, NO_SOURCE = "reached", "no flow reported", "not covered", "no source"
PURPOSE_UNKNOWN = "purpose unknown"


def coverage(flows: ir.Table) -> ir.Table:
    """Money by recipient and form, one row per country; a form without a flow is empty and not 0.

    flows: country, form, usd (decimal, empty where a flow has no value)

    Columns: `country`, one per form, `total` (all of them), `flows`, `without_value`.

    >>> from sursur.measure.examples import example, shown
    >>> flows = example(
    ...     "country form usd",
    ...     "NER south_south 10.00",
    ...     "NER north_south 5.00",
    ...     "NER unclassified 1.00",
    ...     "TCD multilateral_south_led 2.00",
    ...     "TCD north_south -",
    ... )
    >>> found = coverage(flows).order_by("country")
    >>> shown(found.select("country", "south_south", "south_led", "north_south", "other", "total", "without_value"))
    country  south_south  south_led  north_south  other  total  without_value
    NER      10.00        -          5.00         1.00   16.00  0
    TCD      -            2.00       -            -      2.00   1
    """
    money = flows.mutate(usd=flows.usd.cast("decimal(38, 2)"))
    sums = {
        name: money.usd.sum(where=money.form == form.value).cast("decimal(38, 2)") for form, name in BUCKETS.items()
    }
    other = money.usd.sum(where=money.form.notin([form.value for form in BUCKETS])).cast("decimal(38, 2)")
    return money.group_by("country").aggregate(
        **sums,
        other=other,
        total=money.usd.sum().cast("decimal(38, 2)"),
        flows=money.count(),
        without_value=money.count() - money.usd.count(),
    )


def findings(told: ir.Table, first: int, last: int) -> ir.Table:
    """Countries that the sources of a span name, and whether any flow of the span goes there that answers the need.

    A source covers the span where it tells the purpose of a flow to anybody within it. Ours, not official. A country
    that such a source names in another year or for another purpose only had no flow reported; one that none of them
    ever names is in no row: it may lie outside what the sources look at, and no flow is then not known to be none.

    told: dataset, country, year, answers of every flow whose purpose is known, also outside the span

    >>> from sursur.measure.examples import example, shown
    >>> told = example(
    ...     "dataset country year answers",
    ...     "gcdf KEN 2010 yes", "gcdf MLI 2003 yes", "gcdf CUB 2011 no", "old TCD 1990 yes",
    ... )
    >>> shown(findings(told, 2008, 2012).order_by("country"))
    country  finding           sources  first_named  last_named
    CUB      no flow reported  1        2011         2011
    KEN      reached           1        2010         2010
    MLI      no flow reported  1        2003         2003
    """
    within = told.year.between(first, last)
    named = told.group_by("dataset", "country").aggregate(
        inside=_times(within), answering=_times(within & told.answers), first=told.year.min(), last=told.year.max()
    )
    active = named.mutate(active=named.inside.max().over(group_by="dataset"))
    active = active.filter(active.active > 0, active.country.notnull())
    return active.group_by("country").aggregate(
        finding=ibis.ifelse(active.answering.max() > 0, REACHED, NO_FLOW),
        sources=active.count(),
        first_named=active["first"].min(),
        last_named=active["last"].max(),
    )


def _times(condition: ir.BooleanValue) -> ir.IntegerValue:
    """How often it holds: counted and not summed, because engines sum whole numbers into types of their own."""
    return condition.nullif(False).count()


def with_findings(countries: ir.Table, found: ir.Table) -> ir.Table:
    """The finding of every country: that of `findings`, else `not covered`, or `no source` where there is none at all.

    A country that is not reached but gets flows whose purpose nobody tells has the finding `purpose unknown`.

    countries: country, unknown_flows (how many flows of unknown purpose go there, empty for none)

    >>> from sursur.measure.examples import example, shown
    >>> found = example("country finding sources first_named last_named", "KEN reached 1 2010 2010")
    >>> countries = example("country unknown_flows", "KEN 3", "NRU -", "TCD 2")
    >>> shown(with_findings(countries, found).order_by("country").select("country", "finding", "sources"))
    country  finding          sources
    KEN      reached          1
    NRU      not covered      0
    TCD      purpose unknown  0
    >>> shown(with_findings(countries, found.limit(0)).order_by("country").select("country", "finding"))
    country  finding
    KEN      purpose unknown
    NRU      no source
    TCD      purpose unknown
    """
    joined = countries.left_join(found, "country").drop("country_right")
    silence = ibis.ifelse(joined.finding.count().over() > 0, NOT_COVERED, NO_SOURCE)
    told = ibis.cases(
        (joined.finding == REACHED, REACHED),
        (joined.unknown_flows > 0, PURPOSE_UNKNOWN),
        else_=joined.finding.fill_null(silence),
    )
    return joined.mutate(finding=told, sources=joined.sources.fill_null(0))


def known_purpose(flows: ir.Table) -> ir.Table:
    """By country: the money whose purpose is not reported, and the share of all of which it is (`purpose_share`).

    flows: country, usd, purpose_known

    >>> from sursur.measure.examples import example, shown
    >>> flows = example("country usd purpose_known", "KEN 30.00 yes", "KEN 10.00 no", "TCD 5.00 yes", "NER - no")
    >>> shown(known_purpose(flows).order_by("country"))
    country  sector_unknown  unknown_flows  purpose_share
    KEN      10.00           1              75.0000
    NER      -               1              -
    TCD      -               0              100.0000
    """
    money = flows.mutate(usd=flows.usd.cast("decimal(38, 2)"))
    summed = money.group_by("country").aggregate(
        sector_unknown=money.usd.sum(where=~money.purpose_known).cast("decimal(38, 2)"),
        unknown_flows=_times(~money.purpose_known),
        known=money.usd.sum(where=money.purpose_known).cast("decimal(38, 2)").cast("float64"),
        whole=money.usd.sum().cast("decimal(38, 2)").cast("float64"),
    )
    return summed.mutate(purpose_share=summed.known.fill_null(0.0) * 100 / summed.whole.nullif(0)).drop(
        "known", "whole"
    )


def per_person(covered: ir.Table, names: tuple[str, ...], years: int) -> ir.Table:
    """Add `<name>_per_person`: US dollars a year for each of `people`; empty where money or people are unknown.

    >>> from sursur.measure.examples import example, shown
    >>> covered = example("country people total", "NER 100 5000.00", "TCD 0 10.00", "CUB 50 -")
    >>> shown(per_person(covered, ("total",), years=5).order_by("country"))
    country  people  total    total_per_person
    CUB      50      -        -
    NER      100     5000.00  10.0000
    TCD      0       10.00    -
    """
    shared = {f"{name}_per_person": covered[name].cast("float64") / covered.people.nullif(0) / years for name in names}
    return covered.mutate(**shared)
