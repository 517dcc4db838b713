"""The flows under another definition of the South than the one that a release was built with.

Judging every flow again takes as long as many a measure. Whoever asks often has it done once for all (`judge_once`): a
file beside the release, which every later question reads instead.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends.duckdb import Backend

from sursur.answers.asking import DEFAULT_SOUTH
from sursur.answers.edition import edition
from sursur.answers.offering import one_of
from sursur.errors import UsageError
from sursur.measure.classify import classify
from sursur.measure.regions import region_table
from sursur.release import Release
from sursur.release.writing import write_sorted
from sursur.sentences import Sentence


def under_definition(release: Release, south: str) -> ir.Table:
    """The flow table with the verdicts of a definition. Raises UsageError for one that the release does not hold."""
    if south == own_definition(release):
        return release.table("flow")
    place = _place(release, south)
    if place.is_file():
        return release.remembered(("judged", south), lambda: _read(release, place, south))
    return _judged(release, south)


def own_definition(release: Release) -> str:
    return str(release.manifest.options.get("south", DEFAULT_SOUTH))


def judge_once(release: Release, south: str) -> Path | None:
    """The file of the flows under a definition, written now where it is not there; None where it cannot be written."""
    place = _place(release, south)
    if _is_whole(place):
        return place
    judged, unfinished = _judged(release, south), place.with_name(f".{os.getpid()}-{place.name}")
    if not isinstance(release.connection, Backend):
        return None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_sorted(release.connection, unfinished, "flow", judged)
        unfinished.replace(place)
    except (OSError, duckdb.IOException):
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        return None
    release.drop_older(place)
    return place


def _judged(release: Release, south: str) -> ir.Table:
    table = release.table("south")
    found: list[Any] = release.rows(table.select("definition").distinct())["definition"].to_pylist()
    known = sorted(found)
    if south not in known:
        raise UsageError(
            Sentence("There is no definition '%(south)s' of the South.", south=south),
            repair=one_of(known),
        )
    members = table.filter(table.definition == south).select("country", "year")
    flow = release.table("flow")
    return classify(flow, members, region_table(south)).select(*flow.columns)


def _read(release: Release, place: Path, south: str) -> ir.Table:
    """What a broken disk left of the file is as good as none."""
    if not _is_whole(place):
        return _judged(release, south)
    return release.connection.read_parquet(place, table_name=f"flow_{south}")


def _is_whole(place: Path) -> bool:
    try:
        return bool(pq.read_metadata(place).num_columns)
    except (OSError, pa.ArrowException):
        return False


def _place(release: Release, south: str) -> Path:
    """The name changes with the rules and the reference data, so that old verdicts are not taken for new."""
    return release.beside(f"flow-{south}-{edition()}.parquet")
