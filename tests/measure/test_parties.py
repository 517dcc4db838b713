"""Who gives, who pays and who takes part, by stated order of evidence; and what a flow takes from its activity."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import ibis
import pytest

from sursur.measure.checks import CHECKS, run_checks
from sursur.measure.parties import PROVIDER_RULES
from sursur.model.tables import FLOW
from tests.measure.world import activity, flows, measured, source

DAY = date(2015, 6, 1)


class Story:
    """Activities told one after the other; each has one disbursement to Kenya unless it says otherwise."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("activity", "transaction", "participant", "split", "tag")
        }
        self.rows["source"] = [source(), source("r1", "aiddata-gcof-1.0", "research")]

    def tell(
        self, name: str, reporter: str, *, to: tuple[str, ...] = ("KE",), source_id: str = "s1", **told: Any
    ) -> None:
        """told: participants [(role, ref)], transaction {…}, tags [(kind, code)], and columns of the activity."""
        number = len(self.rows["activity"]) + 1
        participants, money = told.pop("participants", ()), told.pop("transaction", {})
        tags, sectors = told.pop("tags", ()), told.pop("sectors", ())
        record = activity(name, reporter, source_id, number, **told)
        key = record["activity_id"]
        self.rows["activity"].append(dict(record))
        self.rows["transaction"].append(
            {"transaction_id": name, "activity_id": key, "source_id": source_id, "type": "3", "date": DAY}
            | {"amount": Decimal(100), "currency": "USD"}
            | money
        )
        for ordinal, (role, ref) in enumerate(participants, start=1):
            self.rows["participant"].append({"activity_id": key, "ordinal": ordinal, "role": role, "ref": ref})
        for ordinal, code in enumerate(to, start=1):
            self.rows["split"].append({"activity_id": key, "ordinal": ordinal, "dimension": "country", "code": code})
        for ordinal, code in enumerate(sectors, start=1):
            self.rows["split"].append(
                {"activity_id": key, "ordinal": ordinal, "dimension": "sector", "code": code, "vocabulary": "1"}
            )
        for ordinal, (kind, vocabulary, code) in enumerate(tags, start=1):
            self.rows["tag"].append(
                {"activity_id": key, "ordinal": ordinal, "kind": kind, "vocabulary": vocabulary, "code": code}
            )


def told() -> Story:
    story = Story()
    story.tell("names its provider", "BMZ", transaction={"provider_ref": "GIZ"})
    story.tell("names nobody", "BMZ", participants=[("funding", "USAID")])
    story.tell("secondary with one funder", "OXFAM", secondary_reporter=True, participants=[("funding", "USAID")])
    story.tell(
        "secondary with two funders",
        "OXFAM",
        secondary_reporter=True,
        participants=[("funding", "USAID"), ("funding", "BMZ"), ("extending", "GIZ")],
    )
    story.tell("secondary with nobody", "OXFAM", secondary_reporter=True)
    story.tell("research", "OXFAM", source_id="r1", transaction={"provider_name": "CIDCA"})
    story.tell("office in the country", "OXFAM", transaction={"provider_ref": "KENYA-NGO"})
    story.tell("government in its country", "UNDP", transaction={"provider_ref": "KENYA-GOV"})
    story.tell("southern implementer", "BMZ", to=("MZ",), participants=[("implementing", "EMBRAPA")])
    story.tell("southern receiver", "BMZ", to=("MZ",), transaction={"receiver_ref": "EMBRAPA"})
    story.tell("partner among the receiving", "USAID", to=("KE", "UG"), participants=[("implementing", "KENYA-NGO")])
    story.tell("no recipient but a government", "USAID", to=(), transaction={"receiver_ref": "KENYA-GOV"})
    story.tell("declared", "BMZ", collaboration_type="8")
    story.tell("loan that is aid", "BMZ", default_finance_type="421", default_flow_type="10")
    story.tell("loan at market terms", "BMZ", default_finance_type="421", default_flow_type="20")
    story.tell("loan of unknown terms", "BMZ", default_finance_type="421")
    story.tell("soft loan by its terms", "BMZ", default_finance_type="421", transaction={"grant_element": 40.0})
    story.tell("grant", "BMZ", default_finance_type="110")
    story.tell("experts", "BMZ", default_finance_type="110", default_aid_type="D01")
    story.tell("own goal", "BMZ", tags=[("tag", "2", "13")], sectors=("11220",))
    story.tell("own target", "BMZ", tags=[("tag", "3", "6.1")])
    story.tell("two goals", "BMZ", tags=[("tag", "2", "13"), ("tag", "2", "1")], sectors=("11220",))
    story.tell("goal by sector", "BMZ", sectors=("12220",))
    story.tell("crisis by number", "BMZ", tags=[("humanitarian_scope", "1-2", "EP-2020-000012-001")])
    story.tell("crisis by word", "BMZ", title="Response to COVID-19")
    story.tell("another crisis", "BMZ", tags=[("humanitarian_scope", "1-2", "EQ-2015-000048-NPL")])
    return story


