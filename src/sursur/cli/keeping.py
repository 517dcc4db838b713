"""Commands that look after releases: list, compare, check, verify, clean."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from sursur.cli.opening import home_folder, open_current
from sursur.cli.showing import (
    HomeOption,
    JsonOption,
    LimitOption,
    ReleaseOption,
    Showing,
    errors,
    output,
    rows_table,
    show,
    show_all,
)
from sursur.measure.checks import run_checks
from sursur.publish.download import Download
from sursur.release import Home, open_release, verify
from sursur.release.cleaning import clean
from sursur.release.diff import difference
from sursur.release.manifest import read_manifest


def releases(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """List the releases of this home, oldest first; the current one is marked."""
    place = Home(home_folder(home))
    since = {entry["release"]: entry["current_since"] for entry in place.history_entries()}
    rows = []
    for name in place.release_ids():
        manifest = read_manifest(place.release_folder(name))
        flows = manifest.tables["flow"].rows if "flow" in manifest.tables else 0
        rows.append(
            {
                "release": name,
                "built": since.get(name, ""),
                "sources": len(manifest.inputs),
                "flows": flows,
                "current": name == place.current_id(),
            }
        )
    empty = "There is no release yet. Make one: sursur build FOLDER, or sursur demo."
    show(Download("Releases", rows_table(rows)), Showing(as_json=as_json, limit=0, empty=empty))


def diff(
    before: Annotated[str, typer.Argument(help="Id of the earlier release, or its beginning.")],
    after: Annotated[str | None, typer.Argument(help="Id of the later one; else the current release.")] = None,
    limit: LimitOption = 50,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what changed between two releases: inputs, rows and counted totals by provider and year."""
    folder = home_folder(home)
    change = difference(open_release(folder, before), open_release(folder, after))
    added = [{"change": "added", "input": line} for line in change.inputs_added]
    removed = [{"change": "removed", "input": line} for line in change.inputs_removed]
    showing = Showing(limit=limit, empty="No change.")
    tables = (
        (Download("Inputs", rows_table([*added, *removed])), showing),
        (Download("Rows of tables", rows_table(asdict(table) for table in change.tables)), showing),
        (Download("Counted totals, constant US dollars", rows_table(map(asdict, change.totals))), showing),
    )
    show_all(tables, as_json=as_json)


def check(home: HomeOption = None, release: ReleaseOption = None, as_json: JsonOption = False) -> None:
    """Test what must be true of a release; each failed check says what to do."""
    opened = open_current(home, release)
    results = run_checks(opened.table)
    show(
        Download(f"Checks of release {opened.release_id}", rows_table(asdict(result) for result in results)),
        Showing(as_json=as_json),
    )
    if any(not result.passed and result.severity == "error" for result in results):
        raise typer.Exit(1)


def verify_release(home: HomeOption = None, release: ReleaseOption = None) -> None:
    """Hash every file of a release again and compare with what was written."""
    opened = open_current(home, release)
    mismatches = verify(opened.folder)
    for mismatch in mismatches:
        errors.print(f"{mismatch.file_name} {mismatch.what}")
    if mismatches:
        errors.print(
            f"Release {opened.release_id} is damaged. Remove its folder and build it again from the same inputs."
        )
        raise typer.Exit(1)
    output.print(f"Release {opened.release_id} is whole: {len(opened.manifest.tables)} tables as they were written.")


def gc(
    keep: Annotated[int, typer.Option("--keep", min=1, help="How many of the newest releases stay.")] = 3,
    home: HomeOption = None,
) -> None:
    """Remove old releases, unfinished folders, and readings and snapshots that no kept release needs."""
    place = Home(home_folder(home))
    with place.locked():
        cleaning = clean(place, keep)
    for name in cleaning.removed:
        output.print(name)
    output.print(f"{len(cleaning.removed)} removed, {cleaning.freed_bytes / 1e6:,.1f} MB given back.")
