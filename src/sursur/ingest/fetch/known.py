"""The sources that descriptors know how to bring."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sursur.errors import NotFoundError
from sursur.ingest.descriptor import Descriptor
from sursur.ingest.fetch.download import Fetched, Progress, download
from sursur.ingest.fetch.manners import Manners


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A dataset with the files that can be brought, and the page of its publisher for all others."""

    dataset: str
    title: str
    publisher: str
    licence: str
    page: str
    urls: tuple[str, ...]
    notes: tuple[str, ...]


def known_sources(descriptors: Mapping[str, Descriptor]) -> tuple[KnownSource, ...]:
    """Every descriptor with an address, by name; those without `urls` are fetched by hand from `page`."""
    return tuple(
        KnownSource(
            dataset=name,
            title=descriptor.title,
            publisher=descriptor.publisher,
            licence=descriptor.licence,
            page=descriptor.url,
            urls=tuple(wanted.url for wanted in descriptor.fetch),
            notes=tuple(dict.fromkeys(wanted.note for wanted in descriptor.fetch if wanted.note)),
        )
        for name, descriptor in sorted(descriptors.items())
        if descriptor.fetch or descriptor.url
    )


def fetch(
    datasets: Iterable[str],
    descriptors: Mapping[str, Descriptor],
    folder: Path,
    manners: Manners | None = None,
    progress: Progress | None = None,
) -> tuple[Fetched, ...]:
    """Bring the files of each dataset into `folder`/<dataset>/.

    Raises `NotFoundError` for a dataset that is not known or has no address of a file, `FetchError` where one does
    not come; files that came before it stay.
    """
    wanted = [_fetchable(name, descriptors) for name in datasets]
    return tuple(
        download(
            one,
            folder / descriptor.dataset,
            manners or Manners(),
            told={"publisher": descriptor.publisher, "licence": descriptor.licence, "page": descriptor.url},
            progress=progress,
        )
        for descriptor in wanted
        for one in descriptor.fetch
    )


def _fetchable(name: str, descriptors: Mapping[str, Descriptor]) -> Descriptor:
    descriptor = descriptors.get(name)
    offered = sorted(key for key, known in descriptors.items() if known.fetch)
    if descriptor is None:
        near = difflib.get_close_matches(name, offered, n=1)
        hint = f"Did you mean `{near[0]}`? " if near else ""
        raise NotFoundError(f"No source is called `{name}`.", repair=f"{hint}Sources to fetch: {', '.join(offered)}.")
    if not descriptor.fetch:
        raise NotFoundError(
            f"`{name}` has no address of a file.",
            repair=f"Download it by hand from {descriptor.url or 'its publisher'}.",
        )
    return descriptor
