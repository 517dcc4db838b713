"""Files hold the whole table, unchanged, and say where it is from."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from tests.observatory.conftest import RELEASE_ID, Client


def _rows(client: Client, path: str) -> list[dict[str, str]]:
    text = client.get(path).content.decode("utf-8-sig")
    table, _, _ = text.partition("\r\n\r\n")
    return list(csv.DictReader(io.StringIO(table)))


def test_a_csv_holds_every_row_with_exact_money(client: Client) -> None:
    rows = _rows(client, "/en/world/corridors.csv?form=south_south&to=2011")
    assert [(row["provider"], row["recipient"], row["usd_constant"]) for row in rows] == [
        ("China", "Angola", "200750000.00"),
        ("India", "Bhutan", "30100000.00"),
        ("Brazil", "Mozambique", "12000000.00"),
    ]


def test_a_file_says_release_choices_sources_and_licences(client: Client) -> None:
    text = client.get("/en/world/corridors.csv?form=south_south&from=2010").content.decode("utf-8-sig")
    for told in (
        RELEASE_ID,
        "from=2010",
        "south_south",
        "Research release (AidData)",
        "ODC-BY 1.0",
        "US dollars of 2022",
    ):
        assert told in text
    assert "DAC2a" not in text


def test_a_workbook_has_numbers_as_numbers_and_a_sheet_about_itself(client: Client) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/en/country/KEN/years.xlsx").content))
    table, about = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert table[1][0] == 2014
    assert any(isinstance(value, float) and value > 0 for value in table[1][1:])
    assert ["Release", RELEASE_ID] in about


def test_a_sum_of_the_page_is_the_sum_of_its_rows(client: Client) -> None:
    rows = _rows(client, "/en/flows.csv?provider=CHN&form=south_south")
    total = _rows(client, "/en/country/CHN/recipients.csv?form=south_south")
    added = sum(Decimal(row["usd_constant"]) for row in rows if row["usd_constant"])
    assert added == sum(Decimal(row["usd_constant"]) for row in total) == Decimal("255750000.00")


@pytest.mark.parametrize("path", ["/en/flows.csv?provider=CHN", "/en/world/corridors.csv"])
def test_no_cell_runs_as_a_formula(client: Client, path: str) -> None:
    for row in _rows(client, path):
        assert not any(value.startswith(("=", "+", "@")) for value in row.values() if value)
