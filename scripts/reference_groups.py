"""Rebuild the membership lists that come from files, and compare those kept by hand with files about the same group.

    python scripts/reference_groups.py [../shared/data]

Written anew: `oda_recipients.csv` (who received official development assistance in which years) and `ibero.csv`.
All other lists in `src/sursur/reference/data/groups/memberships` are kept by hand: for them the script only prints
where the originals differ, so that a person can decide.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from python_calamine import CalamineWorkbook

from sursur.reference.countries import load_countries
from sursur.reference.groups import load_groups

MEMBERSHIPS = Path(__file__).resolve().parent.parent / "src/sursur/reference/data/groups/memberships"
COLUMNS = ("iso3", "status", "from", "to", "note", "source", "confirmed")
Row = dict[str, str]

AID_SERIES = "indicators/gapminder/ddf--datapoints--aid_received_total_us_inflation_adjusted--by--geo--time.csv"
AID_SOURCE = "World Bank, World Development Indicators, net ODA received (Gapminder's copy)"
DAC2A_SOURCE = "OECD DAC2a 2009-2022"
LIST_SOURCE = "OECD code list of 2026-06-15"
COW_SOURCE = "COW IGO v3"
GAPMINDER_CODES = {"KOS": "XKX", "SXM": ""}
# Sint Maarten stands in that copy from 1960 to 1999, before it had a code: these are the Netherlands Antilles.

# Names of DAC2a that left the list before the code list of 2026 was made.
NAMES_OF_THE_PAST = {"Anguilla": "AIA", "Croatia": "HRV", "Mayotte": "MYT", "Oman": "OMN"}
# The List of Aid Recipients in two parts began in 1993: a silence of three years after it means "not on part I".
LIST_BEGAN, SILENCE = 1993, 3

# A successor and its forerunner are one group here.
COW_COLUMNS = {
    "au": "oau au", "asean": "asean", "ecowas": "ecowas", "sadc": "sadc", "eac": "eac", "comesa": "comesa",
    "igad": "igad",
    "eccas": "eccas", "amu": "amu", "caricom": "caricom", "mercosur": "mercosur", "sica": "sica", "can": "andean",
    "aladi": "laia", "oic": "oic", "las": "loas", "gcc": "gcc", "sco": "sco", "saarc": "saarc", "oacps": "acp",
    "pif": "pif", "cplp": "cpsc", "isdb": "isdb", "afdb": "afdb", "opec": "opec", "oecd": "oecd", "eu": "eec eu",
    "un": "un", "nam": "nam",
}  # fmt: skip
WORLD_BANK_FILES = {
    "countries/crafd_World_Bank_CLASS_2024.xlsx": 2024,
    "countries/crafd_WorldBank_CLASS_2025_07_02.xlsx": 2025,
}
WORLD_BANK_GROUPS = {
    "Low income": "wb_low",
    "Lower middle income": "wb_lower_middle",
    "Upper middle income": "wb_upper_middle",
    "High income": "wb_high",
}


def main() -> None:
    originals = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    write("oda_recipients", oda_recipients(originals))
    write("ibero", ibero(originals))
    for line in [
        *differences_in_code_lists(originals),
        *differences_in_income(originals),
        *differences_in_years(originals),
    ]:
        print(line)


def write(group_id: str, rows: Iterable[Row]) -> None:
    ordered = sorted(rows, key=lambda row: (row["iso3"], row["from"] or "0", row["status"]))
    with (MEMBERSHIPS / f"{group_id}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(ordered)
    print(f"{group_id}: {len(ordered)} rows written")


def membership(iso3: str, status: str, span: tuple[str, str], note: str, source: str) -> Row:
    return dict(zip(COLUMNS, (iso3, status, *span, note, source, "yes"), strict=True))


# Recipients of official development assistance


def oda_recipients(originals: Path) -> list[Row]:
    listed = listed_recipients(originals)
    series, tables = aid_years(originals), dac2a_years(originals)
    rows = []
    for iso3 in sorted({*series, *tables, *(code for code, item in listed.items() if item["crs"] == "1")}):
        source = AID_SOURCE if iso3 in series else DAC2A_SOURCE
        rows += recipient_rows(iso3, series.get(iso3) or tables.get(iso3, set()), listed.get(iso3), source)
    return rows


def recipient_rows(iso3: str, years: set[int], listed: Mapping[str, str] | None, source: str) -> list[Row]:
    spans = stretches(years)
    on_list = listed is not None and listed["crs"] == "1"
    rows = []
    for position, (first, last) in enumerate(spans):
        is_open = on_list and position == len(spans) - 1
        start, note = start_of(first, source)
        note += f"; group in the list of 2026: {listed['group']}" if is_open and listed else ""
        sources = f"{source} ; {LIST_SOURCE}" if is_open else source
        rows.append(membership(iso3, "member", (start, "" if is_open else str(last)), note, sources))
        if not is_open:
            until = str(spans[position + 1][0] - 1) if position + 1 < len(spans) else ""
            rows.append(departure(iso3, last + 1, until, listed, source))
    return rows


def departure(iso3: str, year: int, until: str, listed: Mapping[str, str] | None, source: str) -> Row:
    day = listed["activation"] if listed and listed["activation"].startswith(str(year)) else ""
    note = "off the list" if not until else "off the list of developing countries (part I) and back later"
    return membership(iso3, "left", (day or str(year), until), note, f"{source} ; {LIST_SOURCE}" if day else source)


def start_of(first: int, source: str) -> tuple[str, str]:
    begins = {AID_SOURCE: 1960, DAC2A_SOURCE: 2009}[source]
    if first == begins:
        return "", f"a recipient in {begins}, the first year of the series; start not established"
    return str(first), "first year with aid recorded, which is not a decision of the DAC"


def stretches(years: set[int]) -> list[tuple[int, int]]:
    """Years to spans. Before the list began, and for up to three years after it, a silent year is one without aid."""
    spans: list[tuple[int, int]] = []
    for year in sorted(years):
        if spans and not (spans[-1][1] >= LIST_BEGAN and year - spans[-1][1] > SILENCE):
            spans[-1] = (spans[-1][0], year)
        else:
            spans.append((year, year))
    return spans


def aid_years(originals: Path) -> dict[str, set[int]]:
    years: dict[str, set[int]] = defaultdict(set)
    with (originals / AID_SERIES).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            iso3 = GAPMINDER_CODES.get(row["geo"].upper(), row["geo"].upper())
            if iso3:
                years[iso3].add(int(row["time"]))
    return years


def dac2a_years(originals: Path) -> dict[str, set[int]]:
    codes = {item["name"]: iso3 for iso3, item in listed_recipients(originals).items()} | NAMES_OF_THE_PAST
    years: dict[str, set[int]] = defaultdict(set)
    with gzip.open(
        originals / "dac/dac2a_donor_recipient_2009_2022.csv.gz", "rt", encoding="utf-8", newline=""
    ) as file:
        for row in csv.DictReader(file):
            if row["Aid type"] == "ODA: Total Net" and row["Recipient"] in codes:
                years[codes[row["Recipient"]]].add(int(float(row["Year"])))
    return years


def listed_recipients(originals: Path) -> dict[str, dict[str, str]]:
    items = code_list(originals, 13)
    return {
        item["iso-alpha-3-code"]: {
            "name": first_name(item),
            "crs": item.get("crs", "0"),
            "activation": item.get("activation-date", ""),
            "group": item.get("income-group", {}).get("igname", {}).get("narrative", [""])[0],
        }
        for item in items
        if item.get("type") == "Country" and item.get("iso-alpha-3-code")
    }


def code_list(originals: Path, number: int) -> list[dict]:
    content = json.loads((originals / f"dac/oecd_codelist_{number}.json").read_text(encoding="utf-8"))
    return content["codelists"]["codelist"][0]["codelist-items"]["codelist-item"]


def first_name(item: Mapping) -> str:
    narrative = item["name"]["narrative"]
    return narrative if isinstance(narrative, str) else narrative[0]


# Correlates of War


def cow_years(originals: Path, columns: Iterable[str]) -> dict[str, dict[str, list[int]]]:
    """Years of full membership (code 1) by column and country; states without a code of today are left out."""
    years: dict[str, dict[str, list[int]]] = {column: defaultdict(list) for column in columns}
    with gzip.open(originals / "groups/igoR_state_year_format3.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            year = int(float(row["year"]))
            iso3 = load_countries().resolve(str(int(float(row["ccode"]))), scheme="cow", year=year).country
            for column in years:
                if iso3 and row[column] in {"1", "1.0"}:
                    years[column][iso3].append(year)
    return years


def ibero(originals: Path) -> list[Row]:
    note = "year of the General Secretariat's treaty; the Conference first met in July 1991"
    joined = cow_years(originals, ["segib"])["segib"]
    return [
        membership(iso3, "member", (str(min(years)), ""), note, COW_SOURCE) for iso3, years in sorted(joined.items())
    ]


def differences_in_years(originals: Path) -> Iterable[str]:
    """First years that differ by more than one from the hand-kept rows: the known errors of the file are in `docs`."""
    groups = load_groups()
    cow = cow_years(originals, " ".join(COW_COLUMNS.values()).split())
    for group_id, columns in COW_COLUMNS.items():
        kept = {m.country: m.valid_from.year for m in reversed(groups.of_group(group_id, "member")) if m.valid_from}
        for iso3, year in sorted(kept.items()):
            years = [year for column in columns.split() for year in cow[column].get(iso3, [])]
            if years and abs(year - min(years)) > 1:
                yield f"{group_id} {iso3}: kept {year}, {COW_SOURCE} {min(years)}"


# Lists of today


def differences_in_code_lists(originals: Path) -> Iterable[str]:
    recipients = code_list(originals, 13)
    providers = code_list(originals, 5)
    flags = {
        "lldc": {i["iso-alpha-3-code"] for i in recipients if i.get("land-locked") == "1"},
        "dac": {
            i["iso-alpha-3-code"] for i in providers if i.get("type") == "DAC member" and i.get("iso-alpha-3-code")
        },
        "ldc": {
            i["iso-alpha-3-code"]
            for i in recipients
            if i.get("income-group", {}).get("igname", {}).get("narrative", [""])[0] == "LDCs"
        },
    }
    for group_id, named in flags.items():
        yield from differences(group_id, load_groups().members(group_id, 2026), named, LIST_SOURCE)


def differences_in_income(originals: Path) -> Iterable[str]:
    for name, year in WORLD_BANK_FILES.items():
        sheet = CalamineWorkbook.from_path(str(originals / name)).get_sheet_by_name("List of economies").to_python()
        header = [str(cell).strip() for cell in sheet[0]]
        code, group = header.index("Code"), header.index("Income group")
        for label, group_id in WORLD_BANK_GROUPS.items():
            named = {str(row[code]) for row in sheet[1:] if row[group] == label} - {"CHI"}
            yield from differences(group_id, load_groups().members(group_id, year), named, name)


def differences(group_id: str, kept: Iterable[str], named: Iterable[str], source: str) -> Iterable[str]:
    only_kept, only_named = sorted(set(kept) - set(named)), sorted(set(named) - set(kept))
    if only_kept or only_named:
        yield f"{group_id}: only kept {only_kept}, only in {source} {only_named}"


if __name__ == "__main__":
    main()
