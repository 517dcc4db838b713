"""How fast IATI files are read: against okfn-iati's XML to CSV, on the same file, in the same run.

    python benchmarks/ingest_speed.py [--megabytes 200] [--rounds 2] [--data ../shared/data/iati]

Makes one file from real activities (the same ones every time), and prints for each way of reading it the seconds, the
ratio to okfn-iati, the processor time, and the peak memory of the largest process. Each way runs in a process of its
own, on one core or two. On a machine that is busy otherwise only the processor time says something: "ratio by
processor" sets the processor time of okfn-iati against ours divided by the cores, that is, as if no core had waited.
The rebuild with nothing changed includes hashing the file, which is how a change would be noticed.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import importlib
import io
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sursur.ingest import iati, unreadable
from sursur.ingest.reading import SourceFile
from sursur.ingest.store import ingest_all

BARS = {"one core": 1.5, "two cores": 3.0}
MEMORY_BAR, REBUILD_BAR = 400, 500
RECORD = re.compile(rb"<iati-activity[\s>].*?</iati-activity>", re.DOTALL)
ROOT = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03"'
    b' xmlns:usg="https://explorer.usaid.gov" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
    b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
)


def main() -> int:
    options = read_options()
    if options.child:
        print(json.dumps(CHILDREN[options.child](Path(options.file), Path(options.cache))))
        return 0
    if not Path(options.data).is_dir():
        print(f"The real files ({options.data}) are not on this machine: nothing was measured.")
        return 0
    with tempfile.TemporaryDirectory(prefix="sursur-ingest-") as folder:
        file = Path(folder) / "activities.xml"
        make(file, Path(options.data), options.megabytes * 1_000_000)
        rounds = [measure_all(file, Path(folder) / str(number)) for number in range(options.rounds)]
        return report({name: best([one[name] for one in rounds]) for name in CHILDREN}, file.stat().st_size)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--data", default="../shared/data/iati")
    parser.add_argument("--rounds", type=int, default=2, help="all ways in turn, the best time of each counts")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    parser.add_argument("--cache", help=argparse.SUPPRESS)
    return parser.parse_args()


def make(target: Path, data: Path, size: int) -> None:
    """Activities of all real files of version 2, again and again under new identifiers, up to `size`."""
    with target.open("wb") as file:
        file.write(ROOT)
        for record in endless(data):
            file.write(record + b"\n")
            if file.tell() >= size:
                break
        file.write(b"</iati-activities>\n")


def endless(data: Path) -> Iterator[bytes]:
    paths = sorted(path for path in data.glob("*/*") if path.parent.name != "versions")
    turn = 0
    while True:
        turn += 1
        mark = b"<iati-identifier>%d-" % turn
        for path in paths:
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            for record in RECORD.findall(content):
                yield record.replace(b"<iati-identifier>", mark, 1)


def measure_all(file: Path, folder: Path) -> dict[str, dict[str, float]]:
    folder.mkdir()
    return {name: run(name, file, folder) for name in CHILDREN}


def best(rounds: list[dict[str, float]]) -> dict[str, float]:
    """The least time of all rounds, and the most memory: other work on the machine only ever makes a run slower."""
    least = {name: min(one[name] for one in rounds) for name in ("cores", "seconds", "processor")}
    return least | {"megabytes": max(one["megabytes"] for one in rounds)}


def run(name: str, file: Path, folder: Path) -> dict[str, float]:
    """One measurement in a fresh interpreter, whose compiled modules are kept as on any other machine."""
    command = [
        sys.executable,
        __file__,
        "--child",
        name,
        "--file",
        str(file),
        "--cache",
        str(folder / name.split(",", maxsplit=1)[0]),
    ]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measured(cores: int, work: Callable[[], object]) -> dict[str, float]:
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "cores": cores,
        "seconds": seconds,
        "processor": sum(one.ru_utime + one.ru_stime for one in used),
        "megabytes": max(one.ru_maxrss / 1000 for one in used),
    }


def peer(file: Path, cache: Path) -> dict[str, float]:
    """Imported here alone: our own processes start from this script too, and would load it each."""
    convert = importlib.import_module("okfn_iati").IatiMultiCsvConverter().xml_to_csv_folder
    with contextlib.redirect_stdout(io.StringIO()):
        return measured(1, lambda: convert(str(file), str(cache)))


def ours(cores: int) -> Callable[[Path, Path], dict[str, float]]:
    def child(file: Path, cache: Path) -> dict[str, float]:
        return measured(cores, lambda: ingest(file, cache, cores))

    return child


def ingest(file: Path, cache: Path, cores: int) -> None:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    source = SourceFile(file, file.name, digest, file.stat().st_size, "iati", "own_report")
    ingest_all([source], (iati.READER, unreadable.READER), cache, cores)


CHILDREN: dict[str, Callable[[Path, Path], dict[str, float]]] = {
    "okfn-iati, one core": peer,
    "one core": ours(1),
    "two cores": ours(2),
    "two cores, nothing changed": ours(2),
}


def report(found: dict[str, dict[str, float]], size: int) -> int:
    """Say all that was measured, and how many bars are missed by wall clock and by processor time."""
    print(f"{size / 1e6:.0f} MB of real activities in one file; ratios are to okfn-iati on one core")
    print(f"  {'':28}  seconds     MB/s  ratio by clock  processor  ratio by processor   MB")
    for name, one in found.items():
        speed = size / 1e6 / one["seconds"]
        clock, processor = ratios(found, name)
        print(
            f"  {name:28} {one['seconds']:8.2f} {speed:8.1f} {clock:15.2f} {one['processor']:10.2f} {processor:19.2f}"
            f" {one['megabytes']:4.0f}"
        )
    missed = list(below(found, size))
    print("  below the bar: " + "; ".join(missed) if missed else "  all bars are met")
    return len(missed)


def ratios(found: dict[str, dict[str, float]], name: str) -> tuple[float, float]:
    """How many times faster than okfn-iati: by wall clock, and by processor time shared out over the cores."""
    peer, one = found["okfn-iati, one core"], found[name]
    return peer["seconds"] / one["seconds"], peer["processor"] / (one["processor"] / one["cores"])


def below(found: dict[str, dict[str, float]], size: int) -> Iterator[str]:
    for name, bar in BARS.items():
        for ratio, by in zip(ratios(found, name), ("clock", "processor"), strict=True):
            if ratio < bar:
                yield f"{name}: {ratio:.2f} of {bar} x by {by}"
        if found[name]["megabytes"] > MEMORY_BAR:
            yield f"{name}: more than {MEMORY_BAR} MB"
    if size / 1e6 / found["two cores, nothing changed"]["seconds"] < REBUILD_BAR:
        yield f"nothing changed: less than {REBUILD_BAR} MB/s"


if __name__ == "__main__":
    sys.exit(main())
