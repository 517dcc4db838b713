"""Shares of a reported value by recipient and by sector, and the exact division of money among them.

Rules, in order (`split_rule`): what is reported at a transaction replaces what its activity says; percentages count
within one vocabulary only.
"""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

ROUNDING: Final = 2
"""Percentages between 98 and 102 are 100 as rounded by the publisher: thirds reported as 33 make 99, as 34 make 102."""

LARGEST: Final = 100_000
"""A percentage above is a typing error and counts as not reported."""

WEIGHT: Final = "decimal(16, 6)"

PURPOSES: Final = ("1", "DAC")
SECTORS: Final = ("2", "DAC-3")
"""Sector vocabularies by the codes of IATI 2.x and 1.x."""

SPLIT_RULES: dict[str, str] = {
    "whole": "One recipient or sector without a percentage holds the whole value.",
    "equal": "Where no percentage is reported the value is divided equally among those named.",
    "fractions": "Percentages that add up to 1 (0.98 to 1.02) are read as fractions of one.",
    "reported": "Percentages that add up to 98 to 102 are taken as shares of their sum.",
    "missing_share_rest": "Those without a percentage share equally what the reported percentages leave of 100.",
    "missing_get_nothing": "Those without a percentage get nothing where the reported ones already hold 98 or more.",
    "rest_unspecified": "Percentages that add up to less than 98 are taken at their word; the rest has no recipient "
    "or sector.",
    "scaled_down": "Percentages that add up to more than 102 are scaled down in proportion to their sum.",
}


def owner_of(split: ir.Table) -> ir.StringValue:
    """A share belongs to its transaction where it names one, else to its activity."""
    return split.transaction_id.nullif("").fill_null(split.activity_id)


def recipient_scheme(split: ir.Table) -> ir.StringValue:
    """In which list a recipient's code stands: iso2 for a country that says none, name for one that has a name alone,
    region: and the vocabulary for a region.
    """
    unsaid = ibis.ifelse(split.code.nullif("").isnull() & split.name.nullif("").notnull(), "name", "iso2")
    return ibis.ifelse(
        split.dimension == "country",
        split.vocabulary.nullif("").fill_null(unsaid),
        ibis.literal("region:") + split.vocabulary.nullif("").fill_null("1"),
    )


def recipient_shares(split: ir.Table) -> ir.Table:
    """One row per owner and recipient: owner_id, recipient_kind, recipient_scheme, recipient_code, weight, total, rule.

    Regions are recipients only where no country is named, or where country percentages leave 2 per cent or more open
    and the regions carry percentages; otherwise a region merely says where the countries lie.
    """
    named = split.filter(
        split.dimension.isin(["country", "region"]), split.code.nullif("").notnull() | split.name.notnull()
    )
    rows = named.select(
        owner_id=owner_of(named),
        recipient_kind=named.dimension,
        recipient_scheme=recipient_scheme(named),
        code=named.code.nullif("").fill_null(named.name),
        percentage=named.percentage,
    )
    return _weighted(_regions_that_count(_one_region_vocabulary(rows)), ["recipient_kind", "recipient_scheme"]).rename(
        recipient_code="code", recipient_rule="split_rule", recipient_weight="weight", recipient_total="total"
    )


def _one_region_vocabulary(rows: ir.Table) -> ir.Table:
    rank = ibis.cases(
        (rows.recipient_kind == "country", 0),
        (rows.recipient_scheme == "region:1", 1),
        (rows.recipient_scheme == "region:2", 2),
        else_=9,
    )
    ranked = rows.mutate(rank=rank)
    best = ranked.filter(ranked["rank"] > 0).group_by("owner_id").agg(best_rank=lambda t: t["rank"].min())
    joined = ranked.left_join(best, "owner_id").drop("owner_id_right")
    return joined.filter((joined["rank"] == 0) | (joined["rank"] == joined.best_rank)).drop("rank", "best_rank")


