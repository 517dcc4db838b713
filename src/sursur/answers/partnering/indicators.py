"""The indicators of one country or group, as rows of one long table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.answers.partnering.marks import MARKS
from sursur.measure.horizontality import concentration, exchanges, pairs, ratio, reciprocity, shares

LARGEST = {"largest_share": "largest"}
"""Indicators that name somebody, and the column that holds the code."""

NAMES: tuple[tuple[str, str, str], ...] = (
    ("given", "given", "US dollars"),
    ("received", "received", "US dollars"),
    ("balance", "balance of giving and receiving", "-1 to 1"),
    ("share_of_pairs", "partners with whom it flows both ways", "share of pairs"),
    ("matched_share", "value that is answered by the other side", "share of value"),
    ("providers", "providers", "number"),
    ("providers_herfindahl", "concentration of providers (Herfindahl)", "0 to 1"),
    ("providers_effective", "effective number of providers", "number"),
    ("providers_largest_share", "dependence on the largest provider", "share of value"),
    ("providers_small", "providers that together give less than a tenth", "number"),
    ("recipients", "recipients", "number"),
    ("recipients_herfindahl", "concentration of recipients (Herfindahl)", "0 to 1"),
    ("recipients_effective", "effective number of recipients", "number"),
    ("recipients_largest_share", "share of the largest recipient", "share of value"),
    ("recipients_small", "recipients that together get less than a tenth", "number"),
    ("given_south_south", "South-South in what is given", "share of value"),
    ("received_south_south", "South-South in what is received", "share of value"),
    ("given_to_ldc", "to least developed countries in what is given", "share of value"),
    ("given_in_kind", "in kind in what is given", "share of value"),
    ("received_in_kind", "in kind in what is received", "share of value"),
    ("given_tied", "tied in what is given", "share of value"),
    ("received_tied", "tied in what is received", "share of value"),
    ("oda_percent_reported", "official development assistance, reported (0.7 was promised)", "per cent of GNI"),
    ("oda_percent_from_flows", "official development assistance, from flows by recipient", "per cent of GNI"),
)
"""Id, name and unit, in reading order."""


def name_table() -> ir.Table:
    ids, names, units = zip(*NAMES, strict=True)
    places = list(range(len(ids)))
    return ibis.memtable(pa.table({"indicator": ids, "name": names, "unit": units, "place": places}))


def indicator_rows(flows: ir.Table, by: tuple[str, ...], *, inward: bool) -> Iterator[ir.Table]:
    """Tables with the same columns: those of `by`, `indicator`, `value`, `of_usd`, `unknown_usd`, `note`.

    flows: provider, recipient, usd, `provider_in`, `recipient_in` (whether it is of the set), provider_country and the
    marks. `inward` looks at pairs within the set (a group), else at pairs of it with others (a country).
    """
    sides = both_sides(flows, by)
    yield totals_of(flows, by)
    yield reciprocity_of(flows, by, inward=inward)
    yield concentration_of(sides, by)
    yield shares_of(sides, by)


def both_sides(flows: ir.Table, by: tuple[str, ...]) -> ir.Table:
    """What the set received (side `received`, partner the provider) above what it gave (side `given`)."""
    received, given = flows.filter(flows.recipient_in), flows.filter(flows.provider_in)
    return ibis.union(
        received.select(*by, *MARKS, "usd", partner="provider", side=ibis.literal("received")),
        given.select(*by, *MARKS, "usd", partner="recipient", side=ibis.literal("given")),
    )


def unfolded(table: ir.Table, by: tuple[str, ...], values: Mapping[str, str], notes: Mapping[str, str]) -> ir.Table:
    """A row for every indicator: `values` says which column holds each, `notes` which column a note on it."""
    each = table.cross_join(ibis.memtable(pa.table({"of": list(values)})))
    value = ibis.cases(*((each.of == name, each[column].cast("float64")) for name, column in values.items()))
    noted = [(each.of == name, each[column]) for name, column in notes.items()]
    none = ibis.null("decimal(38, 2)")
    return each.select(
        *by,
        indicator=each.prefix + each.of,
        value=value,
        of_usd=(each.of_usd if "of_usd" in table.columns else none).cast("decimal(38, 2)"),
        unknown_usd=none,
        note=ibis.cases(*noted) if noted else ibis.null("string"),
    )


def totals_of(flows: ir.Table, by: tuple[str, ...]) -> ir.Table:
    sums = {"given": flows.usd.sum(where=flows.provider_in), "received": flows.usd.sum(where=flows.recipient_in)}
    found = flows.group_by(list(by)).aggregate(**sums) if by else flows.aggregate(**sums)
    given, received = found.given.fill_null(0), found.received.fill_null(0)
    told = found.mutate(prefix=ibis.literal(""), balance=ratio(given - received, given + received))
    return unfolded(
        told.mutate(of_usd=given + received), by, {name: name for name in ("given", "received", "balance")}, {}
    )


def reciprocity_of(flows: ir.Table, by: tuple[str, ...], *, inward: bool) -> ir.Table:
    """International bodies cannot receive: pairs are of countries."""
    between = flows.filter(flows.provider == flows.provider_country)
    if inward:
        between = between.filter(between.provider_in & between.recipient_in)
    found = reciprocity(pairs(exchanges(between, by), by), by)
    told = found.mutate(
        prefix=ibis.literal(""),
        of_usd=found.usd,
        note=found.both_ways.cast("string") + " of " + found.pairs.cast("string"),
    )
    names = {name: name for name in ("share_of_pairs", "matched_share")}
    return unfolded(told, by, names, {"share_of_pairs": "note"})


def concentration_of(sides: ir.Table, by: tuple[str, ...]) -> ir.Table:
    keys = ["side", "partner", *by]
    sums = sides.group_by(keys).aggregate(usd=sides.usd.sum())
    found = concentration(sums, "side", "partner", by)
    prefix = ibis.ifelse(found.side == "received", "providers", "recipients")
    told = found.mutate(prefix=prefix, of_usd=found.usd)
    columns = {"": "partners", "_small": "small_partners"}
    columns |= {f"_{name}": name for name in ("herfindahl", "effective", "largest_share")}
    return unfolded(told, by, columns, {f"_{name}": code for name, code in LARGEST.items()})


def shares_of(sides: ir.Table, by: tuple[str, ...]) -> ir.Table:
    """Whether the set is itself least developed is no share: `received_to_ldc` has no name and falls away."""
    found = shares(sides, MARKS, ("side", *by))
    return found.select(
        *by,
        indicator=found.side + "_" + found.indicator,
        value=found.share,
        of_usd=found.usd_known.cast("decimal(38, 2)"),
        unknown_usd=found.usd_unknown.cast("decimal(38, 2)"),
        note=ibis.null("string"),
    )


def promise_rows(found: ir.Table) -> ir.Table:
    """Rows of `sursur.measure.horizontality.promise` of one country."""
    told = found.mutate(prefix=ibis.literal("oda_percent_"), of_usd=found.oda_usd)
    return unfolded(told, ("year",), {"reported": "percent_reported", "from_flows": "percent_from_flows"}, {})
