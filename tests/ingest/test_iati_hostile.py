"""Files that are broken, wrong or hostile: one clear problem each, with its repair, and everything whole is kept."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from sursur.ingest.reading import Limits
from tests.ingest.iati_files import END, START, activity, file_of, read

ONE, TWO, THREE = activity("XX-1-1"), activity("XX-1-2"), activity("XX-1-3")
MANY = [activity(f"XX-1-{number}") for number in range(5000)]
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def workbook() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return packed.getvalue()


def broken(record: bytes) -> bytes:
    return record.replace(b"</transaction>", b"</transactoin>")


CASES: dict[str, tuple[bytes, list[str], list[str]]] = {
    # what: (content, codes of the problems, identifiers of what is kept)
    "empty": (b"", ["empty-file"], []),
    "blank": (b" \n\t\n", ["empty-file"], []),
    "empty when unpacked": (gzip.compress(b""), ["empty-file"], []),
    "a web page": (b"<!DOCTYPE html><html><body>503 Service Unavailable</body></html>", ["html-page"], []),
    "a workbook named .xml": (workbook(), ["workbook-or-archive"], []),
    "JSON": (b'{"response": {"docs": []}}', ["json-file"], []),
    "a PDF": (b"%PDF-1.7 ...", ["pdf-document"], []),
    "other XML": (b"<?xml version='1.0'?><rss><channel/></rss>", ["xml-not-iati"], []),
    "bytes of no kind": (bytes(range(128, 256)) * 9, ["unknown-format"], []),
    "no record": (START + END, ["no-records"], []),
    "no record, closed at once": (b'<iati-activities version="2.03"/>', ["no-records"], []),
    "cut inside the third record": (file_of(ONE, TWO, THREE)[:-200], ["file-truncated"], ["XX-1-1", "XX-1-2"]),
    "cut between records": (START + ONE + TWO, ["file-truncated"], ["XX-1-1", "XX-1-2"]),
    "cut inside the root": (START + ONE + END[:8], ["content-between-records", "file-truncated"], ["XX-1-1"]),
    "packed and cut": (gzip.compress(file_of(*MANY))[:-2000], ["packed-file-damaged"], []),
    "a wrong end tag": (file_of(ONE, broken(TWO), THREE), ["record-malformed"], ["XX-1-1", "XX-1-3"]),
    "a record never closed": (
        file_of(ONE, TWO.replace(b"</iati-activity>", b""), THREE),
        ["record-unclosed"],
        ["XX-1-1", "XX-1-3"],
    ),
    "a record without its start": (
        file_of(ONE, TWO.partition(b"\n")[2], THREE),
        ["content-between-records"],
        ["XX-1-1", "XX-1-3"],
    ),
    "text between records": (file_of(ONE, b"oops", TWO), ["content-between-records"], ["XX-1-1", "XX-1-2"]),
    "an entity of HTML": (
        file_of(ONE, activity("XX-1-2", "<description>a&nbsp;b</description>"), THREE),
        ["record-malformed"],
        ["XX-1-1", "XX-1-3"],
    ),
    "a prefix nobody declared": (
        file_of(ONE, activity("XX-1-2", "<x:y/>"), THREE),
        ["record-malformed"],
        ["XX-1-1", "XX-1-3"],
    ),
    "a NUL byte": (file_of(ONE, activity("XX-1-2", "\0")), ["record-malformed"], ["XX-1-1"]),
    "billion laughs": (BOMB + file_of(activity("XX-1-1", "<description>&c;</description>")), ["entities-declared"], []),
    "an external entity": (
        OUTSIDE + file_of(activity("XX-1-1", "<description>&a;</description>")),
        ["entities-declared"],
        [],
    ),
    "entities declared too late": (
        file_of(ONE, BOMB, activity("XX-1-2", "<description>&c;</description>"), THREE),
        ["record-malformed", "content-between-records"],
        ["XX-1-1", "XX-1-3"],
    ),
    "a bare document type": (b"<!DOCTYPE iati-activities>" + file_of(ONE), [], ["XX-1-1"]),
    "nested 200 deep in a foreign element": (
        file_of(ONE, activity("XX-1-2", '<a xmlns="urn:x">' * 200 + "</a>" * 200), THREE),
        ["record-malformed"],
        ["XX-1-1", "XX-1-3"],
    ),
    "nested 100,000 deep": (
        file_of(ONE, activity("XX-1-2", "<a>" * 100_000 + "</a>" * 100_000), THREE),
        ["record-malformed"],
        ["XX-1-1", "XX-1-3"],
    ),
    "the same identifier twice": (file_of(ONE, TWO, ONE), ["identifier-repeated"], ["XX-1-1", "XX-1-2", "XX-1-1"]),
    "Latin-1 inside UTF-8": (
        file_of(ONE, TWO.decode().encode("latin-1"), THREE),
        ["bytes-not-utf8"],
        ["XX-1-1", "XX-1-2", "XX-1-3"],
    ),
    "UTF-8 said to be UTF-16": (
        file_of(ONE).replace(b"UTF-8", b"UTF-16"),
        ["encoding-declared-wrong"],
        ["XX-1-1"],
    ),
    "UTF-8 said to be Latin-1": (
        file_of(ONE).replace(b"UTF-8", b"ISO-8859-1"),
        ["encoding-declared-wrong"],
        ["XX-1-1"],
    ),
    "an encoding nobody knows": (file_of(ONE).replace(b"UTF-8", b"utf8mb9"), ["encoding-declared-wrong"], ["XX-1-1"]),
    "a control character": (
        file_of(ONE, TWO.replace(b"Agency", b"Ag\x08ency"), THREE),
        ["record-malformed"],
        ["XX-1-1", "XX-1-3"],
    ),
    "an ampersand by itself": (
        file_of(ONE, TWO.replace(b"Agency", b"A & B"), THREE),
        ["record-malformed"],
        ["XX-1-1", "XX-1-3"],
    ),
    "capital letters": (file_of(ONE).replace(b"iati-activity", b"IATI-ACTIVITY"), ["no-records"], []),
    "roots in a wrapper of another name": (
        b"<result><ok>True</ok>"
        + START.partition(b"\n")[2]
        + ONE
        + END
        + START.partition(b"\n")[2]
        + TWO
        + END
        + b"</result>",
        ["content-between-records"],
        ["XX-1-1", "XX-1-2"],
    ),
    "a prefix that the wrapper declares": (
        b'<result xmlns:x="urn:x">'
        + START.partition(b"\n")[2]
        + activity("XX-1-1", '<x:y z="1"/>')
        + END
        + b"</result>",
        ["content-between-records"],
        ["XX-1-1"],
    ),
    "a prefix that a wrapper without a root declares": (
        b'<rows xmlns:x="urn:x"><row>' + activity("XX-1-1", '<x:y z="1"/>') + b"</row></rows>",
        ["content-between-records"],
        ["XX-1-1"],
    ),
    "UTF-16 that breaks off": (file_of(ONE).decode().encode("utf-16")[:-1], ["encoding-broken"], ["XX-1-1"]),
}


@pytest.mark.parametrize("what", CASES)
def test_one_clear_problem_and_everything_whole_is_kept(what: str, tmp_path: Path) -> None:
    content, codes, kept = CASES[what]
    found = read(tmp_path / "file.xml", content)
    assert found.codes == codes
    if what != "packed and cut":
        assert found.identifiers == kept
    for problem in found.problems:
        assert problem.message
        assert problem.repair.endswith(".")


@pytest.mark.parametrize("what", CASES)
def test_every_record_read_is_kept_or_rejected(what: str, tmp_path: Path) -> None:
    found = read(tmp_path / "file.xml", CASES[what][0])
    assert found.summary is not None
    assert found.summary.rows_read == found.summary.rows_kept + found.summary.rows_rejected
    assert found.summary.rows_kept == len(found.rows("activity"))
    assert found.summary.format


def test_a_packed_file_that_breaks_off_keeps_its_whole_records(tmp_path: Path) -> None:
    content, _, _ = CASES["packed and cut"]
    found = read(tmp_path / "file.xml.gz", content)
    kept = found.identifiers
    assert len(kept) > 100
    assert kept == [f"XX-1-{number}" for number in range(len(kept))]


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "iso-8859-1", "windows-1252"]
)
def test_other_encodings_give_the_same_text(encoding: str, tmp_path: Path) -> None:
    declared = "UTF-8" if encoding == "utf-8-sig" else encoding.removesuffix("-le").removesuffix("-be")
    text = file_of(ONE).decode().replace("UTF-8", declared)
    found = read(tmp_path / "file.xml", text.encode(encoding))
    assert found.codes == []
    assert found.rows("activity")[0]["title"] == "Título XX-1-1"


def test_bytes_of_another_encoding_are_read_and_told(tmp_path: Path) -> None:
    content = file_of(ONE, TWO.decode().encode("latin-1"))
    found = read(tmp_path / "file.xml", content)
    assert [row["title"] for row in found.rows("activity")] == ["Título XX-1-1", "Título XX-1-2"]
    assert found.problems[0].place.byte_offset == content.index(b"\xed")


def test_a_problem_names_its_record_and_its_byte(tmp_path: Path) -> None:
    content = file_of(ONE, broken(TWO), THREE)
    problem = read(tmp_path / "file.xml", content).problems[0]
    assert problem.place.identifier == "XX-1-2"
    assert problem.place.byte_offset == len(START) + len(ONE)
    assert "1 transactions" in problem.message


def test_a_document_type_that_declares_nothing_still_lets_no_entity_in(tmp_path: Path) -> None:
    content = b'<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd">' + file_of(ONE, activity("XX-1-2", "&x;"))
    found = read(tmp_path / "file.xml", content)
    assert found.codes == ["record-malformed"]
    assert found.identifiers == ["XX-1-1"]


def test_an_attribute_of_300_megabytes_leaves_its_neighbours_whole(tmp_path: Path) -> None:
    path = tmp_path / "file.xml"
    with path.open("wb") as file:
        file.write(START + ONE + b'<iati-activity note="')
        for _ in range(300):
            file.write(b"a" * 1_000_000)
        file.write(b'"><iati-identifier>XX-1-2</iati-identifier></iati-activity>\n' + THREE + END)
    found = read(path)
    path.unlink()
    assert found.codes == ["record-too-large"]
    assert found.identifiers == ["XX-1-1", "XX-1-3"]
    assert found.problems[0].place.byte_offset == len(START) + len(ONE)


def test_a_zip_bomb_stops_early_and_keeps_what_stood_before(tmp_path: Path) -> None:
    path = tmp_path / "file.xml.gz"
    with gzip.open(path, "wb", compresslevel=9) as file:
        file.write(START + ONE + TWO)
        for _ in range(200):
            file.write(b" " * 1_000_000)
    found = read(path)
    assert found.codes == ["unpacks-too-large"]
    assert found.identifiers == ["XX-1-1", "XX-1-2"]


def test_a_record_limit_is_a_setting(tmp_path: Path) -> None:
    large = activity("XX-1-2", f"<description><narrative>{'x' * 3_000_000}</narrative></description>")
    found = read(tmp_path / "file.xml", file_of(ONE, large, THREE), Limits(record_bytes=1_000_000))
    assert found.codes == ["record-too-large"]
    assert found.identifiers == ["XX-1-1", "XX-1-3"]
