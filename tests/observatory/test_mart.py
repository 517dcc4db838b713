"""Sums under another definition of the South are the same whether their verdicts lie on disk or in memory."""

from __future__ import annotations

import shutil
from pathlib import Path

from sursur.observatory.choosing import Choice
from sursur.observatory.mart import Mart
from sursur.observatory.tables import Tables
from sursur.release import open_release


def _mart(home: Path, south: str) -> Mart:
    release = open_release(home)
    return Mart(release, Tables(release), south)


def test_a_home_that_cannot_be_written_is_summed_all_the_same(release_home: Path, tmp_path: Path) -> None:
    for name in ("kept", "closed"):
        shutil.copytree(release_home, tmp_path / name, ignore=shutil.ignore_patterns("indexes"))
    (tmp_path / "closed" / "indexes").write_text("a file where a folder should be")
    kept, closed = _mart(tmp_path / "kept", "oda_recipients"), _mart(tmp_path / "closed", "oda_recipients")
    assert list((tmp_path / "kept" / "indexes").glob("*-flow-oda_recipients-*.parquet"))
    by = ("form", "provider", "recipient", "year")
    assert kept.sums(by, Choice()) == closed.sums(by, Choice())
    read = ("flow_id", "form", "form_rule", "form_reason")
    assert kept.rows(Choice(), "constant", read, (100, 0)) == closed.rows(Choice(), "constant", read, (100, 0))
    assert kept.sums(by, Choice()) != _mart(tmp_path / "kept", "g77_china").sums(by, Choice())
