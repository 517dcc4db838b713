"""Descriptor files → `Descriptor` values, checked on load."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from sursur.errors import DescriptorError
from sursur.ingest.descriptor.declared import (
    MAX_DOWNLOAD_BYTES,
    ROW_MEANINGS,
    Descriptor,
    Download,
    Expression,
    Layout,
    Match,
    Template,
)
from sursur.ingest.descriptor.expressions import parse_condition, parse_expression, parse_for_each, parse_rules
from sursur.ingest.descriptor.layouts import parse_layout, parse_match
from sursur.ingest.descriptor.node import Node, describe, read_yaml
from sursur.model.tables import (
    ACTIVITY,
    BUDGET,
    DOCUMENT,
    FIGURE,
    NARRATIVE,
    PARTICIPANT,
    PLACE,
    RELATED,
    SPLIT,
    TAG,
    TRANSACTION,
    Table,
)  # fmt: skip
from sursur.model.values import Layer

SUFFIX = ".sursur.yml"
BUILT_IN = Path(__file__).resolve().parents[2] / "sources"
"""Descriptors that the package carries."""

ROOT_KEYS = (
    "title", "publisher", "url", "licence", "layer", "row", "reason", "price_note", "retrieved_at", "match", "layout",
    "skip", "reject", "leave_out", "activity", "figures", "keep_other_columns", "fetch", "about",
)  # fmt: skip
PARTS = {
    "narratives": NARRATIVE, "participants": PARTICIPANT, "transactions": TRANSACTION, "budgets": BUDGET,
    "splits": SPLIT, "tags": TAG, "places": PLACE, "documents": DOCUMENT, "related": RELATED,
}  # fmt: skip
"""Lists of templates that stand beside `activity`."""

GIVEN_BY_READER = frozenset({
    "activity_id", "transaction_id", "budget_id", "figure_id", "source_id", "ordinal", "sheet", "row", "byte_offset",
    "content_hash", "extra", "owner_id", "included", "left_out_reason",
})  # fmt: skip
"""Columns that no descriptor may fill."""

NEEDED_IN_FIGURE = ("provider", "recipient", "year", "measure", "amount", "currency", "stage", "part_of_total")


def load_descriptor(path: Path) -> Descriptor:
    """One descriptor; raises `DescriptorError` naming file, key and repair."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DescriptorError(f"{path}: cannot be read: {error}.", repair="Save it as UTF-8 text.") from error
    return _parse(path, text)


def load_descriptors(folders: Iterable[Path] = ()) -> dict[str, Descriptor]:
    """The package's own descriptors and those of `folders`, by dataset; a later one replaces one of the same name."""
    found = dict(_built_in())
    for folder in folders:
        if not folder.is_dir():
            raise DescriptorError(f"{folder} is not a folder.", repair="Name a folder that holds descriptors (*.yml).")
        for path in sorted(folder.glob("*.yml")):
            found[dataset_name(path)] = load_descriptor(path)
    return found


@cache
def _built_in() -> tuple[tuple[str, Descriptor], ...]:
    return tuple((dataset_name(path), load_descriptor(path)) for path in sorted(BUILT_IN.glob("*.yml")))


def dataset_name(path: Path) -> str:
    return path.name.removesuffix(SUFFIX).removesuffix(".yml").removesuffix(".yaml")


def _parse(path: Path, text: str) -> Descriptor:
    root = read_yaml(path, text)
    root.mapping((*ROOT_KEYS, *PARTS), required=("title", "publisher", "licence", "layer", "row"))
    descriptor = Descriptor(
        dataset=dataset_name(path),
        path=path,
        title=root.child("title").text(),
        publisher=root.child("publisher").text(),
        url=root.optional("url", Node.text, ""),
        licence=root.child("licence").text(),
        layer=root.child("layer").one_of(layer.value for layer in Layer),
        row=root.child("row").one_of(ROW_MEANINGS),
        fingerprint=hashlib.sha256(text.encode()).hexdigest()[:16],
        reason=root.optional("reason", Node.text, ""),
        price_note=root.optional("price_note", Node.text, ""),
        retrieved_at=root.optional("retrieved_at", _time, None),
        match=root.optional("match", parse_match, Match()),
        layout=root.optional("layout", parse_layout, Layout()),
        skip=root.optional("skip", parse_rules, ()),
        reject=root.optional("reject", parse_rules, ()),
        leave_out=root.optional("leave_out", parse_rules, ()),
        templates=_templates(root),
        keep_other_columns=root.optional("keep_other_columns", Node.flag, default=True),
        fetch=root.optional("fetch", _downloads, ()),
    )
    _check(root, descriptor)
    return descriptor


