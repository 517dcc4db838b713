"""The whole story, unchanged, on Spark: the same flows to the cent as on DuckDB, for all hard cases of counting."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import ibis
import pyarrow.parquet as pq
import pytest

from sursur.measure.flows import flow_table
from sursur.measure.inputs import Ingested, Inputs, Options
from sursur.model.tables import TABLES
from sursur.tabular import arrow_table
from tests.measure.test_count import Reports, lines
from tests.measure.world import flows, inputs, tables
from tests.plain_spark import plain_session

pytestmark = [
    pytest.mark.spark,
    pytest.mark.long,
    pytest.mark.xdist_group("spark"),
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(scope="module")
def spark() -> Any:
    return ibis.pyspark.connect(plain_session())


def test_the_hard_cases_of_counting_give_the_same_flows(spark, tmp_path: Path):
    told = Reports(lines()).tables
    read = {}
    for field in fields(Ingested):
        file = tmp_path / f"{field.name}.parquet"
        pq.write_table(arrow_table(TABLES[field.name], told.get(field.name, [])), file)
        read[field.name] = spark.read_parquet(file, table_name=f"in_{field.name}")

    def keep(table: ibis.Table, name: str) -> ibis.Table:
        spark.to_parquet(table, tmp_path / name)
        return spark.read_parquet(tmp_path / name, table_name=f"step_{name}")

    pq.write_table(arrow_table(TABLES["link"], told["link"]), tmp_path / "link.parquet")
    links = spark.read_parquet(tmp_path / "link.parquet", table_name="in_link")
    known = {name: rows for name, rows in told.items() if name != "link"}
    lookups = inputs(tables(known)).lookups
    found = flow_table(Inputs(Ingested(**read), lookups), Options(keep=keep, link=lambda _flows: links))
    assert spark.to_pyarrow(found.order_by("flow_id")).to_pylist() == flows(**told)
