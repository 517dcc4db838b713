"""Fetching from a server that misbehaves: what comes is whole and checked, what does not come is told with a repair."""

from __future__ import annotations

import hashlib
import io
import json
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sursur.errors import FetchError, NotFoundError
from sursur.ingest.descriptor import Download, load_descriptor, load_descriptors
from sursur.ingest.fetch import Fetched, Manners, download, fetch, known_sources
from sursur.ingest.snapshot import collect

CONTENT = b"Provider,Recipient,Year,Amount\n" + b"".join(
    b"A,R%d,2020,%d\n" % (number, number) for number in range(20_000)
)
PAGE = b"<!doctype html><html><body>Not found</body></html>"
QUICK = Manners(attempts=4, backoff=0.01, delay=0.0, connect_timeout=2.0, read_timeout=0.5, redirects=5)
TOLD = {"publisher": "Agency for tests", "licence": "CC0", "page": "https://example.org/data"}


class Handler(BaseHTTPRequestHandler):
    """Answers as the script of the path says."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        publisher: Publisher = self.server.publisher  # type: ignore[attr-defined]
        publisher.asked.append((self.path, dict(self.headers)))
        publisher.answers[self.path](self, sum(1 for path, _ in publisher.asked if path == self.path))

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def break_off(self) -> None:
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True


Answer = Callable[[Handler, int], None]


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that leaves in the middle is what some of these tests are about."""


@dataclass
class Publisher:
    """A server on this machine; `answers` are its scripts, `asked` the requests that came."""

    address: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def wants(self, path: str, answer: Answer, **options: object) -> Download:
        self.answers[path] = answer
        return Download(url=self.address + path, file_name="figures.csv", **options)  # type: ignore[arg-type]

    def headers(self, path: str) -> list[dict[str, str]]:
        return [headers for asked, headers in self.asked if asked == path]


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = Server(("127.0.0.1", 0), Handler)
    running = Publisher(f"http://127.0.0.1:{server.server_port}")
    server.publisher = running  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield running
    server.shutdown()
    server.server_close()
    thread.join()


def bring(wanted: Download, folder: Path) -> Fetched:
    return download(wanted, folder, QUICK, told=TOLD)


def whole(handler: Handler, _: int) -> None:
    handler.answer(200, CONTENT, ETag='"v1"')


def in_parts(handler: Handler, _: int, etag: str = '"v1"', step: int = 90_000, content: bytes = CONTENT) -> None:
    """Serve ranges, and break off after `step` bytes of each answer."""
    start = 0
    if handler.headers.get("Range") and handler.headers.get("If-Range") == etag:
        start = int(handler.headers["Range"].removeprefix("bytes=").rstrip("-"))
    rest = content[start:]
    handler.send_response(206 if start else 200)
    handler.send_header("ETag", etag)
    handler.send_header("Content-Length", str(len(rest)))
    if start:
        handler.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
    handler.end_headers()
    handler.wfile.write(rest[:step])
    if len(rest) > step:
        handler.break_off()


def test_a_file_comes_whole_with_its_provenance_beside_it(publisher: Publisher, tmp_path: Path) -> None:
    got = bring(publisher.wants("/whole", whole, kind="csv"), tmp_path)
    assert (tmp_path / "figures.csv").read_bytes() == CONTENT
    assert got.changed
    told = json.loads((tmp_path / "figures.csv.sursur.json").read_text(encoding="utf-8"))
    assert told["sha256"] == got.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert (told["url"], told["licence"], told["etag"]) == (f"{publisher.address}/whole", "CC0", '"v1"')
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.csv", "figures.csv.sursur.json"]
    assert publisher.headers("/whole")[0]["User-Agent"].startswith("sursur/")


def test_the_build_takes_time_and_address_from_what_fetch_wrote(publisher: Publisher, tmp_path: Path) -> None:
    got = bring(publisher.wants("/whole", whole), tmp_path)
    (file,) = collect([tmp_path], load_descriptors()).files
    assert (file.retrieved_at, file.url, file.licence) == (got.retrieved_at, got.url, "CC0")


def test_a_file_that_did_not_change_is_not_sent_again(publisher: Publisher, tmp_path: Path) -> None:
    def answer(handler: Handler, _: int) -> None:
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.answer(304)
        else:
            whole(handler, 1)

    wanted = publisher.wants("/same", answer)
    first, second = bring(wanted, tmp_path), bring(wanted, tmp_path)
    assert (first.changed, second.changed) == (True, False)
    assert second.retrieved_at == first.retrieved_at
    (tmp_path / "figures.csv").write_bytes(b"damaged on this machine")
    assert bring(wanted, tmp_path).changed
    assert (tmp_path / "figures.csv").read_bytes() == CONTENT


