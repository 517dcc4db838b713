"""What pages are made of: sections with a sentence, a picture, what is counted, a table, downloads and sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, overload

from markupsafe import Markup

CellKind = Literal["text", "says", "money", "count", "year", "share"]
Value = str | int | float | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is the machine's name in downloads (with its unit), `label` what the reader sees."""

    name: str
    label: str
    kind: CellKind = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` goes into downloads as it is; `text` is what the page shows; `href` leads behind it."""

    value: Value
    text: str | Markup
    href: str = ""
    note: str | Markup = ""
    """What stands quietly under the text."""


Row = tuple[Cell, ...]
Fact = tuple[Markup, str | Markup, str]
"""Label, text, address."""


class Rows(Sequence[Row]):
    """Rows that are put into words when somebody looks at them: a page shows ten of fifteen hundred."""

    def __init__(self, items: Sequence[Any], make: Callable[[Any], Row]) -> None:
        self._items = items
        self._make = make

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return Rows(self._items[place], self._make)
        return self._make(self._items[place])

    def __iter__(self) -> Iterator[Row]:
        return map(self._make, self._items)


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` is everything; the page shows `shown` of them and `rest` for the others unless the reader asks for all."""

    name: str
    caption: str | Markup
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    shown: int | None = None
    rest: Row | None = None
    whole_href: str = ""
    folded: bool = False
    """The picture already says the same: the table opens on demand."""

    @property
    def visible(self) -> Sequence[Row]:
        return self.rows if self.shown is None else self.rows[: self.shown]

    @property
    def hidden(self) -> int:
        return len(self.rows) - len(self.visible)


@dataclass(frozen=True, slots=True)
class Link:
    text: str | Markup
    href: str = ""
    current: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing among several, with what is known of it; `mark` says how sure it is."""

    title: str | Markup
    href: str = ""
    mark: str | Markup = ""
    facts: tuple[Fact, ...] = ()
    current: bool = False
    certain: bool = True
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    format: str
    href: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One data set behind a figure."""

    title: str
    publisher: str
    licence: str
    href: str
    years: str
    note: str = ""
    """What a short title leaves out."""
    retrieved: date | None = None
    """The last day on which one of its files was fetched, where that is known."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A form of cooperation that can be switched on or off, with what it sums to."""

    form: str
    name: str | Markup
    value: str | Markup
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One view of data, in the order in which it is read."""

    anchor: str
    heading: str | Markup
    sentences: tuple[Markup, ...] = ()
    picture: object = None
    picture_kind: str = ""
    choices: tuple[Choice, ...] = ()
    switches: tuple[tuple[Link, ...], ...] = ()
    notes: tuple[Markup, ...] = ()
    counted: tuple[Link, ...] = ()
    table: Table | None = None
    downloads: tuple[Download, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    empty: str | Markup = ""
    extra: dict[str, object] = field(default_factory=dict)
