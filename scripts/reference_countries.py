"""Rebuild the country tables of `src/sursur/reference/data/countries` from the publishers' originals.

    PYTHONPATH=src python scripts/reference_countries.py [folder of the originals, default ../shared/data]

Written: `countries.csv`, `names.csv`, `regions.csv`. Kept by hand, never overwritten: `aliases.csv`, `historic.csv`,
`disputes.csv`, `changes.csv` (what no list says in a form that a program could take over).
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import babel
from babel import Locale

from sursur.reference.names import name_key

TABLES = Path(__file__).resolve().parent.parent / "src/sursur/reference/data/countries"
Row = dict[str, str]

ISO = "ISO 3166-1 (Debian iso-codes, pycountry 26.2.16)"
M49 = "UN M49 (UNSD, as held by UN-CRAFd reference datasets c4cd6a8)"
CLDR = f"Unicode CLDR (Babel {babel.__version__})"
CLDR_VARIANTS = "Unicode CLDR 48, short and variant names (cldr-localenames-full 48.2.0)"
UNTERM = "UNTERM (datasets/country-codes caa72d1)"
HDX = "UN OCHA C&T Taxonomy (hdx-python-country 4.2.5)"
DAC = "OECD DAC-CRS code lists, 2026-06-15"
DAC_OLDER = "OECD names and codes of the CRS and DAC2a (oda_data)"
COW = "Correlates of War country codes (COW_country_codes.csv)"
GW = "Gleditsch and Ward (1999), list of independent states"
ONE = "ONE Campaign bblocks-places 0.0.6"
I18N = "i18n-iso-countries 7.14.0"
AIDDATA = "AidData research release, flows"
WORLD_BANK = "World Bank (datasets/gdp, datasets/population, datasets/cpi)"

CLDR_LOCALES = ("en", "es", "fr", "pt", "ar", "zh", "ru", "hi", "sw", "zh_Hant", "zh_Hant_HK", "pt_PT")
I18N_LANGUAGES = ("en", "es", "fr", "pt", "ar", "zh", "ru", "hi", "sw")

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

DAC_PROVIDER_TWIN = {"551"}
"""A second, provider-side code of a country whose recipient code is the main one (aliases.csv has it)."""

REGION_M49 = {
    "298": "002", "289": "202", "189": "015", "498": "019", "489": "005", "1031": "029", "1032": "013", "798": "142",
    "619": "143", "889": "009", "89": "150", "1027": "014", "1028": "017", "1029": "018", "1030": "011", "1033": "054",
    "1034": "057", "1035": "061", "999": "001",
}  # fmt: skip
"""DAC regional codes and the M49 region of the same name (619: DAC counts the South Caucasus to Central Asia)."""

M49_ALONE = ("003", "021", "030", "034", "035", "039", "053", "145", "151", "154", "155", "419")
DAC_AGGREGATES_FROM = 10001
DAC_CODES_RENAMED = {"10280": "1028", "10330": "1033", "10350": "1035", "8600": "1034", "6790": "679", "9998": "998"}
"""Codes that OECD's newer data service gives to regions whose recipient code is another one."""

DONOR_COUNTRY = re.compile("[A-Z]{3}")
"""AidData's research release names donor countries by ISO code; WFP and WHO are the two that look alike."""

CRS_SHORT_NAMES = frozenset(
    {"AfDB", "AfDF", "Arab Fund (AFESD)", "AsDB", "AsDB Special Funds", "BADEA", "CarDB", "EBRD", "GAVI", "GEF",
     "GGGI", "Global Fund", "IAEA", "IBRD", "IDA", "IDB", "IDB Sp.Fund", "IFAD", "Isl.Dev Bank",
     "Nordic Dev.Fund", "OFID", "OSCE", "UNAIDS", "UNDP", "UNECE", "UNFPA", "UNHCR", "UNICEF", "UNPBF", "UNRWA",
     "WFP", "WHO", "EU Institutions", "IMF (Concessional Trust Funds)", "Bill & Melinda Gates Foundation"}
)  # fmt: skip
"""Short names of organisations in the header of the CRS aggregates."""

