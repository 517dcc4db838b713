"""Rules that people edit are checked when they are read; texts find their places and organisations."""

from __future__ import annotations

import pytest

from sursur.errors import ReferenceDataError
from sursur.measure.lookups import place_of, precedence_table, who_is
from sursur.measure.regions import region_table
from sursur.measure.tabled import FORMS, check_rows, rule_rows
from sursur.model.values import Layer
from sursur.reference.countries import load_countries
from sursur.reference.groups import south_definitions


@pytest.mark.parametrize("name", sorted(FORMS))
def test_the_rules_of_the_package_hold_what_their_form_wants(name):
    assert rule_rows(name)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("precedence", {"layer": "gossip"}, "layer is 'gossip'"),
        ("precedence", {"threshold": "half"}, "threshold is 'half'"),
        ("measures", {"role": "perhaps"}, "role is 'perhaps'"),
        ("regions", {"south_non_dac": "maybe"}, "south_non_dac is 'maybe'"),
    ],
)
def test_a_wrong_value_is_refused_with_its_line_and_repair(name, change, said):
    rows = (dict(rule_rows(name)[0]), rule_rows(name)[1] | change)
    with pytest.raises(ReferenceDataError, match=f"line 3: {said}"):
        check_rows(name, rows)


def test_a_row_that_stands_twice_is_refused():
    row = rule_rows("measures")[0]
    with pytest.raises(ReferenceDataError, match="stands twice"):
        check_rows("measures", (row, row))


def test_every_layer_has_a_general_rule_and_a_reason():
    rows = precedence_table().to_pyarrow().to_pylist()
    general = {row["layer"] for row in rows if row["party"] == "*" and row["dataset"] == "*"}
    assert {layer.value for layer in Layer} <= general
    assert all(row["reason"] for row in rows)


def test_every_region_of_the_rules_is_known_and_every_code_of_the_dac_has_a_rule():
    known = load_countries().regions
    ruled = {row["region"] for row in rule_rows("regions")}
    assert ruled - set(known) <= {"380"}, "codes that the current list has no more"
    assert {code for code, region in known.items() if region.kind == "region" and code.isdigit()} <= ruled


@pytest.mark.parametrize("definition", [each.definition for each in south_definitions()])
def test_every_definition_says_what_africa_is(definition):
    rows = region_table(definition).to_pyarrow().to_pylist()
    assert {"region": "298", "south": "yes"} in rows


def test_a_definition_without_a_column_finds_every_region_mixed():
    assert {row["south"] for row in region_table("made_up").to_pyarrow().to_pylist()} == {"mixed"}


@pytest.mark.parametrize(
    ("scheme", "text", "year", "country", "region"),
    [
        ("iso2", "KE", None, "KEN", None),
        ("iso2", "KEN", None, "KEN", None),
        ("iso2", "998", None, None, "998"),
        ("iso2", "??", None, None, None),
        ("region:1", "298", None, None, "298"),
        ("region:2", "002", None, None, "298"),
        ("region:99", "Asia", None, None, "798"),
        ("region:99", "our own 12", None, None, None),
        ("region:aiddata", "Africa, regional", None, None, "298"),
        ("cow", "345", 2008, "SRB", None),
        ("dac_name", "Congo", None, "COG", None),
        ("a list of nobody", "Kenya", None, "KEN", None),
    ],
)
def test_a_text_is_a_place_by_the_list_that_it_is_in(scheme, text, year, country, region):
    found = place_of(scheme, text, year)
    assert (found.country, found.region) == (country, region)


@pytest.mark.parametrize(
    ("ref", "name", "kind", "country", "organisation_kind"),
    [
        ("", "United States", "scheme:dac_name", "USA", "government"),
        ("", "(ISDB)", "scheme:aiddata", None, "multilateral_south_led"),
        ("XM-DAC-41114", "", "40", None, "multilateral"),
        ("", "XM-DAC-41114", "", None, "multilateral"),
        ("", "nobody has heard of it", "", None, "unknown"),
        ("", "China", "scheme:of nobody", "CHN", "government"),
    ],
)
def test_an_organisation_is_known_by_what_the_record_says(ref, name, kind, country, organisation_kind):
    found = who_is(ref, name, kind)
    assert (found.country, found.kind.value) == (country, organisation_kind)


def test_a_group_named_as_recipient_is_a_region_of_the_south_if_all_its_members_are():
    south = {row["region"]: row["south"] for row in region_table("g77_china").to_pyarrow().to_pylist()}
    assert place_of("name", "CARICOM", 2020).region == "group:caricom"
    assert (south["group:caricom"], south["group:dac"], south["group:g20"]) == ("yes", "no", "mixed")