def _check(root: Node, descriptor: Descriptor) -> None:
    tables = {template.table.name for template in descriptor.templates}
    if descriptor.row in ("none", "iati") and tables:
        root.fail(f"says `row: {descriptor.row}` and maps columns.", "Take the map away, or say another `row:`.")
    if descriptor.row == "none" and not descriptor.reason:
        root.fail("says `row: none` without a reason.", "Add `reason:` saying why the file holds no flows.")
    if descriptor.row == "activity" and "activity" not in tables:
        root.fail("lacks `activity`.", "Add `activity:` with at least `identifier` or `title`.")
    if descriptor.row == "figure" and tables != {"figure"}:
        root.fail("says `row: figure` but does not map figures alone.", "Add `figures:`, and nothing of activities.")
    if descriptor.leave_out and descriptor.row != "activity":
        root.fail("has `leave_out` for figures.", "Use `part_of_total: {constant: false}` or `skip:` instead.")


def _templates(root: Node) -> tuple[Template, ...]:
    listed: list[Template] = []
    if root.has("activity"):
        listed.append(_template(root.child("activity"), ACTIVITY))
    for key, table in PARTS.items():
        if root.has(key):
            listed.extend(_template(item, table) for item in root.child(key).items())
    if root.has("figures"):
        listed.extend(_template(item, FIGURE) for item in root.child("figures").items())
    return tuple(listed)


def _template(node: Node, table: Table) -> Template:
    columns = [name for name in table.column_names if name not in GIVEN_BY_READER]
    node.mapping((*columns, "when", "for_each", "extra"), required=NEEDED_IN_FIGURE if table is FIGURE else ())
    if table is ACTIVITY and not (node.has("identifier") or node.has("title")):
        node.fail("has neither `identifier` nor `title`.", "Map at least one of them, so that a row can be named.")
    return Template(
        table=table,
        fields={name: parse_expression(node.child(name)) for name in columns if node.has(name)},
        extra=node.optional("extra", _extra, {}),
        when=parse_condition(node.child("when")) if node.has("when") else None,
        for_each=parse_for_each(node.child("for_each")) if node.has("for_each") else None,
    )


def _extra(node: Node) -> dict[str, Expression]:
    if not isinstance(node.value, dict):
        node.fail(f"is {describe(node.value)}, not names with expressions.", "Write `name: column` lines below it.")
    return {key: parse_expression(child) for key, child in node.children()}


def _downloads(node: Node) -> tuple[Download, ...]:
    return tuple(_download(item) for item in node.items())


def _download(node: Node) -> Download:
    node.mapping(("url", "file_name", "kind", "member", "max_bytes", "note"), required=("url", "file_name"))
    url, file_name = node.child("url").text(), node.child("file_name").text()
    if not url.startswith(("https://", "http://")):
        node.child("url").fail(f"is `{url}`.", "Write the full address, starting with https://.")
    if Path(file_name).name != file_name:
        node.child("file_name").fail(f"is `{file_name}`.", "Write a file name without a folder.")
    return Download(
        url=url,
        file_name=file_name,
        kind=node.optional("kind", lambda child: child.one_of(KINDS_OF_FILE), ""),
        member=node.optional("member", Node.text, ""),
        max_bytes=node.optional("max_bytes", Node.whole, MAX_DOWNLOAD_BYTES),
        note=node.optional("note", Node.text, ""),
    )


KINDS_OF_FILE = ("csv", "xlsx", "xml", "json", "zip", "gzip", "parquet")


def _time(node: Node) -> datetime | None:
    value = node.value
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=UTC)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return node.fail(f"is {describe(value)}, not a date.", "Write 2026-05-31, without quotes.")
