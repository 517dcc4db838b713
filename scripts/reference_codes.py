"""Rebuild the code lists of IATI and of the OECD in `src/sursur/reference/data/codes` from the publishers' originals.

    python scripts/reference_codes.py [folder of the originals, default ../shared/data]

Lists that have no machine-readable original (TOSSD, SEGIB, the words of AidData) and the table of fixes are kept by
hand in the same folder; this script never touches them.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

TARGET = Path(__file__).resolve().parent.parent / "src/sursur/reference/data/codes"
FIELDS = ("code", "name_en", "name_fr", "status", "category", "valid_from", "valid_to", "source")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Registers of organisations, not lists of codes: `reference_organisations.py` reads them.
REGISTERS = {"OrganisationIdentifier", "IATIOrganisationIdentifier"}
ARCHIVES = {
    "IATI-Codelists-NonEmbedded_xml.tar.xz": "IATI/IATI-Codelists-NonEmbedded, 2026-06-22",
    "IATI-Codelists_embedded_xml.tar.xz": "IATI/IATI-Codelists, version 2.03",
}
# Lists that 2.x dropped or renamed and that files of 1.x still use.
ONLY_IN_1_05 = {"AidTypeFlag", "Vocabulary"}
OECD_LISTS = {"oecd_codelist_5.json": "DacProvider", "oecd_codelist_13.json": "DacRecipient"}

Row = dict[str, str]


def narrative(item: etree._Element, language: str | None) -> str:
    for text in item.iterfind("name/narrative"):
        if text.get(LANGUAGE) == language:
            return " ".join((text.text or "").split())
    return ""


def iati_row(item: etree._Element, source: str) -> Row:
    return {
        "code": (item.findtext("code") or "").strip(),
        "name_en": narrative(item, None) or narrative(item, "en"),
        "name_fr": narrative(item, "fr"),
        "status": item.get("status") or "active",
        "category": (item.findtext("category") or "").strip(),
        "valid_from": item.get("activation-date") or "",
        "valid_to": item.get("withdrawal-date") or "",
        "source": source,
    }


def iati_lists(archive: Path, source: str) -> Iterator[tuple[str, list[Row]]]:
    with tarfile.open(archive) as tar:
        for member in tar:
            name = Path(member.name).stem
            if member.name.startswith("xml/") and name not in REGISTERS:
                root = etree.parse(io.BytesIO(tar.extractfile(member).read())).getroot()  # type: ignore[union-attr]
                yield name, [iati_row(item, source) for item in root.iter("codelist-item")]


def old_row(item: etree._Element, name: str) -> Row:
    return {
        "code": (item.findtext("code") or "").strip(),
        "name_en": " ".join((item.findtext("name") or "").split()),
        "name_fr": "",
        "status": "withdrawn",
        "category": (item.findtext("category") or "").strip(),
        "valid_from": "",
        "valid_to": "",
        "source": f"IATI code list {name}, version 1.05",
    }


def lists_of_1_05(archive: Path) -> Iterator[tuple[str, list[Row]]]:
    with tarfile.open(archive) as tar:
        for member in tar:
            name = Path(member.name).stem
            if name in ONLY_IN_1_05 and member.name.endswith(f"/105/codelists/downloads/clv1/codelist/{name}.xml"):
                root = etree.parse(io.BytesIO(tar.extractfile(member).read())).getroot()  # type: ignore[union-attr]
                yield name, [old_row(item, name) for item in root.iter(name)]


def oecd_names(narratives: list[str | dict[str, str]] | str) -> tuple[str, str]:
    """English is a bare string, French an object with its language; some entries have one of them only."""
    listed = narratives if isinstance(narratives, list) else [narratives]
    english = next((text for text in listed if isinstance(text, str)), "")
    french = next((text["#text"] for text in listed if isinstance(text, dict) and text.get("xml:lang") == "fr"), "")
    return " ".join(english.split()), " ".join(french.split())


def oecd_row(item: dict[str, Any], source: str) -> Row:
    english, french = oecd_names(item["name"]["narrative"])
    return {
        "code": str(item["code"]),
        "name_en": english,
        "name_fr": french,
        "status": str(item.get("status", "active")).lower(),
        "category": str(item.get("type", "")),
        "valid_from": str(item.get("activation-date", "")),
        "valid_to": str(item.get("withdrawal-date", "")),
        "source": source,
    }


def oecd_list(path: Path) -> list[Row]:
    codelists = json.loads(path.read_text(encoding="utf-8"))["codelists"]
    stamp = str(codelists["date-last-modified"])[:10]
    items = codelists["codelist"][0]["codelist-items"]["codelist-item"]
    return [oecd_row(item, f"OECD DAC and CRS code lists, {stamp}") for item in items]


def unique(rows: Iterable[Row]) -> list[Row]:
    """A code given twice keeps its active entry, else its first."""
    kept: dict[str, Row] = {}
    for row in rows:
        held = kept.get(row["code"])
        if held is None or (held["status"] != "active" and row["status"] == "active"):
            kept[row["code"]] = row
    return list(kept.values())


def write(name: str, rows: list[Row]) -> None:
    with (TARGET / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(unique(rows), key=lambda row: row["code"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("originals", nargs="?", type=Path, default=Path("../shared/data"))
    originals = parser.parse_args().originals
    TARGET.mkdir(parents=True, exist_ok=True)
    standard = originals / "iati-standard"
    found = [pair for file, source in ARCHIVES.items() for pair in iati_lists(standard / file, source)]
    found += lists_of_1_05(standard / "codelists_203_105_all_formats_en_fr.tar.xz")
    found += [(name, oecd_list(originals / "dac" / file)) for file, name in OECD_LISTS.items()]
    for name, rows in found:
        write(name, rows)
    print(f"{len(found)} lists, {sum(len(rows) for _, rows in found)} codes")


if __name__ == "__main__":
    main()
