"""Where the pages and the API search: the index is opened beside the first readers, and made where it is missing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

from sursur.answers.searching import Hit, Names, Results, SearchIndex, Text, Wanted, open_index, search
from sursur.errors import BusyError
from sursur.model.fingerprint import fingerprint_of_packages
from sursur.observatory.language import translations_of
from sursur.release import Release

PATIENCE = 20.0
"""Seconds that a reader waits for an index that is still being made."""


def open_named(release: Release) -> SearchIndex:
    """The index in which records stand by their names in all languages of the pages."""
    return open_index(release, Names(fingerprint_of_packages("observatory/translations"), _translated))


def _translated(name: str) -> tuple[Text, ...]:
    return tuple(Text(code, text) for code, text in translations_of(name).items())


class SearchDesk:
    """Any number of readers search at once; each waits at most `patience` seconds for the index."""

    def __init__(
        self, release: Release, opening: Callable[[Release], SearchIndex] = open_named, patience: float = PATIENCE
    ) -> None:
        worker = ThreadPoolExecutor(1, thread_name_prefix="search-index")
        self._index = worker.submit(opening, release)
        self._patience = patience
        worker.shutdown(wait=False)

    def find(self, wanted: Wanted) -> Results:
        """Raises BusyError while a large release is still being indexed."""
        return search(self._opened(), wanted)

    def _opened(self) -> SearchIndex:
        try:
            return self._index.result(timeout=self._patience)
        except TimeoutError:
            raise BusyError(
                "The words of this release are still being gathered.", repair="Search again in a minute."
            ) from None


def results_data(words: str, found: Results) -> dict[str, Any]:
    """What was found, for programs; `near` names what resembles the words where nothing was found."""
    return {
        "words": words,
        "total": found.total,
        "counts": found.counts,
        "all_words": found.all_words,
        "hits": [_hit_data(hit) for hit in found.hits],
        "near": [_hit_data(hit) for hit in found.near],
    }


def _hit_data(hit: Hit) -> dict[str, Any]:
    matched = {"language": hit.matched.language, "text": hit.matched.text} if hit.matched else None
    return asdict(hit) | {"matched": matched}
