"""What is compared: one row per activity, with the words, places, parties, years and amounts that it tells."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

SMALLEST_AMOUNT = 1000
"""Smaller amounts stand in too many records to tell one from another."""
AMOUNTS_OF_A_RECORD = 40
"""The largest ones; a record of thousands of payments is not compared payment by payment."""
TEXT_COMPARED = 600
"""Characters of a description that are looked at for the names of places."""
GENERIC_PLACE_WORDS = (
    "province", "provincia", "district", "region", "oblast", "county", "state", "department", "governorate",
    "prefecture",
    "municipality", "capital", "city", "north", "south", "east", "west", "central", "northern", "southern", "eastern",
    "western", "federal", "territory", "the", "and", "republic", "village", "town", "area", "island", "islands",
)  # fmt: skip
"""Words in names of places that name no place. Ours, from the names in GCDF 3.0 and in IATI locations."""


RECEIVED = ("1", "11")
"""IATI TransactionType: incoming funds, incoming commitment."""


@dataclass(frozen=True, slots=True)
class Told:
    """The tables that records are made of; `flow` is resolved and converted; counted or not."""

    flow: ir.Table
    activity: ir.Table
    participant: ir.Table
    transaction: ir.Table
    place: ir.Table


def compared_records(told: Told) -> ir.Table:
    """record_id, teller, dataset, reporter, title_words, words, place_words, recipients, parties, amounts, sectors,
    usd, first_year, last_year. Lists are sorted and without doubles; what a record does not tell is null.

    A teller is a reporter in a data set: what one teller gives two identifiers is two activities to it.
    """
    lists = {
        "recipients": _listed(told.flow, told.flow.recipient_country.fill_null(told.flow.recipient_region)),
        "sectors": _listed(told.flow, told.flow.sector),
        "parties": _gathered(party_names(told)),
        "amounts": _gathered(amounts(told.transaction)),
        "title_words": _gathered(title_words(told.activity)),
        "words": _gathered(all_words(told)),
        "place_words": _gathered(place_words(told.place)),
    }
    joined = _started(told)
    for name, found in lists.items():
        named = found.select(k_id="activity_id", **{name: "listed"})
        joined = joined.left_join(named, joined.record_id == named.k_id).drop("k_id")
    return joined


def _money(told: Told) -> ir.Table:
    """The years, and the largest of what was promised, paid and received, in constant US dollars."""
    received = told.transaction.filter(told.transaction.type.isin(RECEIVED)).select(in_id="transaction_id")
    flow = told.flow.left_join(received, told.flow.transaction_id == received.in_id)
    usd = flow.usd_constant.fill_null(flow.usd_current).fill_null(0).cast("decimal(38, 2)")
    zero = ibis.literal(0).cast("decimal(38, 2)")
    outgoing = flow.in_id.isnull()
    dated = ibis.ifelse(flow.stage != "forward", flow.year, ibis.null("int64"))
    sums = flow.group_by("activity_id").aggregate(
        dataset=flow.dataset.min(),
        first_year=dated.min(),
        last_year=dated.max(),
        promised=ibis.ifelse(outgoing & (flow.stage == "commitment"), usd, zero).sum(),
        paid=ibis.ifelse(outgoing & (flow.stage == "disbursement"), usd, zero).sum(),
        received=ibis.ifelse(outgoing, zero, usd).sum(),
    )
    largest = ibis.greatest(sums.promised, sums.paid, sums.received).cast("float64")
    return sums.mutate(usd=largest.nullif(0)).drop("promised", "paid", "received")


def _started(told: Told) -> ir.Table:
    a, money = told.activity, _money(told)
    who = reporter_of(a)
    started = a.start_actual.fill_null(a.start_planned).year().cast("int64")
    records = a.select("activity_id", who=who, started=started)
    joined = money.inner_join(records, "activity_id")
    return joined.select(
        "dataset", "usd",
        reporter=joined.who,
        record_id="activity_id",
        teller=joined.dataset + "|" + joined.who,
        first_year=joined.first_year.fill_null(joined.started),
        last_year=joined.last_year.fill_null(joined.started),
    )  # fmt: skip


def reporter_of(activity: ir.Table) -> ir.StringValue:
    """Who tells: the reporter's reference, else its name, else the file stands for it."""
    name = activity.reporting_name.lower().nullif("")
    return activity.reporting_ref.upper().nullif("").fill_null(name).fill_null(activity.source_id)


def _listed(table: ir.Table, value: ir.StringValue) -> ir.Table:
    return _gathered(table.select("activity_id", told=value))


def _gathered(rows: ir.Table) -> ir.Table:
    """activity_id, listed: from rows of activity_id and told."""
    known = rows.filter(rows.activity_id.notnull(), rows.told.nullif("").notnull()).distinct()
    return known.group_by("activity_id").aggregate(listed=known.told.collect()).mutate(listed=lambda t: t.listed.sort())


def words_of(rows: ir.Table) -> ir.Table:
    """activity_id and told, one row per word of three letters or more, in lower case; of years, plain numbers stay."""
    split = rows.select("activity_id", told=rows.told.lower().re_split(r"[^\p{L}\p{N}]+").unnest())
    return split.filter(split.told.length() > 2).distinct()


def title_words(activity: ir.Table) -> ir.Table:
    return words_of(activity.select("activity_id", told=activity.title.fill_null("")))


def place_words(place: ir.Table) -> ir.Table:
    found = words_of(place.select("activity_id", told=place.name.fill_null("")))
    return found.filter(~found.told.isin(GENERIC_PLACE_WORDS))


def all_words(told: Told) -> ir.Table:
    """Words of title, beginning of the description and places: where the other record's places are looked for."""
    a = told.activity
    text = a.title.fill_null("") + " " + a.description.fill_null("").substr(0, TEXT_COMPARED)
    return words_of(a.select("activity_id", told=text)).union(place_words(told.place)).distinct()


def party_names(told: Told) -> ir.Table:
    """Names and identifiers of everybody in the record, in lower case."""
    p, a = told.participant, told.activity
    values = [(p, p.name), (p, p.ref), (a, a.reporting_name), (a, a.reporting_ref)]
    named = [table.select("activity_id", told=value.lower().strip()) for table, value in values]
    return ibis.union(*named, distinct=True)


def amounts(transaction: ir.Table) -> ir.Table:
    """Amounts in the currency in which they were agreed, such as `CNY 2000000000`, the largest of a record."""
    t = transaction
    written = t.extra.fill_null("").re_extract(r'"amount_reported": *"?([0-9.]+)', 1).nullif("")
    agreed = t.extra.fill_null("").re_extract(r'"currency_reported": *"([A-Z]{3})"', 1).nullif("")
    reported = ibis.ifelse(written.notnull() & agreed.notnull(), written.try_cast("float64"), t.amount.cast("float64"))
    money = t.select("activity_id", currency=agreed.fill_null(t.currency), amount=reported.abs().round(0))
    large = money.filter(money.amount >= SMALLEST_AMOUNT, money.currency.notnull()).distinct()
    order = [ibis.desc(large.amount), large.currency]
    ranked = large.mutate(place=ibis.row_number().over(group_by="activity_id", order_by=order))
    first = ranked.filter(ranked.place < AMOUNTS_OF_A_RECORD)
    return first.select("activity_id", told=first.currency + " " + first.amount.cast("decimal(38, 0)").cast("string"))
