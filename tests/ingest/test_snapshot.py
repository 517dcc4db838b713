"""Which files a build reads, whose they are, and the copies that are kept of them."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sursur.errors import DescriptorError, NotFoundError
from sursur.ingest.descriptor import load_descriptors
from sursur.ingest.snapshot import Collection, collect, keep, snapshot_path
from sursur.model.source import Severity
from tests.ingest.described import FIGURES

TABLE = "Provider,Recipient,Year,Amount\nA,B,2020,1\n"
DAC2A = (
    "Recipient,Donor,Aid type,Amount type,Year,Value\nPeru,Japan,ODA: Total Net,Current Prices (USD millions),2020,1\n"
)
IATI = '<?xml version="1.0"?>\n<iati-activities version="2.03"/>'


def found(*paths: Path) -> Collection:
    return collect(paths, load_descriptors())


def put(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_files_come_in_the_order_of_their_names_with_their_place_below_the_folder(tmp_path: Path) -> None:
    for name in ("b.xml", "a/z.xml", "a/c.xml", "B.xml"):
        put(tmp_path, name, IATI + name)
    assert [file.file_name for file in found(tmp_path).files] == ["B.xml", "b.xml", "a/c.xml", "a/z.xml"]


def test_sidecars_hidden_files_and_halves_are_no_data(tmp_path: Path) -> None:
    put(tmp_path, "data.xml", IATI)
    for name in (
        ".hidden",
        "~$open.xlsx",
        "half.csv.part",
        "data.xml.sursur.json",
        "notes.md",
        ".git/config",
        "Thumbs.db",
    ):
        put(tmp_path, name, "x")
    assert [file.file_name for file in found(tmp_path).files] == ["data.xml"]


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    path = put(tmp_path, "data.xml", IATI)
    (file,) = found(tmp_path).files
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert file.source_id == file.sha256[:16]
    assert (file.size_bytes, file.dataset, file.layer) == (path.stat().st_size, "iati", "own_report")


def test_the_same_content_twice_is_read_once_and_told(tmp_path: Path) -> None:
    put(tmp_path, "a.xml", IATI)
    put(tmp_path, "b.xml", IATI)
    collection = found(tmp_path)
    assert [file.file_name for file in collection.files] == ["a.xml"]
    (problem,) = collection.problems
    assert (problem.code, problem.severity) == ("file-twice", Severity.NOTE)
    assert "b.xml" in problem.message
    assert "a.xml" in problem.message


def test_a_renamed_file_is_known_by_its_columns(tmp_path: Path) -> None:
    put(tmp_path, "download (3).csv", DAC2A)
    (file,) = found(tmp_path).files
    assert (file.dataset, file.publisher) == ("oecd-dac2a", "OECD Development Assistance Committee")


def test_a_file_of_the_right_name_with_a_wrong_column_is_still_that_source(tmp_path: Path) -> None:
    put(tmp_path, "dac2a_2030.csv", DAC2A.replace("Value", "Amount"))
    assert found(tmp_path).files[0].dataset == "oecd-dac2a"


def test_an_error_page_under_the_name_of_a_source_is_still_that_source(tmp_path: Path) -> None:
    put(tmp_path, "dac2a.csv", "<html><body>404</body></html>")
    assert found(tmp_path).files[0].dataset == "oecd-dac2a"


def test_a_file_that_nobody_knows_is_unrecognised(tmp_path: Path) -> None:
    put(tmp_path, "letters.csv", "a,b\n1,2\n")
    assert found(tmp_path).files[0].dataset == "unrecognised"


@pytest.mark.parametrize("name", ["totals.csv.sursur.yml", "totals.sursur.yml"])
def test_a_descriptor_beside_a_file_serves_it(tmp_path: Path, name: str) -> None:
    put(tmp_path, "totals.csv", TABLE)
    put(tmp_path, name, FIGURES)
    collection = found(tmp_path)
    (file,) = collection.files
    assert collection.descriptors[file.dataset].title == "Totals of an agency"
    assert (file.title, file.publisher, file.licence) == ("Totals of an agency", "Agency for tests", "CC0")


def test_a_descriptor_in_the_folder_serves_the_files_that_it_matches(tmp_path: Path) -> None:
    put(tmp_path, "agency.yml", FIGURES.replace("figures.*", "tot*.csv"))
    put(tmp_path, "sub/totals.csv", TABLE)
    collection = found(tmp_path)
    assert [(file.file_name, file.dataset) for file in collection.files] == [("sub/totals.csv", "agency")]


def test_a_yaml_file_that_is_no_descriptor_is_a_file_like_others(tmp_path: Path) -> None:
    put(tmp_path, "config.yml", "colour: blue\n")
    assert [file.dataset for file in found(tmp_path).files] == ["unrecognised"]


def test_a_faulty_descriptor_is_told_by_name(tmp_path: Path) -> None:
    put(tmp_path, "totals.csv", TABLE)
    put(tmp_path, "totals.csv.sursur.yml", FIGURES.replace("row: figure", "row: figures"))
    with pytest.raises(DescriptorError, match=r"totals\.csv\.sursur\.yml"):
        found(tmp_path)


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="neither a file nor a folder"):
        found(tmp_path / "nowhere")


def test_the_time_of_retrieval_is_what_fetch_wrote_and_never_the_age_of_the_file(tmp_path: Path) -> None:
    path = put(tmp_path, "data.xml", IATI)
    os.utime(path, (1_500_000_000, 1_500_000_000))
    assert found(tmp_path).files[0].retrieved_at is None
    told = {
        "sha256": hashlib.sha256(IATI.encode()).hexdigest(),
        "retrieved_at": "2026-05-31T10:00:00+00:00",
        "url": "https://a.b/c",
    }
    put(tmp_path, "data.xml.sursur.json", json.dumps(told))
    (file,) = found(tmp_path).files
    assert (file.retrieved_at, file.url) == (datetime(2026, 5, 31, 10, tzinfo=UTC), "https://a.b/c")


@pytest.mark.parametrize("told", ["not JSON", "[]", '{"sha256": "of another file", "url": "https://a.b"}'])
def test_a_sidecar_that_does_not_fit_is_passed_over(tmp_path: Path, told: str) -> None:
    put(tmp_path, "data.xml", IATI)
    put(tmp_path, "data.xml.sursur.json", told)
    assert found(tmp_path).files[0].url == "https://iatistandard.org"


def test_a_snapshot_is_kept_whole_with_its_provenance_and_does_not_follow_the_original(tmp_path: Path) -> None:
    path = put(tmp_path / "in", "data.xml", IATI)
    (kept,) = keep(found(tmp_path / "in").files, tmp_path / "store")
    assert kept.path == snapshot_path(tmp_path / "store", kept.sha256)
    path.write_text("changed in its place", encoding="utf-8")
    assert kept.path.read_text(encoding="utf-8") == IATI
    told = json.loads(kept.path.with_name(f"{kept.sha256}.json").read_text(encoding="utf-8"))
    assert told["file_name"] == "data.xml"
    assert {"sha256", "size_bytes", "publisher", "licence", "retrieved_at", "url"} <= set(told)


def test_keeping_twice_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path / "in", "data.xml", IATI)
    files = found(tmp_path / "in").files
    store = tmp_path / "store"
    keep(files, store)
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*") if path.is_file()}
    keep(files, store)
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*") if path.is_file()} == before
    assert len(before) == 2


def test_a_half_copy_of_a_killed_run_is_replaced(tmp_path: Path) -> None:
    put(tmp_path / "in", "data.xml", IATI)
    files = found(tmp_path / "in").files
    target = snapshot_path(tmp_path / "store", files[0].sha256)
    target.parent.mkdir(parents=True)
    target.write_bytes(b"half")
    keep(files, tmp_path / "store")
    assert target.read_text(encoding="utf-8") == IATI
