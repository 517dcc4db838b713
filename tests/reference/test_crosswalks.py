"""Crosswalks: whole, checked, and used in the right order."""

from __future__ import annotations

import pytest

from sursur.errors import NotFoundError, ReferenceDataError
from sursur.model.values import Form, Instrument
from sursur.reference import crosswalks
from sursur.reference.codes import code_list
from sursur.reference.crosswalks import (
    crosswalk,
    crosswalk_names,
    crosswalk_table,
    dac_sector,
    declared_form,
    instrument_of,
    sdg_goal,
    segib_sector,
)


@pytest.mark.parametrize("name", crosswalk_names())
def test_every_crosswalk_loads_with_version_basis_and_source(name: str) -> None:
    table = crosswalk_table(name)
    assert table.num_rows > 0
    assert set(table.column("version").to_pylist()) == {"1"}
    assert all(table.column("source").to_pylist())


def test_our_own_placements_are_never_called_official() -> None:
    for name in ("sector_sdg", "purpose_sdg", "sector_segib", "finance_type_instrument"):
        assert "official" not in crosswalk_table(name).column("basis").to_pylist()


def test_every_purpose_has_a_sector_and_every_sector_a_heading() -> None:
    sectors, groups = crosswalk("purpose_sector"), crosswalk("sector_group")
    for purpose in code_list("Sector"):
        assert groups.to(sectors.to(purpose.code)), purpose.code


def test_every_segib_sector_has_a_dac_code_and_the_way_back_stays_in_the_list() -> None:
    assert {link.from_code for link in crosswalk("segib_dac")} == set(code_list("SegibSector").entries)


def test_every_finance_type_of_money_has_an_instrument() -> None:
    statistics = {"1", "2", "3", "4"}
    covered = {link.from_code for link in crosswalk("finance_type_instrument")}
    assert set(code_list("FinanceType").entries) - covered == statistics


@pytest.mark.parametrize(
    ("raw", "vocabulary", "purpose", "sector", "group"),
    [
        ("11220", None, "11220", "112", "110"),
        ("11220", "1", "11220", "112", "110"),
        ("151", "2", None, "151", "150"),
        ("151", "DAC-3", None, "151", "150"),
        ("120.0", None, None, None, "120"),
        ("700", None, None, None, "700"),
        ("72010", "DAC", "72010", "720", "700"),
        ("23010", None, "23010", "231", "230"),
        ("42010", None, "15170", "151", "150"),
        ("15171", "1", None, "151", "150"),
        ("99999", "1", None, None, None),
        ("151", "99", None, None, None),
        ("EDU", None, None, None, None),
    ],
)
def test_a_sector_is_placed_as_far_down_as_it_says(
    raw: str, vocabulary: str | None, purpose: str | None, sector: str | None, group: str | None
) -> None:
    place = dac_sector(raw, vocabulary)
    assert (place.purpose, place.sector, place.group) == (purpose, sector, group)


@pytest.mark.parametrize(
    ("raw", "goal", "segib"),
    [
        ("11220", "4", "education"),
        ("12240", "2", "health"),
        ("120", "3", "health"),
        ("15170", "5", "gender"),
        ("16061", "11", "culture"),
        ("14030", "6", "water"),
        ("740", "13", "disasters"),
        ("43010", None, "other"),
        ("91010", None, None),
    ],
)
def test_goal_and_segib_sector_of_a_dac_sector(raw: str, goal: str | None, segib: str | None) -> None:
    assert (sdg_goal(raw), segib_sector(raw)) == (goal, segib)


@pytest.mark.parametrize(
    ("finance_type", "aid_type", "instrument"),
    [
        ("110", None, Instrument.GRANT),
        ("110", "C01", Instrument.GRANT),
        ("110", "D01", Instrument.IN_KIND),
        ("110", "E01", Instrument.IN_KIND),
        (None, "E02", Instrument.IN_KIND),
        ("421", None, Instrument.LOAN),
        ("421", "D01", Instrument.LOAN),
        ("410", None, Instrument.LOAN),
        ("510", None, Instrument.EQUITY),
        ("610", None, Instrument.DEBT_RELIEF),
        ("110", "F01", Instrument.DEBT_RELIEF),
        ("451", None, Instrument.LOAN_NON_CONCESSIONAL),
        ("GRANT", None, Instrument.GRANT),
        ("1100", None, Instrument.OTHER),
        ("1", None, None),
        (None, None, None),
    ],
)
def test_the_instrument_of_codes(finance_type: str | None, aid_type: str | None, instrument: Instrument | None) -> None:
    hint = instrument_of(finance_type, aid_type)
    assert (hint.instrument if hint else None) == instrument


@pytest.mark.parametrize(
    ("collaboration", "framework", "form"),
    [
        ("8", None, Form.TRIANGULAR),
        ("1", "FC01", Form.SOUTH_SOUTH),
        ("8", "FC01", Form.SOUTH_SOUTH),
        (None, "fc02", Form.TRIANGULAR),
        ("4", None, Form.MULTILATERAL),
        ("1", None, None),
        (None, None, None),
    ],
)
def test_the_form_that_a_source_declares(collaboration: str | None, framework: str | None, form: Form | None) -> None:
    assert declared_form(collaboration, framework) == form


def test_a_loan_type_of_aiddata_says_the_terms() -> None:
    assert crosswalk("loan_type_instrument").to("Interest-Free") == "loan_concessional"
    assert crosswalk("gcof_flow_instrument").to("Loan (excluding debt rescheduling)") == "loan"


def test_an_unknown_crosswalk_names_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="sector_sdg"):
        crosswalk("sector_goal")


@pytest.mark.parametrize(
    "change",
    [{"to_code": "18"}, {"from_code": "999"}, {"basis": "official-looking"}, {"source": ""}, {"rank": "2"}],
)
def test_a_broken_row_is_refused(change: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    rows = crosswalks.read_rows

    def changed(folder: str, file: str) -> list[dict[str, str]]:
        found = rows(folder, file)
        if file == "sector_sdg.csv":
            row = {"from_code": "111", "to_code": "4", "rank": "1", "basis": "ours", "note": "", "source": "ours"}
            found = [row, {**row, **change}] if "rank" not in change else [{**row, "rank": "2"}] * 2
        return found

    monkeypatch.setattr(crosswalks, "read_rows", changed)
    with pytest.raises(ReferenceDataError, match="sector_sdg"):
        crosswalks._load.__wrapped__("sector_sdg")