def test_what_breaks_off_is_resumed_where_it_stopped(publisher: Publisher, tmp_path: Path) -> None:
    got = bring(publisher.wants("/parts", in_parts), tmp_path)
    assert got.path.read_bytes() == CONTENT
    ranges = [headers.get("Range") for headers in publisher.headers("/parts")]
    assert ranges[0] is None
    assert ranges[1] == "bytes=90000-"
    assert len(ranges) == -(-len(CONTENT) // 90_000)


def test_a_later_run_goes_on_where_the_earlier_gave_up(publisher: Publisher, tmp_path: Path) -> None:
    wanted = publisher.wants("/parts", lambda handler, n: in_parts(handler, n, step=60_000))
    with pytest.raises(FetchError, match="could not be fetched in 4 attempts") as caught:
        bring(wanted, tmp_path)
    assert "240,000 bytes are kept" in caught.value.repair
    assert caught.value.retry
    assert not (tmp_path / "figures.csv").exists()
    assert bring(wanted, tmp_path).path.read_bytes() == CONTENT


def test_a_file_that_changes_between_two_parts_is_begun_again(publisher: Publisher, tmp_path: Path) -> None:
    newer = CONTENT.replace(b"2020", b"2021")

    def answer(handler: Handler, time: int) -> None:
        if time == 1:
            in_parts(handler, time)
        else:
            in_parts(handler, time, etag='"v2"', step=len(newer), content=newer)

    assert bring(publisher.wants("/changing", answer), tmp_path).path.read_bytes() == newer
    assert publisher.headers("/changing")[1]["If-Range"] == '"v1"'


def test_without_a_version_to_hold_on_to_nothing_is_glued_together(publisher: Publisher, tmp_path: Path) -> None:
    def answer(handler: Handler, time: int) -> None:
        if time == 1:
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(CONTENT)))
            handler.send_header("ETag", 'W/"weak"')
            handler.end_headers()
            handler.wfile.write(CONTENT[:1000])
            handler.break_off()
        else:
            handler.answer(200, CONTENT)

    assert bring(publisher.wants("/weak", answer), tmp_path).path.read_bytes() == CONTENT
    assert "Range" not in publisher.headers("/weak")[1]


def test_a_server_that_answers_with_another_part_is_not_believed(publisher: Publisher, tmp_path: Path) -> None:
    def answer(handler: Handler, time: int) -> None:
        if time == 1:
            in_parts(handler, time)
        elif time == 2:
            handler.answer(206, CONTENT[5:], ETag='"v1"', Content_Range=f"bytes 5-{len(CONTENT) - 1}/{len(CONTENT)}")
        else:
            whole(handler, time)

    assert bring(publisher.wants("/shifted", answer), tmp_path).path.read_bytes() == CONTENT


def test_a_stalled_server_is_left_and_asked_again(publisher: Publisher, tmp_path: Path) -> None:
    silent = threading.Event()

    def answer(handler: Handler, time: int) -> None:
        if time > 1:
            in_parts(handler, time, step=len(CONTENT))
            return
        handler.send_response(200)
        handler.send_header("ETag", '"v1"')
        handler.send_header("Content-Length", str(len(CONTENT)))
        handler.end_headers()
        handler.wfile.write(CONTENT[:5000])
        handler.wfile.flush()
        silent.wait(5)
        handler.close_connection = True

    assert bring(publisher.wants("/stall", answer), tmp_path).path.read_bytes() == CONTENT
    silent.set()
    assert publisher.headers("/stall")[1]["Range"] == "bytes=5000-"


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_passing_error_is_waited_out(publisher: Publisher, tmp_path: Path, status: int) -> None:
    def answer(handler: Handler, time: int) -> None:
        if time < 3:
            handler.answer(status, b"later", Retry_After="0")
        else:
            whole(handler, time)

    assert bring(publisher.wants("/busy", answer), tmp_path).path.read_bytes() == CONTENT


def test_a_server_that_asks_for_an_hour_is_not_waited_for(publisher: Publisher, tmp_path: Path) -> None:
    wanted = publisher.wants("/hour", lambda handler, _: handler.answer(503, b"", Retry_After="3600"))
    with pytest.raises(FetchError, match="3,600 seconds"):
        bring(wanted, tmp_path)


@pytest.mark.parametrize(
    ("status", "meaning"), [(404, "no such file"), (410, "gone"), (403, "refuses"), (401, "sign-in")]
)
def test_a_final_error_is_told_at_once_with_the_publishers_page(
    publisher: Publisher, tmp_path: Path, status: int, meaning: str
) -> None:
    with pytest.raises(FetchError, match=meaning) as caught:
        bring(publisher.wants("/gone", lambda handler, _: handler.answer(status, PAGE)), tmp_path)
    assert len(publisher.asked) == 1
    assert not caught.value.retry
    assert "https://example.org/data" in caught.value.repair
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["", "csv", "zip", "xlsx", "json", "parquet"])
def test_an_error_page_with_status_200_is_not_taken_for_the_file(
    publisher: Publisher, tmp_path: Path, kind: str
) -> None:
    (tmp_path / "figures.csv").write_bytes(b"what was there before")
    with pytest.raises(FetchError) as caught:
        bring(publisher.wants("/page", lambda handler, _: handler.answer(200, PAGE), kind=kind), tmp_path)
    assert not caught.value.retry
    assert (tmp_path / "figures.csv").read_bytes() == b"what was there before"
    assert [path.name for path in tmp_path.iterdir()] == ["figures.csv"]


