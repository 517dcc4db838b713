"""Cutting XML into records: every byte is in one piece, wherever the blocks of the stream happen to end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sursur.ingest.xml_records import Piece, Slice, slices

SNIPPETS = (
    b"<iati-activity>",
    b'<iati-activity default-currency="USD">',
    b"</iati-activity>",
    b"</iati-activity >",
    b"<iati-activity/>",
    b'<iati-activity a="/>" />',
    b"<iati-activities>",
    b"</iati-activities>",
    b"<!-- </iati-activity> -->",
    b"<!-- <iati-activity> -->",
    b"<![CDATA[</iati-activity>]]>",
    b"<?x <iati-activity> ?>",
    b"<iati-identifier>XX-1</iati-identifier>",
    b"<title/>",
    b"text & more ",
    b"\n",
    b"<",
    b"<!--",
)
documents = st.lists(st.sampled_from(SNIPPETS), max_size=25).map(b"".join)


def cut(content: bytes, size: int, limit: int = 1 << 20) -> list[Slice]:
    return list(slices((content[at : at + size] for at in range(0, len(content), size)), limit))


@given(documents, st.integers(1, 40))
def test_where_the_blocks_end_does_not_matter(content: bytes, size: int) -> None:
    assert cut(content, size) == cut(content, max(len(content), 1))


@given(documents, st.integers(1, 40))
def test_every_byte_is_in_one_piece(content: bytes, size: int) -> None:
    found = cut(content, size)
    assert b"".join(piece.content for piece in found) == content
    at = 0
    for piece in found:
        assert piece.byte_offset == at
        at += piece.size


@given(documents, st.integers(1, 40), st.integers(20, 60))
def test_with_a_small_limit_no_byte_is_counted_twice_or_lost(content: bytes, size: int, limit: int) -> None:
    found = cut(content, size, limit)
    assert sum(piece.size for piece in found) == len(content)
    assert all(len(piece.content) <= limit for piece in found if piece.piece is Piece.RECORD)


def test_records_and_what_stands_between() -> None:
    content = b"<iati-activities><iati-activity>1</iati-activity> <iati-activity/></iati-activities>"
    found = [(piece.piece, piece.content) for piece in cut(content, 7)]
    assert found == [
        (Piece.BETWEEN, b"<iati-activities>"),
        (Piece.RECORD, b"<iati-activity>1</iati-activity>"),
        (Piece.BETWEEN, b" "),
        (Piece.RECORD, b"<iati-activity/>"),
        (Piece.BETWEEN, b"</iati-activities>"),
    ]