@pytest.fixture(scope="module")
def release() -> dict[str, Any]:
    return measured(**told().rows)


@pytest.fixture(scope="module")
def found(release) -> dict[str, dict[str, Any]]:
    rows = release["flow"].to_pyarrow().to_pylist()
    return {row["identifier"]: row for row in sorted(rows, key=lambda row: row["flow_id"], reverse=True)}


@pytest.mark.parametrize(
    ("case", "provider", "rule"),
    [
        ("names its provider", "GIZ", "transaction_provider"),
        ("names nobody", "BMZ", "reporter"),
        ("secondary with one funder", "USAID", "funder"),
        ("secondary with two funders", "GIZ", "extender"),
        ("secondary with nobody", None, "none"),
        ("research", "CIDCA", "transaction_provider"),
        ("office in the country", "OXFAM", "reporter_of_office"),
        ("government in its country", "KENYA-GOV", "transaction_provider"),
    ],
)
def test_the_provider_is_found_by_a_stated_rule(case, provider, rule, found):
    assert (found[case]["provider"], found[case]["provider_rule"]) == (provider, rule)
    assert rule in PROVIDER_RULES


@pytest.mark.parametrize(
    ("case", "form"),
    [
        ("office in the country", "north_south"),
        ("government in its country", "domestic"),
        ("southern implementer", "triangular"),
        ("southern receiver", "triangular"),
        ("partner among the receiving", "north_south"),
        ("secondary with nobody", "unclassified"),
        ("declared", "triangular"),
        ("no recipient but a government", "north_south"),
    ],
)
def test_the_parties_give_the_form(case, form, found):
    assert found[case]["form"] == form


def test_a_government_that_receives_stands_for_its_country(found):
    assert found["no recipient but a government"]["recipient_country"] == "KEN"


@pytest.mark.parametrize(
    ("case", "instrument"),
    [
        ("loan that is aid", "loan_concessional"),
        ("loan at market terms", "loan_non_concessional"),
        ("loan of unknown terms", "loan"),
        ("soft loan by its terms", "loan_concessional"),
        ("grant", "grant"),
        ("experts", "in_kind"),
        ("names nobody", None),
    ],
)
def test_the_instrument_comes_from_codes_and_terms(case, instrument, found):
    assert found[case]["instrument"] == instrument


@pytest.mark.parametrize(
    ("case", "goal"), [("own goal", "13"), ("own target", "6"), ("two goals", "4"), ("goal by sector", "3")]
)
def test_the_goal_is_the_declared_one_else_that_of_the_sector(case, goal, found):
    assert found[case]["sdg_goal"] == goal


@pytest.mark.parametrize(
    ("case", "crisis"),
    [
        ("crisis by number", "covid-19"),
        ("crisis by word", "covid-19"),
        ("another crisis", "EQ-2015-000048-NPL"),
        ("grant", None),
    ],
)
def test_the_crisis_comes_from_codes_before_words(case, crisis, found):
    assert found[case]["crisis"] == crisis


def test_a_flow_has_exactly_the_declared_columns(release):
    assert tuple(release["flow"].columns) == FLOW.column_names


def test_the_same_reports_give_the_same_flows(release):
    again = flows(**told().rows)
    assert sorted(again, key=lambda row: row["flow_id"]) == sorted(
        release["flow"].to_pyarrow().to_pylist(), key=lambda row: row["flow_id"]
    )


def test_all_checks_of_the_release_itself_pass(release):
    failed = {result.check_id: result.message for result in run_checks(release.__getitem__) if not result.passed}
    assert set(failed) == {"providers-placed"}
    assert failed["providers-placed"].endswith("(no name).")


def test_every_check_says_how_to_repair():
    assert all(check.sentence.endswith(".") and check.repair.endswith(".") for check in CHECKS)


def test_a_check_fails_where_its_rule_is_broken(release):
    none = ibis.null("string")
    broken = release["flow"].mutate(
        flow_id=ibis.literal("same"), form_reason=none, count_reason=none, amount=release["flow"].amount + 1
    )
    failed = {result.check_id for result in run_checks({**release, "flow": broken}.__getitem__) if not result.passed}
    assert {"flow-id-unique", "verdict-has-reason", "count-has-reason", "parts-add-up"} <= failed
