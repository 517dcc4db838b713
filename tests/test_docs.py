"""What the documentation says is true: its commands run, its links lead somewhere, its Python works."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

import sursur
from sursur.cli import app

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TOLD = [ROOT / "README.md", ROOT / "docs" / "tour.md"]
PLACEHOLDERS = ("FOLDER", "FLOW", "--out", "sursur fetch", "demo")
"""Commands that need something of the reader's own; they have tests elsewhere."""


def commands() -> list[str]:
    """Every `sursur …` line or inline code of the README and the tour."""
    found = []
    for page in TOLD:
        text = page.read_text("utf-8")
        found += re.findall(r"`(sursur [^`]+)`", text)
        found += [line.split("#")[0].strip() for line in re.findall(r"^    (sursur .+)$", text, re.MULTILINE)]
    return sorted({command for command in found if not any(word in command for word in PLACEHOLDERS)})


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_documentation_runs_and_shows_something(
    command: str, starter_home: Path, sursur_process: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    words = shlex.split(command)[1:]
    home = [] if words[0] in ("find", "calendar") else ["--home", str(starter_home)]
    assert len(sursur_process(*words, *home).stdout.splitlines()) > 3


def test_the_python_of_the_readme_works(starter_home: Path) -> None:
    (code,) = re.findall(r"```python\n(.+?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert 'sursur.open_release("sursur-home/demo")' in code
    rows = sursur.open_release(starter_home).flows("provider", "year", recipients="KEN", year_from=2010).to_pyarrow()
    assert rows.num_rows > 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_command_has_a_page_entry_and_a_sentence() -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for name, command in typer.main.get_group(app).commands.items():
        assert f"## sursur {name}\n" in text
        assert command.help


def test_pages_generated_from_code_are_fresh() -> None:
    script = ROOT / "scripts" / "generate_docs.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_dependency_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    block = project.split("dependencies = [")[1].split("\n]")[0]
    names = re.findall(r'"([a-z0-9-]+)', block)
    reasons = (ROOT / "docs" / "decisions" / "dependencies.md").read_text("utf-8")
    assert [name for name in names if name not in reasons] == []
