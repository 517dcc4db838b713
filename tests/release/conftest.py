"""A small release written the way the pipeline writes it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import ibis
import pytest

from sursur.model.tables import TABLES
from sursur.release.engine import connect
from sursur.release.home import Home
from sursur.release.manifest import Manifest, release_id_of
from sursur.release.writing import write_release
from sursur.tabular import arrow_table

FLOW = {
    "flow_id": "f1",
    "source_id": "0123456789abcdef",
    "dataset": "example",
    "provider_country": "BRA",
    "recipient_country": "MOZ",
    "year": 2019,
    "usd_constant": Decimal("10.50"),
    "counted": True,
}


def write_sample(home: Home, flows: list[dict[str, Any]], inputs: tuple[str, ...] = ("aa one.csv",)) -> Manifest:
    connection = connect()
    tables = {"flow": lambda: ibis.memtable(arrow_table(TABLES["flow"], flows))}
    release_id = release_id_of("engine", {}, (*inputs, *(str(sorted(flow.items())) for flow in flows)))
    manifest = write_release(
        home,
        connection,
        tables,
        lambda entries: Manifest(release_id, "0", "engine", {}, inputs, entries),
        lambda _name: None,
    )
    home.make_current(release_id)
    return manifest


@pytest.fixture
def written() -> Callable[..., Manifest]:
    return write_sample
