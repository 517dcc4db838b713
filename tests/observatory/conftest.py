"""A small release written as releases are written, and a client that asks the application without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fastapi import FastAPI

from sursur.model.tables import TABLES, Table
from sursur.observatory.app import create_app
from sursur.reference.countries import load_countries
from sursur.reference.groups import group_table
from sursur.reference.knowledge import commitment_table, event_table, initiative_table, instrument_table
from sursur.release.home import Home
from sursur.release.manifest import Manifest, entry_of
from sursur.release.writing import publish_release, unfinished_folder
from sursur.tabular import arrow_table, empty

DAC, RESEARCH = "dac0000000000001", "research00000001"
RELEASE_ID = "0123456789ab"

# provider, kind, recipient, year, usd in millions (None: no rate), form, source
FLOWS = (
    ("CHN", "government", "AGO", 2010, "120.50", "south_south", RESEARCH),
    ("CHN", "government", "AGO", 2011, "80.25", "south_south", RESEARCH),
    ("BRA", "government", "MOZ", 2010, "12.00", "south_south", RESEARCH),
    ("IND", "government", "BTN", 2011, "30.10", "south_south", RESEARCH),
    ("IND", "government", "BTN", 2012, None, "south_south", RESEARCH),
    ("IND", "government", "TUV", 2012, "0.01", "south_south", RESEARCH),
    ("CHN", "government", "BRA", 2012, "50.00", "south_south", RESEARCH),
    ("CHN", "government", "PAK", 2014, "5.00", "south_south", DAC),
    ("FRA", "government", "SEN", 2010, "200.00", "north_south", DAC),
    ("FRA", "government", "SEN", 2014, "-5.00", "north_south", DAC),
    ("USA", "government", "KEN", 2014, "300.00", "north_south", DAC),
    ("JPN", "government", "KEN", 2014, "15.00", "triangular", DAC),
    ("org:isdb", "multilateral_south_led", "BGD", 2011, "44.00", "multilateral_south_led", DAC),
    ("org:ida", "multilateral", "KEN", 2014, "70.00", "multilateral", DAC),
    ("KEN", "government", "KEN", 2014, "1.00", "domestic", DAC),
    ("DEU", "government", None, 2014, "9.00", "unclassified", DAC),
)
MEMBERSHIPS = (
    ("brics", "BRA", "member", date(2009, 6, 16), None, "2009-06-16"),
    ("brics", "CHN", "member", date(2009, 6, 16), None, "2009-06-16"),
    ("brics", "IND", "member", date(2009, 6, 16), None, "2009-06-16"),
    ("brics", "ZAF", "member", date(2010, 12, 24), None, "2010-12-24"),
    ("brics", "SAU", "disputed", date(2024, 1, 1), None, "2024-01-01"),
    ("brics", "ARG", "declined", date(2023, 12, 29), None, "2023-12-29"),
    ("au", "KEN", "member", date(1963, 5, 25), None, "1963-05-25"),
    ("g77", "KEN", "member", None, None, ""),
    ("un", "KEN", "member", date(1963, 12, 16), None, "1963-12-16"),
    ("isdb", "BGD", "member", date(1974, 8, 12), None, "1974-08-12"),
)
# country, year, indicator, value, unit
INDICATORS = (
    ("KEN", 2022, "population", 54_027_487.0, "persons"),
    ("KEN", 2023, "population", 55_100_586.0, "persons"),
    ("KEN", 2023, "hdi", 0.628, "index 0 to 1"),
    ("FRA", 2018, "oda_given_percent_gni", 0.43, "per cent of GNI"),
    ("FRA", 2019, "oda_given_percent_gni", 0.71, "per cent of GNI"),
)
# importer, exporter, year, usd in millions (None: missing)
TRADE = (("KEN", "CHN", 2013, 90), ("KEN", "CHN", 2014, 120), ("CHN", "KEN", 2014, 8), ("CHN", "KEN", 2013, None))
# roll call, year, votes
ROLL_CALLS = (
    (1, 2013, {"CHN": "yes", "KEN": "yes", "USA": "no"}),
    (2, 2013, {"CHN": "yes", "KEN": "abstain", "USA": "no"}),
    (3, 2014, {"CHN": "yes", "KEN": "yes", "USA": "yes"}),
)
KNOWLEDGE: Mapping[str, Callable[[Table], pa.Table]] = {
    "country": lambda _: load_countries().country_table(),
    "group": lambda _: group_table(),
    "instrument": lambda _: instrument_table(),
    "commitment": lambda _: commitment_table(),
    "event": lambda _: event_table(),
    "initiative": lambda _: initiative_table(),
}
"""Countries, groups and the knowledge base are those of the package."""


def _flow(number: int, row: tuple[Any, ...]) -> dict[str, Any]:
    provider, kind, recipient, year, millions, form, source = row
    country = provider if kind == "government" else None
    usd = None if millions is None else Decimal(millions) * 1_000_000
    return {
        "flow_id": f"flow{number:04d}",
        "figure_id": f"figure{number:04d}",
        "source_id": source,
        "dataset": "dac" if source == DAC else "research",
        "layer": "official_aggregate" if source == DAC else "research",
        "row": number + 2,
        "title": "=HYPERLINK(\"x\") <script>alert('x')</script>" if number == 0 else None,
        "provider": provider,
        "provider_name": provider,
        "provider_country": country,
        "provider_kind": kind,
        "recipient": recipient,
        "recipient_name": recipient or "Africa, regional",
        "recipient_country": recipient,
        "recipient_region": None if recipient else "298",
        "year": year,
        "value_date": date(year, 7, 1),
        "stage": "disbursement" if source == DAC else "commitment",
        "instrument": "grant",
        "sector": "110" if source == DAC else None,
        "measure": "oda_net",
        "amount": usd if usd is not None else Decimal(7),
        "currency": "USD" if usd is not None else "XYZ",
        "usd_current": usd,
        "usd_constant": usd,
        "rate": 1.0 if usd is not None else None,
        "money_note": None if usd is not None else "No rate of XYZ is known for this month.",
        "form": form,
        "form_rule": "by-parties",
        "form_reason": "By the parties of that year.",
        "counted": True,
        "best_available": True,
        "count_rule": "counted",
        "count_reason": "This layer is counted for the provider in this year.",
    }


def _other_telling() -> dict[str, Any]:
    """The research release tells again what the DAC's figures already say: it is not counted."""
    again = _flow(8, ("USA", "government", "KEN", 2014, "290.00", "north_south", RESEARCH))
    left_out = {"counted": False, "count_rule": "other_telling", "linked_flow_id": "flow0010"}
    return again | left_out | {"flow_id": "flow0100", "figure_id": "figure0100", "sector": "120"}


