"""Agreements, the promises in them, events and initiatives of a release, and how they hang together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sursur.observatory.tables import Row, Tables
from sursur.reference.dated import first_day, last_day

KINDS = ("instrument", "commitment", "event", "initiative")
Step = Callable[[str], Iterable[str]]
_WORD = re.compile(r"\w+")
_READ = ("title", "name", "text", "place", "symbol", "summary", "description", "organisers", "lead", "adopted_by",
         "by_whom", "kind", "instrument_id", "event_id", "initiative_id")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Participant:
    """A country in an initiative; years as precise as the source, empty where not known."""

    country: str
    since: str
    until: str

    def takes_part(self, year: int) -> bool:
        """On 31 December; without a year of entry, always."""
        since, until = first_day(self.since), last_day(self.until)
        return (since is None or since.year <= year) and (until is None or until.year > year)


@dataclass(frozen=True)
class Records:
    """All records by id. Dates are texts as precise as their source: a year, a month or a day."""

    instruments: Mapping[str, Row]
    commitments: Mapping[str, Row]
    events: Mapping[str, Row]
    initiatives: Mapping[str, Row]

    @classmethod
    def read(cls, tables: Tables) -> Records:
        return cls(*(_by_id(tables, kind) for kind in KINDS))

    def all_of(self, kind: str) -> Mapping[str, Row]:
        return dict(zip(KINDS, (self.instruments, self.commitments, self.events, self.initiatives), strict=True))[kind]

    @cached_property
    def _followers(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for name, row in self.instruments.items():
            for earlier in (row["follows"] or "").split():
                found.setdefault(earlier, []).append(name)
        return {name: tuple(names) for name, names in found.items()}

    def chain(self, instrument_id: str) -> tuple[Row, ...]:
        """What it follows and what follows it, back to the first and on to the last, in the order of adoption."""
        earlier = self._reached(instrument_id, lambda name: (self.instruments[name]["follows"] or "").split())
        later = self._reached(instrument_id, lambda name: self._followers.get(name, ()))
        names = (earlier | later | {instrument_id}) & self.instruments.keys()
        return tuple(sorted((self.instruments[name] for name in names), key=_adopted))

    def follows_directly(self, chain: tuple[Row, ...]) -> bool:
        """Whether each of a chain follows the one before it: then it is a line and no tree."""
        return all(one["instrument_id"] in (other["follows"] or "").split() for one, other in pairwise(chain))

    def _reached(self, start: str, step: Step) -> set[str]:
        reached: set[str] = set()
        waiting = [start]
        while waiting:
            for name in step(waiting.pop()):
                if name not in reached and name in self.instruments:
                    reached.add(name)
                    waiting.append(name)
        return reached

    def promises_of(self, instrument_id: str) -> tuple[Row, ...]:
        return tuple(row for row in self.commitments.values() if row["instrument_id"] == instrument_id)

    def events_of(self, instrument_id: str) -> tuple[Row, ...]:
        return tuple(row for row in self.events.values() if row["outcome_instrument_id"] == instrument_id)

    def initiatives_of(self, instrument_id: str) -> tuple[Row, ...]:
        return tuple(row for row in self.initiatives.values() if row["instrument_id"] == instrument_id)

    def agreed_by(self, party: str) -> tuple[Row, ...]:
        """Instruments that name a country or group among their parties, the latest first."""
        named = (row for row in self.instruments.values() if party in (row["parties"] or "").split())
        return tuple(sorted(named, key=_adopted, reverse=True))

    def led_by(self, party: str) -> tuple[Row, ...]:
        return tuple(row for row in self.initiatives.values() if party in (row["lead"] or "").split())

    def joined_by(self, country: str) -> tuple[tuple[Row, Participant], ...]:
        """Initiatives in which a country takes or took part, with its years."""
        return tuple(
            (row, participant)
            for row in self.initiatives.values()
            for participant in participants(row)
            if participant.country == country
        )

    def find(self, words: str, kind: str = "", translated: Callable[[str], str] = str) -> Iterator[tuple[str, Row]]:
        """Records that hold all the words, whatever accents and capitals; no words let every record through.

        `translated` gives their names in the reader's language.
        """
        wanted = set(words_of(words))
        for name in (kind,) if kind else KINDS:
            for row in self.all_of(name).values():
                texts = (translated(name_of(row)), *(row.get(column) or "" for column in _READ))
                if wanted <= set(words_of(" ".join(texts))):
                    yield name, row


def participants(initiative: Row) -> tuple[Participant, ...]:
    """`ITA:2019-03-23/2023-12`, `CHL:2018`, or the country alone where no year is known."""
    spans = (part.partition(":") for part in (initiative["participants"] or "").split())
    return tuple(
        Participant(country, since, until) for country, _, years in spans for since, _, until in (years.partition("/"),)
    )


def name_of(row: Row) -> str:
    """What a record is called, whatever its kind."""
    return str(row.get("title") or row.get("name") or row.get("text") or "")


def dated(row: Row) -> str:
    """The date that places a record in time, as its source gives it."""
    columns = ("adopted_text", "start_text", "started", "due")
    return next((str(row[column]) for column in columns if row.get(column)), "")


def words_of(text: str) -> list[str]:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return _WORD.findall(plain.casefold())


def _adopted(row: Row) -> tuple[str, str]:
    return row["adopted_text"] or "", row["instrument_id"]


def _by_id(tables: Tables, kind: str) -> dict[str, Row]:
    return {row[f"{kind}_id"]: row for row in tables.rows(f'FROM "{kind}" ORDER BY {kind}_id')}