MISPRINTS = {("COG", "República Democrática do Congo"), ("SXM", "São Martinho")}
"""Names that a list gives to the wrong country (i18n-iso-countries, Portuguese): left out."""


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


def read_csv(path: Path, delimiter: str = ",") -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def iso_countries(originals: Path) -> list[dict[str, str]]:
    listed = json.loads((originals / "countries/pycountry_iso3166-1.json").read_text(encoding="utf-8"))["3166-1"]
    kosovo = {"alpha_3": "XKX", "alpha_2": "XK", "numeric": "412", "name": "Kosovo"}
    return sorted([*listed, kosovo], key=lambda country: country["alpha_3"])


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


def code_list(originals: Path, number: int) -> list[dict[str, object]]:
    content = json.loads((originals / f"dac/oecd_codelist_{number}.json").read_text(encoding="utf-8"))
    return list(content["codelists"]["codelist"][0]["codelist-items"]["codelist-item"])


def older_names(originals: Path) -> dict[str, str]:
    """Recipient codes and names of the CRS and DAC2a as their users collected them."""
    found: dict[str, str] = {}
    for file_name in ("oda_data_dac2a_names.json", "oda_data_crs_names.json"):
        found |= json.loads((originals / "dac" / file_name).read_text(encoding="utf-8"))["recipient_code"]
    return found


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


def narrative(item: dict[str, object], language: str) -> str:
    texts = item["name"]["narrative"]  # type: ignore[index]
    if isinstance(texts, str):
        return texts
    for text in texts:
        if isinstance(text, str) and language == "en":
            return text
        if isinstance(text, dict) and text.get("xml:lang", text.get("_xml:lang")) == language:
            return str(text["#text"])
    return ""


def world_bank_names(originals: Path) -> Iterator[tuple[str, str]]:
    for file_name, column in (("gdp", "Country Name"), ("population", "Country Name"), ("cpi", "Country")):
        for row in read_csv(originals / f"indicators/datasets_{file_name}.csv"):
            yield row["Country Code"], row[column]


def world_bank_aggregates(originals: Path) -> dict[str, str]:
    """Everything but ISO's countries; the Channel Islands are two of them that the bank sums."""
    countries = {country["alpha_3"] for country in iso_countries(originals)}
    return {code: name for code, name in world_bank_names(originals) if code not in countries}


def human_development_groups(originals: Path) -> Iterator[tuple[str, str]]:
    for row in read_csv(originals / "indicators/hdi/HDR21-22_complete_time_series.csv"):
        if row["iso3"].startswith("ZZ"):
            yield row["iso3"].partition(".")[2], row["country"]


# --- names.csv --------------------------------------------------------------------------------------------------------


def name_rows(originals: Path, countries: list[Row], regions: list[Row]) -> list[Row]:
    """Every name that an original gives, once for each thing that it may mean and language."""
    iso3_of = {row["iso2"]: row["iso3"] for row in countries}
    found: dict[tuple[str, str, str], Row] = {}
    everything: Iterable[tuple[str, str, str, str]] = (
        *cldr_names(iso3_of, regions), *cldr_variants(originals, iso3_of), *iso_names(originals),
        *unterm_names(originals), *m49_names(originals), *dac_names(originals), *other_country_names(originals, iso3_of),
        *region_names(originals, regions), *organisation_names(originals),
    )  # fmt: skip
    for means, language, name, source in one_region_for_each_name(everything):
        if (means, name) in MISPRINTS:
            continue
        tidy = " ".join(name.replace("*", " ").split())
        key = (means, language, name_key(tidy))
        if key[2] and key not in found:
            found[key] = {"name": tidy, "language": language, "means": means, "source": source}
    return sorted(found.values(), key=lambda row: (row["means"], row["language"], row["name"]))