def _regions_that_count(rows: ir.Table) -> ir.Table:
    is_country = rows.recipient_kind == "country"
    sums = rows.group_by("owner_id").agg(
        countries=is_country.cast("int64").sum(),
        country_sum=ibis.ifelse(is_country, _sane(rows.percentage), ibis.literal(0).cast(WEIGHT)).sum(),
        region_sum=ibis.ifelse(is_country, ibis.literal(0).cast(WEIGHT), _sane(rows.percentage)).sum(),
    )
    joined = rows.left_join(sums, "owner_id").drop("owner_id_right")
    open_for_regions = (joined.countries == 0) | (
        (joined.country_sum > 0) & (joined.country_sum < 100 - ROUNDING) & (joined.region_sum > 0)
    )
    return joined.filter((joined.recipient_kind == "country") | open_for_regions).drop(
        "countries", "country_sum", "region_sum"
    )


def sector_shares(split: ir.Table, sectors: ir.Table) -> ir.Table:
    """One row per owner and 3-digit DAC sector: owner_id, sector, weight, total, rule.

    Five-digit purposes (vocabulary 1) are read before three-digit sectors (2); other vocabularies are not mixed in.
    `sectors` has the sector of every reported code.
    """
    named = split.filter(split.dimension == "sector")
    known = sectors.select(known_code="code", known_sector="sector")
    found = named.inner_join(known, named.code == known.known_code)
    rank = ibis.cases(
        (found.vocabulary.nullif("").fill_null("1").isin(PURPOSES), 1), (found.vocabulary.isin(SECTORS), 2), else_=9
    )
    rows = found.select(owner_id=owner_of(found), code=found.known_sector, percentage=found.percentage, rank=rank)
    usable = rows.filter(rows["rank"] < 9, rows.code.notnull())
    best = usable.group_by("owner_id").agg(best_rank=usable["rank"].min())
    joined = usable.left_join(best, "owner_id").drop("owner_id_right")
    kept = joined.filter(joined["rank"] == joined.best_rank).drop("rank", "best_rank")
    return _weighted(kept, []).rename(
        sector="code", sector_rule="split_rule", sector_weight="weight", sector_total="total"
    )


def _weighted(rows: ir.Table, also: list[str]) -> ir.Table:
    """Give every named share its weight by the rules above, and the unnamed rest a row of its own."""
    usable = _sane(rows.percentage).nullif(ibis.literal(0).cast(WEIGHT))
    by_code = (
        rows.mutate(percentage=usable, unsaid=rows.percentage.isnull().cast("int64"))
        .group_by("owner_id", *also, "code")
        .agg(percentage=lambda t: t.percentage.sum().cast(WEIGHT), unsaid=lambda t: t.unsaid.max())
    )
    by_code = by_code.mutate(missing=by_code.percentage.isnull())
    sums = by_code.group_by("owner_id").agg(
        n=by_code.count(),
        n_missing=by_code.missing.cast("int64").sum(),
        reported=by_code.percentage.fill_null(0).sum().cast(WEIGHT),
    )
    joined = by_code.left_join(sums, "owner_id").drop("owner_id_right").mutate(split_rule=_rule)
    weighted = joined.mutate(weight=_weight(joined))
    rest = (
        weighted.filter(weighted.split_rule == "rest_unspecified")
        .select("owner_id", "split_rule", weight=(100 - weighted.reported).cast(WEIGHT))
        .distinct()
    )
    nothing = {name: ibis.null("string") for name in (*also, "code")}
    columns = ["owner_id", *also, "code", "split_rule", "weight"]
    named = weighted.filter(weighted.weight > 0).select(*columns)
    return _with_total(named.union(rest.mutate(**nothing).select(*columns)))


def _sane(percentage: ir.FloatingValue) -> ir.DecimalValue:
    """A percentage that can be one, else zero."""
    return ibis.ifelse((percentage > 0) & (percentage <= LARGEST), percentage, 0.0).fill_null(0.0).cast(WEIGHT)


