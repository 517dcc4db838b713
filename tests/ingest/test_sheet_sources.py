"""The sources that the package describes, against the originals of their publishers."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pyarrow.compute as pc
import pytest
import python_calamine

from sursur.ingest.descriptor import load_descriptors
from sursur.ingest.sheet import read
from sursur.ingest.snapshot import collect
from tests.ingest.described import Reading, gather

pytestmark = pytest.mark.data

GCOF = "AidData_GlobalChineseOfficialFinanceDataset_v1.0.xlsx"
DAC2A = "dac2a_donor_recipient_2009_2022.csv.gz"


def read_source(path: Path, dataset: str) -> Reading:
    descriptors = load_descriptors()
    (source,) = collect([path], descriptors).files
    assert source.dataset == dataset
    return gather(list(read(source, descriptors[dataset])))


@pytest.fixture(scope="module")
def gcof(shared_data: Path) -> Reading:
    return read_source(shared_data / "aiddata" / GCOF, "aiddata-gcof-1.0")


def test_gcof_has_5466_rows_of_which_4373_are_recommended(gcof: Reading) -> None:
    assert (gcof.summary.rows_read, gcof.summary.rows_kept, gcof.summary.rows_left_out) == (5466, 5466, 1093)
    assert sum(gcof.column("activity", "included")) == 4373
    assert gcof.codes() == {}


def test_gcof_sums_to_what_its_authors_publish(gcof: Reading) -> None:
    """USD 354.35 bn at 2014 prices over recommended rows: Dreher et al. 2017, by class of flow."""
    classes = {row["activity_id"]: row["flow_class"] for row in gcof.rows("activity") if row["included"]}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in gcof.rows("transaction"):
        if row["activity_id"] in classes:
            sums[classes[row["activity_id"]]] += row["amount"]
            assert (row["currency"], row["price_year"]) == ("USD", 2014)
    billions = {name: round(amount / 10**9, 2) for name, amount in sums.items()}
    assert billions == {"oda_like": Decimal("81.06"), "oof_like": Decimal("216.30"), "vague": Decimal("56.99")}
    assert round(sum(sums.values()) / 10**9, 2) == Decimal("354.35")


def test_gcof_keeps_what_was_agreed_beside_the_deflated_amount(gcof: Reading, shared_data: Path) -> None:
    sheet = python_calamine.CalamineWorkbook.from_path(str(shared_data / "aiddata" / GCOF)).get_sheet_by_index(0)
    header, *rows = sheet.to_python()
    loan = next(dict(zip(header, row, strict=True)) for row in rows if row[0] == 3.0)
    activity = next(row for row in gcof.rows("activity") if row["identifier"] == "3")
    (transaction,) = [row for row in gcof.rows("transaction") if row["activity_id"] == activity["activity_id"]]
    assert transaction["amount"] == Decimal(repr(loan["usd_defl_2014"])).quantize(Decimal("0.000001"))
    assert '"amount_reported": "2000000000", "currency_reported": "CNY"' in transaction["extra"]
    assert (transaction["loan_rate"], transaction["loan_maturity"], transaction["loan_grace"]) == (2.0, 20.0, 5.0)
    assert transaction["grant_element"] == loan["grant_element"]
    assert transaction["date"].year == loan["year"]


def test_gcof_names_its_agencies_with_their_kind(gcof: Reading) -> None:
    kinds = {(row["name"], row["type"]) for row in gcof.rows("participant")}
    assert {("Export-Import Bank of China", "10"), ("Asian Development Bank", "40")} <= kinds
    assert {row["role"] for row in gcof.rows("participant")} == {"funding", "implementing", "accountable"}


def test_gcof_gives_each_project_one_recipient_and_divides_none(gcof: Reading) -> None:
    recipients = [row for row in gcof.rows("split") if row["dimension"] in ("country", "region")]
    assert len(recipients) == len({row["activity_id"] for row in recipients}) == 5466
    assert {row["percentage"] for row in recipients} == {100.0}
    assert all(len(row["code"]) == 2 for row in recipients if row["dimension"] == "country")


@pytest.fixture(scope="module")
def dac2a(shared_data: Path) -> Reading:
    return read_source(shared_data / "dac" / DAC2A, "oecd-dac2a")


def test_dac2a_total_net_oda_per_provider_and_year_is_that_of_the_file_to_the_cent(
    dac2a: Reading, shared_data: Path
) -> None:
    expected: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    with gzip.open(shared_data / "dac" / DAC2A, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["Aid type"] == "ODA: Total Net":
                expected[row["Donor"], int(float(row["Year"]))] += Decimal(row["Value"]) * 10**6
    table = dac2a.tables["figure"]
    net = (
        table.filter(pc.equal(table["measure"], "oda_net"))
        .group_by(["provider", "year"])
        .aggregate([("amount", "sum")])
    )
    found = {(row["provider"], row["year"]): row["amount_sum"] for row in net.to_pylist()}
    assert found == expected


def test_dac2a_reads_every_row_and_lets_only_one_measure_into_sums(dac2a: Reading) -> None:
    assert (dac2a.summary.rows_read, dac2a.summary.rows_kept) == (327_763, 327_763)
    assert dac2a.codes() == {}
    table = dac2a.tables["figure"]
    assert table.num_rows == 327_763
    assert set(table.filter(table["part_of_total"])["measure"].to_pylist()) == {"oda_net"}
    assert len(set(table["measure"].to_pylist())) == 17
    assert set(table["price_year"].to_pylist()) == {2022}


def test_the_research_release_is_read_whole(shared_data: Path) -> None:
    found = read_source(shared_data / "aiddata/aiddata_research_release_flows.csv", "aiddata-research-release-flows")
    with (shared_data / "aiddata/aiddata_research_release_flows.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    table = found.tables["figure"]
    assert table.num_rows == len(rows) == 85_162
    assert pc.sum(table["amount"]).as_py() == sum(int(row["sum_amount_usd_constant"]) for row in rows)
    assert pc.sum(table["records"]).as_py() == sum(int(row["count"]) for row in rows)
    assert set(table["price_year"].to_pylist()) == {2009}


def test_gcdf_counts_the_adjusted_amounts_and_keeps_the_others_beside_them(shared_data: Path) -> None:
    path = shared_data / "aiddata/gcdf3_country_year_cow_gcdf.csv"
    table = read_source(path, "aiddata-gcdf-3.0-country-year").tables["figure"]
    with path.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    for part, suffix in ((True, "adj"), (False, "amt")):
        expected = sum(Decimal(row[f"{name}_{suffix}"]) for row in rows for name in ("oof", "oda", "vof"))
        found = pc.sum(table.filter(pc.equal(table["part_of_total"], part))["amount"]).as_py()
        assert abs(found - expected) < 1, suffix


def test_initiatives_keep_providers_hosts_and_goals(shared_data: Path) -> None:
    found = read_source(shared_data / "ssc/undp_south_south_initiatives_odd.csv", "undp-south-south-initiatives")
    assert found.summary.rows_kept == 137
    assert "transaction" not in found.tables
    goals = [int(row["code"]) for row in found.rows("tag") if row["vocabulary"] == "2"]
    assert set(goals) <= set(range(1, 18))
    assert all(len(row["code"]) == 3 for row in found.rows("split") if row["dimension"] == "country")
    assert all(url.startswith("http") for url in found.column("document", "url"))


def test_the_tracker_of_business_deals_is_left_out_of_sums(shared_data: Path) -> None:
    found = read_source(shared_data / "aiddata/china_investments.csv", "aei-china-global-investment-tracker")
    assert found.summary.rows_left_out == found.summary.rows_kept == 2908
    assert set(found.column("activity", "included")) == {False}
    assert len(found.rows("tag")) == 785


@pytest.mark.parametrize("year", range(2012, 2020))
def test_crs_totals_of_unstated_kind_are_read_and_never_summed(shared_data: Path, year: int) -> None:
    found = read_source(shared_data / f"dac/dportal_crs_{year}.csv", "dportal-crs-recipients")
    table = found.tables["figure"]
    assert found.codes() == {}
    assert set(table["year"].to_pylist()) == {year}
    assert set(table["part_of_total"].to_pylist()) == {False}
    recipients = set(table["recipient"].to_pylist())
    assert {"Afghanistan", "Zimbabwe"} <= recipients
    assert not {"donor_name", "recipient_name", "Grand Total"} & recipients


def test_stocks_of_debt_are_no_flows(shared_data: Path) -> None:
    found = read_source(shared_data / "india/BGD-646_PPG_Bilateral_Debt.xlsx", "world-bank-ids-debt-to-india")
    assert "stock" in found.summary.notes[0]
    assert found.tables == {}


@pytest.mark.parametrize(
    ("original", "dataset"),
    [(f"aiddata/{GCOF}", "aiddata-gcof-1.0"), (f"dac/{DAC2A}", "oecd-dac2a"),
     ("aiddata/gcdf3_country_year_cow_gcdf.csv", "aiddata-gcdf-3.0-country-year"),
     ("ssc/undp_south_south_initiatives_odd.csv", "undp-south-south-initiatives")],
)  # fmt: skip
def test_a_renamed_original_is_found_by_its_columns(
    shared_data: Path, tmp_path: Path, original: str, dataset: str
) -> None:
    path = tmp_path / f"download{''.join(Path(original).suffixes[-1:])}"
    path.write_bytes((shared_data / original).read_bytes())
    assert collect([path], load_descriptors()).files[0].dataset == dataset