def cldr_names(iso3_of: Row, regions: list[Row]) -> Iterator[tuple[str, str, str, str]]:
    region_of = {row["m49"]: f"region:{row['code']}" for row in regions if row["m49"]}
    groups = {"EU": "region:wb:EUU", "EZ": "region:wb:EMU"}
    for locale in CLDR_LOCALES:
        for code, name in Locale.parse(locale).territories.items():
            means = iso3_of.get(code) or region_of.get(code) or groups.get(code)
            if means:
                yield means, locale.replace("_", "-"), str(name), CLDR


def cldr_variants(originals: Path, iso3_of: Row) -> Iterator[tuple[str, str, str, str]]:
    """'Burma', 'Ivory Coast', 'Bosnia': the names that CLDR keeps beside its own choice, and that Babel leaves out."""
    for path in sorted((originals / "countries").glob("cldr_main_*_territories.json")):
        (language, content), *_ = json.loads(path.read_text(encoding="utf-8"))["main"].items()
        for key, name in content["localeDisplayNames"]["territories"].items():
            code, alternative, _ = key.partition("-alt-")
            if alternative and code in iso3_of:
                yield iso3_of[code], language, name, CLDR_VARIANTS


def iso_names(originals: Path) -> Iterator[tuple[str, str, str, str]]:
    for country in iso_countries(originals):
        for form in ("name", "official_name", "common_name"):
            if country.get(form):
                yield country["alpha_3"], "en", country[form], ISO


def unterm_names(originals: Path) -> Iterator[tuple[str, str, str, str]]:
    columns = {"English": "en", "French": "fr", "Spanish": "es", "Russian": "ru", "Chinese": "zh", "Arabic": "ar"}
    for row in read_csv(originals / "countries/datasets_country-codes.csv"):
        for word, language in columns.items():
            for form in ("Short", "Formal"):
                yield (
                    row["ISO3166-1-Alpha-3"],
                    language,
                    without_bracketed_article(row[f"UNTERM {word} {form}"]),
                    UNTERM,
                )
        for language in ("en", "fr", "es", "ru", "ar"):
            yield row["ISO3166-1-Alpha-3"], language, row[f"official_name_{language}"], UNTERM
        yield row["ISO3166-1-Alpha-3"], "zh", row["official_name_cn"], UNTERM
        yield row["ISO3166-1-Alpha-3"], "en", row["CLDR display name"], CLDR


def without_bracketed_article(name: str) -> str:
    """'Bahamas (les)' as UNTERM writes it, 'Bahamas' as everybody else does."""
    before, bracket, inside = name.replace("*", "").strip().partition(" (")
    article = inside.rstrip(") ")
    return before if bracket and len(article) <= 3 else name


def m49_names(originals: Path) -> Iterator[tuple[str, str, str, str]]:
    for row in read_csv(originals / "countries/crafd_unsd_m49_countries.csv"):
        yield row["iso_alpha3"], "en", row["country_or_area"], M49
    columns = {"English": "en", "French": "fr", "Spanish": "es", "Russian": "ru", "Chinese": "zh", "Arabic": "ar"}
    for row in read_csv(originals / "countries/hdx_taxonomy_countries_territories.csv"):
        iso3 = row["ISO 3166-1 Alpha 3-Codes"] or ("XKX" if row["x Alpha3 codes"] == "XKX" else "")
        if not iso3:
            continue
        yield iso3, "en", row["Preferred Term"], HDX
        for word, language in columns.items():
            yield iso3, language, row[f"{word} Short"], HDX
            yield iso3, language, row[f"M49 {word}"], HDX


def dac_names(originals: Path) -> Iterator[tuple[str, str, str, str]]:
    for number in (13, 5):
        for item in code_list(originals, number):
            if item.get("iso-alpha-3-code"):
                for language in ("en", "fr"):
                    yield str(item["iso-alpha-3-code"]), language, narrative(item, language), DAC


