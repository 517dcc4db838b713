"""Every element of the real files is accounted for: counted by plain XPath here, and compared with the tables.

The count is independent of the reader: the whole tree of a file by lxml, and the names of the standard.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from lxml import etree

from sursur.ingest import iati, unreadable
from sursur.ingest.reading import SourceFile
from sursur.ingest.store import ingest_all, summary_of

pytestmark = [pytest.mark.data, pytest.mark.xdist_group("accounting")]

A, O = "//iati-activity", "//iati-organisation"  # noqa: E741 - activities and organisations
RESULT_ROWS = (
    f"count({A}/result[not(indicator)]) + count({A}/result/indicator[not(period)]) + count({A}/result/indicator/period)"
)
ORGANISATION_BUDGETS = (
    f"count({O}/*[self::total-budget or self::recipient-org-budget or self::recipient-country-budget"
    " or self::recipient-region-budget or self::total-expenditure])"
)
COUNTS: dict[str, tuple[str, str, tuple[str, str] | None]] = {
    # what: (XPath, table, the column and value that tell its rows apart)
    "activities": (f"count({A})", "activity", None),
    "organisations": (f"count({O})", "organisation_report", None),
    "participants": (f"count({A}/participating-org)", "participant", None),
    "transactions": (f"count({A}/transaction)", "transaction", None),
    "budgets": (f"count({A}/budget)", "budget", ("kind", "budget")),
    "planned disbursements": (f"count({A}/planned-disbursement)", "budget", ("kind", "planned_disbursement")),
    "sectors": (f"count({A}/sector | {A}/transaction/sector)", "split", ("dimension", "sector")),
    "countries": (
        f"count({A}/recipient-country | {A}/transaction/recipient-country)",
        "split",
        ("dimension", "country"),
    ),
    "regions": (f"count({A}/recipient-region | {A}/transaction/recipient-region)", "split", ("dimension", "region")),
    "tags": (f"count({A}/tag)", "tag", ("kind", "tag")),
    "policy markers": (f"count({A}/policy-marker)", "tag", ("kind", "policy_marker")),
    "humanitarian scopes": (f"count({A}/humanitarian-scope)", "tag", ("kind", "humanitarian_scope")),
    "types of aid": (f"count({A}/default-aid-type)", "tag", ("kind", "aid_type")),
    "locations": (f"count({A}/location)", "place", None),
    "documents": (f"count({A}//document-link | {O}/document-link)", "document", None),
    "related activities": (f"count({A}/related-activity)", "related", ("kind", "related_activity")),
    "other identifiers": (f"count({A}/other-identifier)", "related", ("kind", "other_identifier")),
    "result rows": (RESULT_ROWS, "result", None),
    "organisation budgets": (ORGANISATION_BUDGETS, "organisation_budget", None),
}
DETAILS = (
    "activity-website",
    "capital-spend",
    "conditions",
    "contact-info",
    "country-budget-items",
    "crs-add",
    "fss",
    "legacy-data",
)
VALUES = {"narrative", "iati-identifier", "organisation-identifier", "other-identifier", "value", "pos"}
"""Elements whose text is a value and not a text in a language (a narrative is counted by itself)."""
KEPT_WITH_THEIR_PLACE = {"administrative", "gazetteer-entry"}
MICRO, EXACT = Decimal("0.000001"), Context(prec=60, rounding=ROUND_HALF_EVEN)
DATES = {"activity-date", "transaction-date", "period-start", "period-end"}


@dataclass(frozen=True)
class Counted:
    """What stands in one file, counted without the reader."""

    elements: dict[str, int]
    details: dict[str, int]
    foreign_beside: int
    foreign_in_transactions: int
    texts: Counter[str]
    amounts: Decimal


def count(path: Path) -> Counted:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    tree = etree.fromstring(content).getroottree()
    amounts = [Decimal(text).quantize(MICRO, context=EXACT) for text in tree.xpath(f"{A}/transaction/value/text()")]
    return Counted(
        {what: int(tree.xpath(xpath)) for what, (xpath, _, _) in COUNTS.items()},
        {name: int(tree.xpath(f"count({A}/{name})")) for name in DETAILS},
        int(tree.xpath(f"count({A}/*[namespace-uri()] | /iati-activities/*[namespace-uri()])")),
        int(tree.xpath(f"count({A}/transaction/*[namespace-uri()])")),
        texts_of(tree),
        sum(amounts, Decimal()),
    )


def source_of(path: Path) -> SourceFile:
    content = path.read_bytes()
    return SourceFile(path, path.name, hashlib.sha256(content).hexdigest(), len(content), "iati", "own_report")


def files_of(shared_data: Path) -> list[SourceFile]:
    paths = sorted((shared_data / "iati").glob("*/*"))
    return [source_of(path) for path in paths]


@pytest.fixture(scope="module")
def files(shared_data: Path) -> list[SourceFile]:
    return files_of(shared_data)


@pytest.fixture(scope="module")
def counted(files: list[SourceFile]) -> list[Counted]:
    return [count(file.path) for file in files]


@pytest.fixture(scope="module")
def folders(files: list[SourceFile], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return ingest_all(files, (iati.READER, unreadable.READER), tmp_path_factory.mktemp("cache"))


def rows(folder: Path, table: str) -> pa.Table:
    path = folder / f"{table}.parquet"
    return pq.read_table(path) if path.exists() else pa.table({})


def count_rows(folder: Path, table: str, told_apart: tuple[str, str] | None) -> int:
    found = rows(folder, table)
    if told_apart is None or found.num_rows == 0:
        return found.num_rows
    column, value = told_apart
    return found.column(column).to_pylist().count(value)


@pytest.mark.parametrize("what", COUNTS)
def test_no_table_loses_a_row(what: str, files: list[SourceFile], folders: list[Path], counted: list[Counted]) -> None:
    _, table, told_apart = COUNTS[what]
    expected = {file.file_name: of_file.elements[what] for file, of_file in zip(files, counted, strict=True)}
    found = {file.file_name: count_rows(folder, table, told_apart) for file, folder in zip(files, folders, strict=True)}
    assert sum(expected.values()) > 0
    assert found == expected


def test_all_activities_and_transactions_are_there(files: list[SourceFile], folders: list[Path]) -> None:
    activities = pa.concat_tables([table for folder in folders if (table := rows(folder, "activity")).num_rows])
    assert len(files) == 113
    assert activities.num_rows == 10_790
    assert len(set(activities.column("identifier").to_pylist())) == 9_429
    assert sum(rows(folder, "transaction").num_rows for folder in folders) == 93_163


def test_records_read_are_kept_or_rejected_with_a_problem(folders: list[Path]) -> None:
    for folder in folders:
        summary = summary_of(folder)
        problems = rows(folder, "problem")
        errors = problems.column("severity").to_pylist().count("error") if problems.num_rows else 0
        kept = rows(folder, "activity").num_rows + rows(folder, "organisation_report").num_rows
        assert summary.rows_kept == kept
        assert summary.rows_read == summary.rows_kept + summary.rows_rejected
        assert summary.rows_rejected == errors


def is_detail(element: Any) -> bool:
    return any(above.tag in DETAILS or above.tag.startswith("{") for above in (element, *element.iterancestors()))


def texts_of(tree: Any) -> Counter[str]:
    """Narratives wherever they stand, and the text that version 1 wrote into the elements themselves."""
    found: Counter[str] = Counter()
    for element in tree.xpath("//*[normalize-space(text())]"):
        if element.tag in DATES and not element.get("iso-date"):
            continue
        if element.tag == "narrative" or not (
            element.tag in VALUES or element.tag in KEPT_WITH_THEIR_PLACE or is_detail(element)
        ):
            found[element.text.strip()] += 1
    return found


def test_every_text_is_a_narrative_in_its_own_words(
    files: list[SourceFile], folders: list[Path], counted: list[Counted]
) -> None:
    for file, folder, expected in zip(files, folders, counted, strict=True):
        found = Counter(rows(folder, "narrative").column("text").to_pylist())
        assert found - expected.texts == Counter(), file.file_name
        assert expected.texts - found == Counter(), file.file_name


@pytest.mark.parametrize("name", DETAILS)
def test_elements_without_a_table_are_kept_as_they_stand(
    name: str, files: list[SourceFile], folders: list[Path], counted: list[Counted]
) -> None:
    for file, folder, expected in zip(files, folders, counted, strict=True):
        assert count_rows(folder, "detail", ("element", name)) == expected.details[name], file.file_name


def test_foreign_elements_are_kept(files: list[SourceFile], folders: list[Path], counted: list[Counted]) -> None:
    for file, folder, expected in zip(files, folders, counted, strict=True):
        detail = rows(folder, "detail")
        beside = sum(bool(uri) for uri in detail.column("namespace").to_pylist()) if detail.num_rows else 0
        extras = rows(folder, "transaction").column("extra").to_pylist() if expected.foreign_in_transactions else []
        inside = [json.loads(extra) for extra in extras if extra]
        kept = sum(len(value) for extra in inside for name, value in extra.items() if name.startswith("{"))
        assert beside == expected.foreign_beside, file.file_name
        assert kept == expected.foreign_in_transactions, file.file_name


def test_amounts_add_up_to_the_millionth(files: list[SourceFile], folders: list[Path], counted: list[Counted]) -> None:
    """All amounts of the real files are plain decimals; some have more than six places, and are rounded one by one."""
    for file, folder, expected in zip(files, folders, counted, strict=True):
        found = rows(folder, "transaction")
        amounts = found.column("amount").to_pylist() if found.num_rows else []
        assert None not in amounts, file.file_name
        assert sum(amounts, Decimal()) == expected.amounts, file.file_name


def test_the_same_files_give_the_same_bytes(shared_data: Path, tmp_path: Path) -> None:
    files = files_of(shared_data)[-20:]
    readers = (iati.READER, unreadable.READER)
    first = ingest_all(files, readers, tmp_path / "first", workers=2)
    second = ingest_all(files, readers, tmp_path / "second", workers=1)
    for one, other in zip(first, second, strict=True):
        assert digests(one) == digests(other)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}
