"""Resolve: from texts to organisations and countries.

The answers come from `sursur.reference`, which works on distinct texts: `country_texts` and `organisation_texts` say
which ones a build needs, `resolved` joins the answers to the entries.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.entries import SCHEME, organisation_key
from sursur.measure.inputs import Ingested, Lookups
from sursur.measure.parties import with_parties
from sursur.measure.splits import PURPOSES, SECTORS, recipient_scheme

UNDATED = 0
"""Year of a text whose meaning does not depend on a date."""


def organisation_texts(ingested: Ingested) -> ir.Table:
    """Distinct (organisation_key, ref, name, type) of everybody named: reporters, participants, both ends of
    transactions.
    """
    a, p, t, b, f = ingested.activity, ingested.participant, ingested.transaction, ingested.budget, ingested.figure
    none = ibis.literal("")
    named = [
        _named(a, a.reporting_ref, a.reporting_name, a.reporting_type),
        _named(p, p.ref, p.name, p.type),
        _named(t, t.provider_ref, t.provider_name, t.provider_type),
        _named(t, t.receiver_ref, t.receiver_name, t.receiver_type),
        _named(b, b.provider_ref, b.provider_name, none),
        _named(b, b.receiver_ref, b.receiver_name, none),
        _named(f, none, f.provider, ibis.literal(SCHEME) + f.provider_scheme),
    ]
    return ibis.union(*named, distinct=True)


def _named(table: ir.Table, ref: ir.StringValue, name: ir.StringValue, kind: ir.StringValue) -> ir.Table:
    rows = table.select(
        organisation_key=organisation_key(ref, name, kind),
        ref=ref.fill_null(""),
        name=name.fill_null(""),
        type=kind.fill_null(""),
    )
    return rows.filter(rows.organisation_key.notnull()).distinct()


def country_texts(ingested: Ingested) -> ir.Table:
    """Distinct (scheme, text, year) of everything that may name a country; year is 0 where the text bears no date."""
    f, s = ingested.figure, ingested.split
    undated = ibis.literal(UNDATED).cast("int64")
    places = s.filter(s.dimension.isin(["country", "region"]))
    code = places.code.nullif("").fill_null(places.name)
    named = [
        _text(f, f.provider_scheme, f.provider, f.year),
        _text(f, f.recipient_scheme, f.recipient, f.year),
        _text(places, recipient_scheme(places), code, undated),
    ]
    return ibis.union(*named, distinct=True)


def sector_texts(ingested: Ingested) -> ir.Table:
    """Distinct sector codes (column code) that may be the DAC's."""
    s, f = ingested.split, ingested.figure
    sectors = s.filter(s.dimension == "sector", s.vocabulary.nullif("").fill_null("1").isin([*PURPOSES, *SECTORS]))
    codes = sectors.select(code=sectors.code).union(f.select(code=f.sector)).distinct()
    return codes.filter(codes.code.nullif("").notnull())


def _text(table: ir.Table, scheme: ir.StringValue, text: ir.StringValue, year: ir.IntegerValue) -> ir.Table:
    rows = table.select(scheme=scheme, text=text, year=year.fill_null(UNDATED).cast("int64"))
    return rows.filter(rows.text.nullif("").notnull()).distinct()


def resolved_activities(divided: ir.Table, ingested: Ingested, lookups: Lookups) -> ir.Table:
    """Entries of activities with provider, funder, recipient and channel resolved."""
    placed = _recipient_place(divided, lookups.countries, ibis.literal(UNDATED).cast("int64"))
    regional = placed.mutate(
        recipient_region=placed.found_region.fill_null(
            ibis.ifelse(placed.recipient_kind == "region", placed.recipient_code, ibis.null("string"))
        )
    )
    return with_parties(regional, ingested.participant, lookups.organisations)


def _recipient_place(table: ir.Table, countries: ir.Table, year: ir.IntegerValue) -> ir.Table:
    answers = countries.select(
        lookup_scheme="scheme", lookup_text="text", lookup_year="year", found_country="country", found_region="region"
    )
    joined = table.left_join(
        answers,
        [
            table.recipient_scheme == answers.lookup_scheme,
            table.recipient_code == answers.lookup_text,
            year == answers.lookup_year,
        ],
    )
    return joined.drop("lookup_scheme", "lookup_text", "lookup_year").rename(recipient_country="found_country")


def resolved_figures(figures: ir.Table, lookups: Lookups) -> ir.Table:
    """Aggregates with provider and recipient resolved: the provider is an organisation by name, else a country's
    government.
    """
    placed = _recipient_place(
        figures.mutate(recipient_code=figures.recipient_text), lookups.countries, figures.year.fill_null(UNDATED)
    )
    answers = lookups.countries.select(p_scheme="scheme", p_text="text", p_year="year", p_country="country")
    joined = placed.left_join(
        answers,
        [
            placed.provider_scheme == answers.p_scheme,
            placed.provider_text == answers.p_text,
            placed.year.fill_null(UNDATED) == answers.p_year,
        ],
    ).drop("p_scheme", "p_text", "p_year")
    organisations = lookups.organisations.select(
        o_key="organisation_key", o_id="organisation_id", o_name="organisation_name", o_kind="kind",
        o_country="country", o_parent="parent_id",
    )  # fmt: skip
    both = joined.left_join(organisations, joined.provider_key == organisations.o_key)
    by_country = both.p_country.notnull()
    return both.mutate(
        provider=ibis.ifelse(by_country, both.o_id.fill_null(both.p_country), both.o_id),
        provider_name=both.o_name.fill_null(both.provider_text),
        provider_kind=ibis.ifelse(by_country, "government", both.o_kind.fill_null("unknown")),
        provider_country=both.p_country.fill_null(both.o_country),
        provider_parent=both.o_parent,
        provider_rule=ibis.literal("figure"),
        recipient_region=both.found_region,
        recipient_name=both.recipient_text,
    ).drop("o_key", "o_id", "o_name", "o_kind", "o_country", "o_parent", "p_country", "found_region")
