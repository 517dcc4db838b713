"""YAML of the layout of a file and of how it is known → declared values."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from sursur.ingest.descriptor.declared import Headings, Layout, Match, Melt
from sursur.ingest.descriptor.node import Node, describe


def parse_match(node: Node) -> Match:
    node.mapping(("files", "columns"))
    return Match(node.optional("files", Node.texts, ()), node.optional("columns", Node.texts, ()))


def parse_layout(node: Node) -> Layout:
    node.mapping((
        "sheets", "ignore_sheets", "header_row", "header_rows", "delimiter", "encoding", "decimal", "missing",
        "fill_down", "headings", "footnote_marks", "scales", "melt",
    ))  # fmt: skip
    return Layout(
        sheets=node.optional("sheets", Node.texts, ()),
        ignore_sheets=node.optional("ignore_sheets", _reasons, {}),
        header_row=node.child("header_row").whole() if node.has("header_row") else None,
        header_rows=node.optional("header_rows", Node.whole, 1),
        delimiter=node.optional("delimiter", _raw, ""),
        encoding=node.optional("encoding", Node.text, ""),
        decimal=node.optional("decimal", lambda child: child.one_of((".", ",")), ""),
        missing=node.child("missing").texts() if node.has("missing") else (),
        fill_down=node.optional("fill_down", Node.texts, ()),
        headings=node.optional("headings", _headings, None),
        footnote_marks=node.optional("footnote_marks", Node.texts, ()),
        scales=node.optional("scales", _scales, {}),
        melt=node.optional("melt", _melt, None),
    )


def _raw(node: Node) -> str:
    """A text whose spaces count: a tab is a delimiter."""
    return str(node.value)


def _reasons(node: Node) -> dict[str, str]:
    node.mapping(node.value if isinstance(node.value, dict) else ())
    return {key: child.text() for key, child in node.children()}


def _melt(node: Node) -> Melt | None:
    node.mapping(("keep", "drop", "matching", "name", "value"), required=("keep",))
    return Melt(
        keep=tuple(item.texts() for item in node.child("keep").items()),
        drop=node.optional("drop", Node.texts, ()),
        matching=node.child("matching").pattern() if node.has("matching") else None,
        name=node.optional("name", Node.text, "header"),
        value=node.optional("value", Node.text, "value"),
    )


def _headings(node: Node) -> Headings | None:
    """The name of the column, or `name` with the pattern that a line must fit."""
    if isinstance(node.value, str):
        return Headings(node.text())
    node.mapping(("name", "matching"), required=("name",))
    return Headings(node.child("name").text(), node.optional("matching", Node.pattern, None))


def _scales(node: Node) -> dict[str, Decimal]:
    node.mapping(node.value if isinstance(node.value, dict) else ())
    try:
        return {key.casefold(): Decimal(child.text()) for key, child in node.children()}
    except InvalidOperation:
        node.fail(f"is {describe(node.value)}, not words with numbers.", "Write lines such as `m: 1000000`.")
