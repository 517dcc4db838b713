"""Run every benchmark, one after the other, in a process of its own: `python -m benchmarks`.

Each prints its figures as ratios against a peer or a limit measured in the same run. A bar that is missed is said and
does not fail the run: a figure from a busy machine is no verdict on the code.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCHMARKS = ("ingest_speed", "query_speed", "measure_speed", "page_speed", "page_load", "linkage")


def main() -> None:
    folder = Path(__file__).parent
    for name in BENCHMARKS:
        print(f"\n== {name.replace('_', ' ')}", flush=True)
        subprocess.run([sys.executable, str(folder / f"{name}.py")], check=False)


if __name__ == "__main__":
    main()