def test_an_empty_answer_is_not_taken_for_the_file(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="empty file"):
        bring(publisher.wants("/empty", lambda handler, _: handler.answer(200)), tmp_path)


def test_redirects_are_followed_and_loops_are_not(publisher: Publisher, tmp_path: Path) -> None:
    publisher.answers["/there"] = whole
    moved = publisher.wants("/moved", lambda handler, _: handler.answer(302, Location="/there"))
    assert bring(moved, tmp_path).path.read_bytes() == CONTENT
    loop = publisher.wants("/loop", lambda handler, _: handler.answer(302, Location="/loop"))
    with pytest.raises(FetchError, match="redirects without end"):
        bring(loop, tmp_path)


@pytest.mark.parametrize("declared", [True, False])
def test_a_file_beyond_the_limit_is_refused(publisher: Publisher, tmp_path: Path, declared: bool) -> None:
    def endless(handler: Handler, _: int) -> None:
        handler.send_response(200)
        if declared:
            handler.send_header("Content-Length", str(len(CONTENT)))
        else:
            handler.send_header("Connection", "close")
            handler.close_connection = True
        handler.end_headers()
        handler.wfile.write(CONTENT)

    with pytest.raises(FetchError, match="larger than 1,000 bytes") as caught:
        bring(publisher.wants("/big", endless, max_bytes=1000), tmp_path)
    assert "max_bytes" in caught.value.repair
    assert list(tmp_path.glob("figures.csv*")) in ([], [tmp_path / "figures.csv.part.sursur.json"])


def test_without_a_network_the_error_says_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(FetchError, match="could not be reached") as caught:
        bring(Download(url=f"http://127.0.0.1:{port}/x", file_name="figures.csv"), tmp_path)
    assert "Check the connection" in caught.value.repair
    assert "https://example.org/data" in caught.value.repair
    assert caught.value.retry


def zipped(**members: bytes) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return memory.getvalue()


def test_one_file_is_taken_out_of_an_archive(publisher: Publisher, tmp_path: Path) -> None:
    packed = zipped(**{"set/data.csv": CONTENT, "set/readme.txt": b"hello"})
    wanted = publisher.wants("/zip", lambda handler, _: handler.answer(200, packed), kind="zip", member="*data*.csv")
    got = bring(wanted, tmp_path)
    assert got.path.read_bytes() == CONTENT
    assert got.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.csv", "figures.csv.sursur.json"]


def test_an_archive_without_that_file_is_told_with_what_it_holds(publisher: Publisher, tmp_path: Path) -> None:
    packed = zipped(**{"other.csv": CONTENT})
    wanted = publisher.wants("/zip", lambda handler, _: handler.answer(200, packed), kind="zip", member="*data*.csv")
    with pytest.raises(FetchError) as caught:
        bring(wanted, tmp_path)
    assert "other.csv" in caught.value.repair


def test_progress_is_told_with_the_size_to_come(publisher: Publisher, tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    wanted = publisher.wants("/whole", whole)
    download(wanted, tmp_path, QUICK, told=TOLD, progress=lambda *step: told.append(step))
    assert told[-1] == ("figures.csv", len(CONTENT), len(CONTENT))


def test_a_source_is_fetched_by_its_name_into_a_folder_of_its_own(publisher: Publisher, tmp_path: Path) -> None:
    publisher.answers["/whole"] = whole
    text = (
        "title: t\npublisher: p\nlicence: CC0\nlayer: research\nrow: none\nreason: a test\nurl: https://example.org\n"
        f"fetch: [{{url: '{publisher.address}/whole', file_name: figures.csv, kind: csv}}]\n"
    )
    (tmp_path / "agency.yml").write_text(text, encoding="utf-8")
    descriptors = {"agency": load_descriptor(tmp_path / "agency.yml")}
    (got,) = fetch(["agency"], descriptors, tmp_path / "home", QUICK)
    assert got.path == tmp_path / "home" / "agency" / "figures.csv"


def test_a_source_that_is_not_known_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    descriptors = load_descriptors()
    with pytest.raises(NotFoundError) as caught:
        fetch(["tosd"], descriptors, tmp_path)
    assert "Did you mean `tossd`?" in caught.value.repair
    with pytest.raises(NotFoundError, match="has no address of a file") as caught:
        fetch(["aiddata-gcof-1.0"], descriptors, tmp_path)
    assert "https://www.aiddata.org" in caught.value.repair


def test_what_is_known_is_listed_with_publisher_and_page() -> None:
    known = {source.dataset: source for source in known_sources(load_descriptors())}
    assert known["aiddata-gcdf-3.0"].urls
    assert all(source.publisher and source.page for source in known.values())
    assert all("not tried" in note for source in known.values() for note in source.notes)
