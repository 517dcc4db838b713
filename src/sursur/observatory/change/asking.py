"""What a reader asks to change of a group, from the address to the words of the measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from sursur.errors import SursurError
from sursur.observatory.desk import require
from sursur.observatory.measured import framed
from sursur.observatory.shelf import Found
from sursur.observatory.view import View
from sursur.reference.groups import Group

MOST_LETTERS = 2000


@dataclass(frozen=True, slots=True)
class Change:
    """Names or codes as they were written, separated by commas; no day is the newest one known."""

    group_id: str
    add: str
    drop: str
    day: date | None

    @property
    def words(self) -> dict[str, str]:
        """As the measure `scenario` takes them."""
        at = self.day.isoformat() if self.day else ""
        return {"group": self.group_id, "add": self.add, "drop": self.drop, "at": at}

    @property
    def is_change(self) -> bool:
        return bool(self.add or self.drop)

    def address(self, view: View, add: str) -> str:
        """The page with one country more."""
        pairs = {"add": ",".join(filter(None, (self.add, add))), "drop": self.drop, "at": self.words["at"]}
        query = urlencode([*((name, text) for name, text in pairs.items() if text), *view.asked.carried()])
        return f"/{view.asked.language}/group/{self.group_id}/what-if?{query}"


def asked_change(group: Group, words: Mapping[str, tuple[str, ...]], day: date | None) -> Change:
    """Several fields of one name are one list."""
    add, drop = (",".join(words.get(name, ()))[:MOST_LETTERS] for name in ("add", "drop"))
    return Change(group.group_id, add, drop, day)


def trouble_of(view: View, change: Change) -> SursurError | None:
    """Why a change cannot be meant."""
    return view.library.desk.trouble("scenario", change.words | framed(view, "scenario"))


def changed_of(view: View, change: Change) -> Found:
    """The answer of the measure to a change that has no trouble."""
    return require(view.library.desk.measured("scenario", change.words | framed(view, "scenario")), "table")


def read_words(pairs: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The fields `add` and `drop` of a query string, each as often as it stands there, without empty ones."""
    return {
        name: tuple(text.strip() for key, text in pairs if key == name and text.strip()) for name in ("add", "drop")
    }
