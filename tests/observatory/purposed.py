"""The small release again, with sector, goal, crisis and activity told by some of its flows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

TOLD = {
    "flow0010": {"sector": "122", "sdg_goal": "3", "crisis": "covid-19", "activity_id": "a:1", "title": "Vaccines"},
    "flow0013": {"sector": "120", "sdg_goal": "3", "crisis": "covid-19", "activity_id": "a:2", "title": "Clinics"},
    "flow0011": {"sector": "210", "sdg_goal": "9", "crisis": "FL-2014-000001-KEN", "activity_id": "a:3"},
}
"""A grant of 300 million and one of 70 million to Kenya in 2014, and a triangular one of 15."""


def release_with_purposes(release_home: Path, folder: Path) -> Path:
    """A home whose release tells the purposes of `TOLD`."""
    home = shutil.copytree(release_home, folder / "home")
    (path,) = home.glob("releases/*/flow.parquet")
    flows = pq.read_table(path)
    changed = [row | TOLD.get(row["flow_id"], {}) for row in flows.to_pylist()]
    pq.write_table(pa.Table.from_pylist(changed, schema=flows.schema), path)
    return home


POOR = {
    "AGO": 50.0,
    "BGD": 20.0,
    "BRA": 5.0,
    "BTN": 10.0,
    "IND": 30.0,
    "KEN": 40.0,
    "MOZ": 70.0,
    "SEN": 45.0,
    "TUV": 4.0,
}
"""Per cent below 3 dollars a day, in 2013; three points more in 2008."""
INHABITANTS = 10_000_000.0


def release_with_needs(release_home: Path, folder: Path) -> Path:
    """A home whose release knows the need of nine countries; China has no value."""
    home = shutil.copytree(release_home, folder / "home")
    (path,) = home.glob("releases/*/indicator.parquet")
    table = pq.read_table(path)
    added = [
        {"country": country, "year": year, "indicator": indicator, "value": value, "unit": "per cent", "source": "S"}
        for country, share in POOR.items()
        for year, indicator, value in (
            (2008, "poverty_300", share + 3),
            (2013, "poverty_300", share),
            (2009, "population", INHABITANTS),
            (2014, "population", INHABITANTS),
        )
    ]
    pq.write_table(pa.Table.from_pylist([*table.to_pylist(), *added], schema=table.schema), path)
    return home
