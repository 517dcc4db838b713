"""Measures as commands: each parameter is an option (a required one is the argument), the answer a table or a file."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from sursur.answers.measuring import Answer, Measure, Parameter, asked_of, load_measure
from sursur.answers.measuring.naming import question_of
from sursur.cli.opening import open_current
from sursur.cli.showing import HomeOption, JsonOption, LimitOption, OutOption, ReleaseOption, Showing, print_table, show
from sursur.errors import NotFoundError
from sursur.publish.download import Download
from sursur.release import Release

RowsOption = Annotated[bool, typer.Option("--rows", help="What the figures were computed from, row by row.")]
LeftOutOption = Annotated[bool, typer.Option("--left-out", help="What did not enter, by rule, with count and sum.")]
ColumnsOption = Annotated[bool, typer.Option("--columns", help="Every column on the terminal; files hold all anyway.")]
COMMON: dict[str, tuple[Any, Any]] = {
    "rows": (RowsOption, False),
    "left_out": (LeftOutOption, False),
    "every_column": (ColumnsOption, False),
    "limit": (LimitOption, 50),
    "out": (OutOption, None),
    "home": (HomeOption, None),
    "release": (ReleaseOption, None),
    "as_json": (JsonOption, False),
}


def measure_command(name: str) -> Callable[..., None]:
    """A function with the options of a measure, for Typer to make a command of."""
    measure = load_measure(name)

    def run(**options: Any) -> None:  # noqa: ANN401 - as Typer reads them
        opened = open_current(options["home"], options["release"])
        words = {one.name: options[_option(one)] or "" for one in measure.parameters}
        answer = measure.compute(opened, asked_of(opened, measure.parameters, words))
        _show(opened, measure, answer, options)

    run.__doc__ = f"{question_of(name)}\n\n{measure.definition}"
    signature = [_parameter(one) for one in measure.parameters] + [
        inspect.Parameter(key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for key, (kind, default) in COMMON.items()
    ]
    run.__signature__ = inspect.Signature(signature)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in signature}
    return run


def _option(parameter: Parameter) -> str:
    return f"asked_{parameter.name}"


def _parameter(parameter: Parameter) -> inspect.Parameter:
    listed = f" One of: {', '.join(parameter.choices)}." if parameter.choices else ""
    text = parameter.meaning + ("" if all(one in parameter.meaning for one in parameter.choices) else listed)
    kind: Any = (
        Annotated[str, typer.Argument(help=text, metavar=parameter.name.upper())]
        if parameter.required
        else Annotated[str, typer.Option(f"--{parameter.name.replace('_', '-')}", help=text)]
    )
    default = inspect.Parameter.empty if parameter.required else parameter.default
    return inspect.Parameter(_option(parameter), inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)


def _show(release: Release, measure: Measure, answer: Answer, options: dict[str, Any]) -> None:
    out: Path | None = options["out"]
    showing = Showing(out=out, as_json=options["as_json"], limit=options["limit"])
    brief = replace(showing, columns=() if options["every_column"] else measure.brief)
    if options["rows"] or options["left_out"]:
        part = answer.rows if options["rows"] else answer.left_out
        if part is None:
            raise NotFoundError(
                f"{measure.title}: nothing is left out." if options["left_out"] else "There are no rows behind this.",
                repair="Ask without --rows and --left-out.",
            )
        show(Download(measure.title, release.rows(part), _notes(release, measure, answer)), showing)
        return
    show(Download(measure.title, release.rows(answer.table), _notes(release, measure, answer)), brief)
    left_out = None if out or options["as_json"] else answer.left_out
    if left_out is not None:
        print_table(Download("Left out", release.rows(left_out)), Showing(empty="Nothing."))


def _notes(release: Release, measure: Measure, answer: Answer) -> tuple[tuple[str, str], ...]:
    defined = tuple(("Defined in", source) for source in measure.sources)
    return (("Release", release.release_id), ("Definition", measure.definition), *defined, *answer.notes)
