"""What was found wrong in the sources, and how it can be mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sursur.model.source import Place
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Cell, Column, Row, Section, Table
from sursur.observatory.reasons import tell_reason
from sursur.observatory.sentences import tell_place
from sursur.observatory.view import View

MOST_PROBLEMS = 100
MOST_READ = 5_000
"""A file of problems holds at most as many; a source with more has one cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemsPage(Page):
    template: ClassVar[str] = "listing.html"


def build_problems(view: View, source_id: str = "") -> ProblemsPage:
    say = view.say
    table = problem_table(view, source_id)
    counts = view.library.problem_counts
    total = counts.get(source_id, 0) if source_id else sum(counts.values())
    return ProblemsPage(
        title=say.text("What is wrong in the sources?"),
        lead=(
            say.plural(
                "%(count)s problem was found; nothing was passed over in silence.",
                "%(count)s problems were found; nothing was passed over in silence.",
                total,
            ),
        ),
        sections=(
            Section(
                anchor="problems",
                heading=say.text("Problem by problem"),
                table=table if table.rows else None,
                empty="" if table.rows else say.text("No problem was found."),
            ),
        ),
    )


def problem_table(view: View, source_id: str = "") -> Table:
    """The gravest first, in the order of the files."""
    rows = view.library.tables.rows(
        "FROM problem WHERE ? IN ('', source_id) ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 "
        'ELSE 2 END, source_id, "row", byte_offset, code, message LIMIT ?',
        [source_id, MOST_READ],
    )
    whole = view.asked.whole == "problems" or len(rows) <= MOST_PROBLEMS
    say = view.say
    return Table(
        name="problems",
        caption=say.text("Problems with their place and repair"),
        columns=(
            Column("severity", say.text("Severity")),
            Column("code", say.text("Problem")),
            Column("message", say.text("What was found"), "says"),
            Column("repair", say.text("What can be done"), "says"),
            Column("place", say.text("Place in the file")),
            Column("source_id", say.text("Source")),
        ),
        rows=tuple(_row(view, row) for row in rows),
        shown=None if whole else MOST_PROBLEMS,
        whole_href=view.asked.address(whole="problems", anchor="table-problems"),
    )


def _row(view: View, row: dict[str, Any]) -> Row:
    source = view.library.sources.get(row["source_id"], {})
    name = source.get("title") or source.get("file_name") or row["source_id"]
    place = Place(row["sheet"], row["row"], row["column"], row["byte_offset"], row["identifier"])
    return (
        Cell(row["severity"], view.say.word(row["severity"])),
        Cell(row["code"], row["code"]),
        Cell(row["message"], tell_reason(view.say, row["message"])),
        Cell(row["repair"], tell_reason(view.say, row["repair"])),
        Cell(str(place), tell_place(view.say, place)),
        Cell(row["source_id"], name, view.asked.address(f"/source/{row['source_id']}")),
    )
