"""Take the pictures of real pages that the README and the tour show. Needs a release and Debian's chromium.

python scripts/pictures.py [HOME]          # HOME: folder of releases, default sursur-home/demo
"""

from __future__ import annotations

import shutil
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from sursur.observatory.app import create_app

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
WIDE, PHONE = (1200, 860), (390, 780)
MOST_BYTES = 300_000


@dataclass(frozen=True)
class Picture:
    """A file name, an address, and the section to scroll to."""

    name: str
    address: str
    section: str = ""
    size: tuple[int, int] = WIDE


PICTURES = (
    Picture("world", "/en/?form=south_south&view=flows"),
    Picture("country", "/en/country/KEN"),
    Picture("pair", "/en/pair/BRA-MOZ"),
    Picture("group", "/en/group/brics?at=2024-06-30", "matrix"),
    Picture("what-if", "/en/group/brics/what-if?add=DZA,IDN&at=2014"),
    Picture("gaps", "/en/gaps"),
    Picture("explore", "/en/explore?rows=provider&columns=year&year=2005-2014&form=south_south"),
    Picture("instrument", "/en/instrument/bapa-1978"),
    Picture("phone", "/ar/country/KEN", size=PHONE),
)


def main(home: Path) -> None:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        sys.exit("No chromium here. On Debian: apt-get install chromium")
    with served(home) as address, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        too_large = [picture.name for picture in PICTURES if take(browser, address, picture) > MOST_BYTES]
        browser.close()
    if too_large:
        sys.exit(f"Larger than {MOST_BYTES} bytes: {', '.join(too_large)}")


@contextmanager
def served(home: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(home), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def take(browser: Browser, address: str, picture: Picture) -> int:
    """The size of the file in bytes. A page that is not found or tells of an error is no picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    width, height = picture.size
    page = browser.new_page(viewport={"width": width, "height": height})
    answer = page.goto(f"{address}{picture.address}", wait_until="networkidle")
    if answer is None or answer.status != 200:
        sys.exit(f"{picture.address} cannot be shown.")
    if picture.section:
        page.locator(f"#{picture.section}").scroll_into_view_if_needed()
        page.evaluate("section => document.getElementById(section).scrollIntoView()", picture.section)
    file = FOLDER / f"{picture.name}.png"
    page.screenshot(path=file)
    page.close()
    print(f"{file.name}: {file.stat().st_size} bytes")
    return file.stat().st_size


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("sursur-home/demo"))
