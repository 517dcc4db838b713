"""Everything that must hold before a change is taken: lint, format, types, import contracts, documentation, tests.

Usage: python scripts/check.py [--only lint|test]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

LINT = (
    ("lint", [BIN / "ruff", "check", "."]),
    ("format", [BIN / "ruff", "format", "--check", "."]),
    ("types", [BIN / "mypy"]),
    ("import contracts", [BIN / "lint-imports"]),
    ("budgets", [sys.executable, "scripts/budgets.py"]),
    ("generated pages", [sys.executable, "scripts/generate_docs.py", "--check"]),
)
WORKERS = ("-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadgroup", "--no-loadscope-reorder")
TEST = (("tests", [sys.executable, "-m", "pytest", *WORKERS]),)

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The tests start hundreds of commands: each would compile the same five hundred modules."""


def main() -> int:
    choice = argparse.ArgumentParser(description=__doc__)
    choice.add_argument("--only", choices=["lint", "test"])
    choice.add_argument("--long", action="store_true", help="also the tests that take minutes each")
    asked = choice.parse_args()
    only = asked.only
    if only != "lint":
        install_chromium()
    tests = tuple((name, [*command, *(["--long"] if asked.long else [])]) for name, command in TEST)
    steps = (LINT if only != "test" else ()) + (tests if only != "lint" else ())
    failed = [name for name, command in steps if not run(name, command)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}.", flush=True)
    return 1 if failed else 0


def run(name: str, command: list[object]) -> bool:
    print(f"\n== {name}", flush=True)
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=ENVIRONMENT, check=False).returncode == 0


def install_chromium() -> None:
    """Browser tests need a browser; as root on Debian it can be had, elsewhere the tests say what to do."""
    if shutil.which("chromium") or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    print("Installing Debian's chromium for the browser tests …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "-qq", *command], env=environment, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    sys.exit(main())
