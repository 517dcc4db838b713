"""Scoring: the probability that two records are one activity, by Fellegi and Sunter's model as Splink computes it.

Splink works on DuckDB here, whatever engine the rest runs on: a build is made there, and what comes out is one small
table that any engine reads. See docs/decisions/record-linkage.md.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from splink import DuckDBAPI, Linker

from sursur.measure.linking.comparing import LADDERS, levels_query, settings_of
from sursur.reference.linking import LinkModel

MODEL_ID = "sursur"
"""Splink names its tables by it; a fixed one makes its work the same every time."""
_KINDS: dict[str, pa.DataType] = {
    **dict.fromkeys(("record_id", "other_record_id", "kind"), pa.string()),
    **dict.fromkeys(("weight", "probability"), pa.float64()),
    **dict.fromkeys(LADDERS, pa.string()),
}
SCORED = pa.schema(_KINDS)


def scored(agreements: pa.Table, models: Mapping[str, LinkModel], least: float | None = None) -> pa.Table:
    """record_id, other_record_id, kind, weight (bits), probability, and the level of each comparison under its name.

    Pairs lighter than `least`, else than what their model calls doubtful, are left out. What a pair shares takes joins
    to count, so it is counted before (`sursur.measure.linking.agreeing`), and Splink is given each pair as one row.
    Where there is no pair of a kind, Splink is not started: that alone takes a second.
    """
    logging.getLogger("splink").setLevel(logging.ERROR)
    found = [SCORED.empty_table()]
    for kind, model in sorted(models.items()):
        rows = agreements.filter(pc.equal(agreements["kind"], pa.scalar(kind)))
        if rows.num_rows:
            found.append(_scored(rows, model, model.doubtful if least is None else least))
    return pa.concat_tables(found).sort_by([("record_id", "ascending"), ("other_record_id", "ascending")])


def _scored(agreements: pa.Table, model: LinkModel, least: float) -> pa.Table:
    """Weights are rounded: the last digits of a sum of floats depend on its order."""
    with _session() as connection:
        api = DuckDBAPI(connection=connection)
        numbered = _numbered(agreements)
        rows = api.register(numbered, table_name="numbered_pairs")
        settings = settings_of(model.levels, model.prior) | {"linker_uid": MODEL_ID}
        linker = Linker(rows, settings, log_level=None)
        blocked = api.register(_as_blocked(numbered), table_name="blocked_pairs")
        linker.table_management.register_blocked_pairs_for_predict(blocked)
        predicted = linker.inference.predict(threshold_match_weight=least, warning_mode="never")
        names = ", ".join(f'"{name}"' for name in LADDERS)
        told: pa.Table = connection.sql(
            "SELECT record_id, other_record_id, kind, round(match_weight, 3) AS weight, "  # noqa: S608 - our own names
            f"round(match_probability, 6) AS probability, {names} FROM ({levels_query('numbered_pairs')}) "
            f'JOIN "{predicted.physical_name}" ON pair_id = pair_id_l'
        ).to_arrow_table()
    return told.cast(SCORED)


def levelled(agreements: pa.Table) -> pa.Table:
    """The pairs with the level of each comparison: what weights are learned from."""
    with _session() as connection:
        connection.register("pairs", agreements)
        found: pa.Table = connection.sql(levels_query("pairs")).to_arrow_table()
    return found


def _session() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 2, "memory_limit": "1GB"})


def _numbered(agreements: pa.Table) -> pa.Table:
    return agreements.append_column("pair_id", pa.array(range(agreements.num_rows), pa.int64()))


def _as_blocked(numbered: pa.Table) -> pa.Table:
    """Pairs as Splink's own blocking would give them: here the row of a pair meets itself."""
    keys = pa.array(["0"] * numbered.num_rows, pa.string())
    return pa.table({"match_key": keys, "join_key_l": numbered["pair_id"], "join_key_r": numbered["pair_id"]})
