"""Rebuild the country tables of `src/sursur/reference/data/countries` from the publishers' originals.

    PYTHONPATH=src python scripts/reference_countries.py [folder of the originals, default ../shared/data]

Written: `countries.csv`, `names.csv`, `regions.csv`. Kept by hand, never overwritten: `aliases.csv`, `historic.csv`,
`disputes.csv`, `changes.csv` (what no list says in a form that a program could take over).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from reference_country_names import (
    DAC,
    DAC_AGGREGATES_FROM,
    DAC_OLDER,
    DAC_PROVIDER_TWIN,
    ISO,
    M49,
    WORLD_BANK,
    Row,
    cldr_names,
    code_list,
    iso_countries,
    iso_names,
    m49_names,
    name_rows,
    narrative,
    older_names,
    other_country_names,
    read_csv,
    world_bank_names,
)  # fmt: skip

from sursur.reference.names import name_key

TABLES = Path(__file__).resolve().parent.parent / "src/sursur/reference/data/countries"
GW = "Gleditsch and Ward (1999), list of independent states"
ONE = "ONE Campaign bblocks-places 0.0.6"
COW = "Correlates of War country codes (COW_country_codes.csv)"

COW_NAMED_OTHERWISE = {
    "255": "DEU", "345": "SRB", "679": "YEM", "816": "VNM", "484": "COG", "437": "CIV", "402": "CPV", "572": "SWZ",
    "343": "MKD", "640": "TUR", "860": "TLS", "987": "FSM", "316": "CZE", "713": "TWN", "731": "PRK", "732": "KOR",
}  # fmt: skip
"""Codes whose label is an older or a shorter name than that of the country that bears the code today."""

COW_OF_THE_PAST = frozenset({
    "240", "245", "260", "265", "267", "269", "271", "273", "275", "280", "300", "315", "327", "329", "332", "335",
    "337", "511", "678", "680", "730", "817",
})  # fmt: skip
"""Codes of states that are no more: they stand in `historic.csv` and `aliases.csv`."""

GW_OTHER_THAN_COW = {
    "DEU": "260", "CZE": "316", "SRB": "340", "YEM": "678", "VNM": "816", "KIR": "970", "NRU": "971", "TON": "972",
    "TUV": "973",
}  # fmt: skip
"""Where the two lists part: Gleditsch and Ward keep the number of the state that went on."""

DAC_NAMED_ONLY = {
    "35": "GIB", "258": "MYT", "331": "BMU", "373": "ABW", "376": "AIA", "386": "CYM", "387": "TCA", "388": "VGB",
    "530": "BHR", "558": "OMN", "735": "HKG", "748": "MAC", "761": "SGP", "840": "PYF", "850": "NCL", "858": "MNP",
}  # fmt: skip
"""Codes that OECD's older name lists give without an ISO code (recipients that graduated)."""

REGION_M49 = {
    "298": "002", "289": "202", "189": "015", "498": "019", "489": "005", "1031": "029", "1032": "013", "798": "142",
    "619": "143", "889": "009", "89": "150", "1027": "014", "1028": "017", "1029": "018", "1030": "011", "1033": "054",
    "1034": "057", "1035": "061", "999": "001",
}  # fmt: skip
"""DAC regional codes and the M49 region of the same name (619: DAC counts the South Caucasus to Central Asia)."""

M49_ALONE = ("003", "021", "030", "034", "035", "039", "053", "145", "151", "154", "155", "419")


def main(originals: Path) -> None:
    regions = list(region_rows(originals))
    countries = list(country_rows(originals))
    write("countries.csv", countries)
    write("regions.csv", regions)
    write("names.csv", name_rows(originals, countries, regions))


