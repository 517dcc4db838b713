"""Nothing that readers see is put together as English text: pages could not tell it in another language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FAULTS = ("UsageError", "NotFoundError")
FINDINGS = ("Problem", "Remark", "Fault", "DamageError", "Unreadable", "error", "warn", "note")
LAYERS = {
    "answers": FAULTS,
    "measure": (*FAULTS, "Problem"),
    "observatory": FAULTS,
    "ingest/iati": FINDINGS,
    "ingest/sheet": FINDINGS,
    "ingest/store": FINDINGS,
}
FOR_PROGRAMMERS = ("is no part of an IATI file.",)


def raw_texts(path: Path, calls: tuple[str, ...]) -> Iterator[str]:
    """Texts of several words among the arguments of these calls."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called in calls:
            yield from (
                text for argument in (*node.args, *(k.value for k in node.keywords)) for text in _text(argument)
            )


def _text(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.JoinedStr):
        argument = ast.Constant("".join(str(part.value) for part in argument.values if isinstance(part, ast.Constant)))
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and " " in argument.value.strip():
        yield argument.value


@pytest.mark.parametrize("layer", LAYERS)
def test_what_is_said_of_a_question_or_a_file_is_a_sentence(project_root: Path, layer: str) -> None:
    found = {
        f"{path.name}: {text}"
        for path in (project_root / "src" / "sursur" / layer).rglob("*.py")
        for text in raw_texts(path, LAYERS[layer])
        if not any(told in text for told in FOR_PROGRAMMERS)
    }
    assert found == set()