def _with_total(shares: ir.Table) -> ir.Table:
    totals = shares.group_by("owner_id").agg(total=shares.weight.sum().cast(WEIGHT))
    return shares.left_join(totals, "owner_id").drop("owner_id_right")


def _rule(t: ir.Table) -> ir.StringValue:
    low, high = 100 - ROUNDING, 100 + ROUNDING
    complete = t.n_missing == 0
    return ibis.cases(
        ((t.n == 1) & (t.n_missing == 1), "whole"),
        (t.n == t.n_missing, "equal"),
        (t.reported.between(low, high) & complete, "reported"),
        (t.reported > high, "scaled_down"),
        (t.reported.cast("float64").between(0.98, 1.02) & complete, "fractions"),
        (t.reported >= low, "missing_get_nothing"),
        (~complete, "missing_share_rest"),
        else_="rest_unspecified",
    )


def _weight(t: ir.Table) -> ir.DecimalValue:
    rest_each = ((100 - t.reported).cast("float64") / t.n_missing.cast("float64")).round(6).cast(WEIGHT)
    return ibis.cases(
        (t.split_rule.isin(["whole", "equal"]), ibis.literal(1).cast(WEIGHT)),
        ((t.split_rule == "missing_share_rest") & t.missing, rest_each),
        else_=t.percentage.fill_null(0).cast(WEIGHT),
    )


def divide(entries: ir.Table, recipients: ir.Table, sectors: ir.Table) -> ir.Table:
    """One row per entry, recipient and sector. The parts of an entry add up to its amount exactly.

    Each part is the difference of two rounded running sums, so no part is off by more than a cent and none is lost.
    """
    bare = entries.drop("sector", "recipient_scheme")
    placed = _own_or_inherited(bare, recipients)
    grid = _own_or_inherited(placed, sectors)
    grid = grid.mutate(
        weight=(_or_one(grid.recipient_weight) * _or_one(grid.sector_weight)),
        weight_total=(_or_one(grid.recipient_total) * _or_one(grid.sector_total)),
    )
    return _divided(grid)


def _or_one(weight: ir.DecimalValue) -> ir.DecimalValue:
    return weight.cast(WEIGHT).fill_null(ibis.literal(1).cast(WEIGHT))


def _own_or_inherited(entries: ir.Table, shares: ir.Table) -> ir.Table:
    """Join the shares of the transaction itself, else those of its activity."""
    owners = shares.select(own=shares.owner_id).distinct()
    marked = entries.left_join(owners, entries.entry_id == owners.own)
    owned = marked.mutate(owner=ibis.ifelse(marked.own.notnull(), marked.entry_id, marked.activity_id)).drop("own")
    return owned.left_join(shares, owned.owner == shares.owner_id).drop("owner", "owner_id")


def _divided(grid: ir.Table) -> ir.Table:
    order = [grid.recipient_scheme.fill_null(""), grid.recipient_code.fill_null(""), grid.sector.fill_null("")]
    window = ibis.window(group_by=grid.entry_id, order_by=order, preceding=None, following=0)
    running = grid.mutate(upto=grid.weight.sum().over(window))
    before = running.mutate(since=running.upto - running.weight)
    return before.mutate(
        amount=(_rounded(before, before.upto) - _rounded(before, before.since)).cast("decimal(38, 6)"),
        quantity=before.quantity * before.weight.cast("float64") / before.weight_total.cast("float64"),
        sector_share=before.weight.cast("float64") / before.weight_total.cast("float64"),
    ).drop("upto", "since", "weight", "weight_total")


def _rounded(t: ir.Table, upto: ir.DecimalValue) -> ir.DecimalValue:
    part = (t.amount.cast("float64") * (upto.cast("float64") / t.weight_total.cast("float64"))).round(2)
    zero = ibis.literal(0).cast("decimal(38, 6)")
    return ibis.cases(
        (upto == 0, zero), (upto == t.weight_total, t.amount.cast("decimal(38, 6)")), else_=part.cast("decimal(38, 6)")
    )
