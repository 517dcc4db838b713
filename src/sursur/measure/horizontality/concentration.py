"""Concentration of partners: on how many a country rests, and how much on the largest."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.horizontality.ratios import DIGITS, ratio

SMALL = 0.1
"""Partners that together give less than this share are small; the threshold is ours."""


def concentration(sums: ir.Table, of: str, among: str, by: tuple[str, ...] = ()) -> ir.Table:
    """How the sums of each `of` (such as recipient) are spread over its partners `among` (such as provider).

    herfindahl: sum of the squares of the partners' shares: 1 for a single partner, 1/n for n equal ones
        (O. Herfindahl 1950 and A. O. Hirschman 1945; on both, https://www.nber.org/papers/w26512)
    effective: its inverse, the number of equal partners that would be as concentrated
    fragmentation: 1 - herfindahl, the chance that two dollars come from two partners
    largest, largest_share: the partner with the largest sum (of equals the first in the alphabet) and its share
    small_partners: how many, from the smallest, together stay below a tenth of the sum; the tenth is our threshold, on
        fragmentation see http://www.oecd.org/dac/aid-architecture/fragmentation-orphans.htm
    Partners without a value, or with one that is not positive, have no share; they are counted in `without_value`.

    >>> from sursur.measure.examples import example, shown
    >>> sums = example("provider recipient usd", "CHN KEN 60.00", "GBR KEN 34.00", "IND KEN 6.00", "BRA KEN -")
    >>> found = concentration(sums, of="recipient", among="provider")
    >>> shown(found.select("recipient", "partners", "herfindahl", "effective", "largest", "largest_share"))
    recipient  partners  herfindahl  effective  largest  largest_share
    KEN        3         0.4792      2.0868     CHN      0.6000
    >>> shown(found.select("usd", "without_value", "small_partners", "fragmentation"))
    usd     without_value  small_partners  fragmentation
    100.00  1              1               0.5208
    """
    keys = [of, *by]
    known = _ranked(sums.mutate(partner=sums[among]).filter(sums.usd > 0), keys)
    found = known.group_by(keys).aggregate(
        partners=known.count(),
        usd=known.usd.sum(),
        herfindahl=(known.share * known.share).sum().round(DIGITS),
        largest=known.partner.max(where=known.place == 1),
        largest_usd=known.usd.max(where=known.place == 1),
        small_partners=known.count(where=known.from_smallest < known.whole * SMALL),
    )
    unknown = sums.group_by(keys).aggregate(without_value=sums.count(where=~(sums.usd > 0).fill_null(False)))
    joined = unknown.left_join(found, keys).drop(*(f"{key}_right" for key in keys))
    return joined.mutate(
        partners=joined.partners.fill_null(0),
        effective=ratio(ibis.literal(1), joined.herfindahl),
        fragmentation=(1 - joined.herfindahl).round(DIGITS),
        largest_share=ratio(joined.largest_usd, joined.usd),
    ).order_by(*keys)


def _ranked(known: ir.Table, keys: list[str]) -> ir.Table:
    """Each partner with its share, its place from the largest, and the sum up to it from the smallest."""
    largest_first = ibis.window(group_by=keys, order_by=[ibis.desc("usd"), "partner"])
    smallest_first = ibis.cumulative_window(group_by=keys, order_by=["usd", ibis.desc("partner")])
    placed = known.mutate(
        whole=known.usd.sum().over(group_by=keys),
        place=ibis.row_number().over(largest_first) + 1,
        from_smallest=known.usd.sum().over(smallest_first).cast("float64"),
    )
    share = placed.usd.cast("float64") / placed.whole.cast("float64")
    return placed.mutate(share=share, whole=placed.whole.cast("float64"))
