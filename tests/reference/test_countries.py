"""The catalogue of countries: codes, policies, lists in one cell, lookup tables, and what it refuses to load."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sursur.errors import NotFoundError, ReferenceDataError, UsageError
from sursur.model.tables import COUNTRY
from sursur.reference import countries as reference
from sursur.reference.countries import Countries, country_name, load_countries, place_name
from sursur.reference.countries import tables as tables_module
from sursur.reference.countries.index import NameIndex
from sursur.reference.countries.tables import Tables, check, meaning, read_tables


@pytest.fixture(scope="module")
def countries() -> Countries:
    return load_countries()


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables()


# --- the rows ---------------------------------------------------------------------------------------------------------


def test_there_are_249_iso_countries_and_kosovo(countries: Countries) -> None:
    assert len(countries) == 250
    assert [country.iso3 for country in countries] == sorted(country.iso3 for country in countries)
    assert "XKX" in countries
    assert "YUG" not in countries


def test_a_country_bears_the_codes_of_every_list(countries: Countries) -> None:
    kenya = countries["KEN"]
    assert (kenya.iso2, kenya.m49, kenya.cow, kenya.gw, kenya.dac) == ("KE", "404", "501", "501", "248")
    assert (kenya.region, kenya.subregion, kenya.sovereign) == ("Africa", "Sub-Saharan Africa", "")


@pytest.mark.parametrize(
    ("iso3", "cow", "gw"),
    [
        ("DEU", "255", "260"),
        ("CZE", "316", "316"),
        ("SRB", "345", "340"),
        ("YEM", "679", "678"),
        ("VNM", "816", "816"),
        ("KIR", "946", "970"),
        ("NRU", "970", "971"),
        ("TON", "955", "972"),
        ("TUV", "947", "973"),
    ],
)
def test_the_two_lists_of_states_part_where_they_are_known_to(
    countries: Countries, iso3: str, cow: str, gw: str
) -> None:
    assert (countries[iso3].cow, countries[iso3].gw) == (cow, gw)


@pytest.mark.parametrize("scheme", ["iso2", "iso3", "m49", "dac"])
def test_every_code_of_today_leads_back_to_its_country(countries: Countries, scheme: str) -> None:
    for country in countries:
        code = getattr(country, scheme)
        assert not code or countries.resolve(code, scheme).country == country.iso3


@pytest.mark.parametrize("scheme", ["cow", "gw"])
def test_every_state_code_leads_back_to_its_country_in_recent_years(countries: Countries, scheme: str) -> None:
    for country in countries:
        code = getattr(country, scheme)
        assert not code or countries.resolve(code, scheme, 2012).country == country.iso3


def test_territories_name_the_state_that_administers_them_and_disputes_say_so(countries: Countries) -> None:
    assert countries["GRL"].sovereign == "DNK"
    assert countries["FLK"].sovereign == "GBR"
    assert "Argentina" in countries["FLK"].disputed_note
    for contested in ("ESH", "PSE", "TWN", "XKX"):
        assert countries[contested].sovereign == ""
        assert countries[contested].disputed_note


def test_an_unknown_code_is_an_error_that_says_what_to_do(countries: Countries) -> None:
    with pytest.raises(NotFoundError, match="ISO 3166-1 alpha-3"):
        countries["ken"]
    assert countries.get("ken") is None


def test_the_country_table_is_the_models(countries: Countries) -> None:
    table = countries.country_table()
    assert tuple(table.column_names) == COUNTRY.column_names
    assert table.num_rows == 250


# --- policies ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("USSR", 1985, "historic:SUN"),
        ("USSR", 1995, "RUS"),
        ("USSR", None, "historic:SUN"),
        ("Czechoslovakia", 1995, "historic:CSK"),
        ("Yugoslavia", 1985, "historic:YUG"),
        ("Serbia and Montenegro", 2008, "SRB"),
        ("East Germany", 1985, "historic:DDR"),
        ("East Germany", 1995, "DEU"),
        ("West Germany", 1985, "DEU"),
        ("South Yemen", 1991, "YEM"),
        ("Netherlands Antilles", 2015, "historic:ANT"),
    ],
)
def test_a_state_of_the_past_is_followed_only_where_one_state_continues_it(
    countries: Countries, text: str, year: int | None, expected: str
) -> None:
    assert countries.resolve(text, "name", year, on_historic="successor").meaning == expected
    assert countries.resolve(text, "name", year).status == "historic"


def test_a_followed_state_says_whom_it_continues(countries: Countries) -> None:
    found = countries.resolve("USSR", "name", 1995, on_historic="successor")
    assert found.rule == "continuing state"
    assert "Soviet Union" in found.note


def test_successors_are_named_without_being_chosen(countries: Countries) -> None:
    assert countries.resolve("Czechoslovakia").candidates == ("CZE", "SVK")


def test_the_caller_may_prefer_the_one_country_among_regions(countries: Countries) -> None:
    assert countries.resolve("Micronesia", on_ambiguous="country").country == "FSM"
    assert countries.resolve("America", on_ambiguous="country").country == "USA"
    assert countries.resolve("Congo", on_ambiguous="country").status == "ambiguous"
    assert countries.resolve("CS", "iso2", on_ambiguous="country").status == "ambiguous"


def test_a_country_that_was_another_territory_says_so_in_those_years(countries: Countries) -> None:
    assert "South Sudan" in countries.resolve("Sudan", "name", 2005).note
    assert countries.resolve("Sudan", "name", 2015).note == ""
    assert "Eritrea" in countries.resolve("ETH", "iso3", 1980).note


def test_a_part_of_a_country_names_the_whole_but_is_not_it(countries: Countries) -> None:
    scotland = countries.resolve("Scotland")
    assert (scotland.country, scotland.candidates) == (None, ("GBR",))


def test_an_unknown_scheme_is_a_fault_of_the_caller(countries: Countries) -> None:
    with pytest.raises(UsageError, match="Use one of"):
        countries.resolve("Kenya", "nmae")


def test_require_gives_the_country_or_says_what_the_text_is(countries: Countries) -> None:
    assert countries.require("Kenya").iso3 == "KEN"
    with pytest.raises(NotFoundError, match=r"ambiguous.*COD, COG"):
        countries.require("Congo")


@pytest.mark.parametrize("nothing", [None, "", "  ", "\u00a0"])
def test_nothing_is_no_match(countries: Countries, nothing: str | None) -> None:
    found = countries.resolve(nothing)
    assert (found.status, found.rule) == ("no_match", "empty text")


# --- several places in one cell ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya, Uganda and Tanzania", "KEN UGA TZA"),
        ("Kenya, Uganda, and Tanzania", "KEN UGA TZA"),
        ("Kenya & Uganda", "KEN UGA"),
        ("Angola|Kenya", "AGO KEN"),
        ("Angola; Kenya; ", "AGO KEN"),
        ("Angola\nKenya", "AGO KEN"),
        ("Angola / Kenya", "AGO KEN"),
        ("Myanmar/Burma", "MMR"),
        ("Congo, Democratic Republic of the", "COD"),
        ("Congo, Democratic Republic of the, Kenya", "COD KEN"),
        ("Kenya, Congo, Dem. Rep., Congo, Rep.", "KEN COD COG"),
        ("Congo and Kenya", "ambiguous KEN"),
        ("Trinidad and Tobago", "TTO"),
        ("Trinidad y Tobago, Cuba y Haití", "TTO CUB HTI"),
        ("Bosnia and Herzegovina", "BIH"),
        ("Antigua and Barbuda, Trinidad and Tobago and Guyana", "ATG TTO GUY"),
        ("Saint Vincent and the Grenadines and Saint Kitts and Nevis", "VCT KNA"),
        ("Sao Tome and Principe and Angola", "STP AGO"),
        ("Tanzania, United Republic of", "TZA"),
        ("Macedonia, FYR, Moldova", "MKD MDA"),
        ("Micronesia, Federated States of, Nauru", "FSM NRU"),
        ("Africa, regional", "region:298"),
        ("Africa, regional, Asia, regional, Brunei", "region:298 region:798 BRN"),
        ("Bilateral, unspecified", "region:998"),
        ("Montenegro, Serbia", "MNE SRB"),
        ("Serbia and Montenegro", "historic:SCG"),
        ("Hong Kong, China", "HKG"),
        ("Hong Kong, China, Kenya", "ambiguous KEN"),
        ("Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea", "GIN GNB GNQ PNG"),
        ("Niger and Nigeria", "NER NGA"),
        ("Sudan and South Sudan", "SDN SSD"),
        ("Saint Helena, Ascension and Tristan da Cunha", "SHN"),
        ("Corea, República de; Perú y Bolivia", "KOR PER BOL"),
        ("Brésil, Inde et Afrique du Sud", "BRA IND ZAF"),
        ("Brasil e Angola", "BRA AGO"),
        ("Россия и Китай", "RUS CHN"),
        ("中国、印度、巴西", "CHN IND BRA"),
        ("الصين، الهند", "CHN IND"),
        ("Atlantis, Kenya", "no_match KEN"),
        ("Atlantis", "no_match"),
        ("Agriculture and fisheries", "no_match"),
        ("", "no_match"),
    ],
)
def test_a_cell_of_several_places_is_split_without_tearing_a_name(
    countries: Countries, text: str, expected: str
) -> None:
    assert [found.meaning for found in countries.resolve_list(text)] == expected.split()


def test_a_state_of_the_past_is_two_countries_after_its_end(countries: Countries) -> None:
    assert [one.meaning for one in countries.resolve_list("Serbia and Montenegro", "name", 2015)] == ["SRB", "MNE"]
    assert [one.meaning for one in countries.resolve_list("Serbia and Montenegro", "name", 2004)] == ["historic:SCG"]


def test_codes_in_a_cell_are_read_by_their_scheme(countries: Countries) -> None:
    found = countries.resolve_list("BGD,BEN, LAC,KOA", "undp")
    assert [one.meaning for one in found] == ["BGD", "BEN", "region:m49:419", "no_match"]


PLAIN_NAMES = sorted(
    country.name_en
    for country in load_countries()
    if load_countries().resolve(country.name_en).country == country.iso3
    and not {"Hong Kong SAR China", "Macao SAR China"} & {country.name_en}
)


@given(st.lists(st.sampled_from(PLAIN_NAMES), min_size=2, max_size=6, unique=True), st.sampled_from([", ", "; ", "|"]))
def test_any_list_of_names_comes_back_as_those_countries(names: list[str], separator: str) -> None:
    countries = load_countries()
    expected = {countries.resolve(name).country for name in names}
    assert {found.country for found in countries.resolve_list(separator.join(names))} == expected


@given(st.text(max_size=60))
def test_splitting_never_fails_and_never_returns_nothing(text: str) -> None:
    assert load_countries().resolve_list(text)


# --- tables for joining -----------------------------------------------------------------------------------------------


def test_a_lookup_table_has_one_row_per_distinct_text(countries: Countries) -> None:
    table = countries.lookup_table(["Kenya", "Congo", "Kenya", None, "Africa, regional", "USSR"], "dac_name")
    assert table.column_names[:6] == ["text", "scheme", "country", "region", "historic", "status"]
    assert table.select(["text", "country", "region", "status"]).to_pylist() == [
        {"text": "Africa, regional", "country": None, "region": "298", "status": "region"},
        {"text": "Congo", "country": "COG", "region": None, "status": "matched"},
        {"text": "Kenya", "country": "KEN", "region": None, "status": "matched"},
        {"text": "USSR", "country": None, "region": None, "status": "historic"},
    ]


def test_a_dated_lookup_table_tells_years_apart(countries: Countries) -> None:
    table = countries.dated_lookup_table([("345", 1985), ("345", 2010), ("345", 1985), ("101", None)], "cow")
    assert [(row["text"], row["year"], row["country"], row["historic"]) for row in table.to_pylist()] == [
        ("101", None, "VEN", None),
        ("345", 1985, None, "YUG"),
        ("345", 2010, "SRB", None),
    ]


def test_an_empty_lookup_still_has_its_columns(countries: Countries) -> None:
    assert countries.lookup_table([]).num_rows == 0
    assert "country" in countries.dated_lookup_table([]).column_names


# --- names for readers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("iso3", "language", "name"),
    [
        ("COD", "en", "Congo - Kinshasa"),
        ("CIV", "pt", "Costa do Marfim"),
        ("MOZ", "pt-PT", "Moçambique"),
        ("KEN", "zh-Hant", "肯亞"),
        ("XKX", "ar", "كوسوفو"),
        ("BRA", "tlh", "Brazil"),
        ("BRA", "", "Brazil"),
        ("BRA", "not a language", "Brazil"),
        ("SUN", "fr", "Soviet Union"),
    ],
)
def test_a_country_has_a_name_in_every_language_or_falls_back(iso3: str, language: str, name: str) -> None:
    assert country_name(iso3, language) == name


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "ar", "zh", "ru"])
def test_every_country_has_a_name_of_its_own_in_the_seven_languages(language: str) -> None:
    names = [country_name(country.iso3, language) for country in load_countries()]
    assert all(names)
    assert len(set(names)) == len(names)


def test_a_place_is_named_whether_country_or_region() -> None:
    assert place_name("298", "fr") == "Afrique"
    assert place_name("region:m49:419", "es") == "Latinoamérica"
    assert place_name("998", "fr") == "Developing countries, unspecified"
    assert place_name("KEN", "pt") == "Quênia"
    assert place_name("historic:CSK") == "Czechoslovakia"
    with pytest.raises(NotFoundError, match="country tables"):
        place_name("nowhere")


# --- what is refused on load ------------------------------------------------------------------------------------------


def first(tables: Tables, iso3: str, **fields: str) -> Tables:
    changed = dict(tables.countries)
    changed[iso3] = replace(changed[iso3], **fields)
    return replace(tables, countries=changed)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"dac": "248"}, r"countries.csv, UGA: dac 248 stands at KEN too. Give the code to one row only"),
        ({"iso2": "KE"}, "iso2 KE stands at KEN too"),
        ({"m49": "404"}, "m49 404 stands at KEN too"),
        ({"sovereign": "ZZZ"}, "sovereign ZZZ is unknown. Use a code"),
    ],
)
def test_double_and_unknown_codes_are_refused(tables: Tables, fields: dict[str, str], message: str) -> None:
    with pytest.raises(ReferenceDataError, match=message):
        check(first(tables, "UGA", **fields))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"meaning": meaning("ZZZ")}, "means ZZZ, which no table knows"),
        ({"meaning": meaning("region:0")}, "means region:0, which no table knows"),
        ({"meaning": meaning("ambiguous:KEN|ZZZ")}, "means ZZZ, which no table knows"),
        ({"source": ""}, "a text or its source is missing"),
        ({"schemes": frozenset({"nmae"})}, "unknown scheme"),
        ({"from_year": 2000, "to_year": 1990}, "the span ends before it starts"),
    ],
)
def test_a_faulty_alias_is_refused_with_its_row(tables: Tables, fields: dict[str, object], message: str) -> None:
    faulty = replace(tables.entries[-1], **fields)
    with pytest.raises(ReferenceDataError, match=rf"aliases.csv, row \d+: .*{message}"):
        check(replace(tables, entries=(*tables.entries[:-1], faulty)))


def test_an_alias_that_takes_a_name_from_another_country_is_refused(tables: Tables) -> None:
    thief = replace(tables.entries[-1], text="Kenya", meaning=meaning("UGA"), schemes=frozenset(), from_year=None)
    with pytest.raises(ReferenceDataError, match="'Kenya' means UGA, but the lists say KEN"):
        NameIndex((*tables.entries, thief))


def test_two_aliases_that_disagree_are_refused(tables: Tables) -> None:
    alias = replace(tables.entries[-1], text="Gondwana", meaning=meaning("UGA"), schemes=frozenset())
    with pytest.raises(ReferenceDataError, match=r"'Gondwana' means KEN and UGA.*ambiguous"):
        NameIndex((*tables.entries, alias, replace(alias, meaning=meaning("KEN"))))


def test_two_lists_that_disagree_need_a_word_by_hand(tables: Tables) -> None:
    listed = replace(tables.entries[0], text="Gondwana", meaning=meaning("UGA"))
    with pytest.raises(ReferenceDataError, match=r"Add a row to aliases\.csv"):
        NameIndex((*tables.entries, listed, replace(listed, meaning=meaning("KEN"))))


@pytest.fixture
def spoiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """A copy of the tables in which one line is added to a file."""
    original = Path(reference.__file__).parent.parent / "data" / "countries"
    shutil.copytree(original, tmp_path / "data" / "countries")
    monkeypatch.setattr(tables_module, "files", lambda _: tmp_path)

    def spoil(file_name: str, line: str) -> None:
        path = tmp_path / "data" / "countries" / file_name
        path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")

    return spoil


@pytest.mark.parametrize(
    ("file_name", "line", "message"),
    [
        ("countries.csv", "KEN,KX,999" + "," * 16, r"countries.csv, row 252: iso3 'KEN' stands twice"),
        ("historic.csv", "ABC,Abc,,,ZZZ,,,,here", "historic.csv, ABC: unknown successors"),
        ("historic.csv", "KEN,Abc,,,UGA,,,,here", "historic.csv, KEN: .*an id that a country bears"),
        ("changes.csv", "ZZZ,1990,note,here", "changes.csv: unknown countries"),
        ("aliases.csv", "Kenya,,,,UGA,en,,here", "but the lists say KEN"),
    ],
)
def test_a_spoiled_file_is_refused(
    spoiled: Callable[[str, str], None], file_name: str, line: str, message: str
) -> None:
    spoiled(file_name, line)
    with pytest.raises(ReferenceDataError, match=message):
        Countries(read_tables()).resolve("Kenya")
