"""The originals, from the files to the answers: nothing is lost, nothing is counted twice, every sum leads to its rows.

What stands in the files is read here a second time with other tools: lxml on whole trees, csv and Decimal, calamine.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_EVEN, Context, Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from sursur.answers import explain
from sursur.release import Release, open_release

from .conftest import DAC2A, GCOF

pytestmark = [pytest.mark.data, pytest.mark.xdist_group("real data")]

MICRO, EXACT = Decimal("0.000001"), Context(prec=60, rounding=ROUND_HALF_EVEN)
MILLION = Decimal(1_000_000)
SAMPLE, SEED = 60, 2015
Row = dict[str, str]
Ask = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def release(real_home: Path) -> Release:
    return open_release(real_home)


@pytest.fixture
def ask(real_home: Path, tmp_path: Path, sursur_process) -> Ask:
    """`sursur flows …` as a user runs it; the rows of its CSV file."""

    def run(*arguments: str) -> list[Row]:
        path = tmp_path / "answer.csv"
        sursur_process("flows", *arguments, "--home", real_home, "--out", path)
        table, _, _ = path.read_bytes().decode("utf-8-sig").partition("\r\n\r\n")
        return list(csv.DictReader(io.StringIO(table)))

    return run


def _table(release: Release, name: str, *columns: str) -> list[dict[str, Any]]:
    return pq.read_table(release.folder / f"{name}.parquet", columns=list(columns) or None).to_pylist()


def _content(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()


@pytest.fixture(scope="module")
def iati_files(shared_data: Path) -> dict[str, bytes]:
    """Content by source id, each content once."""
    files = sorted(path for path in (shared_data / "iati").rglob("*") if path.is_file() and ".xml" in path.suffixes)
    return {hashlib.sha256(file.read_bytes()).hexdigest()[:16]: _content(file) for file in files}


def _activities(content: bytes) -> Iterator[tuple[int, Any]]:
    root = etree.fromstring(content, etree.XMLParser(huge_tree=True, resolve_entities=False))
    yield from enumerate(root.iter("iati-activity"), start=1)


class TestIati:
    def test_every_activity_element_stands_in_the_release_under_its_place_and_name(self, release, iati_files):
        there = Counter(
            (source_id, ordinal, (element.findtext("iati-identifier") or "").strip())
            for source_id, content in iati_files.items()
            for ordinal, element in _activities(content)
        )
        rows = _table(release, "activity", "source_id", "ordinal", "identifier")
        kept = Counter(
            (row["source_id"], row["ordinal"], row["identifier"] or "")
            for row in rows
            if row["source_id"] in iati_files
        )
        assert there.total() == 10_790
        assert kept == there
        assert len({identifier for _, _, identifier in kept}) == 9_429

    def test_every_transaction_is_kept_with_its_amount_or_a_problem_says_why_not(self, release, iati_files):
        there = Counter(
            (source_id, ordinal, place, _amount(transaction.findtext("value")))
            for source_id, content in iati_files.items()
            for ordinal, element in _activities(content)
            for place, transaction in enumerate(element.findall("transaction"), start=1)
        )
        ordinals = {row["activity_id"]: row["ordinal"] for row in _table(release, "activity", "activity_id", "ordinal")}
        rows = _table(release, "transaction", "source_id", "activity_id", "ordinal", "amount", "amount_text")
        kept = Counter(
            (row["source_id"], ordinals[row["activity_id"]], row["ordinal"], row["amount"])
            for row in rows
            if row["source_id"] in iati_files
        )
        assert there.total() == 93_163
        assert {place[:3] for place in kept} == {place[:3] for place in there}
        changed = {place[:3] for place in (there - kept)}
        texts = {
            (row["source_id"], ordinals[row["activity_id"]], row["ordinal"]): row["amount_text"]
            for row in rows
            if row["amount_text"]
        }
        assert changed <= texts.keys()

    def test_the_sources_account_for_their_records(self, release):
        for row in _table(release, "source", "file_name", "rows_read", "rows_kept", "rows_rejected"):
            assert row["rows_read"] == row["rows_kept"] + row["rows_rejected"], row["file_name"]


def _amount(text: str | None) -> Decimal | None:
    try:
        return Decimal((text or "").strip()).quantize(MICRO, context=EXACT)
    except ArithmeticError:
        return None


class TestChineseOfficialFinance:
    def test_all_projects_are_read_and_those_not_recommended_left_out_of_sums(self, release):
        source = next(row for row in _table(release, "source") if row["dataset"] == "aiddata-gcof-1.0")
        assert source["rows_read"] == source["rows_kept"] == 5_466
        assert source["rows_read"] - source["rows_left_out"] == 4_373

    def test_sums_by_class_are_those_that_the_publisher_states(self, ask, shared_data):
        """USD 354.35 billion of 2014: 81.06 ODA-like, 216.30 OOF-like, 56.99 vague."""
        rows = ask("--source", "aiddata-gcof-1.0", "--all", "--prices", "reported", "--by", "flow_class")
        found = {row["flow_class"]: Decimal(row["amount"]) for row in rows}
        assert {(row["currency"], row["price_year"]) for row in rows} == {("USD", "2014")}
        billions = {name: round(amount / 10**9, 2) for name, amount in found.items()}
        assert billions == {"oda_like": Decimal("81.06"), "oof_like": Decimal("216.30"), "vague": Decimal("56.99")}
        assert round(sum(found.values()) / 10**9, 2) == Decimal("354.35")
        assert round(sum(found.values())) == round(_recommended_sum(shared_data))

    def test_no_flow_class_is_added_to_another_telling(self, ask):
        """China has two tellings here: its IATI reports and AidData's research; one is counted in each year."""
        counted = ask("--provider", "CHN", "--by", "year,source")
        assert max(Counter(row["year"] for row in counted).values()) == 1