def _indicators() -> list[dict[str, Any]]:
    names = ("country", "year", "indicator", "value", "unit")
    return [dict(zip(names, row, strict=True)) | {"source": "Source of indicators"} for row in INDICATORS]


def _trade() -> list[dict[str, Any]]:
    return [
        {"importer": importer, "exporter": exporter, "year": year, "usd": usd and Decimal(usd) * 1_000_000}
        for importer, exporter, year, usd in TRADE
    ]


def _votes() -> list[dict[str, Any]]:
    return [
        {"roll_call": number, "session": year - 1945, "year": year, "country": country, "vote": vote}
        for number, year, votes in ROLL_CALLS
        for country, vote in votes.items()
    ]


def _sources() -> list[dict[str, Any]]:
    common = {
        "rows_read": 10,
        "rows_kept": 9,
        "rows_rejected": 1,
        "rows_left_out": 0,
        "size_bytes": 1234,
        "format": "csv",
    }
    return [
        {"source_id": DAC, "dataset": "dac", "file_name": "dac/dac2a.csv", "title": "DAC2A aid by provider",
         "publisher": "OECD", "url": "https://example.org/dac2a", "licence": "CC BY 4.0", "sha256": "ab" * 32,
         "layer": "official_aggregate", "retrieved_at": datetime(2025, 3, 1, tzinfo=UTC), **common},
        {"source_id": RESEARCH, "dataset": "research", "file_name": "research.csv", "title": "Research release",
         "publisher": "AidData", "url": "https://example.org/research", "licence": "ODC-BY 1.0", "sha256": "cd" * 32,
         "layer": "research", **common},
    ]  # fmt: skip


def _memberships() -> list[dict[str, Any]]:
    names = ("group_id", "country", "status", "valid_from", "valid_to", "from_text")
    rows = [dict(zip(names, row, strict=True)) for row in MEMBERSHIPS]
    return [row | {"to_text": "", "note": "", "source": "https://example.org/m", "confirmed": True} for row in rows]


def _problems() -> list[dict[str, Any]]:
    return [{"source_id": DAC, "row": 17, "column": "Value", "severity": "warning", "code": "unreadable-number",
             "message": "The value '..' is not a number.", "repair": "Leave the cell empty."}]  # fmt: skip


def _south() -> list[dict[str, Any]]:
    """China is of the South by two definitions and received no aid by the third."""
    receiving = ("AGO", "BGD", "BRA", "BTN", "IND", "KEN", "MOZ", "SEN", "TUV")
    definitions = {"g77_china": (*receiving, "CHN"), "oda_recipients": receiving, "non_dac": (*receiving, "CHN")}
    return [
        {"definition": definition, "country": country, "year": year}
        for definition, countries in definitions.items()
        for country in countries
        for year in range(2009, 2016)
    ]


@pytest.fixture(scope="session")
def release_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of a release with sixteen counted flows."""
    home = Home(tmp_path_factory.mktemp("home"))
    filled = {
        "flow": [*(_flow(number, row) for number, row in enumerate(FLOWS)), _other_telling()],
        "indicator": _indicators(),
        "source": _sources(),
        "membership": _memberships(),
        "problem": _problems(),
        "organisation": [
            {"organisation_id": "org:isdb", "name": "Islamic Development Bank", "kind": "multilateral_south_led"},
            {"organisation_id": "org:ida", "name": "International Development Association", "kind": "multilateral"},
        ],
        "south": _south(),
        "trade": _trade(),
        "vote": _votes(),
    }
    with unfinished_folder(home) as folder:
        entries = {}
        for name, table in TABLES.items():
            content = arrow_table(table, filled[name]) if name in filled else KNOWLEDGE.get(name, empty)(table)
            pq.write_table(content, folder / f"{name}.parquet")
            entries[name] = entry_of(folder / f"{name}.parquet", len(content))
        options = {"base_year": 2022, "south": "g77_china"}
        publish_release(home, folder, Manifest(RELEASE_ID, "0", "tests", options, ("two files",), entries))
    home.make_current(RELEASE_ID)
    return home.path


Answer = TypeVar("Answer")


def awaited(asked: Coroutine[Any, Any, Answer]) -> Answer:
    """What a coroutine comes to, in a thread of its own: an open browser keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, asked).result()


@dataclass(frozen=True)
class Client:
    """Asks the application as a browser would, without a socket."""

    app: FastAPI

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://observatory") as client:
                return await client.request(method, path, headers=dict(headers or {}))

        return awaited(once())

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self.ask("GET", path, headers)


@pytest.fixture(scope="session")
def app(release_home: Path) -> FastAPI:
    return create_app(release_home)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Client:
    return Client(app)
