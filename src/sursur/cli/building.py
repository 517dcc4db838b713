"""Commands that bring data in: build, fetch."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from sursur.cli.opening import home_folder, settings
from sursur.cli.showing import HomeOption, JsonOption, Showing, errors, rows_table, show
from sursur.pipeline import Built, Plan, build_release
from sursur.publish.download import Download


def build(
    inputs: Annotated[
        list[Path], typer.Argument(help="Files and folders with IATI files, tables and workbooks.", exists=True)
    ],
    sources: Annotated[Path | None, typer.Option("--sources", help="Folder with your own source descriptors.")] = None,
    base_year: Annotated[int | None, typer.Option("--base-year", help="Prices of constant US dollars.")] = None,
    framework: Annotated[
        Path | None, typer.Option("--framework", help="Folder with your own catalogue of groups A, B and C.")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read files into a new release. What did not change since the last build is not read again."""
    built = build_with_progress(tuple(inputs), home_folder(home), sources, base_year, framework)
    if as_json:
        show(Download("Build", rows_table([_summary(built)])), Showing(as_json=True))
    else:
        report(built)


def build_with_progress(
    inputs: tuple[Path, ...],
    home: Path,
    sources: Path | None = None,
    base_year: int | None = None,
    framework: Path | None = None,
) -> Built:
    given = settings()
    plan = Plan(
        inputs=inputs,
        home=home,
        sources=sources,
        framework=framework or given.framework,
        base_year=base_year or given.base_year,
        workers=given.workers,
        threads=given.threads,
        memory_limit=given.memory_limit,
        file_limit=given.file_limit,
        record_limit=given.record_limit,
    )
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bars:
        tasks = {}

        def progress(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        return build_release(plan, progress)


def _summary(built: Built) -> dict[str, object]:
    return {**asdict(built), "home": str(built.home)}


def report(built: Built) -> None:
    """What the build did, in four lines."""
    if built.unchanged:
        errors.print(f"Nothing changed: release {built.release_id} is current.")
        return
    errors.print(f"Release {built.release_id} is current: {built.files} files, {built.flows:,} flows.")
    told = (
        f"{built.kept:,} kept",
        f"{built.rejected:,} rejected",
        f"{built.left_out:,} left out by their source's advice",
    )
    errors.print(f"Records: {', '.join(told)}.")
    if built.not_read:
        errors.print(
            f"Not read this time: {', '.join(built.not_read)}. Run the same command again to try once more.",
        )
    if built.problems:
        errors.print(f"Problems: {built.problems:,}. See them with: sursur problems")
