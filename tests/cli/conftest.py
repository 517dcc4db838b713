"""The command line, run in this process as the installed program runs it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sursur.cli import main, opening, showing


@dataclass(frozen=True, slots=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """What stands on standard error, in one line."""
        return " ".join(self.err.split())


Sursur = Callable[..., Outcome]


@pytest.fixture
def sursur(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], starter_home: Path) -> Sursur:
    """`sursur("flows", "--by", "year")` asks the starter release; `home=` another one, `width=` sets the terminal."""

    def run(*arguments: str, home: Path | None = None, width: int = 160) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["sursur", *arguments])
        monkeypatch.setenv("SURSUR_HOME", str(home or starter_home))
        opening.settings.cache_clear()
        monkeypatch.setattr(showing.output, "width", width)
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        return Outcome(int(stopped.value.code or 0), captured.out, captured.err)

    return run
