"""The names that the publishers' lists give to countries, regions and organisations: what `names.csv` is made of.

Used by `scripts/reference_countries.py`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import babel
from babel import Locale

from sursur.reference.names import name_key

Row = dict[str, str]

COW = "Correlates of War country codes (COW_country_codes.csv)"
Named = tuple[str, str, str, str]
"""What is meant, language, name, list."""

ISO = "ISO 3166-1 (Debian iso-codes, pycountry 26.2.16)"
M49 = "UN M49 (UNSD, as held by UN-CRAFd reference datasets c4cd6a8)"
DAC = "OECD DAC-CRS code lists, 2026-06-15"
DAC_OLDER = "OECD names and codes of the CRS and DAC2a (oda_data)"
WORLD_BANK = "World Bank (datasets/gdp, datasets/population, datasets/cpi)"

COW_NAMED_OTHERWISE = {
    "255": "DEU", "345": "SRB", "679": "YEM", "816": "VNM", "484": "COG", "437": "CIV", "402": "CPV", "572": "SWZ",
    "343": "MKD", "640": "TUR", "860": "TLS", "987": "FSM", "316": "CZE", "713": "TWN", "731": "PRK", "732": "KOR",
}  # fmt: skip
"""Codes whose label is an older or a shorter name than that of the country that bears the code today."""
CLDR = f"Unicode CLDR (Babel {babel.__version__})"
CLDR_VARIANTS = "Unicode CLDR 48, short and variant names (cldr-localenames-full 48.2.0)"
UNTERM = "UNTERM (datasets/country-codes caa72d1)"
HDX = "UN OCHA C&T Taxonomy (hdx-python-country 4.2.5)"
I18N = "i18n-iso-countries 7.14.0"
AIDDATA = "AidData research release, flows"

CLDR_LOCALES = ("en", "es", "fr", "pt", "ar", "zh", "ru", "hi", "sw", "zh_Hant", "zh_Hant_HK", "pt_PT")
I18N_LANGUAGES = ("en", "es", "fr", "pt", "ar", "zh", "ru", "hi", "sw")

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

DAC_PROVIDER_TWIN = {"551"}
"""A second, provider-side code of a country whose recipient code is the main one (aliases.csv has it)."""

DAC_AGGREGATES_FROM = 10001
"""OECD numbers the sums of its data service from here on."""


def read_csv(path: Path, delimiter: str = ",") -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def iso_countries(originals: Path) -> list[dict[str, str]]:
    listed = json.loads((originals / "countries/pycountry_iso3166-1.json").read_text(encoding="utf-8"))["3166-1"]
    kosovo = {"alpha_3": "XKX", "alpha_2": "XK", "numeric": "412", "name": "Kosovo"}
    return sorted([*listed, kosovo], key=lambda country: country["alpha_3"])


def code_list(originals: Path, number: int) -> list[dict[str, object]]:
    content = json.loads((originals / f"dac/oecd_codelist_{number}.json").read_text(encoding="utf-8"))
    return list(content["codelists"]["codelist"][0]["codelist-items"]["codelist-item"])


def older_names(originals: Path) -> dict[str, str]:
    """Recipient codes and names of the CRS and DAC2a as their users collected them."""
    found: dict[str, str] = {}
    for file_name in ("oda_data_dac2a_names.json", "oda_data_crs_names.json"):
        found |= json.loads((originals / "dac" / file_name).read_text(encoding="utf-8"))["recipient_code"]
    return found


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


# --- names.csv --------------------------------------------------------------------------------------------------------


def name_rows(originals: Path, countries: list[Row], regions: list[Row]) -> list[Row]:
    """Every name that an original gives, once for each thing that it may mean and language."""
    iso3_of = {row["iso2"]: row["iso3"] for row in countries}
    found: dict[tuple[str, str, str], Row] = {}
    everything: Iterable[Named] = (
        *cldr_names(iso3_of, regions), *cldr_variants(originals, iso3_of), *iso_names(originals),
        *unterm_names(originals), *m49_names(originals), *dac_names(originals), *region_names(originals, regions),
        *other_country_names(originals, iso3_of), *organisation_names(originals),
    )  # fmt: skip
    for means, language, name, source in one_region_for_each_name(everything):
        if (means, name) in MISPRINTS:
            continue
        tidy = " ".join(name.replace("*", " ").split())
        key = (means, language, name_key(tidy))
        if key[2] and key not in found:
            found[key] = {"name": tidy, "language": language, "means": means, "source": source}
    return sorted(found.values(), key=lambda row: (row["means"], row["language"], row["name"]))


def cldr_names(iso3_of: Row, regions: list[Row]) -> Iterator[Named]:
    region_of = {row["m49"]: f"region:{row['code']}" for row in regions if row["m49"]}
    groups = {"EU": "region:wb:EUU", "EZ": "region:wb:EMU"}
    for locale in CLDR_LOCALES:
        for code, name in Locale.parse(locale).territories.items():
            means = iso3_of.get(code) or region_of.get(code) or groups.get(code)
            if means:
                yield means, locale.replace("_", "-"), str(name), CLDR


def cldr_variants(originals: Path, iso3_of: Row) -> Iterator[Named]:
    """'Burma', 'Ivory Coast', 'Bosnia': the names that CLDR keeps beside its own choice, and that Babel leaves out."""
    for path in sorted((originals / "countries").glob("cldr_main_*_territories.json")):
        (language, content), *_ = json.loads(path.read_text(encoding="utf-8"))["main"].items()
        for key, name in content["localeDisplayNames"]["territories"].items():
            code, alternative, _ = key.partition("-alt-")
            if alternative and code in iso3_of:
                yield iso3_of[code], language, name, CLDR_VARIANTS


def iso_names(originals: Path) -> Iterator[Named]:
    for country in iso_countries(originals):
        for form in ("name", "official_name", "common_name"):
            if country.get(form):
                yield country["alpha_3"], "en", country[form], ISO


def unterm_names(originals: Path) -> Iterator[Named]:
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


def m49_names(originals: Path) -> Iterator[Named]:
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


def dac_names(originals: Path) -> Iterator[Named]:
    for number in (13, 5):
        for item in code_list(originals, number):
            if item.get("iso-alpha-3-code"):
                for language in ("en", "fr"):
                    yield str(item["iso-alpha-3-code"]), language, narrative(item, language), DAC


def other_country_names(originals: Path, iso3_of: Row) -> Iterator[Named]:
    known = set(iso3_of.values())
    for iso3, name in world_bank_names(originals):
        if iso3 in known:
            yield iso3, "en", name, WORLD_BANK
    for language in I18N_LANGUAGES:
        content = json.loads((originals / f"countries/i18n-iso_langs_{language}.json").read_text(encoding="utf-8"))
        for iso2, names in content["countries"].items():
            for name in [names] if isinstance(names, str) else names:
                yield iso3_of[iso2], language, name, I18N


def region_names(originals: Path, regions: list[Row]) -> Iterator[Named]:
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


def organisation_names(originals: Path) -> Iterator[Named]:
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


def one_region_for_each_name(names: Iterable[Named]) -> list[Named]:
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
