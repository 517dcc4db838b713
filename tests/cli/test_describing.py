"""sursur describe: the draft on the screen or in a file, which is never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from sursur.cli.describing import describe
from sursur.errors import UsageError
from sursur.ingest.descriptor import load_descriptor

ROWS = "Código;Proyecto;País;Año;Monto (USD)\n1;Agua;Perú;2019;5\n2;Café;Cuba;2020;6\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_the_draft_is_printed(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    describe(table)
    assert "row: activity" in capsys.readouterr().out


def test_the_draft_is_written_where_a_build_finds_it(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = table.with_name("list.csv.sursur.yml")
    describe(table, out)
    assert load_descriptor(out).row == "activity"
    assert "Fill in" in capsys.readouterr().err


def test_a_descriptor_that_is_there_is_not_overwritten(table: Path) -> None:
    out = table.with_name("mine.yml")
    out.write_text("mine")
    with pytest.raises(UsageError, match="exists"):
        describe(table, out)
    assert out.read_text() == "mine"
