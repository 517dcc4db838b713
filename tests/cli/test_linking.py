"""`sursur links`: which records are one activity, what is doubtful, and what people decide (it survives a rebuild)."""

from __future__ import annotations

from pathlib import Path

import pytest

from sursur.pipeline import Plan, build_release
from sursur.release import open_release


def document(activities: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n'
    return f"{head}{activities}</iati-activities>\n".encode()


ACTIVITY = """\
<iati-activity default-currency="USD" last-updated-datetime="2020-01-01T00:00:00Z">
<iati-identifier>{identifier}</iati-identifier>
<reporting-org ref="{reporter}" type="10"><narrative>{name}</narrative></reporting-org>
<title><narrative>{title}</narrative></title>
<participating-org role="1" type="10"><narrative>Government of Brazil</narrative></participating-org>
<activity-status code="2"/><activity-date type="2" iso-date="2015-03-01"/>
<recipient-country code="MZ"/><sector vocabulary="1" code="14030"/>
<transaction><transaction-type code="3"/><transaction-date iso-date="2016-05-04"/>
<value currency="USD" value-date="2016-05-04">{amount}</value></transaction>
</iati-activity>
"""
ABC = {"reporter": "BR-CNPJ-1", "name": "Agência Brasileira de Cooperação"}
EMBRAPA = {"reporter": "BR-CNPJ-2", "name": "Empresa Brasileira de Pesquisa Agropecuária"}


def told(identifier: str, amount: int, title: str, **who: str) -> str:
    return ACTIVITY.format(identifier=identifier, amount=amount, title=title, **who)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("linked") / "in"
    made.mkdir()
    made.joinpath("abc.xml").write_bytes(document(told("BR-1-7", 417_250, "Cotton seed bank of Nampula", **ABC)))
    made.joinpath("embrapa.xml").write_bytes(
        document(
            told("BR-2-91", 417_250, "Cotton seed bank of Nampula", **EMBRAPA)
            + told("BR-2-92", 90_000, "Fish ponds in Tete", **EMBRAPA)
        )
    )
    return made


def build(folder: Path, home: Path) -> dict[str, tuple[bool, str]]:
    build_release(Plan(inputs=(folder,), home=home, workers=1))
    rows = open_release(home).table("flow").to_pyarrow().to_pylist()
    return {row["identifier"]: (row["counted"], row["count_rule"]) for row in rows}


def test_a_decision_is_counted_in_the_next_build_and_in_every_later_one(folder: Path, tmp_path: Path, sursur):
    home = tmp_path / "home"
    before = build(folder, home)
    assert [counted for counted, _ in before.values()] == [True, True, True]
    why = ("--by", "M. Nhaca", "--why", "one contract, two institutions")
    decided = sursur("links", "decide", "BR-1-7", "iati:br-2-91", "same", *why, home=home)
    assert decided.code == 0
    assert "It holds from the next build on." in decided.sentence
    after = build(folder, home)
    assert sorted(after[name] for name in ("BR-1-7", "BR-2-91")) == [(False, "linked_record"), (True, "counted")]
    assert after["BR-2-92"] == (True, "counted")
    folder.joinpath("more.xml").write_bytes(document(told("BR-1-8", 5, "Wells", **ABC)))
    assert build(folder, home)["BR-1-7"] == after["BR-1-7"]
    folder.joinpath("more.xml").unlink()
    (row,) = sursur("links", "--verdict", "same", "--json", home=home).document["rows"]
    assert (row["method"], row["decided_by"]) == ("decision", "M. Nhaca")
    assert {row["identifier"], row["other_identifier"]} == {"BR-1-7", "BR-2-91"}
    refused = sursur("links", "decide", "BR-2-91", "BR-1-7", "different", *why, home=home)
    assert refused.code == 2
    assert "M. Nhaca decided on" in refused.sentence
    assert "--overrule" in refused.sentence


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("decide", "A", "B"), "A decision names two records and a verdict."),
        (("decide", "A", "B", "maybe"), "A decision names two records and a verdict."),
        (("decide", "A", "B", "same"), "A decision needs a name and a reason."),
        (("decide", "A", "B", "same", "--by", "N", "--why", "W"), "There is no record 'A' in this release."),
        (("list", "--verdict", "equal"), "'equal' is no verdict. Choose from: same, different, doubtful."),
        (("list", "--dataset", "iatti"), "There is no data set 'iatti' in this release."),
        (("review", "X"), "'X' says nothing here."),
    ],
)
def test_what_cannot_be_done_is_said_with_what_can(words, said, sursur):
    answer = sursur("links", *words)
    assert answer.code == 2
    assert said in answer.sentence


def test_without_records_there_is_nothing_to_review(sursur):
    assert "No links of this kind." in sursur("links", "review").out
