"""Sursur as a library."""

from __future__ import annotations

from datetime import date

import pytest

import sursur
from sursur.errors import NotFoundError, UsageError


@pytest.fixture(scope="module")
def library(starter_home):
    return sursur.open_release(starter_home)


def test_flows_are_an_ibis_table_with_filters_by_name(library):
    table = library.flows("provider", "year", recipients="KEN", year_from=2010, provider_group="brics@2015")
    rows = table.to_pyarrow().to_pylist()
    assert rows
    assert {row["provider"] for row in rows} <= {"BRA", "RUS", "IND", "CHN", "ZAF"}
    assert min(row["year"] for row in rows) >= 2010


def test_without_dimensions_the_single_flows_are_there(library):
    table = library.flows(recipients=["KEN", "UGA"], sources="oecd-dac2a")
    assert {"flow_id", "count_reason", "row"} <= set(table.columns)
    assert set(table.recipient_country.to_pyarrow().to_pylist()) == {"KEN", "UGA"}


def test_profiles_and_reasons_are_a_call_away(library):
    assert library.country("KEN").name == "Kenya"
    assert library.group("brics", date(2015, 1, 1)).group_id == "brics"
    assert library.world(year_from=2020).providers
    flow_id = library.flows(recipients="KEN").flow_id.min().to_pyarrow().as_py()
    assert library.explain(flow_id).flow["flow_id"] == flow_id
    assert library.table("country").count().to_pyarrow().as_py() > 190


def test_mistakes_are_told(library, tmp_path):
    with pytest.raises(UsageError, match="colour"):
        library.flows("colour")
    with pytest.raises(TypeError, match="providerz"):
        library.flows("year", providerz="KEN")
    with pytest.raises(NotFoundError, match="It has: activity"):
        library.table("flowz")
    with pytest.raises(NotFoundError, match="sursur build"):
        sursur.open_release(tmp_path)


def test_the_package_names_what_it_offers():
    assert set(sursur.__all__) >= {"open_release", "__version__"}
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = sursur.nothing_such
