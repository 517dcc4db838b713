"""Blocking: which pairs are worth comparing. Two records are, where they share a key that few records have."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

CROWD = 150
"""A key that more records than this share says nothing: its pairs are not looked at."""
WIDTH = 0.05
"""Records whose amounts differ by up to about five per cent share a key of money."""


def candidates(records: ir.Table) -> ir.Table:
    """record_id and other_record_id of pairs of different tellers that share a key, the smaller id first.

    >>> from sursur.measure.examples import example, shown
    >>> keys = example("record_id teller key", "a iati|X well", "b iati|Y well", "c iati|Y well", "d iati|Y school")
    >>> shown(sharing(keys))
    record_id  other_record_id
    a          b
    a          c
    """
    return sharing(keys_of(records))


def sharing(keys: ir.Table) -> ir.Table:
    """Pairs from rows of record_id, teller and key."""
    crowded = keys.group_by("key").aggregate(records=keys.count(), tellers=keys.teller.nunique())
    useful = crowded.filter(crowded.records <= CROWD, crowded.tellers > 1)
    kept = keys.semi_join(useful, "key")
    other = kept.select(other_record_id="record_id", other_teller="teller", other_key="key")
    joined = kept.inner_join(other, kept.key == other.other_key)
    pairs = joined.filter(joined.record_id < joined.other_record_id, joined.teller != joined.other_teller)
    return pairs.select("record_id", "other_record_id").distinct().order_by("record_id", "other_record_id")


def keys_of(records: ir.Table) -> ir.Table:
    """record_id, teller, key: amounts, sums of money, rare words of titles and places, each with the recipient."""
    placed = records.mutate(recipient=records.recipients.unnest())
    kinds = [_amount_keys(placed), _money_keys(placed), _place_keys(placed), _title_keys(records, placed)]
    return ibis.union(*kinds, distinct=True)


def _keys(table: ir.Table, kind: str, value: ir.StringValue) -> ir.Table:
    key = ibis.literal(f"{kind}|") + table.recipient + "|" + value
    found = table.select("record_id", "teller", key=key)
    return found.filter(found.key.notnull())


def _amount_keys(placed: ir.Table) -> ir.Table:
    each = placed.select("record_id", "teller", "recipient", amount=placed.amounts.unnest())
    return _keys(each, "amount", each.amount)


def _money_keys(placed: ir.Table) -> ir.Table:
    """Two neighbouring steps of a logarithmic scale, so that close sums share one of them."""
    known = placed.filter(placed.usd >= 1)
    step = (known.usd.ln() / WIDTH).floor().cast("int64")
    both = [_keys(known, "usd", (step + more).cast("string")) for more in (0, 1)]
    return ibis.union(*both)


def _place_keys(placed: ir.Table) -> ir.Table:
    """A place of one record that the other one names, as a place or in its text."""
    own = placed.select("record_id", "teller", "recipient", word=placed.place_words.unnest())
    named = placed.select("record_id", "teller", "recipient", word=placed.words.unnest())
    known = named.semi_join(own.select("word").distinct(), "word")
    return _keys(own, "place", own.word).union(_keys(known, "place", known.word))


def _title_keys(records: ir.Table, placed: ir.Table) -> ir.Table:
    """Each two of the three rarest words of a title."""
    each = records.select("record_id", "teller", word=records.title_words.unnest())
    known = each.group_by("word").aggregate(known=each.count())
    joined = each.inner_join(known, "word")
    ranked = joined.mutate(place=ibis.row_number().over(group_by="record_id", order_by=[joined.known, joined.word]))
    rare = ranked.filter(ranked.place < 3).select("record_id", "teller", "word", "place")
    second = rare.select(second_id="record_id", second_word="word", second_place="place")
    pairs = rare.inner_join(second, [rare.record_id == second.second_id, rare.place < second.second_place])
    first_word = ibis.least(pairs.word, pairs.second_word)
    last_word = ibis.greatest(pairs.word, pairs.second_word)
    told = pairs.select("record_id", "teller", told=first_word + " " + last_word)
    where = placed.select(w_id="record_id", recipient="recipient").distinct()
    located = told.inner_join(where, told.record_id == where.w_id)
    return _keys(located, "title", located.told)
