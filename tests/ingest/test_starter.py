"""The figures that the package carries: small, told where they come from, and equal to the originals."""

from __future__ import annotations

import json
import runpy
import shutil
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

import sursur.ingest.descriptor as described
from sursur.ingest.descriptor import load_descriptors
from sursur.ingest.sheet import read
from sursur.ingest.snapshot import collect
from tests.ingest.described import gather

STARTER = Path(described.__file__).resolve().parents[2] / "starter"


@pytest.fixture(scope="module")
def figures() -> dict[str, pa.Table]:
    collection = collect([STARTER], load_descriptors())
    assert collection.problems == ()
    found = {}
    for file in collection.files:
        reading = gather(list(read(file, collection.descriptors[file.dataset])))
        assert reading.codes() == {}, file.file_name
        assert reading.summary.rows_read == reading.summary.rows_kept
        found[file.dataset] = reading.tables["figure"]
    return found


def test_the_starter_holds_the_four_sources_and_is_small(figures: dict[str, pa.Table]) -> None:
    assert sorted(figures) == [
        "aiddata-gcdf-3.0-country-year",
        "aiddata-gcof-1.0-by-recipient",
        "aiddata-research-release-flows",
        "oecd-dac2a",
    ]
    sizes = [path.stat().st_size for path in STARTER.iterdir() if path.is_file()]
    assert max(sizes) < 1_000_000
    assert sum(sizes) < 3_000_000


def test_every_file_says_whose_it_is_and_under_which_licence() -> None:
    for file in collect([STARTER], load_descriptors()).files:
        assert file.publisher, file.file_name
        assert file.licence, file.file_name
        assert file.url.startswith("https://"), file.file_name
        assert file.retrieved_at is None, "not known, and not invented from the age of the file"
        told = json.loads((STARTER / f"{file.file_name}.sursur.json").read_text(encoding="utf-8"))
        assert told["sha256"] == file.sha256


def test_gcof_sums_to_what_its_authors_publish(figures: dict[str, pa.Table]) -> None:
    table = figures["aiddata-gcof-1.0-by-recipient"]
    counted = table.filter(table["part_of_total"])
    sums = counted.group_by("flow_class").aggregate([("amount", "sum")]).to_pylist()
    billions = {row["flow_class"]: round(row["amount_sum"] / 10**9, 2) for row in sums}
    assert billions == {"oda_like": Decimal("81.06"), "oof_like": Decimal("216.30"), "vague": Decimal("56.99")}
    assert pc.sum(table["records"]).as_py() == 4373


def test_dac2a_has_the_total_and_its_parts_with_one_of_them_in_sums(figures: dict[str, pa.Table]) -> None:
    table = figures["oecd-dac2a"]
    assert set(table["measure"].to_pylist()) == {"oda_net", "oda_gross", "oda_grants", "oda_loans_gross"}
    assert set(table.filter(table["part_of_total"])["measure"].to_pylist()) == {"oda_net"}
    assert pc.sum(table.filter(pc.equal(table["measure"], "oda_net"))["amount"]).as_py() == Decimal(1036989260000)


def test_no_text_of_others_is_in_it(figures: dict[str, pa.Table]) -> None:
    """Figures and facts alone: nothing longer than the name of a provider, a recipient or a kind of flow."""
    for dataset, table in figures.items():
        for name in ("provider", "recipient"):
            assert max(len(text) for text in set(table[name].to_pylist())) < 80, dataset


@pytest.mark.data
def test_the_script_gives_the_same_files_from_the_originals(
    shared_data: Path, project_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = tmp_path / "project" / "scripts"
    starter = tmp_path / "project" / "src" / "sursur" / "starter"
    scripts.mkdir(parents=True)
    starter.mkdir(parents=True)
    shutil.copy(project_root / "scripts" / "starter.py", scripts)
    for path in STARTER.glob("*.yml"):
        shutil.copy(path, starter)
    monkeypatch.setattr("sys.argv", ["starter.py", str(shared_data)])
    runpy.run_path(str(scripts / "starter.py"), run_name="__main__")
    made = {path.name: path.read_bytes() for path in starter.iterdir()}
    kept = {path.name: path.read_bytes() for path in STARTER.iterdir() if path.is_file()}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []
