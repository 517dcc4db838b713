"""Which sheets of a workbook are read."""

from __future__ import annotations

from fnmatch import fnmatchcase

from sursur.ingest.descriptor import Layout
from sursur.ingest.sheet.batch import header_key
from sursur.ingest.sheet.grid import Grid
from sursur.ingest.sheet.report import Report
from sursur.model.source import Place
from sursur.sentences import Sentence


def chosen_sheets(grids: list[Grid], layout: Layout, report: Report) -> list[Grid]:
    """The sheets that the descriptor names; without a word of it every visible one. What is passed over is told."""
    ignored = {header_key(name): reason for name, reason in layout.ignore_sheets.items()}
    for grid in grids:
        if grid.name and (reason := ignored.get(header_key(grid.name))):
            report.note(
                "sheet-ignored",
                Sentence("The sheet is not read: %(reason)s.", reason=reason),
                place=Place(sheet=grid.name),
            )
    if layout.sheets and any(grid.name is not None for grid in grids):
        named = [found for name in layout.sheets for found in _named(grids, name, report)]
        return [grid for grid in grids if any(grid is found for found in named)]
    return [grid for grid in grids if _is_shown(grid, report) and header_key(grid.name or "") not in ignored]


def is_named(grid: Grid, layout: Layout) -> bool:
    """Whether the descriptor names the sheet, itself or by a pattern such as 20*."""
    return grid.name is not None and any(_fits(grid.name, name) for name in layout.sheets)


def _fits(name: str, wanted: str) -> bool:
    return header_key(name) == header_key(wanted) or fnmatchcase(name.strip().casefold(), wanted.casefold())


def _named(grids: list[Grid], name: str, report: Report) -> list[Grid]:
    if found := [grid for grid in grids if grid.name is not None and _fits(grid.name, name)]:
        return found
    there = ", ".join(f"`{grid.name}`" for grid in grids)
    report.error(
        "sheet-missing",
        Sentence("The workbook has no sheet `%(name)s`; it has %(there)s.", name=name, there=there),
        Sentence("Name the sheet in the descriptor as it is in the workbook."),
    )
    return []


def _is_shown(grid: Grid, report: Report) -> bool:
    if not grid.visible:
        report.note(
            "sheet-hidden",
            Sentence("A hidden sheet is not read."),
            Sentence("Name it under `sheets:` of the descriptor if it counts."),
            Place(sheet=grid.name),
        )
    return grid.visible
