"""How soon and how heavy the pages are: first byte cold and warm, last byte cold, and bytes compressed, against a bare
application.

    python benchmarks/page_speed.py

Builds the starter release in a temporary folder, starts the observatory in a process of its own, and asks each kind of
page. Bars: 300 ms to the first byte of a page not asked before, 100 kB compressed. The peer, in the same run, is a
Starlette application that answers "hello".
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import httpx

BARS = {"milliseconds": 300.0, "kilobytes": 100.0}
PAGES = (
    *("/en/", "/ar/", "/en/country/KEN", "/en/country/CHN", "/es/country/BRA", "/en/group/brics", "/en/sources"),
    *("/en/group/g77", "/fr/pair/BRA-MOZ", "/en/gaps?need=sdg_4", "/en/country/PER/need?south=non_dac"),
    *("/en/group/asean/what-if?add=IND", "/en/measure/coverage?need=sdg_6", "/en/measure/tossd?years=2013"),
)
WARM = 10
PORT, PEER_PORT = 8971, 8972
PEER = (
    "import uvicorn\n"
    "from starlette.applications import Starlette\n"
    "from starlette.responses import PlainTextResponse\n"
    "from starlette.routing import Route\n"
    "async def hello(request): return PlainTextResponse('hello')\n"
    f"uvicorn.run(Starlette(routes=[Route('/', hello)]), port={PEER_PORT}, log_level='error')\n"
)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="sursur-pages-") as folder:
        home = Path(folder) / "home"
        subprocess.run([sys.executable, "-m", "sursur", "demo", "--build-only", "--home", str(home)], check=True)
        ours = [sys.executable, "-m", "sursur", "serve", "--home", str(home), "--port", str(PORT)]
        with subprocess.Popen(ours) as server, subprocess.Popen([sys.executable, "-c", PEER]) as peer:
            try:
                return report()
            finally:
                server.terminate()
                peer.terminate()


def report() -> int:
    with httpx.Client(headers={"accept-encoding": "gzip"}, timeout=60) as client:
        wait_for(client, f"http://127.0.0.1:{PEER_PORT}/")
        wait_for(client, f"http://127.0.0.1:{PORT}/robots.txt")
        bare = statistics.median(asked(client, f"http://127.0.0.1:{PEER_PORT}/").first for _ in range(WARM))
        print(f"{'page':<40} {'cold ms':>8} {'whole ms':>8} {'warm ms':>8} {'x bare':>7} {'kB':>6}")
        missed = [page for page in PAGES if not measure(client, page, bare)]
    print("bars: " + (f"missed by {', '.join(missed)}" if missed else "kept by every page"))
    return 0


def measure(client: httpx.Client, page: str, bare: float) -> bool:
    address = f"http://127.0.0.1:{PORT}{page}"
    cold = asked(client, address)
    warm = statistics.median(asked(client, address).first for _ in range(WARM))
    told = f"{cold.first * 1000:>8.0f} {cold.whole * 1000:>8.0f} {warm * 1000:>8.0f}"
    print(f"{page:<40} {told} {warm / bare:>7.1f} {cold.size / 1000:>6.1f}")
    return cold.first * 1000 <= BARS["milliseconds"] and cold.size / 1000 <= BARS["kilobytes"]


class Answered(NamedTuple):
    """Seconds until the first byte of the body and until the last, and the bytes as they travel."""

    first: float
    whole: float
    size: int


def asked(client: httpx.Client, address: str) -> Answered:
    started, first, size = time.perf_counter(), 0.0, 0
    with client.stream("GET", address) as response:
        response.raise_for_status()
        for part in response.iter_raw():
            first = first or time.perf_counter() - started
            size += len(part)
    return Answered(first, time.perf_counter() - started, size)


def wait_for(client: httpx.Client, address: str) -> None:
    for _ in range(300):
        try:
            client.get(address)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


if __name__ == "__main__":
    sys.exit(main())
