"""The problems of one file, each kind told a bounded number of times."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sursur.model.source import WHOLE_FILE, Place, Problem, Severity
from sursur.sentences import Sentence, phrase

NOTHING = phrase("Nothing needs to be done.")
TOLD_EACH = 100
"""Problems of one code and column that are told one by one; the rest are told as a number: memory stays flat."""


@dataclass
class Report:
    """Collects problems; `drain` gives those of the last chunk, `close` adds how many more there were."""

    source_id: str
    told: Counter[tuple[str, str]] = field(default_factory=Counter)
    waiting: list[Problem] = field(default_factory=list)
    severities: dict[tuple[str, str], Severity] = field(default_factory=dict)

    def add(self, severity: Severity, code: str, message: str, repair: str, place: Place = WHOLE_FILE) -> None:
        key = (code, place.column or "")
        self.told[key] += 1
        self.severities[key] = severity
        if self.told[key] <= TOLD_EACH:
            self.waiting.append(Problem(self.source_id, place, severity, code, message, repair))

    def error(self, code: str, message: str, repair: str, place: Place = WHOLE_FILE) -> None:
        self.add(Severity.ERROR, code, message, repair, place)

    def warn(self, code: str, message: str, repair: str, place: Place = WHOLE_FILE) -> None:
        self.add(Severity.WARNING, code, message, repair, place)

    def note(self, code: str, message: str, repair: str = NOTHING, place: Place = WHOLE_FILE) -> None:
        self.add(Severity.NOTE, code, message, repair, place)

    def drain(self) -> tuple[Problem, ...]:
        drained, self.waiting = tuple(self.waiting), []
        return drained

    def close(self) -> None:
        for (code, column), count in sorted(self.told.items()):
            if count > TOLD_EACH:
                self.waiting.append(
                    Problem(
                        self.source_id,
                        Place(column=column or None),
                        self.severities[code, column],
                        code,
                        Sentence(
                            "%(count)s more of the same kind are not listed one by one (%(all)s in all).",
                            count=count - TOLD_EACH,
                            all=count,
                        ),
                        Sentence("Repair the first ones; the same repair usually serves for all."),
                    )
                )
