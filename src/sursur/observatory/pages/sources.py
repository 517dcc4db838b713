"""All files that the release was built from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Cell, Column, Link, Row, Section, Table
from sursur.observatory.view import View, short_title, title_note

MOST_FILES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage(Page):
    template: ClassVar[str] = "listing.html"


def build_sources(view: View) -> SourcesPage:
    say, rows = view.say, list(view.library.sources.values())
    kept, rejected = (sum(row[name] or 0 for row in rows) for name in ("rows_kept", "rows_rejected"))
    return SourcesPage(
        title=say.text("Where do the figures come from?"),
        lead=(
            say.plural(
                "%(count)s file as its publisher released it.",
                "%(count)s files as their publishers released them.",
                len(rows),
            ),
            say.text("%(kept)s records stand in the release.", kept=say.number(kept)),
            *(
                (say.text("%(rejected)s do not, each with the reason.", rejected=say.number(rejected)),)
                if rejected
                else ()
            ),
        ),
        sections=(
            Section(
                anchor="sources",
                heading=say.text("File by file"),
                table=_table(view, rows),
                downloads=view.downloads("sources"),
                counted=(Link(say.text("All problems found"), view.asked.address("/problems")),),
            ),
        ),
    )


def _table(view: View, rows: list[dict[str, Any]]) -> Table:
    say = view.say
    whole = view.asked.whole == "sources" or len(rows) <= MOST_FILES
    return Table(
        name="sources",
        caption=say.text("Files, their licences and records"),
        columns=(
            Column("title", say.text("Title")),
            Column("publisher", say.text("Publisher")),
            Column("licence", say.text("Licence")),
            Column("layer", say.text("Kind of telling")),
            Column("rows_read", say.text("Records read"), "count"),
            Column("rows_kept", say.text("kept"), "count"),
            Column("rows_rejected", say.text("rejected"), "count"),
            Column("problems", say.text("Problems"), "count"),
            Column("source_id", say.text("Source id")),
        ),
        rows=tuple(_row(view, row) for row in rows),
        shown=None if whole else MOST_FILES,
        whole_href=view.asked.address(whole="sources", anchor="table-sources"),
    )


def _row(view: View, row: dict[str, Any]) -> Row:
    problems = view.library.problem_counts.get(row["source_id"], 0)
    page = view.asked.address(f"/source/{row['source_id']}")
    return (
        Cell(row["title"], _title(row), page, title_note(row["title"] or "", row["publisher"] or "")),
        Cell(row["publisher"], row["publisher"] or view.say.text("not reported")),
        Cell(row["licence"], row["licence"] or view.say.text("not stated")),
        Cell(row["layer"], view.say.word(row["layer"])),
        *(Cell(row[name], _count(view, row[name])) for name in ("rows_read", "rows_kept", "rows_rejected")),
        Cell(problems, _count(view, problems), view.asked.address("/problems") + _and(view, row["source_id"])),
        Cell(row["source_id"], row["source_id"], page),
    )


def _title(row: dict[str, Any]) -> str:
    return short_title(row["title"], row["publisher"] or "") if row["title"] else row["file_name"]


def _and(view: View, source_id: str) -> str:
    return f"{'&' if view.asked.carried() else '?'}source={source_id}"


def _count(view: View, value: int | None) -> str:
    return view.say.number(value) if value is not None else "\N{EN DASH}"
