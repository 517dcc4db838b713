"""From files to the current release."""

from __future__ import annotations

from pathlib import Path

import pytest

from sursur.errors import BusyError, DescriptorError, NotFoundError
from sursur.model.tables import TABLES
from sursur.pipeline import Plan, build_release
from sursur.release import Home, open_release, verify

IATI = """<iati-activities version="2.03"><iati-activity default-currency="EUR">
<iati-identifier>XX-1-1</iati-identifier>
<reporting-org ref="BR-CNPJ-1" type="10"><narrative>ABC</narrative></reporting-org>
<title><narrative>Wells</narrative></title><recipient-country code="MZ"/>
<transaction><transaction-type code="3"/><transaction-date iso-date="2016-05-04"/>
<value value-date="2016-05-04">{amount}</value></transaction></iati-activity></iati-activities>"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("building")
    (folder / "in").mkdir()
    (folder / "in" / "wells.xml").write_text(IATI.format(amount=1000), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def told(place: Path) -> list[tuple[str, int, int]]:
    steps: list[tuple[str, int, int]] = []
    build_release(_plan(place), lambda *step: steps.append(step))
    return steps


def _plan(place: Path, **options) -> Plan:
    return Plan(inputs=(place / "in",), home=place / "home", workers=1, **options)


def test_the_build_tells_how_far_it_is(told):
    for name in {step for step, _, _ in told}:
        amounts = [(done, total) for step, done, total in told if step == name]
        assert amounts == sorted(amounts)
        assert amounts[-1][0] == amounts[-1][1]


def test_the_release_holds_every_table_and_is_whole(place, told):
    release = open_release(place / "home")
    assert set(release.manifest.tables) == set(TABLES)
    assert verify(release.folder) == ()
    assert release.manifest.options["base_year"] == 2022
    assert release.manifest.options["south"] == "g77_china"
    assert release.manifest.options["framework"].startswith("1 ")


def test_what_an_iati_publisher_reports_is_its_own_telling(place, told):
    release = open_release(place / "home")
    assert release.rows(release.table("source"))["layer"].to_pylist() == ["own_report"]


def test_building_again_reads_and_measures_nothing(place, told):
    steps: list[object] = []
    built = build_release(_plan(place), lambda *step: steps.append(step))
    assert built.unchanged
    assert steps == []


def test_options_that_decide_what_comes_out_give_another_release(place, told):
    current = build_release(_plan(place)).release_id
    limited = build_release(_plan(place, record_limit=1000))
    assert limited.release_id != current
    assert build_release(_plan(place, threads=1)).release_id == current


def test_a_missing_input_or_a_faulty_descriptor_leaves_the_current_release(place, told, tmp_path):
    current = Home(place / "home").current_id()
    with pytest.raises(NotFoundError, match="neither a file nor a folder"):
        build_release(Plan(inputs=(place / "nowhere",), home=place / "home"))
    (tmp_path / "mine.yml").write_text("title: [", encoding="utf-8")
    with pytest.raises(DescriptorError, match=r"mine\.yml"):
        build_release(_plan(place, sources=tmp_path))
    assert Home(place / "home").current_id() == current


def test_a_second_writer_is_refused(place, told):
    with Home(place / "home").locked(), pytest.raises(BusyError) as refused:
        build_release(_plan(place))
    assert refused.value.retry


def test_no_inputs_at_all_are_a_release_without_flows(tmp_path):
    (tmp_path / "in").mkdir()
    built = build_release(_plan(tmp_path))
    assert (built.files, built.flows, built.problems) == (0, 0, 0)
    assert open_release(tmp_path / "home").table("country").count().to_pyarrow().as_py() > 190
