"""The publishers' lists that `reference_organisations.py` joins, each as plain rows."""

from __future__ import annotations

import csv
import json
import tarfile
from pathlib import Path

from lxml import etree

REGISTERS = "IATI-Codelists-NonEmbedded_xml.tar.xz"
# Types of the IATI registry; a partnership does not say who leads it.
PUBLISHER_KINDS = {
    "Government": "government",
    "Other Public Sector": "government",
    "Multilateral": "multilateral",
    "International NGO": "ngo",
    "National NGO": "ngo",
    "Regional NGO": "ngo",
    "Foundation": "private",
    "Private Sector": "private",
    "Academic, Training and Research": "academic",
    "Public Private Partnership": "unknown",
}

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def register_entries(originals: Path, name: str) -> list[tuple[str, str]]:
    """Code and English name of the entries of an IATI list that is a register."""
    with tarfile.open(originals / "iati-standard" / REGISTERS) as tar:
        root = etree.parse(tar.extractfile(f"xml/{name}.xml")).getroot()  # type: ignore[arg-type]
    return [
        ((item.findtext("code") or "").strip(), " ".join((item.findtext("name/narrative") or "").split()))
        for item in root.iter("codelist-item")
    ]


def iso_codes(originals: Path) -> dict[str, str]:
    """ISO 3166-1 alpha-2 → alpha-3, with Kosovo, which IATI and the OECD list as XK."""
    entries = json.loads((originals / "countries/pycountry_iso3166-1.json").read_text(encoding="utf-8"))["3166-1"]
    return {entry["alpha_2"]: entry["alpha_3"] for entry in entries} | {"XK": "XKX"}


def country_names(originals: Path) -> dict[str, str]:
    loaded = json.loads((originals / "countries/cldr_main_en_territories.json").read_text(encoding="utf-8"))
    names: dict[str, str] = loaded["main"]["en"]["localeDisplayNames"]["territories"]
    return names


def providers(originals: Path) -> list[Row]:
    codelist = json.loads((originals / "dac/oecd_codelist_5.json").read_text(encoding="utf-8"))["codelists"]
    rows = []
    for item in codelist["codelist"][0]["codelist-items"]["codelist-item"]:
        narratives = item["name"]["narrative"]
        listed = narratives if isinstance(narratives, list) else [narratives]
        english = next((text for text in listed if isinstance(text, str)), "")
        french = next((text["#text"] for text in listed if isinstance(text, dict)), "")
        rows.append(
            {
                "dac_code": str(item["code"]),
                "name": " ".join(english.split()),
                "french": " ".join(french.split()),
                "type": str(item.get("type", "")),
                "country": str(item.get("iso-alpha-3-code", "")),
                "source": f"OECD DAC provider list, {codelist['date-last-modified'][:10]}",
            }
        )
    return rows


def publishers(originals: Path) -> list[Row]:
    return read(originals / "iati-standard/iati_publishers_list.csv")
