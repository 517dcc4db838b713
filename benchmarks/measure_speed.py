"""How soon each measure answers on the starter release, without the start of Python.

    python benchmarks/measure_speed.py [HOME]

Builds the starter release in a temporary folder (or takes the release of HOME) and asks each measure what its example
asks, twice, in a process set up as the command line is. Bar, of the first answer: one second on two cores. The peer, in
the same run, is the bare sum of all counted flows.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sursur.answers.measuring import asked_of, load_measure, measure_names
from sursur.lean import start_lean
from sursur.release import Release, open_release

BAR = 1.0


def main() -> int:
    start_lean()
    if len(sys.argv) > 1:
        return report(open_release(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory(prefix="sursur-measures-") as folder:
        home = Path(folder) / "home"
        subprocess.run([sys.executable, "-m", "sursur", "demo", "--build-only", "--home", str(home)], check=True)
        return report(open_release(home))


def report(release: Release) -> int:
    flow = release.table("flow")
    bare = best(lambda: release.rows(flow.filter(flow.counted).aggregate(usd=flow.usd_constant.sum())))[1]
    print(f"{'measure':<20} {'first s':>8} {'again s':>8} {'x bare':>7} {'rows':>7}")
    slow = [name for name in measure_names() if measured(release, name, bare) > BAR]
    print(f"bar of {BAR:.0f} s: " + (f"missed by {', '.join(slow)}" if slow else "kept by every measure"))
    return 0


def measured(release: Release, name: str, bare: float) -> float:
    measure = load_measure(name)

    def ask() -> int:
        answer = measure.compute(release, asked_of(release, measure.parameters, measure.example or {}))
        return int(release.rows(answer.table).num_rows)

    first, again, rows = best(ask)
    print(f"{name:<20} {first:>8.2f} {again:>8.2f} {again / bare:>7.1f} {rows:>7}", flush=True)
    return first


def best(ask: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds of the first answer and of the better of two, and what came."""
    seconds = []
    for _ in range(2):
        started = time.perf_counter()
        came = ask()
        seconds.append(time.perf_counter() - started)
    return seconds[0], min(seconds), came


if __name__ == "__main__":
    sys.exit(main())
