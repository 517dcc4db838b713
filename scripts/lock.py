"""Compile the locked requirements of each environment: exact versions and hashes, no download addresses.

Usage: python scripts/lock.py     (needs `uv`, which `make lock` installs)
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = {
    "run": ["--group", "build"],
    "test": ["--group", "build", "--group", "test"],
    "bench": ["--group", "build", "--group", "test", "--group", "bench"],
    "spark": ["--group", "build", "--extra", "spark"],
}
OPTIONS = (
    *("--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet"),
    *("--universal", "--python-version", "3.11"),
)


def main() -> None:
    for name, choice in ENVIRONMENTS.items():
        target = ROOT / "requirements" / f"{name}.txt"
        command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *choice, *OPTIONS]
        command += ["--output-file", str(target)]
        subprocess.run(command, cwd=ROOT, check=True)
        print(f"{target.relative_to(ROOT)}: {target.read_text('utf-8').count('==')} packages")


if __name__ == "__main__":
    main()
