"""Commands that ask the knowledge base: find, calendar."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from sursur.cli.showing import JsonOption, LimitOption, OutOption, Showing, rows_table, show
from sursur.publish.download import Download
from sursur.reference.knowledge import calendar as days_of
from sursur.reference.knowledge import find as find_words


def find(
    words: Annotated[list[str], typer.Argument(help="Words, in any order, with or without accents.")],
    kind: Annotated[
        str | None, typer.Option("--kind", help="instrument, commitment, event, initiative or group.")
    ] = None,
    limit: LimitOption = 20,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Declarations, promises, meetings, initiatives and groups that hold all the words, each with its source."""
    found = rows_table(asdict(one) for one in find_words(" ".join(words), kind))
    show(Download(f"Found: {' '.join(words)}", found), Showing(out, as_json, limit))


def calendar(
    year: Annotated[int | None, typer.Argument(help="Year; else this one.")] = None,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Observances and meetings of a year, by date."""
    asked = year if year is not None else datetime.now(UTC).year
    show(
        Download(f"Calendar of {asked}", rows_table(asdict(day) for day in days_of(asked))), Showing(out, as_json, 100)
    )
