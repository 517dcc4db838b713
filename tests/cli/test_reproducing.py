"""`sursur reproduce`, asked by a journalist who wants to know whether to trust the figures."""

from __future__ import annotations

import csv
import io


def test_equal_and_differing_figures_stand_side_by_side_with_the_digits_that_were_printed(sursur):
    shown = sursur("reproduce", width=200)
    assert shown.code == 0
    assert "354.4" in shown.out
    assert "Figures: " in shown.out
    assert " equal; " in shown.out
    line = next(line for line in shown.out.splitlines() if "Norway by GNI, 2014" in line)
    assert "1.00 " in line
    assert "1.0004" in line


def test_only_one_verdict(sursur):
    rows = sursur("reproduce", "--only", "cannot", "--json").document["rows"]
    assert rows
    assert {row["verdict"] for row in rows} == {"cannot"}
    assert all(row["ours"] is None and row["note"] for row in rows)


def test_a_file_has_numbers_the_question_and_the_address(sursur, tmp_path):
    path = tmp_path / "figures.csv"
    assert sursur("reproduce", "--out", str(path)).code == 0
    table, _, _ = path.read_bytes().decode("utf-8-sig").partition("\r\n\r\n")
    rows = {row["figure_id"]: row for row in csv.DictReader(io.StringIO(table))}
    assert float(rows["gcof-oda-cub"]["ours"]) == 6.681
    assert rows["gcof-oda-cub"]["question"].startswith("flows --source aiddata-gcof-1.0")
    assert rows["gcof-oda-cub"]["address"].startswith("https://")
