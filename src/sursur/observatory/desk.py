"""Where the pages and the API have their measures answered: one question at a time, and each only once.

What is asked beforehand (`sursur.observatory.preparing`) stays on a shelf beside the release, for the next process.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import Literal

import ibis.expr.types as ir

from sursur.answers import FlowQuery, flows, notes, selected_flows, why_empty
from sursur.answers.measuring import Answer, asked_of, load_measure
from sursur.answers.offering import one_of
from sursur.errors import NotFoundError, SursurError
from sursur.observatory.shelf import Found, Shelf
from sursur.release import Release
from sursur.sentences import Sentence

Written = tuple[tuple[str, str], ...]
"""The choices of a reader by name, in the order of the alphabet."""
Part = Literal["table", "rows", "left_out"]
Known = tuple[Found | None] | None
"""An answer in a tuple, for it may be that there is none; None where nobody knows it."""
PARTS: tuple[Part, ...] = ("table", "rows", "left_out")
KEPT = 64
"""Answers that are remembered; the oldest leaves first."""
IN_HAND = 4
"""Measures whose parts are asked for one after the other: what they share is computed once."""
LONGEST = 200_000
"""Rows of an answer that are kept in memory; `told` says where there were more."""


class Desk:
    """One connection, so that questions wait for each other; as a release never changes, answers are kept. Nobody who
    asks what is known waits for who asks what is not.
    """

    def __init__(self, release: Release) -> None:
        self._release = release.apart()
        self._lock = Lock()
        self._memory = Lock()
        self._kept: OrderedDict[object, Found | None] = OrderedDict()
        self._in_hand: OrderedDict[object, Answer] = OrderedDict()
        self._shelf = Shelf(release)
        self._shelving = False

    @contextmanager
    def shelving(self) -> Iterator[bool]:
        """What is asked meanwhile stays for the next process; whether there is anything left to ask."""
        self._shelving = wanted = self._shelf.can_be_filled()
        try:
            yield wanted
        finally:
            self._shelving = False
        if wanted:
            self._shelf.complete()

    def measured(self, name: str, words: Mapping[str, str], part: Part = "table") -> Found | None:
        """One part of the answer of a measure; None where the measure has no such part."""
        written = _written(words)
        return self._once((name, written, part), lambda: self._computed(name, written, part))

    def check(self, name: str, words: Mapping[str, str]) -> None:
        """Raises what is wrong with a question, without answering it."""
        written = _written(words)
        if not self._known((name, written, "table")):
            with self._lock:
                self._answer(name, written)

    def trouble(self, name: str, words: Mapping[str, str]) -> SursurError | None:
        """The same for pages that tell it beside their form."""
        try:
            self.check(name, words)
        except SursurError as trouble:
            return trouble
        return None

    def rehearse(self, name: str, words: Mapping[str, str]) -> None:
        """Answer a question for nobody: what all questions of its kind share is kept for the first reader who asks."""
        written = _written(words)
        with self._lock:
            _ = self._answer(name, written).table

    @property
    def can_be_prepared(self) -> bool:
        """Whether `shelving` would find anything left to ask."""
        return self._shelf.can_be_filled()

    def flows(self, query: FlowQuery) -> Found:
        """Sums by the dimensions of a query, or the single flows where it names none."""
        found = self._once(query, lambda: self._flows(query))
        assert found is not None  # noqa: S101 - flows always have a table
        return found

    def look(self, key: object, question: Callable[[Release], ir.Table]) -> Found:
        """The rows of any question to the release, under a key that says what it is."""
        found = self._once(key, lambda: self._found(question(self._release), ()))
        assert found is not None  # noqa: S101 - a question always has a table
        return found

    def why_empty(self, query: FlowQuery) -> str:
        """What the same filters would find otherwise; not kept, for there is no end of questions without an answer."""
        with self._lock:
            return why_empty(self._release, query)

    def _computed(self, name: str, written: Written, part: Part) -> Found | None:
        answer = self._answer(name, written)
        table = getattr(answer, part)
        found = None if table is None else self._found(table, answer.notes)
        if self._shelving:
            self._shelf.put((name, written, part), found)
        return found

    def _answer(self, name: str, written: Written) -> Answer:
        """Expressions and what they share, which some measures compute before they can say them."""
        key = (name, written)
        if key not in self._in_hand:
            measure = load_measure(name)
            asked = asked_of(self._release, measure.parameters, dict(written))
            self._in_hand[key] = measure.compute(self._release, asked)
            if len(self._in_hand) > IN_HAND:
                self._in_hand.popitem(last=False)
        return self._in_hand[key]

    def _flows(self, query: FlowQuery) -> Found:
        table = flows(self._release, query) if query.group_by else selected_flows(self._release, query)
        ordered = table if query.group_by else table.order_by("flow_id")
        return self._found(ordered, notes(self._release, query))

    def _found(self, table: ir.Table, told: tuple[tuple[str, str], ...]) -> Found:
        rows = self._release.rows(table.limit(LONGEST + 1))
        return Found(rows.slice(0, LONGEST), told, cut=rows.num_rows > LONGEST)

    def _once(self, key: object, make: Callable[[], Found | None]) -> Found | None:
        known = self._known(key)
        if known is None:
            with self._lock:
                known = self._remembered(key) or self._remember(key, make())
        return known[0]

    def _known(self, key: object) -> Known:
        """What is remembered, else what stands on the shelf."""
        known = self._remembered(key)
        if known is None and (known := self._shelf.take(key)):
            self._remember(key, known[0])
        return known

    def _remembered(self, key: object) -> Known:
        with self._memory:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return (self._kept[key],)

    def _remember(self, key: object, found: Found | None) -> tuple[Found | None]:
        with self._memory:
            self._kept[key] = found
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return (found,)


def _written(words: Mapping[str, str]) -> Written:
    return tuple(sorted((key, text.strip()) for key, text in words.items() if text.strip()))


def require(found: Found | None, part: str) -> Found:
    if found is None:
        raise NotFoundError(
            Sentence("This measure has no part '%(part)s'.", part=part),
            repair=one_of(PARTS),
        )
    return found
