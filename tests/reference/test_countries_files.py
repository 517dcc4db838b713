"""Every country name and code of the publishers' files is a country, a region, a state of the past, or said to be none.

What is left over fails the test, so that a new name in a new file is seen on the day it comes in.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import python_calamine

from sursur.reference.countries import Resolution, load_countries

pytestmark = pytest.mark.data

STATED = {"St. Martin", "Cocos Island", "Svalbard"}
"""Gapminder's open names: an island beside its parts, an island of a common name, a part with the whole's code."""

UNTOLD = {"unknown name", "unknown code", "two names in one text"}


@dataclass(frozen=True)
class Column:
    """A column of places: how to find the file, what the column is called, and under which scheme it speaks."""

    files: str
    column: str
    scheme: str
    several: bool = False
    delimiter: str = ","

    def __str__(self) -> str:
        return f"{self.files}:{self.column}"


COLUMNS = [
    Column("dac/dac2a_donor_recipient_2009_2022.csv.gz", "Donor", "dac_name"),
    Column("dac/dac2a_donor_recipient_2009_2022.csv.gz", "Recipient", "dac_name"),
    Column("aiddata/aiddata_research_release_aiddata-countries.csv", "Code", "aiddata"),
    Column("aiddata/aiddata_research_release_aiddata-countries.csv", "Name", "aiddata"),
    Column("aiddata/aiddata_research_release_flows.csv", "donor", "aiddata"),
    Column("aiddata/aiddata_research_release_flows.csv", "recipient", "aiddata"),
    Column("aiddata/GCDF_3.0_ADM1_Locations.csv", "shapeGroup", "iso3"),
    Column("aiddata/gcdf3_country_year_cow_gcdf.csv", "ccode", "cow"),
    Column("aiddata/china_investments.csv", "Country", "un_name"),
    Column("aiddata/china_investments.csv", "Region", "name"),
    Column("ssc/undp_south_south_initiatives_odd.csv", "Host/Recipient Country/ies", "undp", several=True),
    Column("ssc/undp_south_south_initiatives_odd.csv", "Provider Country/ies", "undp", several=True),
    Column("ssc/undp_south_south_initiatives_odd.csv", "Regions Involved", "undp", several=True),
    Column("exchange/datasets_*.csv", "Country", "name"),
    Column("exchange/imf_exchangerates.csv", "Country", "imf_name"),
    Column("exchange/imf_exchangerates.csv", "Country code", "iso2"),
    Column("exchange/pppfy_ppp-gdp.csv", "Country", "name"),
    Column("exchange/pppfy_ppp-gdp.csv", "Country ID", "iso2"),
    Column("indicators/hdi/HDR21-22_complete_time_series.csv", "country", "un_name"),
    Column("indicators/hdi/HDR21-22_complete_time_series.csv", "iso3", "iso3"),
    Column("indicators/hdi/ddf--entities--country.csv", "name", "un_name"),
    Column("indicators/owid/*.csv", "Entity", "owid"),
    Column("indicators/weo/ddf--entities--country.csv", "country", "iso3"),
    Column("indicators/weo/ddf--entities--country.csv", "country_name", "imf_name"),
    Column("indicators/datasets_cpi.csv", "Country", "name"),
    Column("indicators/datasets_cpi.csv", "Country Code", "iso3"),
    Column("indicators/datasets_[gp]*.csv", "Country Name", "name"),
    Column("indicators/datasets_[gp]*.csv", "Country Code", "iso3"),
    Column("indicators/gapminder/ddf--entities--geo--country.csv", "name", "name"),
    Column("indicators/gapminder/ddf--entities--geo--country.csv", "iso3166_1_alpha3", "iso3"),
    Column("indicators/gapminder/ddf--entities--geo--country.csv", "iso3166_1_alpha2", "iso2"),
    Column("indicators/nd_gain/*/*.csv", "Name", "nd_gain"),
    Column("indicators/nd_gain/*/*.csv", "ISO3", "iso3"),
    Column("exchange/flat_weo_currency.csv", "ISO", "iso3", delimiter="\t"),
    Column("exchange/flat_weo_currency.csv", "Country", "imf_name", delimiter="\t"),
    Column("dac/dportal_crs_*_sectors.csv", "Row Labels", "dac_name"),
    Column("dac/dportal_crs_20??.csv", "Row Labels", "dac_name"),
]


def text_of(path: Path) -> str:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def values(folder: Path, column: Column) -> set[str]:
    paths = sorted(folder.glob(column.files))
    assert paths, f"no file {column.files}: the test must read something"
    found: set[str] = set()
    for path in paths:
        for row in csv.DictReader(io.StringIO(text_of(path)), delimiter=column.delimiter):
            found.add(row.get(column.column) or "")
    return {value for value in found if value.strip()}


def rest(resolutions: Iterator[Resolution]) -> list[str]:
    return sorted({f"{one.text!r}: {one.status}, {one.rule} {one.candidates}" for one in resolutions if untold(one)})


def untold(resolution: Resolution) -> bool:
    if resolution.text in STATED:
        return False
    return resolution.status == "ambiguous" or (resolution.status == "no_match" and resolution.rule in UNTOLD)


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_nothing_in_a_column_of_places_is_left_over(column: Column, shared_data: Path) -> None:
    countries = load_countries()
    texts = values(shared_data, column)
    assert texts
    if column.several:
        resolved = (one for text in texts for one in countries.resolve_list(text, column.scheme))
    else:
        resolved = (countries.resolve(text, column.scheme) for text in texts)
    assert rest(resolved) == []


@pytest.mark.parametrize("year", range(2012, 2020))
def test_provider_names_in_the_header_of_the_crs_aggregates_are_told(year: int, shared_data: Path) -> None:
    header = text_of(shared_data / f"dac/dportal_crs_{year}.csv").splitlines()[0].split(",")
    labels = {label for label in header if label and not label.isdigit()}
    assert rest(load_countries().resolve(label, "dac_name") for label in labels) == []


def test_dac_codes_and_names_of_the_crs_agree(shared_data: Path) -> None:
    countries = load_countries()
    for file_name in ("oda_data_crs_names.json", "oda_data_dac2a_names.json"):
        listed = json.loads((shared_data / "dac" / file_name).read_text(encoding="utf-8"))["recipient_code"]
        for code, name in listed.items():
            by_code, by_name = countries.resolve(code, "dac"), countries.resolve(name, "dac_name")
            if by_code.country and by_name.country:
                assert by_code.country == by_name.country, (code, name)
            elif by_code.country:
                assert by_name.country == by_code.country, (code, name, by_name.rule)


def test_names_and_iso_codes_of_the_indicator_files_agree(shared_data: Path) -> None:
    countries = load_countries()
    for file_name, name, code, scheme in (
        ("datasets_gdp.csv", "Country Name", "Country Code", "name"),
        ("datasets_population.csv", "Country Name", "Country Code", "name"),
        ("hdi/HDR21-22_complete_time_series.csv", "country", "iso3", "un_name"),
        ("nd_gain/gain/gain.csv", "Name", "ISO3", "nd_gain"),
        ("gapminder/ddf--entities--geo--country.csv", "name", "iso3166_1_alpha3", "dac_name"),
    ):
        for row in csv.DictReader(io.StringIO(text_of(shared_data / "indicators" / file_name))):
            by_code = countries.resolve(row[code], "iso3")
            by_name = countries.resolve(row[name], scheme)
            if by_code.country:
                assert by_code.country in (by_name.country, *by_name.candidates), (file_name, row[name], by_name)
                assert by_name.country or row[name] in STATED, (file_name, row[name], by_name)


@pytest.fixture(scope="module")
def chinese_finance(shared_data: Path) -> list[list[object]]:
    path = shared_data / "aiddata/AidData_GlobalChineseOfficialFinanceDataset_v1.0.xlsx"
    return python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def column_of(sheet: list[list[object]], name: str) -> list[str]:
    place = sheet[0].index(name)
    return [str(row[place]) for row in sheet[1:]]


def test_recipients_of_chinese_finance_are_told_one_by_one(chinese_finance: list[list[object]]) -> None:
    countries = load_countries()
    for name, scheme in (("recipient_condensed", "name"), ("all_recipients", "name"), ("recipient_oecd_name", "name")):
        texts = {text for text in column_of(chinese_finance, name) if text}
        assert rest(one for text in texts for one in countries.resolve_list(text, scheme)) == [], name


def test_lists_of_names_and_lists_of_codes_of_chinese_finance_mean_the_same(
    chinese_finance: list[list[object]],
) -> None:
    countries = load_countries()
    names, codes = column_of(chinese_finance, "recipient_oecd_name"), column_of(chinese_finance, "recipient_iso3")
    for name, code in sorted(set(zip(names, codes, strict=True))):
        by_name = {one.country for one in countries.resolve_list(name) if one.country}
        by_code = {one.country for one in countries.resolve_list(code, "aiddata") if one.country}
        assert by_code <= by_name or by_name <= by_code, (name, code)


def test_codes_of_chinese_finance_agree_with_one_another(chinese_finance: list[list[object]]) -> None:
    countries = load_countries()
    schemes = {
        "recipient_cow_code": "cow",
        "recipient_oecd_code": "dac",
        "recipient_iso2": "iso2",
        "recipient_un_code": "m49",
    }
    columns = {scheme: column_of(chinese_finance, name) for name, scheme in schemes.items()}
    years = column_of(chinese_finance, "year")
    for row, iso3 in enumerate(column_of(chinese_finance, "recipient_iso3")):
        if iso3 not in countries:
            continue
        for scheme, texts in columns.items():
            found = countries.resolve(texts[row], scheme, int(float(years[row] or 2014)))
            assert not found.country or found.country == iso3, (iso3, scheme, texts[row], found)


def test_places_of_the_ssc_activities_are_told(shared_data: Path) -> None:
    countries = load_countries()
    with tarfile.open(shared_data / "ssc/iati_datastore_ssc_activities.tar.xz") as archive:
        members = [archive.extractfile(member) for member in archive.getmembers() if member.isfile()]
        texts = [member.read().decode("utf-8") for member in members if member]
    codes = {code for text in texts for code in places_in(json.loads(text), "recipient_country_code")}
    assert codes
    assert rest(countries.resolve(code, "iso2") for code in codes) == []


def places_in(content: object, field: str) -> Iterator[str]:
    """The values of a field wherever it stands in a JSON answer."""
    if isinstance(content, dict):
        for name, value in content.items():
            if name == field:
                yield from ([value] if isinstance(value, str) else map(str, value))
            else:
                yield from places_in(value, field)
    elif isinstance(content, list):
        for value in content:
            yield from places_in(value, field)