def other_country_names(originals: Path, iso3_of: Row) -> Iterator[tuple[str, str, str, str]]:
    known = set(iso3_of.values())
    for iso3, name in world_bank_names(originals):
        if iso3 in known:
            yield iso3, "en", name, WORLD_BANK
    for language in I18N_LANGUAGES:
        content = json.loads((originals / f"countries/i18n-iso_langs_{language}.json").read_text(encoding="utf-8"))
        for iso2, names in content["countries"].items():
            for name in [names] if isinstance(names, str) else names:
                yield iso3_of[iso2], language, name, I18N


def region_names(originals: Path, regions: list[Row]) -> Iterator[tuple[str, str, str, str]]:
    for item in code_list(originals, 13):
        if not item.get("iso-alpha-3-code"):
            yield f"region:{item['code']}", "fr", narrative(item, "fr"), DAC
    for row in regions:
        yield f"region:{row['code']}", "en", row["name_en"], row["source"]
        if row["name_en"].endswith(", regional"):
            yield f"region:{row['code']}", "en", row["name_en"].removesuffix(", regional"), row["source"]
    by_code = {row["code"]: row for row in regions}
    for code, name in older_names(originals).items():
        if name.endswith("unspecified") and DAC_CODES_RENAMED.get(code, code) in by_code:
            yield f"region:{DAC_CODES_RENAMED.get(code, code)}", "en", name, DAC_OLDER
    for code, name in world_bank_names(originals):
        if f"wb:{code}" in by_code:
            yield f"region:wb:{code}", "en", name, WORLD_BANK


def organisation_names(originals: Path) -> Iterator[tuple[str, str, str, str]]:
    """Providers that are no countries, so that a column of providers resolves to the end."""
    for item in code_list(originals, 5):
        if not item.get("iso-alpha-3-code") and item["code"] not in DAC_PROVIDER_TWIN:
            for language in ("en", "fr"):
                yield "none:organisation", language, narrative(item, language), DAC
    for file_name in ("oda_data_crs_names.json", "oda_data_dac2a_names.json"):
        names = json.loads((originals / "dac" / file_name).read_text(encoding="utf-8"))["donor_code"]
        yield from (
            ("none:organisation", "en", name, DAC_OLDER) for code, name in names.items() if is_organisation(code)
        )
    with (originals / "aiddata/aiddata_research_release_flows.csv").open(encoding="utf-8", newline="") as file:
        donors = sorted({row["donor"] for row in csv.DictReader(file)})
    yield from (("none:organisation", "en", donor, AIDDATA) for donor in donors if not DONOR_COUNTRY.fullmatch(donor))
    for file in sorted((originals / "dac").glob("dportal_crs_20??.csv")):
        for name in file.read_text(encoding="utf-8", errors="replace").splitlines()[0].split(","):
            if name in CRS_SHORT_NAMES:
                yield "none:organisation", "en", name, "OECD CRS aggregates 2012-2019 (d-portal)"


def is_organisation(dac_code: str) -> bool:
    """OECD numbers multilateral and private providers, and its sums, above 801; New Zealand and a fund stand apart."""
    return dac_code == "104" or (int(dac_code) > 801 and dac_code != "820")


def one_region_for_each_name(names: Iterable[tuple[str, str, str, str]]) -> list[tuple[str, str, str, str]]:
    """A region's name belongs to the first list that bears it: DAC and M49 before the aggregates of the banks.

    'South Asia' is one region to a reader, whatever the four lists that use the words count to it.
    """
    listed = list(names)
    owner: dict[str, str] = {}
    for means, _, name, _ in sorted(listed, key=lambda named: region_rank(named[0])):
        if means.startswith("region:"):
            owner.setdefault(name_key(name), means)
    return [named for named in listed if owner.get(name_key(named[2]), named[0]) == named[0] or ":" not in named[0]]


def region_rank(means: str) -> int:
    """DAC regions, M49 regions, DAC aggregates, World Bank aggregates, HDR groups."""
    code = means.removeprefix("region:")
    if code.isdigit():
        return 0 if int(code) < DAC_AGGREGATES_FROM else 2
    return {"m49": 1, "wb": 3}.get(code.partition(":")[0], 4)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data"))
