"""How soon and how heavy the pages are: first byte cold and warm, and bytes compressed, against a bare application.

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

import httpx

BARS = {"milliseconds": 300.0, "kilobytes": 100.0}
PAGES = ("/en/", "/ar/", "/en/country/KEN", "/en/country/CHN", "/es/country/BRA", "/en/group/brics", "/en/sources")
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
        bare = statistics.median(first_byte(client, f"http://127.0.0.1:{PEER_PORT}/")[0] for _ in range(WARM))
        print(f"{'page':<20} {'cold ms':>8} {'warm ms':>8} {'x bare':>7} {'kB':>6}")
        missed = [page for page in PAGES if not measure(client, page, bare)]
    print("bars: " + (f"missed by {', '.join(missed)}" if missed else "kept by every page"))
    return 0


def measure(client: httpx.Client, page: str, bare: float) -> bool:
    address = f"http://127.0.0.1:{PORT}{page}"
    cold, size = first_byte(client, address)
    warm = statistics.median(first_byte(client, address)[0] for _ in range(WARM))
    print(f"{page:<20} {cold * 1000:>8.0f} {warm * 1000:>8.0f} {warm / bare:>7.1f} {size / 1000:>6.1f}")
    return cold * 1000 <= BARS["milliseconds"] and size / 1000 <= BARS["kilobytes"]


def first_byte(client: httpx.Client, address: str) -> tuple[float, int]:
    """Seconds until the headers are there, and the bytes of the body as they travel."""
    started = time.perf_counter()
    with client.stream("GET", address) as response:
        seconds = time.perf_counter() - started
        size = sum(len(part) for part in response.iter_raw())
        response.raise_for_status()
    return seconds, size


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
