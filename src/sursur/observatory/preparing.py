"""What takes a while and is asked once for a release, beside the first readers."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import product
from pathlib import Path

import duckdb

from sursur.answers.measuring import measure_names
from sursur.errors import SursurError
from sursur.lean import start_lean
from sursur.observatory.asked import PRICES, SOUTHS, Asked
from sursur.observatory.gap.kept import usable_needs
from sursur.observatory.language import language
from sursur.observatory.library import Library
from sursur.observatory.pages.gap_views import VIEWS, build_gap_view
from sursur.observatory.pages.gaps import build_gaps
from sursur.observatory.pages.measure import build_measure
from sursur.observatory.pages.page import Page
from sursur.observatory.pages.what_if import UNCLEAR, build_what_if
from sursur.observatory.view import View
from sursur.release import open_release

FRAMES = tuple({"south": south, "prices": prices} for south, prices in product(SOUTHS, PRICES))
"""What can be chosen on every page, first what a page asks where the reader chose neither. The page of a country asks
every need at once.
"""
TRIED = "brics"
Progress = Callable[[int, int], None]
"""Told how many questions are answered, and how many there are."""


def prepare(library: Library, progress: Progress = lambda _done, _total: None) -> None:
    """Have every measure answered as its page asks it unless a reader chooses otherwise; the answers stay beside the
    release. Stopped half-way, the next time goes on from there; what the release cannot answer its page will say.
    """
    with library.desk.shelving() as wanted:
        asked = tuple(_questions(library)) if wanted else ()
        for done, ask in enumerate(asked):
            progress(done, len(asked))
            with suppress(SursurError):
                ask()


def rehearse(library: Library) -> None:
    """Two questions have pages of their own and are asked of ever other countries: what if a group had other members,
    and how equal a country's cooperation is. What they share is said and computed before the first reader asks; a
    group whose newest figures are of another year than those of the one tried here still takes its time once.
    """
    outside = min(library.countries - library.members_today(TRIED))
    for name, words in (("scenario", {"group": TRIED, "add": outside}), ("horizontality", {"country": outside})):
        with suppress(SursurError):
            library.desk.rehearse(name, {**words, **FRAMES[0]})


def prepare_beside(library: Library) -> None:
    """The same in a process of its own that steps back for others and ends with this one: readers need not wait, and
    find the answers as they come.
    """
    if not library.desk.can_be_prepared:
        return
    folder = library.release.folder
    asked = (folder.parent.parent, library.release_id)
    multiprocessing.get_context("spawn").Process(target=_prepare_release, args=asked, daemon=True).start()


def _prepare_release(home: Path, release_id: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is meant for who started us, and who then ends us
    os.nice(10)
    start_lean()
    library = Library(open_release(home, release_id))
    try:
        prepare(library)
    except (duckdb.Error, OSError):
        if library.release.folder.is_dir():
            raise  # else it was removed meanwhile, and nobody will ask


def _questions(library: Library) -> Iterator[Callable[[], object]]:
    view = View(library, Asked("en", "/gaps"), language("en"))
    for need in usable_needs():
        yield partial(library.needs.of, need.need, FRAMES[0])
    yield partial(_read, partial(build_gaps, view))
    for part in VIEWS:
        yield partial(_read, partial(build_gap_view, view, part))
    for name in measure_names():
        yield partial(_read, partial(build_measure, view, name, {}))
    for group_id in sorted({row["group_id"] for row in library.memberships if row["status"] in UNCLEAR}):
        yield partial(_read, partial(build_what_if, view, group_id, {}))
    for need, frame in product(usable_needs(), FRAMES[1:]):
        yield partial(library.needs.of, need.need, frame)


def _read(build: Callable[[], Page]) -> None:
    """The sections of a page are computed when they are read."""
    list(build().sections)
