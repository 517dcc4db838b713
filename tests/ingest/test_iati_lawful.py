"""Files that are lawful but rare, or rare enough that nobody forbade them: read without a problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.iati_files import END, START, activity, file_of, read

ONE, TWO, THREE = activity("XX-1-1"), activity("XX-1-2"), activity("XX-1-3")
LAWFUL: dict[str, tuple[bytes, list[str]]] = {
    "a record in a comment": (file_of(ONE, b"<!-- " + TWO + b" -->", THREE), ["XX-1-1", "XX-1-3"]),
    "an end tag in a comment": (file_of(activity("XX-1-1", "<!-- </iati-activity> -->")), ["XX-1-1"]),
    "an end tag in CDATA": (
        file_of(activity("XX-1-1", "<description><![CDATA[</iati-activity><iati-activity>]]></description>")),
        ["XX-1-1"],
    ),
    "an instruction inside": (file_of(activity("XX-1-1", "<?x </iati-activity> ?>")), ["XX-1-1"]),
    "a larger-than in an attribute": (file_of(activity("XX-1-1", '<tag code="a>b"/>')), ["XX-1-1"]),
    "a single activity as the root": (b"<?xml version='1.0'?>" + ONE, ["XX-1-1"]),
    "a prefix for everything": (
        (START + ONE + END).replace(b"<iati-activities", b'<i:iati-activities xmlns:i="urn:iati"')
        .replace(b"</iati-activities", b"</i:iati-activities").replace(b"<iati-activity ", b"<i:iati-activity ")
        .replace(b"</iati-activity>", b"</i:iati-activity>"),
        ["XX-1-1"],
    ),
    "the prefix iati on some elements": (
        (START + ONE + END).replace(b"<iati-activities", b'<iati-activities xmlns:iati="urn:iati"')
        .replace(b"title>", b"iati:title>"),
        ["XX-1-1"],
    ),
    "UTF-16 without a mark, beginning with a blank line": (
        ("\n" + (START + ONE + END).decode().partition("\n")[2]).encode("utf-16-be"),
        ["XX-1-1"],
    ),
    "two files in one": (file_of(ONE) + file_of(TWO), ["XX-1-1", "XX-1-2"]),
    "instructions and comments before the root": (
        b"<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><!-- <iati-activities version='1.01'> -->"
        + file_of(ONE).partition(b"\n")[2],
        ["XX-1-1"],
    ),
    "a default namespace": (
        (START + ONE + END).replace(b"<iati-activities", b'<iati-activities xmlns="urn:iati"'),
        ["XX-1-1"],
    ),
    "old line ends": (file_of(ONE, TWO).replace(b"\n", b"\r\n"), ["XX-1-1", "XX-1-2"]),
    "records without line ends": (file_of(ONE.strip(), TWO.strip()), ["XX-1-1", "XX-1-2"]),
}  # fmt: skip


@pytest.mark.parametrize("what", LAWFUL)
def test_lawful_but_rare_files_are_read_without_a_problem(what: str, tmp_path: Path) -> None:
    content, kept = LAWFUL[what]
    found = read(tmp_path / "file.xml", content)
    assert found.codes == []
    assert found.identifiers == kept


def test_an_empty_record_is_kept_and_doubted(tmp_path: Path) -> None:
    found = read(tmp_path / "file.xml", file_of(ONE, b"<iati-activity/>", TWO))
    assert found.codes == ["activity-without-identifier", "activity-without-reporter"]
    assert found.identifiers == ["XX-1-1", None, "XX-1-2"]


@pytest.mark.parametrize("what", ["the prefix iati on some elements", "a prefix for everything", "a default namespace"])
def test_names_count_whatever_namespace_they_are_in(what: str, tmp_path: Path) -> None:
    found = read(tmp_path / "file.xml", LAWFUL[what][0])
    assert found.rows("activity")[0]["title"] == "Título XX-1-1"


def test_each_root_says_the_version_of_what_is_below_it(tmp_path: Path) -> None:
    found = read(tmp_path / "file.xml", file_of(ONE, TWO) + file_of(THREE).replace(b"2.03", b"1.05"))
    assert [row["version"] for row in found.rows("activity")] == ["2.03", "2.03", "1.05"]


def test_organisations_and_activities_may_share_a_file(tmp_path: Path) -> None:
    organisations = b"<iati-organisations><iati-organisation><organisation-identifier>O-1</organisation-identifier>"
    content = file_of(ONE) + organisations + b"</iati-organisation></iati-organisations>"
    found = read(tmp_path / "file.xml", content)
    assert found.identifiers == ["XX-1-1"]
    assert [row["identifier"] for row in found.rows("organisation_report")] == ["O-1"]
