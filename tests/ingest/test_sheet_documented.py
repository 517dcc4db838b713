"""The page on descriptors is true: its example is read, and its words are those of the reader."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from sursur.ingest.descriptor.expressions import ORIGINS, READINGS
from sursur.ingest.descriptor.loading import PARTS, ROOT_KEYS
from tests.ingest.described import read_file


def page(project_root: Path) -> str:
    return (project_root / "docs" / "descriptors.md").read_text(encoding="utf-8")


def block(text: str, language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found
    return found[1]


def test_the_example_is_read_as_the_page_says(project_root: Path, tmp_path: Path) -> None:
    text = page(project_root)
    found = read_file(tmp_path, "cooperation.csv", block(text, "csv"), block(text, "yaml"))
    assert found.codes() == {}
    assert found.column("activity", "identifier") == ["AR-1", "AR-2", "AR-3"]
    assert found.column("activity", "included") == [True, True, False]
    assert found.column("transaction", "amount") == [Decimal(1_234_500), Decimal(250_000)]
    countries = [(row["code"], row["percentage"]) for row in found.rows("split") if row["dimension"] == "country"]
    assert countries == [("Haití", 100.0), ("Bolivia", None), ("Perú", None), ("Paraguay", 100.0)]


def test_every_word_of_a_descriptor_is_explained(project_root: Path) -> None:
    text = page(project_root)
    for word in (*ORIGINS, *READINGS, *PARTS, *ROOT_KEYS):
        assert f"`{word}`" in text or f"{word}:" in text, word
