"""A local Spark session for tests: plans for a few thousand rows are read as they come, not compiled first."""

from __future__ import annotations

import warnings
from shutil import which
from typing import Any

import pytest

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.memory": "2g",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
}


def plain_session() -> Any:
    """The session of this process; skips, saying why, where Java or the extra is missing."""
    if which("java") is None:
        pytest.skip("Spark needs a Java runtime: install one, such as openjdk-17-jre-headless")
    sql = pytest.importorskip("pyspark.sql", reason="install the spark extra: pip install sursur[spark]")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        builder = sql.SparkSession.builder.master("local[1]").appName("sursur tests")
        for name, value in SETTINGS.items():
            builder = builder.config(name, value)
        return builder.getOrCreate()
