"""Rebuild organisations, their identifiers, names and prefixes in `src/sursur/reference/data/organisations`.

    python scripts/reference_organisations.py [folder of the originals, default ../shared/data]

First come the governments of all countries, then the rows kept by hand in `curated.csv`, then the OECD's providers, the
CRS channels, IATI's own identifiers, the publishers of the IATI registry and the agencies of the retired IATI list:
each adds what those before it do not have.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "src"))

from organisation_sources import (  # noqa: E402
    PUBLISHER_KINDS,
    Row,
    country_names,
    iso_codes,
    providers,
    publishers,
    read,
    register_entries,
)

from sursur.reference.countries import load_countries  # noqa: E402
from sursur.reference.organisations.names import name_key, ref_key  # noqa: E402

DATA = PROJECT / "src/sursur/reference/data"
TARGET = DATA / "organisations"
IATI_SOURCE = "IATI/IATI-Codelists-NonEmbedded, 2026-06-22"
FIELDS = ("organisation_id", "name", "kind", "country", "parent_id", "iati_ref", "dac_code", "channel_code", "source")
CHANNEL_KINDS = {"2": "ngo", "3": "multilateral", "4": "multilateral", "5": "academic", "6": "private"}
# Investment funds among the partnerships, and the networks that are nobody in particular.
PRIVATE_CHANNELS = {"30012", "30013", "30014", "30015", "30016", "30017", "30019", "30020"}
# What the name of a register says about those who stand in it; other registers hold organisations of every kind.
REGISTER_WORDS = (
    ("academic", r"\b(universit\w*|higher education|schools?|research organi\w+)\b"),
    (
        "ngo",
        r"\b(ngos?|non[- ]?governmental|charit\w*|non[- ]?profit|societies|civil society|voluntary|social welfare)\b",
    ),
)
# Names that many organisations bear: as an alias they would prove nothing.
GENERIC_NAME = re.compile(
    r"(?i)^(various|other|unspecified|miscellaneous|unknown|ministry|ministries|department|government|embassy|secretariat|"
    r"office of|directorate|federal ministry|local government|central government|public sector|organi[sz]ation name)\b"
)


@dataclass
class Register:
    """What has been gathered so far; an identifier or a name belongs to the first organisation that claims it."""

    rows: dict[str, Row] = field(default_factory=dict)
    identifiers: dict[tuple[str, str], str] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    curated: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, row: Row, refs: Iterable[str] = (), names: Iterable[str] = (), *, curated: bool = False) -> None:
        organisation = row["organisation_id"]
        self.rows.setdefault(organisation, {name: row.get(name, "") for name in FIELDS})
        for ref in (row.get("iati_ref", ""), *refs):
            self.identify("iati", ref_key(ref), organisation)
        self.identify("dac", row.get("dac_code", ""), organisation)
        self.identify("channel", row.get("channel_code", ""), organisation)
        for name in names:
            self.name(name, organisation, curated=curated)

    def identify(self, scheme: str, identifier: str, organisation: str) -> None:
        if identifier:
            self.identifiers.setdefault((scheme, identifier), organisation)

    def name(self, name: str, organisation: str, *, curated: bool) -> None:
        key = name_key(name)
        if not key:
            return
        if curated:
            self.curated.setdefault(key, (organisation, name))
        elif not GENERIC_NAME.match(name) and not is_place(name):
            self.names[key].setdefault(organisation, name)

    def aliases(self) -> Iterator[Row]:
        """Names kept by hand lead to their organisation; others only where a single organisation bears them."""
        for organisation, name in self.curated.values():
            yield {"name": name, "organisation_id": organisation, "source": "curated.csv"}
        for key, bearers in self.names.items():
            if key not in self.curated and len(bearers) == 1:
                organisation, name = next(iter(bearers.items()))
                yield {"name": name, "organisation_id": organisation, "source": self.rows[organisation]["source"]}


def is_place(name: str) -> bool:
    """A country's or region's name stands for its government or for nobody, whoever publishes under it."""
    return load_countries().resolve(name).status != "no_match"


def write(name: str, fields: tuple[str, ...], rows: Iterable[Row]) -> int:
    ordered = sorted(rows, key=lambda row: tuple(row[column] for column in fields))
    with (TARGET / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(ordered)
    return len(ordered)


def add_governments(register: Register, originals: Path) -> None:
    by_country = {row["country"]: row for row in providers(originals) if row["country"]}
    names = country_names(originals)
    for iso2, iso3 in iso_codes(originals).items():
        dac = by_country.get(iso3, {}).get("dac_code", "")
        register.add(
            {
                "organisation_id": f"gov:{iso3}",
                "name": f"{names[iso2]}, government",
                "kind": "government",
                "country": iso3,
                "iati_ref": f"XM-DAC-{dac}" if dac else "",
                "dac_code": dac,
                "source": by_country.get(iso3, {}).get("source", "ISO 3166-1 (pycountry), names CLDR"),
            }
        )


def first(codes: list[str]) -> str:
    return codes[0] if codes else ""


def add_curated(register: Register) -> None:
    for row in read(TARGET / "curated.csv"):
        refs, channels, codes = (row[column].split() for column in ("iati_refs", "channel_codes", "dac_code"))
        main = {"iati_ref": first(refs), "channel_code": first(channels), "dac_code": first(codes)}
        names = [row["name"], *filter(None, row["aliases"].split("|"))]
        register.add({**row, **main}, refs, names, curated=True)
        for code in codes:
            register.identify("dac", code, row["organisation_id"])
        for channel in channels:
            register.identify("channel", channel, row["organisation_id"])
            register.identify("iati", f"XM-DAC-{channel}", row["organisation_id"])


def add_providers(register: Register, originals: Path) -> None:
    for row in providers(originals):
        owner = register.identifiers.get(("dac", row["dac_code"]))
        if owner is None:
            kind = "private" if row["type"] == "Private donor" else "multilateral"
            owner = f"dac:{row['dac_code']}"
            ref = f"XM-DAC-{row['dac_code']}"
            register.add({**row, "organisation_id": owner, "kind": kind, "country": "", "iati_ref": ref})
        register.identify("iati", f"XM-DAC-{row['dac_code']}", owner)
        for name in (row["name"], row["french"]):
            if not owner.startswith("gov:"):
                register.name(name, owner, curated=False)


def generic_refs() -> set[str]:
    return {row["ref"] for row in read(TARGET / "generic.csv")}


def add_channels(register: Register, originals: Path) -> None:
    generic = generic_refs()
    for row in read(originals / "dac/oda_data_crs_channel_mapping.csv"):
        code = row["channel_code"]
        if code in generic or code[0] not in CHANNEL_KINDS:
            continue
        owner = register.identifiers.get(("channel", code)) or f"channel:{code}"
        kind = "private" if code in PRIVATE_CHANNELS else CHANNEL_KINDS[code[0]]
        name = " ".join(row["channel_name"].split())
        register.add(
            {
                "organisation_id": owner,
                "name": name,
                "kind": kind,
                "iati_ref": f"XM-DAC-{code}",
                "channel_code": code,
                "source": "CRS channel codes (ONE Campaign oda-data 2.8.1)",
            },
            [code],
            [name],
        )


def add_iati_identifiers(register: Register, originals: Path) -> None:
    kinds = {ref_key(row["IATI Organisation Identifier"]): row for row in publishers(originals)}
    for code, name in register_entries(originals, "IATIOrganisationIdentifier"):
        if ("iati", ref_key(code)) not in register.identifiers and ref_key(code) not in kinds:
            row = {"organisation_id": f"iati:{ref_key(code)}", "name": name, "kind": "unknown", "iati_ref": code}
            register.add({**row, "source": f"{IATI_SOURCE}: IATIOrganisationIdentifier"}, names=[name])


def add_publishers(register: Register, originals: Path) -> None:
    iso3 = iso_codes(originals)
    countries = {row["name_en"]: iso3.get(row["code"], "") for row in read(DATA / "codes/Country.csv")}
    for row in publishers(originals):
        ref, kind = ref_key(row["IATI Organisation Identifier"]), PUBLISHER_KINDS[row["Organization Type"]]
        country = "" if kind == "multilateral" else countries.get(row["HQ Country or Region"], "")
        owner = register.identifiers.get(("iati", ref), f"iati:{ref}")
        register.add(
            {
                "organisation_id": owner,
                "name": " ".join(row["Publisher"].split()),
                "kind": kind,
                "country": country or (iso3.get(ref[:2], "") if ref[2:3] == "-" and kind != "multilateral" else ""),
                "parent_id": f"gov:{country}" if kind == "government" and country else "",
                "iati_ref": ref,
                "source": "IATI registry, list of publishers 2020-21",
            },
            names=[row["Publisher"]],
        )


def add_agencies(register: Register, originals: Path) -> None:
    """Agencies of providers in the list that IATI retired in 2014: `AT-1` and the like. Names repeat: no aliases."""
    iso3 = iso_codes(originals)
    for code, name in register_entries(originals, "OrganisationIdentifier"):
        country = iso3.get(code[:2], "")
        if country and re.fullmatch(r"[A-Z]{2}-\w+", code) and ("iati", ref_key(code)) not in register.identifiers:
            register.add(
                {
                    "organisation_id": f"iati:{ref_key(code)}",
                    "name": name,
                    "kind": "government",
                    "country": country,
                    "parent_id": f"gov:{country}",
                    "iati_ref": code,
                    "source": f"{IATI_SOURCE}: OrganisationIdentifier, retired",
                }
            )


def register_kind(name: str) -> str:
    return next((kind for kind, words in REGISTER_WORDS if re.search(words, name, re.IGNORECASE)), "")


def prefixes(originals: Path) -> Iterator[Row]:
    """Registers of organisations: whose country, and where their name says so, what kind stands in them."""
    iso3 = iso_codes(originals)
    by_hand = {row["prefix"]: row for row in read(TARGET / "prefixes_by_hand.csv")}
    yield from by_hand.values()
    for code, name in register_entries(originals, "OrganisationRegistrationAgency"):
        country = iso3.get(code[:2], "") if code[2:3] == "-" else ""
        if country and f"{code}-" not in by_hand:
            source = f"{IATI_SOURCE}: OrganisationRegistrationAgency ({name})"
            yield {"prefix": f"{code}-", "country": country, "kind": register_kind(name), "source": source}


def demonyms(originals: Path) -> Iterator[Row]:
    """Adjectives that belong to one country only: `dutch`, not `dominican` or `guinean`."""
    bearers: dict[str, set[str]] = defaultdict(set)
    entries = json.loads((originals / "countries/mledoze_dist_countries.json").read_text(encoding="utf-8"))
    known = set(iso_codes(originals).values())
    for entry in entries:
        for adjective in entry.get("demonyms", {}).get("eng", {}).values():
            if adjective and entry["cca3"] in known:
                bearers[name_key(adjective)].add(entry["cca3"])
    bearers |= {row["demonym"]: {row["country"]} for row in read(TARGET / "demonyms_by_hand.csv")}
    for adjective, countries in bearers.items():
        if len(countries) == 1:
            source = "mledoze/countries, demonyms; demonyms_by_hand.csv"
            yield {"demonym": adjective, "country": min(countries), "source": source}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("originals", nargs="?", type=Path, default=Path("../shared/data"))
    originals = parser.parse_args().originals
    register = Register()
    add_governments(register, originals)
    add_curated(register)
    for add in (add_providers, add_channels, add_iati_identifiers, add_publishers, add_agencies):
        add(register, originals)
    identifiers = (
        {"scheme": scheme, "identifier": identifier, "organisation_id": organisation}
        for (scheme, identifier), organisation in register.identifiers.items()
    )
    counts = {
        "organisations": write("organisations.csv", FIELDS, register.rows.values()),
        "identifiers": write("identifiers.csv", ("scheme", "identifier", "organisation_id"), identifiers),
        "names": write("aliases.csv", ("name", "organisation_id", "source"), register.aliases()),
        "prefixes": write("prefixes.csv", ("prefix", "country", "kind", "source"), prefixes(originals)),
    }
    counts["demonyms"] = write("demonyms.csv", ("demonym", "country", "source"), demonyms(originals))
    print(counts)


if __name__ == "__main__":
    main()
