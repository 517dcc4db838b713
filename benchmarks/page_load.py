"""How many readers at once: mixed pages by a load generator, against a bare application in the same run.

    python benchmarks/page_load.py

Builds the starter release in a temporary folder, starts the observatory in a process of its own, and asks for mixed
pages over several connections that stay open. Bar: 200 requests a second on two cores, without one error.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from page_speed import PEER, PEER_PORT, PORT

CONNECTIONS, SECONDS, BAR = 16, 10.0, 200.0
LANGUAGES = ("en", "es", "fr", "pt", "ar", "zh", "ru")
PLACES = (
    "/", "/country/KEN", "/country/BRA", "/country/IND", "/country/CHN", "/group/brics", "/group/g77", "/sources",
    "/countries", "/groups", "/knowledge", "/calendar", "/methods", "/measures", "/flows?provider=IND",
    "/country/KEN.json",
)  # fmt: skip


@dataclass
class Told:
    """What one connection saw."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    sent_bytes: int = 0


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="sursur-load-") as folder:
        home = Path(folder) / "home"
        subprocess.run([sys.executable, "-m", "sursur", "demo", "--build-only", "--home", str(home)], check=True)
        ours = [sys.executable, "-m", "sursur", "serve", "--home", str(home), "--port", str(PORT)]
        with subprocess.Popen(ours) as server, subprocess.Popen([sys.executable, "-c", PEER]) as peer:
            try:
                return asyncio.run(report())
            finally:
                server.terminate()
                peer.terminate()


async def report() -> int:
    pages = [f"/{code}{place}" for place in PLACES for code in LANGUAGES]
    print(f"{CONNECTIONS} connections, {SECONDS:.0f} s each          per second   median ms   95 % ms   errors")
    bare = await load("bare application", PEER_PORT, ["/"])
    first = await load("pages, each first", PORT, pages, once=True)
    again = await load("pages, mixed", PORT, pages)
    print(f"ratio to the bare application {again[0] / bare[0]:.2f}")
    kept = again[0] >= BAR and not again[1] and not first[1]
    print(f"bar of {BAR:.0f} a second without an error: {'kept' if kept else 'missed'}")
    return 0


async def load(name: str, port: int, pages: Sequence[str], *, once: bool = False) -> tuple[float, int]:
    """Requests a second and errors; `once` asks for every page a single time."""
    await reachable(port)
    waiting = iter(pages) if once else cycle(pages)
    began = time.perf_counter()
    ends = began + (600 if once else SECONDS)
    told = await asyncio.gather(*(read_pages(port, waiting, ends) for _ in range(CONNECTIONS)))
    lasted = time.perf_counter() - began
    seconds = sorted(one for each in told for one in each.seconds)
    errors = sum(each.errors for each in told)
    rate = len(seconds) / lasted
    median, late = statistics.median(seconds) * 1000, seconds[int(len(seconds) * 0.95)] * 1000
    print(f"  {name:<32} {rate:>10.0f} {median:>11.1f} {late:>9.1f} {errors:>8}", flush=True)
    return rate, errors


async def read_pages(port: int, pages: object, ends: float) -> Told:
    told = Told()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for page in pages:  # type: ignore[attr-defined]
        started = time.perf_counter()
        if started > ends:
            break
        writer.write(f"GET {page} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept-encoding: gzip\r\n\r\n".encode())
        await writer.drain()
        status = await read_answer(reader)
        told.seconds.append(time.perf_counter() - started)
        told.errors += status != 200
    writer.close()
    return told


async def read_answer(reader: asyncio.StreamReader) -> int:
    """Status of an answer, read to its end so that the connection can be used again."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = next((line.split(":")[1] for line in head.split("\r\n") if line.startswith("content-length:")), None)
    if length is not None:
        await reader.readexactly(int(length))
    else:
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    return int(head.split(" ", 2)[1])


async def reachable(port: int) -> None:
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    raise TimeoutError(port)


if __name__ == "__main__":
    sys.exit(main())
