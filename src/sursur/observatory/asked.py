"""What a reader asks for, read from the address and written back into it: every view has an address of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from sursur.answers.offering import offered
from sursur.errors import UsageError
from sursur.observatory.mart import STAGES
from sursur.observatory.words import SHOWN_FORMS, SOUTHERN_FORMS
from sursur.reference.needs import need_called, need_ids, need_words
from sursur.sentences import Sentence

VIEWS = ("received", "given", "flows")
PRICES = ("constant", "current")
SOUTHS = ("g77_china", "oda_recipients", "non_dac")
KINDS = ("", "instrument", "commitment", "event", "initiative")
SUBJECTS = ("/country/", "/group/", "/provider/", "/pair/", "/sector/", "/goal/", "/crisis/", "/gaps")
AMONG = ("south", "world")
ANSWERING = ("answering", "all")
MOST_LETTERS = 100
EARLIEST, LATEST = 1900, 2100


@dataclass(frozen=True, slots=True)
class Asked:
    """The view of a page. Values that are the page's own choice are None and stay out of addresses."""

    language: str
    path: str
    """Without the language: `/`, `/country/KEN`."""
    year_from: int | None = None
    year_to: int | None = None
    forms: tuple[str, ...] = ()
    """Shown forms (`sursur.observatory.words`); empty means the page's own choice."""
    prices: str = "constant"
    south: str = "g77_china"
    stage: str = "best"
    view: str = "received"
    south_up: bool = False
    at: date | None = None
    whole: str = ""
    """Name of the table that is shown to its last row."""
    words: str = ""
    """What is looked for among agreements, events and initiatives."""
    kind: str = ""
    """Which kind of record is looked for."""
    party: str = ""
    """Whose records are looked for: a country or a group."""
    need: str = ""
    """Whose gap is looked at; empty is the page's own choice."""
    among: str = AMONG[0]
    """Which countries are compared."""
    flows: str = ANSWERING[0]
    """Which flows count as coverage: those known to answer the need, or all."""

    @property
    def own_forms(self) -> tuple[str, ...]:
        """What the page shows unasked: the South's own forms, and all of them where one country or group is the
        subject, because how much comes from the North is part of the answer.
        """
        return tuple(SHOWN_FORMS) if self.path.startswith(SUBJECTS) else SOUTHERN_FORMS

    @property
    def chosen_forms(self) -> tuple[str, ...]:
        return self.forms or self.own_forms

    def address(self, path: str | None = None, anchor: str = "", **changes: object) -> str:
        """The address of this view with changes; `path` leads to another page and keeps prices, South and `up`."""
        asked = replace(self, **changes)  # type: ignore[arg-type]
        pairs = asked.pairs() if path is None else asked.carried()
        return f"/{asked.language}{asked.path if path is None else path}" + _query(pairs) + (anchor and f"#{anchor}")

    def pairs(self) -> list[tuple[str, str]]:
        """Everything that the reader chose, as pairs of the query string in one order."""
        pairs = [("from", _text(self.year_from)), ("to", _text(self.year_to)), *(("form", form) for form in self.forms)]
        pairs += [("q", self.words), ("kind", self.kind), ("party", self.party)]
        pairs += [("need", self.need), ("among", self.among if self.among != AMONG[0] else "")]
        pairs += [("flows", self.flows if self.flows != ANSWERING[0] else "")]
        pairs += [("view", self.view if self.view != VIEWS[0] else ""), ("at", _text(self.at)), ("all", self.whole)]
        return [pair for pair in pairs if pair[1]] + self.carried()

    def carried(self) -> list[tuple[str, str]]:
        """The choices that go with the reader from page to page."""
        pairs = [
            ("prices", self.prices if self.prices != PRICES[0] else ""),
            ("south", self.south if self.south != SOUTHS[0] else ""),
            ("stage", self.stage if self.stage != STAGES[0] else ""),
            ("up", "south" if self.south_up else ""),
        ]
        return [pair for pair in pairs if pair[1]]

    def rows(self, **filters: object) -> str:
        """The address of the rows behind a figure of this view."""
        given = {"from": self.year_from, "to": self.year_to} | filters
        forms = filters.get("form", self.chosen_forms)
        pairs = [(name, _text(value)) for name, value in given.items() if name != "form" and value not in (None, "")]
        listed: Sequence[object] = forms if isinstance(forms, tuple | list) else [forms]
        pairs += [("form", _text(form)) for form in listed]
        return f"/{self.language}/flows" + _query([*pairs, *self.carried()])

    def toggled(self, form: str) -> str:
        """The address with one form switched on or off; the last one cannot be switched off."""
        chosen = set(self.chosen_forms) ^ {form}
        forms = tuple(name for name in SHOWN_FORMS if name in chosen) or self.chosen_forms
        return self.address(forms=() if forms == self.own_forms else forms)


def read_asked(language: str, path: str, query: Mapping[str, Sequence[str]]) -> Asked:
    """Read the query string. A value that cannot be meant raises UsageError with what can be written."""

    def first(name: str) -> str:
        return next((value.strip() for value in query.get(name, ()) if value.strip()), "")

    year_from, year_to = _year("from", first("from")), _year("to", first("to"))
    if year_from is not None and year_to is not None and year_from > year_to:
        year_from, year_to = year_to, year_from
    return Asked(
        language=language,
        path=path,
        year_from=year_from,
        year_to=year_to,
        forms=_forms(query.get("form", ())),
        prices=known_value("prices", first("prices"), PRICES),
        south=known_value("south", first("south"), SOUTHS),
        stage=known_value("stage", first("stage"), STAGES),
        view=known_value("view", first("view"), VIEWS),
        south_up=known_value("up", first("up"), ("north", "south")) == "south",
        at=_day(first("at")),
        whole=first("all"),
        words=first("q")[:MOST_LETTERS],
        kind=known_value("kind", first("kind"), KINDS),
        party=first("party")[:MOST_LETTERS],
        need=known_value("need", need_called(first("need")), ("", *need_ids()), dict(need_words())),
        among=known_value("among", first("among"), AMONG),
        flows=known_value("flows", first("flows"), ANSWERING),
    )


def _query(pairs: Sequence[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""


def _text(value: object) -> str:
    return "" if value is None else str(value)


def known_value(name: str, value: str, known: tuple[str, ...], other: Mapping[str, str] | None = None) -> str:
    """The value, or the first one known where it is empty; UsageError names those that can be written."""
    if value and value not in known:
        raise UsageError(
            Sentence("%(given)s is not known.", given=f"{name}={value}"),
            repair=offered(value, [one for one in known if one], other=other),
        )
    return value or known[0]


def _forms(values: Sequence[str]) -> tuple[str, ...]:
    chosen = {known_value("form", value, tuple(SHOWN_FORMS)) for value in values if value}
    return tuple(form for form in SHOWN_FORMS if form in chosen)


def _year(name: str, text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and EARLIEST <= int(text) <= LATEST):
        raise UsageError(
            Sentence("%(given)s is not a year.", given=f"{name}={text}"),
            repair=f"{name}=2010",
        )
    return int(text)


def _day(text: str) -> date | None:
    """A day (2024-01-31) or a year (2024, its last day)."""
    try:
        return date(int(text), 12, 31) if len(text) == len("2024") else date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(Sentence("%(given)s is not a date.", given=f"at={text}"), repair="at=2024-12-31") from None
