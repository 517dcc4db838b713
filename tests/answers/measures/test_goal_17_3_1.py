"""SDG 17.3.1 and TOSSD on the starter release: sums, what is left out, and the rows behind."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sursur.answers.asking import FlowQuery
from sursur.answers.flows import selected_flows
from sursur.answers.measures.goal_17_3_1 import shows_investment
from sursur.answers.measuring import Answer, asked_of, load_measure
from sursur.errors import NotFoundError, UsageError
from sursur.release import Release


def answered(release: Release, name: str = "goal-17-3-1", **words: str) -> Answer:
    measure = load_measure(name)
    return measure.compute(release, asked_of(release, measure.parameters, words))


def rows(release: Release, table: Any) -> list[dict[str, Any]]:
    return release.rows(table).to_pylist()


def total(found: list[dict[str, Any]]) -> Decimal:
    return sum((row["usd"] or Decimal(0) for row in found), Decimal(0))


@pytest.mark.parametrize("name", ["goal-17-3-1", "tossd"])
def test_what_counts_and_what_is_left_out_add_up_to_all_that_is_counted_once(release, name):
    answer = answered(release, name, recipient="Kenya", years="2012-2014", prices="constant", by="year")
    counted = selected_flows(release, FlowQuery(recipients=("KEN",), year_from=2012, year_to=2014))
    whole = rows(release, counted.aggregate(usd=counted.usd_constant.sum()))[0]["usd"]
    assert total(rows(release, answer.table)) + total(rows(release, answer.left_out)) == whole


def test_the_figures_are_the_sums_of_their_rows(release):
    answer = answered(release, recipient="Kenya", years="2014", prices="constant", by="year")
    behind = rows(release, answer.rows)
    for figure in rows(release, answer.table):
        assert figure["usd"] == total([row for row in behind if row["sub_indicator"] == figure["sub_indicator"]])


def test_loans_of_aggregates_are_no_sub_indicator_b(release):
    found = rows(release, answered(release, recipient="Kenya", years="2014").table)
    series = {row["sub_indicator"]: row["series"] for row in found}
    assert series["a"] == "DC_OSSD_GRT"
    assert series["b_declared"] is None
    assert "b" not in series


def test_direct_investment_stands_among_the_others(release):
    found = rows(release, answered(release, recipient="Kenya", years="2014").table)
    assert [row["series"] for row in found if row["sub_indicator"] == "d"] == ["GF_FRN_FDI"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ({"recipient": "Kenya"}, True),
        ({"recipient": "Kenya", "provider": "Germany"}, False),
        ({"provider_group": "brics"}, False),
        ({"by": "provider"}, False),
        ({"by": "recipient"}, True),
        ({"by": "recipient", "years": "2013-2014"}, False),
        ({"by": "recipient,year", "years": "2013-2014"}, True),
        ({"prices": "constant"}, False),
        ({"south_south": "yes"}, False),
    ],
)
def test_direct_investment_is_known_by_recipient_and_year_and_not_by_provider(release, words, shown):
    measure = load_measure("goal-17-3-1")
    asked = asked_of(release, measure.parameters, {"years": "2014", **words})
    assert shows_investment(asked) is shown


def test_commitments_are_left_out_with_their_sum_or_shown_with_a_warning(release):
    words = {"provider": "China", "years": "2010"}
    strict, wide = answered(release, **words), answered(release, **words, stage="best")
    left = {row["rule"]: row for row in rows(release, strict.left_out)}
    assert left["commitment"]["flows"] > 0
    assert left["commitment"]["usd"] > 0
    assert "commitment" not in {row["rule"] for row in rows(release, wide.left_out)}
    assert "Not the indicator" in dict(wide.notes)
    assert "Not the indicator" not in dict(strict.notes)


def test_the_custodian_of_a_provider_is_one(release):
    found = rows(release, answered(release, recipient="Kenya", years="2014", by="provider,custodian").table)
    custodians: dict[str, set[str]] = {}
    for row in found:
        custodians.setdefault(row["provider"], set()).add(row["custodian"])
    assert custodians["DEU"] == {"oecd"}
    assert all(len(one) == 1 for one in custodians.values())


@pytest.mark.parametrize(
    ("words", "error", "hint"),
    [
        ({"recipient": "Kenia land"}, NotFoundError, "No country is called"),
        ({"by": "recipients"}, UsageError, "Did you mean recipient"),
        ({"years": "20x4"}, UsageError, "year"),
        ({"provider_group": "bricks"}, NotFoundError, "Did you mean brics"),
    ],
)
def test_a_wrong_word_names_the_right_one(release, words, error, hint):
    with pytest.raises(error, match=hint):
        answered(release, **words)


def test_in_tossd_a_recipient_that_is_not_listed_stands_apart(release):
    left = rows(release, answered(release, "tossd", recipient="Russia", prices="constant").left_out)
    assert all(row["rule"] in ("commitment", "not_eligible") for row in left)
    assert left
