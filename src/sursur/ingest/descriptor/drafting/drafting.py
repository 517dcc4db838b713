"""A first descriptor, written from what a table shows of itself. What it cannot know is `?`, with a note."""

from __future__ import annotations

from pathlib import Path

from sursur.ingest.descriptor.drafting.activities import activity_lines
from sursur.ingest.descriptor.drafting.entries import HEADINGS, OPEN, Draft
from sursur.ingest.descriptor.drafting.figures import figure_lines
from sursur.ingest.descriptor.drafting.judging import quoted
from sursur.ingest.descriptor.drafting.looking import look


def draft(path: Path) -> str:
    """YAML of a descriptor that loads, with comments on what was found and what a person must fill in.

    Raises `NotFoundError` or `UsageError` where the file is no table whose header is known.
    """
    begun = Draft(look(path))
    lines = [*_layout(begun), *(activity_lines(begun) if begun.is_activity else figure_lines(begun))]
    return "\n".join([*_head(begun), *lines]).rstrip() + "\n"


def _head(begun: Draft) -> list[str]:
    """Written last, for it says what the other parts left open."""
    unplaced = begun.unplaced()
    return [
        f"# A first descriptor of {begun.looked.path.name}. Keep it beside the file, and check every line.",
        "# What the keys mean: docs/descriptors.md",
        "#",
        "# To fill in by hand:",
        *(f"#   - {line}" for line in ("title, publisher and licence", *begun.todo)),
        *(["#", "# Columns that found no place (kept in `extra` of each record):"] if unplaced else []),
        *(f"#   - {name}" for name in unplaced),
        "",
        f"title: {OPEN}",
        f"publisher: {OPEN}",
        f"licence: {OPEN}",
        f"layer: {'own_report' if begun.is_activity else 'official_aggregate'}",
        f"row: {'activity' if begun.is_activity else 'figure'}",
        "",
    ]


def _layout(begun: Draft) -> list[str]:
    looked, lines = begun.looked, []
    if looked.encoding:
        lines.append(f"  encoding: {looked.encoding}")
    if mark := begun.decimal_mark():
        lines.append(f'  decimal: "{mark}"')
    if looked.table.header_rows > 1:
        lines.append(f"  header_rows: {looked.table.header_rows}")
    if begun.is_activity and begun.has_country_headings():
        lines.append(f"  headings: {HEADINGS}")
    if looked.others:
        lines += [
            "  ignore_sheets:",
            *(f"    {quoted(name)}: no table of this kind was seen in it" for name in looked.others),
        ]
    if not begun.is_activity and looked.table.years:
        lines += begun.melt()
    return ["layout:", *lines, ""] if lines else []
