"""The commands by name. A command is imported when it is run, so that each starts with only what it needs."""

from __future__ import annotations

import ast
from importlib import import_module
from importlib.util import find_spec
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
    "find": ("knowing", "find"),
    "calendar": ("knowing", "calendar"),
    "releases": ("keeping", "releases"),
    "diff": ("keeping", "diff"),
    "check": ("keeping", "check"),
    "verify": ("keeping", "verify_release"),
    "gc": ("keeping", "gc"),
    "serve": ("publishing", "serve"),
}
"""Name: module below `sursur.cli`, and function; in the order in which a newcomer needs them."""


class CommandGroup(TyperGroup):
    """Finds commands in `COMMANDS`; the list of them is told from their docstrings, without importing them."""

    def list_commands(self, ctx: Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> TyperCommand | None:
        del ctx
        return load_command(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_sentence(*place)) for name, place in COMMANDS.items()])


def load_command(name: str) -> TyperCommand:
    module, function = COMMANDS[name]
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    alone.command(name)(getattr(import_module(f"sursur.cli.{module}"), function))
    command = typer.main.get_command(alone)
    assert isinstance(command, TyperCommand)  # noqa: S101 - one function makes one command
    return command


def _first_sentence(module: str, function: str) -> str:
    spec = find_spec(f"sursur.cli.{module}")
    tree = ast.parse(Path(spec.origin).read_text("utf-8")) if spec and spec.origin else ast.Module([], [])
    told = {node.name: ast.get_docstring(node) or "" for node in tree.body if isinstance(node, ast.FunctionDef)}
    return " ".join(told[function].split("\n\n")[0].split())
