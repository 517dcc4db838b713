"""What people decide survives every build, and a new decision is a new release."""

from __future__ import annotations

from pathlib import Path

import pytest

from sursur.errors import UsageError
from sursur.pipeline import Plan, build_release
from sursur.release import open_release

IATI = """<iati-activities version="2.03"><iati-activity default-currency="USD">
<iati-identifier>XX-1-1</iati-identifier>
<reporting-org ref="BR-CNPJ-1" type="10"><narrative>ABC</narrative></reporting-org>
<title><narrative>Wells</narrative></title><recipient-country code="MZ"/>
<transaction><transaction-type code="3"/><transaction-date iso-date="2016-05-04"/>
<value value-date="2016-05-04">{amount}</value></transaction></iati-activity></iati-activities>"""
HEADER = "recipient,provider,identifier,year_from,year_to,date,who,why,source,ground\n"
ROW = "Mozambique,Brazil,XX-1-1,2016,,2017-02-01,Ministry of Planning,not our priority,letter 12,objection\n"


def built(place: Path, amount: int = 1000) -> str:
    (place / "in").mkdir(exist_ok=True)
    (place / "in" / "wells.xml").write_text(IATI.format(amount=amount), encoding="utf-8")
    return build_release(Plan(inputs=(place / "in",), home=place / "home", workers=1)).release_id


def decide(place: Path, text: str) -> None:
    (place / "home" / "decisions").mkdir(parents=True, exist_ok=True)
    (place / "home" / "decisions" / "objections.csv").write_text(text, encoding="utf-8")


def objections(place: Path) -> list[dict[str, object]]:
    release = open_release(place / "home")
    return release.rows(release.table("objection")).to_pylist()


def test_a_decision_gives_a_new_release_and_taking_it_back_gives_the_old_one(tmp_path):
    """One that cannot be read leaves the release as it is, and one that can holds for other data too."""
    before = built(tmp_path)
    assert objections(tmp_path) == []
    decide(tmp_path, HEADER + ROW)
    assert built(tmp_path) != before
    assert [(row["recipient"], row["provider"], row["why"]) for row in objections(tmp_path)] == [
        ("MOZ", "BRA", "not our priority")
    ]
    decided = open_release(tmp_path / "home").release_id
    decide(tmp_path, HEADER + ROW.replace("Mozambique", "Mosambikk"))
    with pytest.raises(UsageError, match=r"objections.csv, line 2: no country is called 'Mosambikk'"):
        built(tmp_path, amount=2000)
    assert open_release(tmp_path / "home").release_id == decided
    assert len(objections(tmp_path)) == 1
    (tmp_path / "home" / "decisions" / "objections.csv").unlink()
    assert built(tmp_path) == before
    decide(tmp_path, HEADER + ROW)
    assert built(tmp_path, amount=2000) not in {before, decided}
    assert len(objections(tmp_path)) == 1
