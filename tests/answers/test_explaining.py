"""Why a flow is what it is."""

from __future__ import annotations

import pytest

from sursur.answers import FlowQuery, explain, selected_flows
from sursur.errors import NotFoundError


@pytest.fixture(scope="module")
def one(release):
    query = FlowQuery(providers=("IND",), recipients=("BTN",))
    return release.rows(selected_flows(release, query).order_by("flow_id").limit(1)).to_pylist()[0]


def test_a_flow_leads_to_its_file_its_row_and_its_reasons(release, one):
    found = explain(release, one["flow_id"])
    assert found.flow == one
    assert found.source["source_id"] == one["source_id"]
    assert found.source["publisher"]
    assert f"row {one['row']}" in str(found.place)
    assert found.flow["form_reason"]
    assert found.flow["count_reason"]


def test_the_parts_of_a_reported_value_hold_the_flow_itself(release, one):
    found = explain(release, one["flow_id"])
    assert one["flow_id"] in {part["flow_id"] for part in found.parts}
    assert {part["row"] for part in found.parts} == {one["row"]}


def test_a_flow_that_is_not_counted_leads_to_why(release):
    flow = release.table("flow")
    other = release.rows(flow.filter(flow.count_rule == "other_telling").order_by("flow_id").limit(1)).to_pylist()[0]
    found = explain(release, other["flow_id"])
    assert not found.flow["counted"]
    assert len(found.flow["count_reason"]) > 20
    assert found.linked is None or found.linked["counted"]


def test_the_beginning_of_an_id_is_enough_where_it_is_the_only_one(release, one):
    with pytest.raises(NotFoundError, match="Several flows"):
        explain(release, one["flow_id"][:5])
    with pytest.raises(NotFoundError, match="No flow has the id 'zzz'"):
        explain(release, "zzz")
