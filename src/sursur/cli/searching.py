"""The command that searches everything: search."""

from __future__ import annotations

from typing import Annotated

import typer

from sursur.answers.searching import KINDS, Hit, Wanted, search
from sursur.cli.opening import open_current
from sursur.cli.showing import HomeOption, JsonOption, OutOption, ReleaseOption, Showing, rows_table, show
from sursur.observatory.searching import open_named
from sursur.publish.download import Download

SOME_WORDS = "No entry holds all of these words; these hold some of them."


def search_everything(
    words: Annotated[list[str], typer.Argument(help="Words in any language, in any order, also misspelt.")],
    kind: Annotated[str, typer.Option("--kind", help=f"One of: {', '.join(KINDS)}.")] = "",
    language: Annotated[str, typer.Option("--language", help="Language of the titles, such as es or zh.")] = "en",
    home: HomeOption = None,
    release: ReleaseOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="Hits, the best first.")] = 20,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Search everything: countries, groups, agreements, measures, sectors, goals, sources and activities."""
    index = open_named(open_current(home, release))
    found = search(index, Wanted(" ".join(words), kind, language, limit))
    counts = ", ".join(f"{name} {count:,}" for name, count in found.counts.items())
    notes = [("Hits by kind", counts)] if counts else []
    notes += [] if found.all_words else [("Note", SOME_WORDS)]
    table = rows_table(_row(hit) for hit in found.hits)
    show(Download(f"Found: {' '.join(words)}", table, tuple(notes)), Showing(out, as_json, 0, empty="Nothing found."))


def _row(hit: Hit) -> dict[str, str]:
    return {"kind": hit.kind, "key": hit.key, "title": hit.title, "matched": hit.matched.text if hit.matched else ""}
