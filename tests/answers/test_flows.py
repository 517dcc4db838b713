"""Flows as a reader asks for them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sursur.answers import FlowQuery, flows, parse_group, selected_flows, why_empty
from sursur.errors import NotFoundError, UsageError


def _ask(release, *group_by, **filters):
    return release.rows(flows(release, FlowQuery(group_by=group_by, **filters))).to_pylist()


def _sum(rows):
    return sum((row["usd"] for row in rows if row["usd"] is not None), Decimal(0))


def test_money_is_decimal_and_exact_under_any_grouping(release):
    (whole,) = _ask(release)
    assert isinstance(whole["usd"], Decimal)
    for by in (("year",), ("provider", "recipient"), ("form", "year", "source")):
        assert _sum(_ask(release, *by)) == whole["usd"]


def test_the_sum_is_that_of_the_single_flows(release):
    query = FlowQuery(providers=("BRA",), group_by=("recipient",))
    single = release.rows(selected_flows(release, query)).to_pylist()
    summed = release.rows(flows(release, query)).to_pylist()
    assert _sum(summed) == sum(row["usd_constant"] for row in single if row["usd_constant"] is not None)
    assert sum(row["flows"] for row in summed) == len(single)
    assert sum(row["without_value"] for row in summed) == sum(row["usd_constant"] is None for row in single)


def test_a_region_that_stands_for_countries_has_a_name(release):
    rows = {row["recipient"]: row["recipient_name"] for row in _ask(release, "recipient", providers=("BRA",))}
    assert rows["998"] == "Developing countries, unspecified"
    assert rows["MOZ"] == "Mozambique"


def test_only_what_is_counted_is_summed_unless_every_telling_is_asked_for(release):
    assert all(row["counted"] for row in _ask(release, "counted"))
    assert {row["counted"] for row in _ask(release, "counted", counted=False)} == {True, False}


def test_the_default_definition_is_read_and_another_one_is_judged_anew(release):
    """The verdict under the release's own definition is the same, read or judged again from the table of the South."""
    stored = {row["form"]: row["flows"] for row in _ask(release, "form")}
    again = {row["form"]: row["flows"] for row in _ask(release, "form", south="oda_recipients")}
    assert sum(stored.values()) == sum(again.values())
    assert stored != again


def test_countries_and_international_bodies_are_named(release):
    rows = _ask(release, "provider")
    names = {row["provider"]: row["provider_name"] for row in rows}
    assert names["TUR"] == "Türkiye"
    assert any(":" in code and name for code, name in names.items())


def test_rows_stand_in_an_order_that_does_not_change(release):
    for by in (("provider", "recipient"), ("provider", "year"), ("recipient", "year", "form")):
        assert _ask(release, *by) == _ask(release, *by)


def test_largest_first_and_unknown_sums_last(release):
    rows = _ask(release, "provider", "recipient", counted=False)
    sums = [row["usd"] for row in rows]
    known = [one for one in sums if one is not None]
    assert sums == sorted(known, reverse=True) + [None] * (len(sums) - len(known))


def test_measures_stand_beside_each_other_and_are_never_within_one_sum(release):
    main = _sum(_ask(release, sources=("oecd-dac2a",)))
    beside = {row["measure"]: row["usd"] for row in _ask(release, "measure", sources=("oecd-dac2a",), counted=False)}
    assert beside["oda_gross"] == main
    assert len(beside) == 4
    assert _sum(_ask(release, sources=("oecd-dac2a",), stage="any", counted=False)) == main


def test_the_group_at_the_year_of_the_flow_differs_from_that_of_a_day(release):
    by_year = _ask(release, "year", provider_group=parse_group("brics"))
    of_2015 = _ask(release, "year", provider_group=parse_group("brics@2015"))
    assert by_year[0]["year"] == 2009
    assert of_2015[0]["year"] < 2009


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"providers": ("XYZ",)}, "'XYZ' is not a known provider"),
        ({"recipients": ("Kenya",)}, "recipient"),
        ({"sectors": ("999",)}, "sector"),
        ({"goals": ("0",)}, "1, 2, 3"),
        ({"forms": ("northsouth",)}, "Did you mean north_south"),
        ({"instruments": ("gift",)}, "grant"),
        ({"sources": ("dac2a",)}, "oecd-dac2a"),
        ({"flow_classes": ("ODA",)}, "oda_like"),
        ({"crises": ("war",)}, "crisis"),
        ({"measure": "net"}, "oda_net"),
        ({"south": "all"}, "non_dac"),
    ],
)
def test_a_filter_that_names_something_unknown_is_told_so(release, filters, words):
    with pytest.raises(UsageError, match=words):
        flows(release, FlowQuery(**filters))


def test_an_unknown_group_is_told_so(release):
    with pytest.raises(NotFoundError, match="no group"):
        flows(release, FlowQuery(provider_group=parse_group("nobody")))


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"measure": "oda_net"}, "--all --measure oda_net shows them"),
        ({"sources": ("aiddata-gcof-1.0-by-recipient",)}, "--all"),
        ({"stage": "forward"}, "of another stage: --stage any shows them"),
        ({"providers": ("TUV",)}, "No flow fits these filters."),
    ],
)
def test_an_empty_answer_has_a_reason(release, filters, words):
    query = FlowQuery(**filters)
    assert release.rows(selected_flows(release, query).limit(1)).num_rows == 0
    assert words in why_empty(release, query)
