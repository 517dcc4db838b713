"""The commands by name. A command is imported when it is run, so that each starts with only what it needs."""

from __future__ import annotations

import ast
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("publishing", "demo"),
    "fetch": ("fetching", "fetch"),
    "describe": ("describing", "describe"),
    "build": ("building", "build"),
    "flows": ("asking", "flows"),
    "country": ("profiling", "country"),
    "group": ("profiling", "group"),
    "explain": ("evidence", "explain_flow"),
    "sources": ("evidence", "sources"),
    "problems": ("evidence", "problems"),
    "links": ("linking", "links"),
    "search": ("searching", "search_everything"),
    "find": ("knowing", "find"),
    "calendar": ("knowing", "calendar"),
    "grant-element": ("lending", "grant_element"),
    "releases": ("keeping", "releases"),
    "diff": ("keeping", "diff"),
    "check": ("keeping", "check"),
    "reproduce": ("reproducing", "reproduce_figures"),
    "verify": ("keeping", "verify_release"),
    "gc": ("keeping", "gc"),
    "serve": ("publishing", "serve"),
}
"""Name: module below `sursur.cli`, and function; in the order in which a newcomer needs them."""

HERE = Path(__file__).parent
MEASURES: dict[str, Path] = {
    path.stem.replace("_", "-"): path for path in sorted((HERE.parent / "answers" / "measures").glob("[!_]*.py"))
}
"""Every measure is a command of its own; here only the names, without importing what computes them."""


class CommandGroup(TyperGroup):
    """Finds commands in `COMMANDS`; the list of them is told from their docstrings, without importing them."""

    def list_commands(self, ctx: Context) -> list[str]:
        del ctx
        return [*COMMANDS, *MEASURES]

    def get_command(self, ctx: Context, cmd_name: str) -> TyperCommand | None:
        del ctx
        return load_command(cmd_name) if cmd_name in COMMANDS or cmd_name in MEASURES else None

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, _function_sentence(*place)) for name, place in COMMANDS.items()])
        with formatter.section("Measures"):
            formatter.write_dl([(name, _sentence(_parsed(path))) for name, path in MEASURES.items()])


def load_command(name: str) -> TyperCommand:
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    alone.command(name)(_function(name))
    command = typer.main.get_command(alone)
    assert isinstance(command, TyperCommand)  # noqa: S101 - one function makes one command
    return command


def _function(name: str) -> Callable[..., None]:
    if name in MEASURES:
        made: Callable[..., None] = import_module("sursur.cli.measuring").measure_command(name)
        return made
    module, function = COMMANDS[name]
    found: Callable[..., None] = getattr(import_module(f"sursur.cli.{module}"), function)
    return found


def _function_sentence(module: str, function: str) -> str:
    tree = _parsed(HERE / f"{module}.py")
    told = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return _sentence(told[function])


def _sentence(node: ast.Module | ast.FunctionDef) -> str:
    return " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split())


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))
