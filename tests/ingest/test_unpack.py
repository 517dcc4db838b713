"""Opening packed files: the content, within limits, and what was whole before a fault."""

from __future__ import annotations

import gzip
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sursur.ingest.reading import Limits
from sursur.ingest.unpack import DamageError, head, packing_of, unpacked

TEXT = b"".join(b"line %d of a file that is worth unpacking\n" % number for number in range(100_000))


def zipped(path: Path, *members: tuple[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)


PACKINGS: dict[str, Callable[[Path], object]] = {
    "none": lambda path: path.write_bytes(TEXT),
    "gzip": lambda path: path.write_bytes(gzip.compress(TEXT)),
    "gzip in two members": lambda path: path.write_bytes(gzip.compress(TEXT[:999]) + gzip.compress(TEXT[999:])),
    "gzip, padded": lambda path: path.write_bytes(gzip.compress(TEXT) + b"\0" * 512),
    "xz": lambda path: path.write_bytes(lzma.compress(TEXT)),
    "zip": lambda path: zipped(path, ("data/file.xml", TEXT)),
    "zip made on a Mac": lambda path: zipped(path, ("file.xml", TEXT), ("__MACOSX/._file.xml", b"x")),
}


@pytest.mark.parametrize("packing", PACKINGS)
def test_the_content_is_the_same_however_it_is_packed(packing: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    PACKINGS[packing](path)
    assert b"".join(unpacked(path, Limits())) == TEXT
    assert head(path, 100) == TEXT[:100]


def broken_off(path: Path) -> tuple[bytes, DamageError]:
    """What was given out before the fault, and the fault."""
    found = bytearray()
    try:
        for block in unpacked(path, Limits()):
            found += block
    except DamageError as fault:
        return bytes(found), fault
    pytest.fail("the file was read to its end")


@pytest.mark.parametrize("compress", [gzip.compress, lzma.compress])
def test_what_was_whole_before_the_end_is_given_out(compress: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "file"
    packed = compress(TEXT)
    path.write_bytes(packed[: len(packed) * 3 // 4])
    found, fault = broken_off(path)
    assert len(found) > len(TEXT) // 2
    assert TEXT.startswith(found)
    assert fault.code == "packed-file-damaged"
    assert fault.byte_offset == len(found)
    assert head(path, 100) == TEXT[:100]


def test_changed_bytes_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    packed = bytearray(gzip.compress(TEXT))
    packed[-6] ^= 1
    path.write_bytes(packed)
    assert broken_off(path)[1].code == "packed-file-damaged"


def test_an_archive_of_several_files_is_no_source(tmp_path: Path) -> None:
    path = tmp_path / "file.zip"
    zipped(path, ("one.xml", b"1"), ("two.xml", b"2"))
    fault = broken_off(path)[1]
    assert fault.code == "archive-of-several-files"
    assert "one.xml, two.xml" in fault.message


def test_a_workbook_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    zipped(path, ("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>"))
    assert packing_of(path) is None
    assert b"".join(unpacked(path, Limits())) == path.read_bytes()


def test_a_locked_archive_is_damage_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "file.zip"
    zipped(path, ("one.xml", TEXT))
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    path.write_bytes(content)
    assert broken_off(path)[1].code == "packed-file-damaged"


def test_limits_stop_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "file.gz"
    with gzip.open(path, "wb") as file:
        for _ in range(80):
            file.write(b"\0" * 1_000_000)
    found, fault = broken_off(path)
    assert fault.code == "unpacks-too-large"
    assert 49_000_000 < len(found) < 55_000_000
    with pytest.raises(DamageError, match="may be a zip bomb"):
        list(unpacked(path, Limits(unpacked_bytes=1_000_000)))
