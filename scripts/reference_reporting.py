"""Rebuild who reports to whom, and who may receive in TOSSD, from the code lists of the OECD.

    python scripts/reference_reporting.py [folder of the originals, default ../shared/data]

Writes `custodians.csv` (providers with their custodian for SDG indicator 17.3.1) and `tossd_recipients.csv` in
`src/sursur/reference/data/rules`. `unctad_pilots.csv` in the same folder is kept by hand; this script reads it.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "src/sursur/reference/data/rules"
REGISTER = TARGET.parent / "organisations" / "organisations.csv"
CUSTODIANS = ("provider", "name", "custodian", "year_from", "year_to", "note", "source")
RECIPIENTS = ("country", "name", "oda_recipient", "source")
ADDRESS = "https://www.oecd.org/dac/stats/dacandcrscodelists.htm"

Row = dict[str, str]


def items(file: Path) -> tuple[list[dict[str, Any]], str]:
    listed = json.loads(file.read_text(encoding="utf-8"))["codelists"]
    stamp = str(listed["date-last-modified"])[:10]
    return listed["codelist"][0]["codelist-items"]["codelist-item"], f"OECD code list of {stamp}, {ADDRESS}"


def english(item: dict[str, Any]) -> str:
    names = item["name"]["narrative"]
    listed = names if isinstance(names, list) else [names]
    return " ".join(str(next(name for name in listed if isinstance(name, str))).split())


def organisations() -> dict[str, str]:
    """Organisation id of our register by the OECD's code of the provider."""
    with REGISTER.open(encoding="utf-8") as file:
        return {row["dac_code"]: row["organisation_id"] for row in csv.DictReader(file) if row["dac_code"]}


def reporters(file: Path, pilots: dict[str, Row]) -> Iterator[Row]:
    """Providers that the OECD's list marks for the CRS or TOSSD; private ones report no official flows."""
    known = organisations()
    listed, source = items(file)
    for item in listed:
        country = item.get("iso-alpha-3-code", "")
        provider = country if item.get("type") != "Multilateral donor" and country else known.get(item["code"], "")
        if provider and item.get("type") != "Private donor" and "1" in (item["crs"], item["tossd"]):
            marks = [name for name in ("crs", "tossd") if item[name] == "1"]
            note = f"in the list for {' and '.join(marks).upper()}"
            if provider in pilots:
                named = pilots[provider]["named_as"]
                note += f"; UNCTAD: {named}; ours: the OECD's list holds data, the pilot's are not public"
            yield {"provider": provider, "name": english(item), "custodian": "oecd", "note": note, "source": source}


def custodians(file: Path) -> list[Row]:
    """One row per provider; who is in the OECD's list reports there, who is only named by UNCTAD reports to UNCTAD."""
    with (TARGET / "unctad_pilots.csv").open(encoding="utf-8") as pilot_file:
        pilots = {row["country"]: row for row in csv.DictReader(pilot_file)}
    found = {row["provider"]: row for row in reporters(file, pilots)}
    for country, pilot in pilots.items():
        named = {"provider": country, "name": "", "custodian": "unctad", "note": pilot["named_as"]}
        found.setdefault(country, {**named, "source": pilot["source"]})
    return [found[provider] for provider in sorted(found)]


def recipients(file: Path) -> list[Row]:
    listed, source = items(file)
    rows = [
        {
            "country": item["iso-alpha-3-code"],
            "name": english(item),
            "oda_recipient": "yes" if item["crs"] == "1" else "no",
            "source": source,
        }
        for item in listed
        if item.get("iso-alpha-3-code") and item["tossd"] == "1" and item.get("type") == "Country"
    ]
    return sorted(rows, key=lambda row: row["country"])


def write(name: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    with (TARGET / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("originals", nargs="?", type=Path, default=Path("../shared/data"))
    dac = parser.parse_args().originals / "dac"
    write("custodians.csv", CUSTODIANS, custodians(dac / "oecd_codelist_5.json"))
    write("tossd_recipients.csv", RECIPIENTS, recipients(dac / "oecd_codelist_13.json"))


if __name__ == "__main__":
    main()
