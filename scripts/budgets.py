"""Hold the budgets that keep the house small: lines of functions and modules, entries of the root, names of modules.

Usage: python scripts/budgets.py
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FUNCTION_LINES, MODULE_LINES, ROOT_ENTRIES = 40, 300, 14
FORBIDDEN_NAMES = ("utils", "helpers", "util", "helper", "misc", "common")


def over_budget() -> Iterator[str]:
    for path in sorted((ROOT / "src").rglob("*.py")):
        place, text = path.relative_to(ROOT), path.read_text("utf-8")
        if path.stem in FORBIDDEN_NAMES:
            yield f"{place}: the name says nothing"
        if len(text.splitlines()) > MODULE_LINES:
            yield f"{place}: {len(text.splitlines())} lines, {MODULE_LINES} are allowed: make it a folder"
        yield from (f"{place}:{told}" for told in long_functions(ast.parse(text)))
    entries = root_entries()
    if len(entries) > ROOT_ENTRIES:
        yield f"the root has {len(entries)} entries, {ROOT_ENTRIES} are allowed: {', '.join(sorted(entries))}"


def long_functions(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1 - docstring_lines(node)
            if lines > FUNCTION_LINES:
                yield f"{node.lineno}: {node.name} has {lines} lines, {FUNCTION_LINES} are allowed"


def docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    if ast.get_docstring(node) is None or not isinstance(first, ast.Expr):
        return 0
    return (first.end_lineno or 0) - first.lineno + 1


def root_entries() -> set[str]:
    """What is kept in the repository; where there is none, what is there and not hidden."""
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return {line.split("/")[0] for line in done.stdout.splitlines()}
    return {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}


def main() -> int:
    found = list(over_budget())
    print("\n".join(found) or "Every budget is kept.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
