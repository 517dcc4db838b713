"""A page whose figures take a while arrives in parts: its title, its question and its form before they are computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, count, islice
from typing import TypeVar, overload

PAUSE = "\f"
"""Where a template lets go of what it has: no page says this sign."""
Part = TypeVar("Part")


class Later(Sequence[Part]):
    """Parts of a page that are made when they are read, one after the other and each once."""

    def __init__(self, *makers: Callable[[], Iterable[Part]]) -> None:
        self._made: list[Part] = []
        self._coming = chain.from_iterable(make() for make in makers)

    def __iter__(self) -> Iterator[Part]:
        """Several may read at once: each goes on where it was, among what is made and then among what is coming."""
        for place in count():
            if place == len(self._made):
                self._made.extend(islice(self._coming, 1))
            if place == len(self._made):
                return
            yield self._made[place]

    def __len__(self) -> int:
        return len(self._whole())

    @overload
    def __getitem__(self, place: int) -> Part: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Part]: ...
    def __getitem__(self, place: int | slice) -> Part | Sequence[Part]:
        return self._whole()[place]

    def _whole(self) -> list[Part]:
        self._made.extend(self._coming)
        return self._made


def in_parts(pieces: Iterable[str]) -> Iterator[str]:
    """The text of a template, let go at each pause and at the end."""
    waiting: list[str] = []
    for piece in pieces:
        first, *others = piece.split(PAUSE)
        waiting.append(first)
        for other in others:
            yield "".join(waiting)
            waiting = [other]
    yield "".join(waiting)