def _recommended_sum(shared_data: Path) -> Decimal:
    head, *rows = _gcof_rows(shared_data)
    advice, value = head.index("recommended_for_research"), head.index("usd_defl_2014")
    wanted = (row[value] for row in rows if str(row[advice]).lower() == "true" and isinstance(row[value], float))
    return sum((Decimal(str(amount)) for amount in wanted), Decimal(0))


def _gcof_rows(shared_data: Path) -> list[list[Any]]:
    workbook = CalamineWorkbook.from_path(shared_data / GCOF)
    return workbook.get_sheet_by_name("ChineseOfficialFinance1.0").to_python(skip_empty_area=False)


@pytest.fixture(scope="module")
def lines(shared_data: Path) -> list[Row]:
    text = gzip.decompress((shared_data / DAC2A).read_bytes()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


class TestDac2a:
    def test_net_oda_per_provider_and_year_is_that_of_the_file_to_the_cent(self, ask, lines):
        expected: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for line in lines:
            if line["Aid type"] == "ODA: Total Net" and line["Value"]:
                expected[line["Donor"], str(int(float(line["Year"])))] += Decimal(line["Value"]) * MILLION
        rows = ask(
            *("--source", "oecd-dac2a", "--measure", "oda_net", "--all", "--prices", "reported"),
            "--by",
            "provider,year",
        )
        donors = self._donor_of(ask, lines)
        found = {(donors[row["provider"]], row["year"]): Decimal(row["amount"]) for row in rows}
        assert len(found) == len(rows)
        assert found == expected

    @staticmethod
    def _donor_of(ask: Ask, lines: list[Row]) -> dict[str, str]:
        """The name in the file for each provider of the release, by the line that each flow stands in."""
        flows = ask("--source", "oecd-dac2a", "--measure", "oda_net", "--all", "--rows")
        donors: dict[str, set[str]] = defaultdict(set)
        for flow in flows:
            is_country = not flow["provider_kind"].startswith("multilateral")
            code = (is_country and flow["provider_country"]) or flow["provider"] or flow["provider_name"]
            donors[code].add(lines[int(flow["row"]) - 2]["Donor"])
        assert all(len(names) == 1 for names in donors.values())
        assert len({name for names in donors.values() for name in names}) == len(donors)
        return {code: names.pop() for code, names in donors.items()}

    def test_gross_net_and_memo_lines_are_never_added(self, ask, lines):
        gross = sum(
            (Decimal(line["Value"]) for line in lines if line["Aid type"].startswith("Memo: ODA Total, Gross")),
            Decimal(0),
        )
        for stage in ("best", "disbursement", "any"):
            told = ask("--source", "oecd-dac2a", "--all", "--stage", stage, "--prices", "reported", "--by", "")
            assert sum(Decimal(row["amount"]) for row in told) == gross * MILLION


class TestEvidence:
    def test_a_total_is_the_sum_of_its_rows_and_each_says_why_it_counts(self, ask):
        total = ask("--provider", "Türkiye", "--recipient", "Somalia", "--by", "year")
        rows = ask("--provider", "Türkiye", "--recipient", "Somalia", "--rows")
        assert len(total) > 5
        for year in total:
            parts = [row for row in rows if row["year"] == year["year"]]
            assert sum(Decimal(row["usd_constant"] or 0) for row in parts) == Decimal(year["usd"])
            assert len(parts) == int(year["flows"])
        assert all(row["count_reason"] and row["form_reason"] and row["source_id"] for row in rows)

    def test_every_counted_flow_has_a_reason_a_place_and_a_source(self, release):
        sources = {row["source_id"] for row in _table(release, "source", "source_id")}
        columns = (
            "flow_id",
            "source_id",
            "row",
            "byte_offset",
            "count_rule",
            "count_reason",
            "form_rule",
            "form_reason",
        )
        flows = _table(release, "flow", *columns, "usd_constant", "money_note", "counted")
        assert len({row["flow_id"] for row in flows}) == len(flows)
        for row in flows:
            assert row["source_id"] in sources
            assert row["row"] is not None or row["byte_offset"] is not None
            assert row["count_rule"]
            assert row["count_reason"]
            assert row["form_rule"]
            assert row["form_reason"]
            assert row["usd_constant"] is not None or row["money_note"]

    @pytest.mark.parametrize("dataset", ["iati", "aiddata-gcof-1.0", "oecd-dac2a"])
    def test_explain_leads_to_the_place_in_the_original_and_the_value_there(
        self, release, dataset, shared_data, iati_files
    ):
        flow = release.table("flow")
        names = release.rows(flow.filter(flow.dataset == dataset).select("flow_id").order_by("flow_id"))["flow_id"]
        for flow_id in random.Random(SEED).sample(names.to_pylist(), SAMPLE):
            found = explain(release, flow_id)
            there = _value_there(found.flow, shared_data, iati_files)
            reported = sum(part["amount"] or 0 for part in found.parts)
            assert abs(there - reported) <= MICRO * len(found.parts), (flow_id, found.place, there, reported)


_OPENED: dict[str, Any] = {}


def _value_there(flow: dict[str, Any], shared_data: Path, iati_files: dict[str, bytes]) -> Decimal:
    """The amount in the original, opened at the place that the flow names."""
    if flow["dataset"] == "oecd-dac2a":
        if DAC2A not in _OPENED:
            _OPENED[DAC2A] = gzip.decompress((shared_data / DAC2A).read_bytes()).decode("utf-8-sig").splitlines()
        return Decimal(next(csv.reader([_OPENED[DAC2A][flow["row"] - 1]]))[-1]) * MILLION
    if flow["dataset"] == "aiddata-gcof-1.0":
        if GCOF not in _OPENED:
            _OPENED[GCOF] = _gcof_rows(shared_data)
        rows = _OPENED[GCOF]
        return Decimal(str(rows[flow["row"] - 1][rows[0].index("usd_defl_2014")]))
    record = _record_at(iati_files[flow["source_id"]], flow["byte_offset"])
    assert (record.findtext("iati-identifier") or "").strip() == (flow["identifier"] or "")
    return _iati_value(record, flow)


def _record_at(content: bytes, offset: int) -> Any:
    """The element that begins at this byte of the text in UTF-8."""
    declared = re.search(rb"""^<\?xml[^>]*encoding=["']([\w-]+)""", content)
    text = content.decode(declared.group(1).decode() if declared else "utf-8").encode()
    start = text[offset:]
    assert start.startswith(b"<iati-activity"), start[:40]
    end = start.index(b"</iati-activity>") + len(b"</iati-activity>")
    return etree.fromstring(start[:end], etree.XMLParser(huge_tree=True, recover=True))


def _iati_value(record: Any, flow: dict[str, Any]) -> Decimal:
    """The id of the reported row ends with what it is and its number among those of its record."""
    row_id = flow["flow_id"].partition(":")[0].removeprefix(f"{flow['activity_id']}-")
    kind, number = ("transaction", row_id[1:]) if flow["transaction_id"] else row_id.rsplit("-", 1)
    text = record.findall(kind.replace("_", "-"))[int(number) - 1].findtext("value")
    return Decimal(text.strip().replace(",", ""))
