"""Commands that lead to the evidence: why a flow is what it is, the files behind it, and what is wrong in them."""

from __future__ import annotations

from typing import Annotated

import typer

from sursur.answers import explain
from sursur.answers.files import known_problem, known_source, problem_counts, problem_rows, source_rows
from sursur.cli.opening import open_current
from sursur.cli.showing import (
    HomeOption,
    JsonOption,
    LimitOption,
    OutOption,
    ReleaseOption,
    RowsOption,
    Showing,
    print_pairs,
    rows_table,
    show,
)
from sursur.publish.download import Download

SOURCE_COLUMNS = (
    *("dataset", "file_name", "format", "rows_read", "rows_kept", "rows_rejected", "rows_left_out", "publisher"),
    *("licence",),
)
PROBLEM_COLUMNS = ("dataset", "severity", "code", "problems", "files", "example", "repair")
PLACE_COLUMNS = (
    *("file_name", "severity", "code", "sheet", "row", "byte_offset", "identifier", "column", "message", "repair"),
)


def explain_flow(
    flow_id: Annotated[str, typer.Argument(help="Id of a flow, or its beginning.")],
    home: HomeOption = None,
    release: ReleaseOption = None,
) -> None:
    """Why a flow is what it is: rule, reason, rate, and the row in the file it came from."""
    found = explain(open_current(home, release), flow_id)
    print_pairs("Flow", found.flow.items())
    print_pairs("\nWhere it stands", [("place", found.place), *found.source.items()])
    if found.linked:
        print_pairs("\nCounted instead", found.linked.items())
    if len(found.parts) > 1:
        columns = ("flow_id", "recipient_country", "sector", "sector_share", "amount", "currency")
        parts = Download("\nParts of the same reported value", rows_table(found.parts))
        show(parts, Showing(limit=0, columns=columns))
    if found.problems:
        told = ("severity", "code", "column", "message", "repair")
        show(Download("\nProblems in the same record", rows_table(found.problems)), Showing(limit=0, columns=told))


def sources(
    out: OutOption = None,
    limit: LimitOption = 200,
    home: HomeOption = None,
    release: ReleaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """The files behind a release: publisher, licence, and how their records were accounted for."""
    table = source_rows(open_current(home, release))
    show(Download("Sources", table), Showing(out, as_json, limit, columns=SOURCE_COLUMNS))


def problems(
    source: Annotated[str | None, typer.Option("--source", help="Only this data set, file or source id.")] = None,
    code: Annotated[str | None, typer.Option("--code", help="Only this code.")] = None,
    rows: RowsOption = False,
    out: OutOption = None,
    limit: LimitOption = 50,
    home: HomeOption = None,
    release: ReleaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """What is wrong in the sources, by data set and code, with the repair."""
    opened = open_current(home, release)
    source = known_source(opened, source) if source else None
    code = known_problem(opened, code) if code else None
    table = problem_rows(opened, source, code) if rows else problem_counts(opened, source, code)
    columns = PLACE_COLUMNS if rows else PROBLEM_COLUMNS
    show(Download("Problems", table), Showing(out, as_json, limit, columns=columns, empty="No problem was found."))
