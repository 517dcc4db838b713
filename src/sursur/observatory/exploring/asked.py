"""What a reader of Explore asks for: the filters of `sursur flows` by the same names, and how she wants to see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlencode

from sursur.answers.asking import DEFAULT_SOUTH, DIMENSIONS, FlowQuery
from sursur.answers.wording import query_of
from sursur.errors import UsageError
from sursur.observatory.asked import PRICES as PAGE_PRICES
from sursur.observatory.asked import SOUTHS, Asked, known_value
from sursur.observatory.mart import STAGES as MART_STAGES
from sursur.sentences import Sentence

FLOWS = "flow"
"""In place of a dimension of rows: the single flows."""
SHOWS = ("chart", "table")
SEVERAL = ("provider", "recipient", "form", "sector", "goal", "instrument", "source", "flow_class", "crisis")
PARTIES = ("provider", "recipient")
GROUPS = ("provider_group", "recipient_group")
SINGLE = {"measure": "", "stage": "best", "south": DEFAULT_SOUTH, "prices": "constant", "every": ""}
"""Filters of which there is one, and what they are unasked."""
OWN = (*SEVERAL, *GROUPS, "year", *SINGLE, "rows", "columns", "show", "cell", "page", "all")
"""Names in an address, in their order."""
FIELDS = ("from", "to", "provider_group_at", "recipient_group_at")
"""Names of fields that are parts of another: an address never keeps them."""
MOST_LETTERS, MOST_VALUES = 200, 60
LAST_PAGE = 100_000

Words = Mapping[str, tuple[str, ...]]


class Given(Protocol):
    """The query string of a request."""

    def getlist(self, key: str) -> list[str]: ...
    def keys(self) -> Iterable[str]: ...


@dataclass(frozen=True, slots=True)
class Explored:
    """What is asked, as it was written; `query` says whether it can be meant."""

    words: Words

    def first(self, name: str) -> str:
        return next(iter(self.words.get(name, ())), "")

    @property
    def rows(self) -> str:
        return self.first("rows") or "form"

    @property
    def columns(self) -> str:
        """Columns over years unless the reader chose the rows."""
        if self.rows == FLOWS:
            return ""
        return self.first("columns") or ("" if "rows" in self.words else "year")

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(name for name in (self.rows, self.columns) if name and name != FLOWS)

    @property
    def show(self) -> str:
        return self.first("show") or SHOWS[0]

    @property
    def whole(self) -> bool:
        return bool(self.first("all"))

    @property
    def cell(self) -> dict[str, str]:
        """Values of dimensions that the flows have, of one cell of a pivot."""
        return dict(text.partition(":")[::2] for text in self.words.get("cell", ()))

    @property
    def page(self) -> int:
        text = self.first("page") or "1"
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= LAST_PAGE):
            raise UsageError(Sentence("%(given)s is not a page.", given=f"page={text}"), repair="page=1")
        return int(text)

    def query(self) -> FlowQuery:
        """Raises UsageError or NotFoundError for words that cannot be meant, each with what can be written."""
        known_value("show", self.show, SHOWS)
        known_value("rows", self.rows, (*DIMENSIONS, FLOWS))
        known_value("columns", self.columns, ("", *DIMENSIONS))
        if self.columns == self.rows:
            raise UsageError(
                Sentence("Rows and columns are both '%(rows)s'.", rows=self.rows),
                repair=Sentence("Choose two different dimensions."),
            )
        single = {name: self.first(name) or unasked for name, unasked in SINGLE.items()}
        several = {name: list(self.words.get(name, ())) for name in SEVERAL}
        groups = {name: self.first(name) or None for name in GROUPS}
        options = {**single, **several, **groups, "year": self.first("year") or None}
        return query_of(options | {"every": bool(single["every"]), "by": ",".join(self.dimensions)})

    def pairs(self) -> list[tuple[str, str]]:
        """Everything that was asked, in one order."""
        return [(name, value) for name in OWN for value in self.words.get(name, ())]

    def changed(self, **changes: object) -> Explored:
        """The same with other values; None or an empty one takes a name away."""
        words = {**self.words, **{name: _values(value) for name, value in changes.items()}}
        return replace(self, words={name: values for name, values in words.items() if values})

    def address(self, language: str, ending: str = "", **changes: object) -> str:
        pairs = self.changed(**changes).pairs()
        return f"/{language}/explore{ending}" + (f"?{urlencode(pairs)}" if pairs else "")

    def behind(self, language: str, cell: Mapping[str, object]) -> str:
        """The address of the single flows of a cell."""
        told = tuple(f"{name}:{written(value)}" for name, value in {**self.cell, **cell}.items())
        return self.address(language, rows=FLOWS, columns=None, show=None, all=None, page=None, cell=told)


def written(value: object) -> str:
    """A value of a dimension as an address has it; nothing stands for what is not told."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def read_explored(given: Given) -> Explored:
    """Names that Explore does not know are passed over; parts of a field are put together."""
    words = {name: _told(given, name) for name in (*OWN, *FIELDS)}
    for name in PARTIES:
        words[name] = tuple(one.strip() for text in words[name] for one in text.split(";") if one.strip())
    for name in GROUPS:
        words[name] = _at(words[name], words.pop(f"{name}_at"))
    first, last = words.pop("from"), words.pop("to")
    words["year"] = words["year"] or _span(first, last)
    unasked = {name: (value,) for name, value in SINGLE.items()} | {"show": (SHOWS[0],), "page": ("1",)}
    return Explored({name: values for name, values in words.items() if values and values != unasked.get(name)})


def is_plain(given: Given) -> bool:
    """Whether an address stands as Explore writes it, without the empty fields of a form."""
    return all(name in OWN and all(given.getlist(name)) for name in given.keys())  # noqa: SIM118 - no mapping


def _told(given: Given, name: str) -> tuple[str, ...]:
    texts = [text.strip()[:MOST_LETTERS] for text in given.getlist(name)[:MOST_VALUES]]
    return tuple(dict.fromkeys(text for text in texts if text))


def _at(group: tuple[str, ...], day: tuple[str, ...]) -> tuple[str, ...]:
    return (f"{group[0]}@{day[0]}",) if group and day and "@" not in group[0] else group[:1]


def _span(first: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    if first and first == last:
        return first
    return (f"{''.join(first[:1])}-{''.join(last[:1])}",) if first or last else ()


def _values(value: object) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def carried(asked: Asked, explored: Explored) -> Asked:
    """What goes along from Explore to other pages: the choices that they know too."""
    known = {"south": SOUTHS, "stage": MART_STAGES, "prices": PAGE_PRICES}
    chosen = {name: explored.first(name) for name, values in known.items() if explored.first(name) in values}
    return replace(asked, **chosen)  # type: ignore[arg-type]
