"""A descriptor is checked on load, and a faulty one says which file, which key and what to do."""

from __future__ import annotations

import csv
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sursur.errors import DescriptorError
from sursur.ingest.descriptor import load_descriptor, load_descriptors

GOOD = """\
title: Cooperación de una agencia
publisher: Agencia de prueba
licence: CC BY 4.0
layer: own_report
row: activity
leave_out: []
activity:
  title: Proyecto
transactions:
  - type: {constant: "3"}
    amount: Monto
    date: Fecha
"""

CASES = Path(__file__).parent.parent / "hard_cases" / "sheets" / "faulty_descriptors.csv"


def faulty() -> list[Any]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return [pytest.param(row, id=row["key"]) for row in csv.DictReader(stream)]


def write(folder: Path, text: str, name: str = "agency.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", faulty())
def test_a_fault_is_named_with_its_file_and_repair(tmp_path: Path, case: dict[str, str]) -> None:
    assert case["was"] in GOOD
    path = write(tmp_path, GOOD.replace(case["was"], case["becomes"], 1))
    with pytest.raises(DescriptorError) as caught:
        load_descriptor(path)
    assert str(path) in caught.value.message
    assert case["names"] in caught.value.message
    assert case["repair"] in caught.value.repair


def test_a_good_descriptor_says_what_it_reads(tmp_path: Path) -> None:
    descriptor = load_descriptor(write(tmp_path, GOOD))
    assert (descriptor.dataset, descriptor.row, descriptor.layer) == ("agency", "activity", "own_report")
    assert [template.table.name for template in descriptor.templates] == ["activity", "transaction"]


def test_norway_and_yes_are_words(tmp_path: Path) -> None:
    text = GOOD.replace("leave_out: []", "leave_out: [{when: {column: Monto, is: [NO, YES, off]}, reason: r}]")
    assert load_descriptor(write(tmp_path, text)).leave_out[0].when.is_ == ("no", "off", "yes")


def test_a_descriptor_without_flows_says_why(tmp_path: Path) -> None:
    text = "title: t\npublisher: p\nlicence: l\nlayer: research\nrow: none\n"
    with pytest.raises(DescriptorError, match="without a reason"):
        load_descriptor(write(tmp_path, text))
    assert load_descriptor(write(tmp_path, text + "reason: a stock\n")).reason == "a stock"


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.yml"
    path.write_bytes("title: Cooperación".encode("latin-1"))
    with pytest.raises(DescriptorError, match="cannot be read"):
        load_descriptor(path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DescriptorError, match="is not a folder"):
        load_descriptors([tmp_path / "nowhere"])


def test_a_folder_of_the_reader_goes_before_the_package(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "oecd-dac2a.yml")
    assert load_descriptors([tmp_path])["oecd-dac2a"].publisher == "Agencia de prueba"


def test_every_descriptor_of_the_package_loads_and_names_its_publisher_licence_and_address() -> None:
    descriptors = load_descriptors()
    assert {
        "aiddata-gcof-1.0", "aiddata-gcdf-3.0-country-year", "aiddata-research-release-flows", "oecd-dac2a",
        "undp-south-south-initiatives", "iati",
    } <= set(descriptors)  # fmt: skip
    for name, descriptor in descriptors.items():
        assert descriptor.publisher, name
        assert descriptor.licence, name
        assert descriptor.url.startswith("https://"), name


def test_descriptors_travel_to_worker_processes() -> None:
    descriptors = load_descriptors()
    assert pickle.loads(pickle.dumps(descriptors)) == descriptors  # noqa: S301 - our own bytes


def test_the_same_descriptor_is_told_alike_in_every_process() -> None:
    """Its text is part of the key under which a file's tables are kept: a set in it would change from run to run."""
    program = "from sursur.ingest.descriptor import load_descriptors; print(load_descriptors())"
    told = {
        subprocess.run(  # noqa: PLW1510 - its output is compared
            [sys.executable, "-c", program],
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert b"oecd-dac2a" in told.pop()
