"""The reference tables as the measures need them, resolved for the texts of one build."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.measure.coding import code_table
from sursur.measure.crisis import crisis_signs
from sursur.measure.entries import SCHEME
from sursur.measure.inputs import Ingested, Lookups
from sursur.measure.regions import DEFAULT_DEFINITION, GROUP, region_table
from sursur.measure.resolve import country_texts, organisation_texts, sector_texts
from sursur.measure.tabled import rule_rows
from sursur.model.values import Form, Instrument
from sursur.reference.countries import Resolution, load_countries
from sursur.reference.countries.records import SCHEMES
from sursur.reference.crises import Signs, crisis_of, crisis_rules
from sursur.reference.crosswalks import crosswalk, dac_sector, sdg_goal
from sursur.reference.currencies import currency_table
from sursur.reference.deflators import deflator_table
from sursur.reference.framework import Framework, assignment_rows, load_framework
from sursur.reference.groups import group_named, south_table
from sursur.reference.organisations import (
    OrganisationMatch,
    load_organisations,
    resolve_organisation,
    resolve_provider,
)
from sursur.reference.rates import rate_table


def lookups_for(ingested: Ingested, south: str = DEFAULT_DEFINITION, framework: Framework | None = None) -> Lookups:
    """All lookups of a build. Runs the small queries that say which texts there are; opens no file of a source."""
    return Lookups(
        countries=place_table(ingested),
        organisations=organisation_answers(ingested),
        south=ibis.memtable(south_table(south)),
        regions=region_table(south),
        rates=ibis.memtable(rate_table()),
        deflators=ibis.memtable(deflator_table()),
        **rule_lookups(ingested, framework),
    )


def rule_lookups(ingested: Ingested, framework: Framework | None = None) -> dict[str, ir.Table]:
    """The lookups that rest on rules and crosswalks alone; without a framework that of the package."""
    catalogue = framework or load_framework()
    return {
        "precedence": precedence_table(),
        "instruments": instrument_codes(),
        "flow_classes": _walk_table("flow_type_class", "flow_type", "flow_class"),
        "sectors": sector_table(ingested),
        "measures": _texts(("measure", "role"), [(row["measure"], row["role"]) for row in rule_rows("measures")]),
        "declarations": declaration_codes(),
        "crises": crisis_codes(ingested),
        "codes": code_table(ingested),
        "framework": _texts(("list", "code", "item"), sorted(assignment_rows(catalogue))),
        "currencies": ibis.memtable(currency_table().select(["written", "currency"])),
        "crisis_words": _texts(
            ("word", "crisis"), [(rule.pattern.lower(), rule.crisis) for rule in crisis_rules() if rule.kind == "word"]
        ),
    }


def place_table(ingested: Ingested) -> ir.Table:
    """scheme, text, year, country, region, status for every text of this build that may name a country or a region."""
    rows = []
    for row in _rows(country_texts(ingested)):
        scheme, text, year = str(row["scheme"]), str(row["text"]), int(row["year"])
        found = place_of(scheme, text, year or None)
        rows.append((scheme, text, year, found.country or "", found.region or "", found.status))
    kinds = (pa.string(), pa.string(), pa.int64(), pa.string(), pa.string(), pa.string())
    names = ("scheme", "text", "year", "country", "region", "status")
    columns = [pa.array([row[place] for row in rows], kind) for place, kind in enumerate(kinds)]
    return ibis.memtable(pa.table(columns, names=list(names)))


def place_of(scheme: str, text: str, year: int | None) -> Resolution:
    """A place by the list it is said to be in.

    Two mistakes of publishers are no guess to mend: an ISO code of three letters where two are expected, and a DAC
    code of a region where a country is. A state of the past stands for the one that goes on with it from the year it
    does.
    """
    countries = load_countries()
    known = scheme in SCHEMES
    if scheme.startswith(REGION):
        return _region(scheme.removeprefix(REGION), text)
    found = countries.resolve(text, scheme if known else "name", year, on_historic="successor", on_ambiguous="country")
    if found.status == "no_match" and (group := group_named(text)):
        return Resolution(text, scheme, "region", "group", region=f"{GROUP}{group}")
    if scheme != "iso2" or found.status != "no_match":
        return found
    return countries.resolve(text, "dac" if text.isdigit() else "iso3", year)


def organisation_answers(ingested: Ingested) -> ir.Table:
    """organisation_key, organisation_id, organisation_name, kind, country, parent_id for everybody named in this
    build.
    """
    register = load_organisations()
    rows = []
    for row in _rows(organisation_texts(ingested)):
        ref, name, kind = str(row["ref"]), str(row["name"]), str(row["type"])
        found = who_is(ref, name, kind)
        known = found.organisation_id if found.organisation_id in register else None
        parent = register[known].parent_id if known else None
        rows.append(
            (row["organisation_key"], found.organisation_id, found.name, found.kind.value, found.country, parent)
        )
    names = ("organisation_key", "organisation_id", "organisation_name", "kind", "country", "parent_id")
    return _texts(names, sorted(rows))


def who_is(ref: str, name: str, kind: str) -> OrganisationMatch:
    """An organisation by what a record says of it; the provider of an aggregate by the list that it is in.

    An identifier that a publisher wrote where the name belongs is read as one.
    """
    if not kind.startswith(SCHEME):
        misplaced = not ref and IDENTIFIER.fullmatch(name)
        return resolve_organisation(name, "", kind) if misplaced else resolve_organisation(ref, name, kind)
    scheme = kind.removeprefix(SCHEME)
    return resolve_provider(name, scheme if scheme in SCHEMES else "name")


IDENTIFIER = re.compile(r"[A-Z]{2}-[A-Z0-9]{2,}-\S+")
"""An IATI organisation identifier: country or XM, XI; register; number."""

REGION = "region:"


def _region(vocabulary: str, text: str) -> Resolution:
    """Vocabulary 1 is the DAC's, 2 the UN's; any other is a list of names."""
    countries = load_countries()
    if vocabulary == "1":
        return countries.resolve(text, "dac")
    if vocabulary == "2":
        code = next((code for code, region in countries.regions.items() if region.m49 == text), None)
        return Resolution(text, "m49", "region" if code else "no_match", "m49 code", region=code)
    return countries.resolve(text, vocabulary if vocabulary in SCHEMES else "name", on_ambiguous="country")


LAST_YEAR = 9999
"""Stands for no end: a lookup holds no nulls, because not every engine takes them from memory unharmed."""


def precedence_table() -> ir.Table:
    """precedence.csv: party, year_from, year_to, layer, dataset, priority, threshold, reason."""
    numbers: dict[str, pa.DataType] = {
        "year_from": pa.int64(), "year_to": pa.int64(), "priority": pa.int64(), "threshold": pa.float64(),
    }  # fmt: skip
    names = ("party", "year_from", "year_to", "layer", "dataset", "priority", "threshold", "reason")
    schema = pa.schema([pa.field(name, numbers.get(name, pa.string())) for name in names])
    rows = [
        {
            **{name: row[name] for name in ("party", "layer", "dataset", "reason")},
            "year_from": int(row["year_from"] or 0),
            "year_to": int(row["year_to"] or LAST_YEAR),
            "priority": int(row["priority"]),
            "threshold": float(row["threshold"] or 0),
        }
        for row in rule_rows("precedence")
    ]
    return ibis.memtable(pa.Table.from_pylist(rows, schema=schema))


def instrument_codes() -> ir.Table:
    """list, code, instrument; our own words for instruments stand for themselves."""
    rows = [
        (list_name, link.from_code, link.to_code)
        for list_name, walk in (("AidType", "aid_type_instrument"), ("FinanceType", "finance_type_instrument"))
        for link in crosswalk(walk).main.values()
    ]
    own = [("FinanceType", word.value, word.value) for word in Instrument]
    return _texts(("list", "code", "instrument"), [*rows, *own])


def declaration_codes() -> ir.Table:
    """code, form: IATI and CRS collaboration types, TOSSD frameworks of collaboration, and our own words."""
    links = [
        (link.from_code, link.to_code)
        for walk in ("collaboration_type_form", "framework_form")
        for link in crosswalk(walk).main.values()
    ]
    return _texts(("code", "form"), [*links, *((form.value, form.value) for form in Form)])


def sector_table(ingested: Ingested) -> ir.Table:
    """code, sector, sdg_goal for every reported code that may be the DAC's; a heading over sectors stands for
    itself.
    """
    codes: list[str] = [row["code"] for row in _rows(sector_texts(ingested))]
    rows = []
    for code in sorted(codes):
        place = dac_sector(code)
        rows.append((code, place.sector or place.group, sdg_goal(place.sector or place.group)))
    return _texts(("code", "sector", "sdg_goal"), rows)


def crisis_codes(ingested: Ingested) -> ir.Table:
    """sign, code, crisis for every reported code that names one."""
    rows = []
    for row in _rows(crisis_signs(ingested).select("sign", "code").distinct()):
        sign, code = str(row["sign"]), str(row["code"])
        found = crisis_of(_as_signs(sign, code))
        if found:
            rows.append((sign, code, found.crisis))
    return _texts(("sign", "code", "crisis"), sorted(rows))


def _as_signs(sign: str, code: str) -> Signs:
    if sign == "scope":
        return Signs(scopes=(code,))
    return Signs(tags=(code,)) if sign == "tag" else Signs(sectors=(code,))


def _walk_table(name: str, from_name: str, to_name: str) -> ir.Table:
    links = crosswalk(name).main.values()
    return _texts((from_name, to_name), [(link.from_code, link.to_code) for link in links])


def _rows(table: ir.Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return found


def _texts(names: tuple[str, ...], rows: Sequence[tuple[str | None, ...]]) -> ir.Table:
    columns = [pa.array([row[place] or "" for row in rows], pa.string()) for place in range(len(names))]
    return ibis.memtable(pa.table(columns, names=list(names)))
