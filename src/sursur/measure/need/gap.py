"""The gap between need and coverage, and how it moved between two times."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.need.coverage import NO_FLOW, REACHED
from sursur.measure.need.levels import DIGITS

NEED_UNKNOWN, COVERAGE_UNKNOWN, PEOPLE_UNKNOWN = "need unknown", "coverage unknown", "people unknown"
PURPOSE_MOSTLY_UNKNOWN = "purpose mostly unknown"
LEAST_KNOWN = 50
"""Per cent of a country's money whose purpose must be known before its coverage is compared with others'; ours."""
NOBODY, NO_MONEY, SAME_VALUE = "nobody affected", "reached, money unknown", "same value"


def gap(needs: ir.Table) -> ir.Table:
    """Percentile of need less percentile of coverage per person: 100 is the greatest need with the least coverage.

    Ours, not official. A percentile is the per cent of the other countries with less, and half of those with as much.
    Both rank the same countries: those whose need and coverage are known. No flow reported by sources that know the
    country is a coverage of 0. There is no gap, and `status` says why, for a country that no source covers, that has no
    value of the need, whose people are not known, or of whose money less than half has a known purpose. `gap_from` and
    `gap_to` let the rank of need move within its interval.

    needs: country, value, rank, rank_from, rank_to, ranked, people, finding, purpose_share (empty: nothing is unknown),
        per_person

    >>> from sursur.measure.examples import example, shown
    >>> needs = example(
    ...     "country value rank rank_from rank_to ranked people finding purpose_share per_person",
    ...     "NER 50.0 1 1 2 3 9 no_flow - -",
    ...     "TCD 45.0 2 1 2 3 9 reached 80 4.0",
    ...     "IND 20.0 3 3 3 3 9 reached - 2.0",
    ...     "PRK - - - - 3 9 reached - 1.0",
    ... )
    >>> needs = needs.mutate(finding=needs.finding.replace("no_flow", "no flow reported"))
    >>> found = gap(needs).order_by("country")
    >>> shown(found.select("country", "need_percentile", "coverage_percentile", "gap", "gap_from", "gap_to", "status"))
    country  need_percentile  coverage_percentile  gap       gap_from  gap_to    status
    IND      0.0000           50.0000              -50.0000  -50.0000  -50.0000  -
    NER      100.0000         0.0000               100.0000  50.0000   100.0000  -
    PRK      -                -                    -         -         -         need unknown
    TCD      50.0000          100.0000             -50.0000  -50.0000  0.0000    -
    """
    told = needs.mutate(status=_status(needs))
    known = told.filter(told.status.isnull())
    compared = known.select(
        "country",
        need_percentile=100 - _percentile(known["rank"]),
        coverage_percentile=_percentile(known.per_person.cast("float64").fill_null(0.0).round(DIGITS)),
        up=(known["rank"] - known.rank_from) * 100.0 / (known.ranked - 1).nullif(0),
        down=(known.rank_to - known["rank"]) * 100.0 / (known.ranked - 1).nullif(0),
    )
    ends = compared.mutate(
        gap=(compared.need_percentile - compared.coverage_percentile).round(DIGITS),
        gap_from=(ibis.greatest(compared.need_percentile - compared.down, 0.0) - compared.coverage_percentile).round(
            DIGITS
        ),
        gap_to=(ibis.least(compared.need_percentile + compared.up, 100.0) - compared.coverage_percentile).round(DIGITS),
    )
    return told.left_join(ends.drop("up", "down"), "country").drop("country_right")


def _status(t: ir.Table) -> ir.Value:
    """Why a country has no gap; empty where it has one."""
    return ibis.cases(
        (t.value.isnull(), NEED_UNKNOWN),
        (t.finding.notin([REACHED, NO_FLOW]), COVERAGE_UNKNOWN),
        (t.purpose_share < LEAST_KNOWN, PURPOSE_MOSTLY_UNKNOWN),
        (t.people.isnull(), PEOPLE_UNKNOWN),
        (t.people == 0, NOBODY),
        ((t.finding == REACHED) & t.per_person.isnull(), NO_MONEY),
        else_=ibis.null("string"),
    )


def _percentile(column: ir.Column) -> ir.Value:
    """Of the other rows, the per cent with less, and half of those with as much."""
    less = ibis.rank().over(order_by=column)
    equal = column.count().over(group_by=column) - 1
    return (less + equal * 0.5) * 100.0 / (column.count().over() - 1).nullif(0)


def movers(before: ir.Table, after: ir.Table) -> ir.Table:
    """How level, rank and coverage of each country changed between two times.

    Ours, not official. Ranks are taken anew among the countries that have a value at both times, so that nobody moves
    because others came or went: a positive `rank_change` is a country whose need became greater beside the others'.
    Where one and the same value stands at both times, carried from before, no change is told (`status`).

    `surely`: the level changed by more than both its spreads together.

    before, after: country, value, value_year, severity (rises with the need), spread, total, per_person

    >>> from sursur.measure.examples import example, shown
    >>> columns = "country value value_year severity spread total per_person"
    >>> before = example(
    ...     columns, "NER 50.0 2005 50.0 2.0 9.0 1.0", "TCD 60.0 2005 60.0 2.0 9.0 2.0", "MLI 40.0 2004 40.0 1.0 - -"
    ... )
    >>> after = example(
    ...     columns,
    ...     "NER 48.0 2010 48.0 1.0 9.0 3.0", "TCD 45.0 2010 45.0 1.0 9.0 1.0", "MLI 40.0 2004 40.0 1.0 9.0 5.0",
    ... )
    >>> found = movers(before, after).order_by("country")
    >>> shown(found.select("country", "change", "surely", "rank_before", "rank_after", "rank_change", "status"))
    country  change    surely  rank_before  rank_after  rank_change  status
    MLI      -         -       -            -           -            same value
    NER      -2.0000   no      2            1           1            -
    TCD      -15.0000  yes     1            2           -1           -
    """
    names = ("value", "value_year", "severity", "spread", "total", "per_person")
    first = before.select("country", **{f"{name}_before": name for name in names})
    then = after.select("country", **{f"{name}_after": name for name in names})
    both = first.join(then, "country")
    both = both.mutate(status=_standing_still(both))
    moved = both.filter(both.status.isnull())
    change = (moved.value_after - moved.value_before).cast("float64")
    ranked = moved.select(
        "country",
        change=change,
        surely=change.abs() > (moved.spread_before + moved.spread_after).cast("float64"),
        rank_before=ibis.rank().over(order_by=ibis.desc("severity_before")) + 1,
        rank_after=ibis.rank().over(order_by=ibis.desc("severity_after")) + 1,
    )
    ranked = ranked.mutate(rank_change=ranked.rank_before - ranked.rank_after)
    found = both.left_join(ranked, "country").drop("country_right", "severity_before", "severity_after")
    return found.mutate(per_person_change=(found.per_person_after - found.per_person_before).cast("float64"))


def _standing_still(t: ir.Table) -> ir.Value:
    missing = t.value_before.isnull() | t.value_after.isnull()
    same = t.value_year_before == t.value_year_after
    return ibis.cases((missing, NEED_UNKNOWN), (same, SAME_VALUE), else_=ibis.null("string"))
