"""The hash of the code and reference data that make a release."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import pytest

from sursur.model.fingerprint import DIGITS
from sursur.pipeline.fingerprint import engine_fingerprint, fingerprint_of


@pytest.fixture(scope="module")
def original() -> Path:
    with resources.as_file(resources.files("sursur")) as folder:
        return folder


@pytest.fixture
def copied(original: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "sursur"
    shutil.copytree(original, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def test_it_is_the_same_wherever_the_package_stands(copied):
    assert fingerprint_of(copied) == engine_fingerprint()
    assert len(engine_fingerprint()) == DIGITS


@pytest.mark.parametrize(
    "name",
    ["measure/forms.py", "ingest/sheet/cells.py", "reference/data/groups/memberships/brics.csv", "sources/tossd.yml"],
)
def test_a_changed_rule_table_or_descriptor_changes_it(copied, name):
    file = copied / name
    file.write_bytes(file.read_bytes() + b"\n")
    assert fingerprint_of(copied) != engine_fingerprint()


def test_a_renamed_table_changes_it(copied):
    copied.joinpath("reference/data/groups/groups.csv").rename(copied / "reference/data/groups/groups2.csv")
    assert fingerprint_of(copied) != engine_fingerprint()


@pytest.mark.parametrize("name", ["cli/__init__.py", "observatory/app.py", "answers/flows.py", "publish/download.py"])
def test_what_only_shows_a_release_does_not_change_it(copied, name):
    file = copied / name
    file.write_bytes(file.read_bytes() + b"\n# another word\n")
    assert fingerprint_of(copied) == engine_fingerprint()


def test_bytecode_and_words_for_readers_do_not_change_it(copied):
    (copied / "measure" / "__pycache__").mkdir(exist_ok=True)
    (copied / "measure" / "__pycache__" / "forms.cpython-311.pyc").write_bytes(b"x")
    (copied / "measure" / "README.md").write_text("x")
    assert fingerprint_of(copied) == engine_fingerprint()
