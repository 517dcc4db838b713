"""Published figures asked of the starter release, and, with the originals, of a full one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from sursur.answers.reproducing import Desk, Verdict, reproduce, reproduce_all
from sursur.answers.reproducing.questions import flow_query
from sursur.reference.published import parse_question, published_figure, published_figures
from sursur.release import Release

INPUTS = (
    "aiddata/AidData_GlobalChineseOfficialFinanceDataset_v1.0.xlsx",
    "aiddata/aiddata_research_release_flows.csv",
    "aiddata/gcdf3_country_year_cow_gcdf.csv",
    "dac/dac2a_donor_recipient_2009_2022.csv.gz",
)
ROW = {
    "figure_id": "try",
    "subject": "Trial",
    "what": "trial",
    "published": "46",
    "unit": "countries",
    "source": "nobody",
    "address": "https://example.org",
    "question": "group ldc --at 2021-09-27",
    "over": "",
    "tolerance": "",
    "tolerance_reason": "",
    "reason": "",
}


@pytest.fixture(scope="module")
def desk(release: Release) -> Desk:
    return Desk(release)


@pytest.fixture(scope="module")
def found(release: Release) -> dict[str, object]:
    return {one.figure.figure_id: one for one in reproduce_all(release)}


def test_every_figure_gets_a_verdict(found):
    assert found.keys() == published_figures().keys()


def test_what_the_starter_release_holds_is_equal_or_has_its_reason(found):
    for name, one in found.items():
        assert one.note != "not explained", f"{name}: {one.ours} instead of {one.figure.published}"
        if one.verdict is Verdict.EQUAL:
            assert not one.figure.reason, f"{name} is equal now: its reason is no longer true"


def test_most_of_them_can_be_asked_of_the_starter_release(found):
    verdicts = [one.verdict for one in found.values()]
    assert verdicts.count(Verdict.EQUAL) >= 100
    assert {name for name, one in found.items() if one.verdict is Verdict.NOT_HELD} == {
        *("gcof-records", "gcof-countries", "gcof-countries-paper", "gcof-share-energy"),
    }, "projects one by one are in the originals alone"


def test_a_sum_over_the_projects_and_over_their_sums_is_the_same_question(desk):
    query = flow_query(desk, parse_question("flows --source aiddata-gcof-1.0 --source aiddata-gcof-1.0-by-recipient"))
    assert query.sources == ("aiddata-gcof-1.0-by-recipient",)


@pytest.mark.parametrize(
    ("change", "verdict", "ours"),
    [
        ({}, Verdict.EQUAL, "46"),
        ({"published": "47"}, Verdict.DIFFERS, "46"),
        ({"question": "", "reason": "nobody knows"}, Verdict.CANNOT, None),
        ({"question": "indicator gini --country ATA --year 2010"}, Verdict.CANNOT, None),
        ({"question": "flows --source moon"}, Verdict.NOT_HELD, None),
        ({"question": "activities --source moon --count included"}, Verdict.NOT_HELD, None),
        ({"published": "33", "question": "group ldc --at 2021-09-27 --within un_african_group"}, Verdict.EQUAL, "33"),
        ({"published": "1", "question": "group dac --at 2026-06-15 --status associate"}, Verdict.EQUAL, "1"),
        (
            {
                "published": "47.3",
                "unit": "per cent",
                "question": "sum china-aid-2013-2018 --part grants",
                "over": "sum china-aid-2013-2018",
            },
            Verdict.EQUAL,
            "47.298",
        ),
    ],
)
def test_a_figure_is_equal_differs_or_cannot_be_asked(desk, change, verdict, ours):
    one = reproduce(desk, published_figure(ROW | change))
    assert one.verdict is verdict
    assert one.ours == (None if ours is None else Decimal(ours))
    assert (one.difference is None) is (ours is None)
    assert bool(one.note) is (verdict is not Verdict.EQUAL)


def test_a_difference_that_nobody_explained_says_so(desk):
    assert reproduce(desk, published_figure(ROW | {"published": "47"})).note == "not explained"
    explained = published_figure(ROW | {"published": "47", "reason": "an older list"})
    assert reproduce(desk, explained).note == "an older list"


def test_a_sum_over_a_group_of_which_a_member_has_no_value_is_no_sum(desk):
    row = ROW | {"unit": "per cent", "question": "indicator oda_given_percent_gni --group brics --year 2014"}
    assert reproduce(desk, published_figure(row)).ours is None


@pytest.fixture(scope="session")
def originals_home(shared_data: Path, built_once: Callable[..., Path]) -> Path:
    return built_once("published-home", "build", *(str(shared_data / name) for name in INPUTS))


@pytest.mark.data
@pytest.mark.long
@pytest.mark.xdist_group("published figures")
def test_the_page_says_what_the_originals_give_today(originals_home, project_root):
    script = project_root / "scripts" / "reproduced.py"
    command = [sys.executable, str(script), str(originals_home), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_explains_every_difference_and_lacks_no_source(project_root):
    page = (project_root / "docs" / "reproduced.md").read_text("utf-8")
    assert "not explained" not in page
    assert "not held" not in page
    assert all(figure.what in page for figure in published_figures().values())