def write(file_name: str, rows: list[Row]) -> None:
    with (TABLES / file_name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{file_name}: {len(rows)} rows")


# --- countries.csv ----------------------------------------------------------------------------------------------------


def country_rows(originals: Path) -> Iterator[Row]:
    m49 = {row["iso_alpha3"]: row for row in read_csv(originals / "countries/crafd_unsd_m49_countries.csv")}
    one = {row["iso3_code"]: row for row in read_csv(originals / "countries/bblocks_concordance.csv")}
    dac, cow, sovereigns = dac_codes(originals), cow_codes(originals), sovereign_states(originals)
    for country in iso_countries(originals):
        iso3 = country["alpha_3"]
        gw = GW_OTHER_THAN_COW.get(iso3, cow.get(iso3, ""))
        yield {
            "iso3": iso3,
            "iso2": country["alpha_2"],
            "m49": country["numeric"].zfill(3),
            "cow": cow.get(iso3, ""),
            "gw": gw,
            "dac": dac.get(iso3, ("", ""))[0],
            "name_en": str(Locale("en").territories[country["alpha_2"]]),
            **geography(m49.get(iso3), one.get(iso3)),
            "sovereign": sovereigns.get(iso3, ("", ""))[0],
            "territory_status": sovereigns.get(iso3, ("", ""))[1],
            "iso_source": ISO if iso3 != "XKX" else "user-assigned code, as OECD, IMF, World Bank and CLDR use it",
            "m49_source": M49 if iso3 in m49 else f"{ONE}; not in the UNSD list of countries and areas",
            "cow_source": COW if iso3 in cow else "",
            "gw_source": GW if gw else "",
            "dac_source": dac.get(iso3, ("", ""))[1],
            "sovereign_source": "datasets/country-codes caa72d1, is_independent" if iso3 in sovereigns else "",
        }


def geography(m49: Row | None, one: Row | None) -> Row:
    """Region and subregion by UN M49; the two that UNSD does not list stand where ONE's concordance puts them."""
    if m49:
        return {
            "region_code": m49["region_code"].zfill(3) if m49["region_code"] else "",
            "region": m49["region_name"],
            "subregion_code": m49["sub_region_code"].zfill(3) if m49["sub_region_code"] else "",
            "subregion": m49["sub_region_name"],
            "intermediate_region": m49["intermediate_region_name"],
        }
    if one is None:
        raise SystemExit("a country is neither in UN M49 nor in the ONE concordance: add its region by hand")
    return {
        "region_code": one["region_code"].zfill(3),
        "region": one["region"],
        "subregion_code": one["subregion_code"].zfill(3),
        "subregion": one["subregion"],
        "intermediate_region": one["intermediate_region"],
    }


def dac_codes(originals: Path) -> dict[str, tuple[str, str]]:
    """The code of every country in DAC statistics: the recipient's, else the provider's, else the older lists'."""
    older = older_names(originals)
    found = {iso3: (code, DAC_OLDER) for code, iso3 in DAC_NAMED_ONLY.items() if code in older}
    for number in (5, 13):
        for item in code_list(originals, number):
            iso3 = str(item.get("iso-alpha-3-code") or "")
            if iso3 and item["code"] not in DAC_PROVIDER_TWIN:
                found[iso3] = (str(item["code"]), DAC)
    return found


def cow_codes(originals: Path) -> dict[str, str]:
    english = english_names(originals)
    found: dict[str, str] = {}
    for row in read_csv(originals / "votes/COW_country_codes.csv"):
        code = row["CCode"]
        if code in COW_OF_THE_PAST:
            continue
        iso3 = COW_NAMED_OTHERWISE.get(code) or english.get(name_key(row["StateNme"]))
        if iso3 is None:
            raise SystemExit(f"COW code {code} ({row['StateNme']}) has no country: add it to COW_NAMED_OTHERWISE")
        found[iso3] = code
    return found


def english_names(originals: Path) -> dict[str, str]:
    """Names that the lists of the UN, ISO, OCHA and the World Bank give; what two countries share is left out."""
    iso3_of = {country["alpha_2"]: country["alpha_3"] for country in iso_countries(originals)}
    found: dict[str, set[str]] = {}
    for iso3, language, name, _ in (
        *iso_names(originals), *m49_names(originals), *cldr_names(iso3_of, []),
        *other_country_names(originals, iso3_of),
    ):  # fmt: skip
        if language == "en":
            found.setdefault(name_key(name), set()).add(iso3)
    return {key: min(meant) for key, meant in found.items() if len(meant) == 1}


def sovereign_states(originals: Path) -> dict[str, tuple[str, str]]:
    """Territories with the state that administers them; states in free association are states of their own here."""
    listed = read_csv(originals / "countries/datasets_country-codes.csv")
    iso3 = {row["ISO3166-1-Alpha-2"]: row["ISO3166-1-Alpha-3"] for row in listed}
    found: dict[str, tuple[str, str]] = {}
    for row in listed:
        status = row["is_independent"].strip()
        state = iso3.get(status.rsplit(" ", 1)[-1], "")
        if status.startswith("Associated"):
            found[row["ISO3166-1-Alpha-3"]] = ("", f"in free association with {state}")
        elif state:
            words = status.rsplit(" of ", 1)[0].lower().replace("territories", "territory")
            found[row["ISO3166-1-Alpha-3"]] = (state, f"{words} of {state}")
        elif status not in ("Yes", ""):
            found[row["ISO3166-1-Alpha-3"]] = ("", status.lower())
    return found


# --- regions.csv ------------------------------------------------------------------------------------------------------


def region_rows(originals: Path) -> Iterator[Row]:
    english = Locale("en").territories
    for item in code_list(originals, 13):
        code, name = str(item["code"]), narrative(item, "en")
        if not item.get("iso-alpha-3-code"):
            kind = "region" if "n.a." not in str(item.get("type")) else "unspecified"
            yield region(code, name, kind, REGION_M49.get(code, ""), DAC)
    for code, name in sorted(older_names(originals).items(), key=lambda item: int(item[0])):
        if DAC_AGGREGATES_FROM <= int(code) <= DAC_AGGREGATES_FROM + 299 and not name.endswith("unspecified"):
            yield region(code, name, "aggregate", "", DAC_OLDER)
    yield region("380", "West Indies, regional", "region", "", "OECD CRS aggregates 2012-2019 (d-portal)")
    yield region("undp:AP", "Asia and the Pacific", "region", "", "UNDP list of South-South initiatives")
    for m49 in M49_ALONE:
        yield region(f"m49:{m49}", str(english[m49]), "region", m49, M49)
    for code, name in sorted(world_bank_aggregates(originals).items()):
        yield region(f"wb:{code}", name, "aggregate", "", WORLD_BANK)
    for code, name in human_development_groups(originals):
        yield region(f"hdr:{code}", name, "aggregate", "", "UNDP Human Development Report 2021-22, time series")


def region(code: str, name: str, kind: str, m49: str, source: str) -> Row:
    dac = code if code.isdigit() else ""
    return {"code": code, "name_en": name, "kind": kind, "dac": dac, "m49": m49, "source": source}


def world_bank_aggregates(originals: Path) -> dict[str, str]:
    """Everything but ISO's countries; the Channel Islands are two of them that the bank sums."""
    countries = {country["alpha_3"] for country in iso_countries(originals)}
    return {code: name for code, name in world_bank_names(originals) if code not in countries}


def human_development_groups(originals: Path) -> Iterator[tuple[str, str]]:
    for row in read_csv(originals / "indicators/hdi/HDR21-22_complete_time_series.csv"):
        if row["iso3"].startswith("ZZ"):
            yield row["iso3"].partition(".")[2], row["country"]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data"))
