"""Agreeing: what the two records of a pair share, as numbers. The ladders of `comparing` turn them into levels."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.inputs import Keep, lazily

SHARED = ("amounts", "title_words", "parties", "recipients", "sectors")
"""Lists whose common elements are counted."""
UNTITLED, ONE_REPORTER, TWO_REPORTERS = "untitled", "one_reporter", "two_reporters"
KINDS = (UNTITLED, ONE_REPORTER, TWO_REPORTERS)
"""Kinds of pairs, each with weights of its own: a pair that lacks a title on one side, two records of one reporter (in
several files), and records of two reporters."""


def agreements(records: ir.Table, pairs: ir.Table, keep: Keep = lazily) -> ir.Table:
    """One row per pair: record_id, other_record_id, and for each list how many elements are shared (`shared_…`), how
    many the shorter one has (`least_…`) and how many there are in all (`all_…`); `apart`, the larger sum over the
    smaller one, less one; `kind`, see `KINDS`; `places_found`, the share of one record's places that the
    other names; and the years of both.
    """
    sides = keep(_with_sides(records, pairs), "sides")
    for name in SHARED:
        sides = _joined(sides, keep(_shared(_each(records, pairs, name, keep), records, name), name), f"shared_{name}")
    for place, text, name in (("place_words", "words", "placed"), ("words", "place_words", "placed_other")):
        sides = _joined(sides, keep(_shared(_each(records, pairs, place, keep), records, text), name), name)
    return sides.select("record_id", "other_record_id", "kind", *_counts(sides), **_measured(sides))


def _with_sides(records: ir.Table, pairs: ir.Table) -> ir.Table:
    lists = {f"n_{name}": records[name].length().cast("int64") for name in (*SHARED, "place_words")}
    facts = records.select("record_id", "reporter", "usd", "first_year", "last_year", **lists)
    other = facts.rename({f"other_{name}": name for name in facts.columns})
    both = pairs.inner_join(facts, "record_id").inner_join(other, "other_record_id")
    titled = both.n_title_words.notnull() & both.other_n_title_words.notnull()
    one = (both.reporter == both.other_reporter).fill_null(False)
    kind = ibis.cases((~titled, UNTITLED), (one, ONE_REPORTER), else_=TWO_REPORTERS)
    return both.mutate(kind=kind).drop("reporter", "other_reporter")


def _each(records: ir.Table, pairs: ir.Table, name: str, keep: Keep) -> ir.Table:
    """The pairs with each element of the first record's list. It is put away before it meets the second record's:
    an engine that joined the elements of both lists first would pair every record with every other one.
    """
    own = records.select("record_id", element=records[name].unnest())
    return keep(pairs.inner_join(own, "record_id"), f"each_{name}")


def _shared(each: ir.Table, records: ir.Table, others: str) -> ir.Table:
    """s_id, s_other, found: how many of the first record's elements stand in the list `others` of the second."""
    right = records.select(r_id="record_id", r_element=records[others].unnest())
    met = each.inner_join(right, [each.other_record_id == right.r_id, each.element == right.r_element])
    return met.group_by(s_id="record_id", s_other="other_record_id").aggregate(found=met.count())


def _joined(sides: ir.Table, found: ir.Table, name: str) -> ir.Table:
    keys = [sides.record_id == found.s_id, sides.other_record_id == found.s_other]
    joined = sides.left_join(found, keys)
    return joined.mutate(**{name: joined.found.fill_null(0)}).drop("s_id", "s_other", "found")


def _counts(t: ir.Table) -> list[ir.Value]:
    found: list[ir.Value] = []
    for name in SHARED:
        own, other = t[f"n_{name}"], t[f"other_n_{name}"]
        both = own.notnull() & other.notnull()
        none = ibis.null("int64")
        found += [
            ibis.ifelse(both, t[f"shared_{name}"], none).name(f"shared_{name}"),
            ibis.ifelse(both, ibis.least(own, other), none).name(f"least_{name}"),
            ibis.ifelse(both, own + other - t[f"shared_{name}"], none).name(f"all_{name}"),
        ]
    return found


def _measured(t: ir.Table) -> dict[str, ir.Value]:
    placed = t.placed / t.n_place_words
    placed_other = t.placed_other / t.other_n_place_words
    apart = ibis.greatest(t.usd, t.other_usd) / ibis.least(t.usd, t.other_usd) - 1
    return {
        "apart": ibis.ifelse(t.usd.notnull() & t.other_usd.notnull(), apart, ibis.null("float64")),
        "places_found": ibis.greatest(placed.fill_null(placed_other), placed_other.fill_null(placed)),
        "first_year": t.first_year,
        "last_year": t.last_year,
        "other_first_year": t.other_first_year,
        "other_last_year": t.other_last_year,
    }
