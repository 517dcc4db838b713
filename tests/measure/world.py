"""A small hand-made world for the measures: reports go in as rows, flows come out as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import ibis
import pyarrow as pa

from sursur.measure.flows import flow_table
from sursur.measure.inputs import Ingested, Inputs, Lookups, Options, ingested_from
from sursur.measure.lookups import rule_lookups
from sursur.measure.regions import region_table
from sursur.measure.resolve import country_texts, organisation_texts
from sursur.model.tables import TABLES
from sursur.tabular import arrow_table

Row = Mapping[str, Any]

SOUTH = ("AGO", "BRA", "CHN", "IND", "KEN", "MOZ", "SLV", "UGA", "ZAF")
NORTH = ("DEU", "GBR", "JPN", "USA", "POL", "TUR")
ISO2 = {
    "AO": "AGO", "BR": "BRA", "CN": "CHN", "IN": "IND", "KE": "KEN", "MZ": "MOZ", "SV": "SLV", "UG": "UGA", "ZA": "ZAF",
    "DE": "DEU", "GB": "GBR", "JP": "JPN", "US": "USA", "PL": "POL", "TR": "TUR",
}  # fmt: skip

ORGANISATIONS: dict[str, tuple[str, str, str | None]] = {
    "CAF": ("CAF", "multilateral_south_led", None),
    "UNDP": ("UNDP", "multilateral", None),
    "WB": ("World Bank", "multilateral", None),
    "USAID": ("USAID", "government", "USA"),
    "BMZ": ("BMZ", "government", "DEU"),
    "GIZ": ("GIZ", "government", "DEU"),
    "EMBRAPA": ("Embrapa", "government", "BRA"),
    "ABC": ("ABC", "government", "BRA"),
    "CIDCA": ("CIDCA", "government", "CHN"),
    "TIKA": ("TIKA", "government", "TUR"),
    "KENYA-GOV": ("Government of Kenya", "government", "KEN"),
    "UCT": ("University of Cape Town", "academic", "ZAF"),
    "KENYA-NGO": ("A Kenyan NGO", "ngo", "KEN"),
    "OXFAM": ("Oxfam", "ngo", "GBR"),
}


def source(source_id: str = "s1", dataset: str = "iati", layer: str = "own_report", **more: Any) -> Row:
    return {"source_id": source_id, "dataset": dataset, "layer": layer, **more}


def activity(identifier: str, reporter: str, source_id: str = "s1", ordinal: int = 1, **more: Any) -> Row:
    return {
        "activity_id": f"{source_id}-{ordinal}",
        "source_id": source_id,
        "ordinal": ordinal,
        "identifier": identifier,
        "reporting_ref": reporter,
        "included": True,
        **more,
    }


def tables(rows: Mapping[str, Iterable[Row]]) -> Ingested:
    return ingested_from({name: arrow_table(TABLES[name], listed) for name, listed in rows.items()})


def countries(ingested: Ingested) -> pa.Table:
    texts = country_texts(ingested).to_pyarrow().to_pylist()
    known = {**ISO2, **{code: code for code in ISO2.values()}, "Türkiye": "TUR", "China": "CHN", "Angola": "AGO"}
    answers = [
        {
            **text,
            "country": known.get(text["text"], ""),
            "region": "",
            "status": "matched" if text["text"] in known else "no_match",
        }
        for text in texts
    ]
    names = {
        "scheme": pa.string(),
        "text": pa.string(),
        "year": pa.int64(),
        "country": pa.string(),
        "region": pa.string(),
        "status": pa.string(),
    }
    return pa.Table.from_pylist(answers, schema=pa.schema(list(names.items())))


def organisations(ingested: Ingested) -> pa.Table:
    texts = organisation_texts(ingested).to_pyarrow().to_pylist()
    answers = []
    for text in texts:
        name, kind, country = ORGANISATIONS.get(
            text["ref"], ORGANISATIONS.get(text["name"], (text["name"], "unknown", None))
        )
        known = text["ref"] in ORGANISATIONS or text["name"] in ORGANISATIONS
        answers.append(
            {
                "organisation_key": text["organisation_key"],
                "organisation_id": (text["ref"] or text["name"]) if known else "",
                "organisation_name": name,
                "kind": kind,
                "country": country or "",
                "parent_id": "",
            }
        )
    names = ["organisation_key", "organisation_id", "organisation_name", "kind", "country", "parent_id"]
    return pa.Table.from_pylist(answers, schema=pa.schema([(name, pa.string()) for name in names]))


def inputs(ingested: Ingested, **changed: Any) -> Inputs:
    south = [{"country": country, "year": year} for country in SOUTH for year in range(1964, 2027)]
    rates = [
        {"currency": "EUR", "month": f"{year}-{month:02}", "per_usd": 0.8, "source": "made up"}
        for year in range(2000, 2026)
        for month in range(1, 13)
    ]
    deflators = [
        {"country": country, "year": year, "index": 1.0, "source": "made up"}
        for country in (*SOUTH, *NORTH, "DAC")
        for year in range(1960, 2027)
    ]
    given: dict[str, Any] = {
        "countries": ibis.memtable(countries(ingested)),
        "organisations": ibis.memtable(organisations(ingested)),
        "south": ibis.memtable(pa.Table.from_pylist(south)),
        "regions": region_table(),
        "rates": ibis.memtable(pa.Table.from_pylist(rates)),
        "deflators": ibis.memtable(pa.Table.from_pylist(deflators)),
        **rule_lookups(ingested),
        **changed,
    }
    return Inputs(ingested, Lookups(**given))


def measured(**rows: Iterable[Row]) -> dict[str, ibis.Table]:
    """The tables of a release of these rows (source=[…], activity=[…], …), `flow` among them; link=[…]: known pairs."""
    links = arrow_table(TABLES["link"], rows.pop("link", ()))
    connection = ibis.duckdb.connect()

    def keep(table: ibis.Table, name: str) -> ibis.Table:
        return connection.create_table(f"step_{name}", table, temp=True)

    given = tables({"source": [source()]} | rows)
    ingested = Ingested(
        **{field.name: keep(getattr(given, field.name), f"in_{field.name}") for field in fields(Ingested)}
    )
    flow = keep(flow_table(inputs(ingested), Options(keep=keep, link=lambda _flows: ibis.memtable(links))), "flow")
    return {"flow": flow, **{field.name: getattr(ingested, field.name) for field in fields(Ingested)}}


def flows(**rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The flows of a world of these rows, in the order of their ids."""
    found: list[dict[str, Any]] = measured(**rows)["flow"].order_by("flow_id").to_pyarrow().to_pylist()
    return found
