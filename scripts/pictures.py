"""Take the picture of the world page that the README shows. Needs a release and Debian's chromium.

python scripts/pictures.py [HOME]          # HOME: folder of releases, default sursur-home/demo
"""

from __future__ import annotations

import shutil
import socket
import sys
import threading
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from sursur.observatory.app import create_app

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "world.png"
VIEW = "/en/?form=south_south&view=flows"
SIZE = {"width": 1200, "height": 860}
MOST_BYTES = 300_000


def main(home: Path) -> None:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        sys.exit("No chromium here. On Debian: apt-get install chromium")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(home), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    take(program, f"http://127.0.0.1:{port}{VIEW}")
    server.should_exit = True
    thread.join(10)
    print(f"{PICTURE}: {PICTURE.stat().st_size} bytes of at most {MOST_BYTES}")


def take(program: str, address: str) -> None:
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=SIZE)
        page.goto(address)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("sursur-home/demo"))
