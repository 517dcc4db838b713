"""One file: who published it, under which licence, what was read from it and what was not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sursur.errors import NotFoundError
from sursur.observatory.pages.page import Page
from sursur.observatory.pages.problems import problem_table
from sursur.observatory.parts import Fact, Section
from sursur.observatory.tables import Row
from sursur.observatory.view import View, short_title


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage(Page):
    template: ClassVar[str] = "source.html"
    facts: tuple[Fact, ...]


def build_source(view: View, source_id: str) -> SourcePage:
    """Raises NotFoundError for a file that the release was not built from."""
    row = view.library.sources.get(source_id)
    say = view.say
    if row is None:
        raise NotFoundError(
            say.text("No source in this release has the id “%(id)s”.", id=source_id),
            repair=say.text("The list of sources names them all."),
        )
    table = problem_table(view, source_id)
    return SourcePage(
        title=short_title(row["title"], row["publisher"] or "") if row["title"] else row["file_name"] or source_id,
        lead=(
            say.text(
                "%(read)s records read: %(kept)s kept, %(left_out)s left out as it advises, %(rejected)s rejected.",
                read=say.number(row["rows_read"] or 0),
                kept=say.number(row["rows_kept"] or 0),
                left_out=say.number(row["rows_left_out"] or 0),
                rejected=say.number(row["rows_rejected"] or 0),
            ),
        ),
        facts=_facts(view, row),
        sections=(
            Section(
                anchor="problems",
                heading=say.text("What is wrong in it?"),
                table=table if table.rows else None,
                downloads=view.downloads("problems") if table.rows else (),
                empty="" if table.rows else say.text("Nothing was found wrong in this file."),
            ),
        ),
    )


def _facts(view: View, row: Row) -> tuple[Fact, ...]:
    say, url = view.say, row["url"] or ""
    facts: list[Fact] = [
        (say.text("Title"), row["title"] or "", ""),
        (say.text("Publisher"), row["publisher"] or "", ""),
        (say.text("Address"), url, url if url.startswith(("https://", "http://")) else ""),
        (say.text("Licence"), row["licence"] or say.text("not stated"), ""),
        (say.text("Taken from the publisher on"), say.day(row["retrieved_at"]), ""),
        (say.text("File"), row["file_name"] or "", ""),
        (say.text("Format"), row["format"] or "", ""),
        (say.text("Size in bytes"), say.number(row["size_bytes"]) if row["size_bytes"] is not None else "", ""),
        (say.text("SHA-256 of the file"), row["sha256"] or "", ""),
        (say.text("Kind of telling"), say.word(row["layer"]), ""),
        (say.text("Prices"), row["price_note"] or "", ""),
    ]
    return tuple(fact for fact in facts if fact[1])
