"""Titles of the Sustainable Development Goals and their targets, in the languages that have a text.

The six UN languages are official; other languages are translations of others and say so (`official` is false). A
language without a text gives the English one and says that it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sursur.errors import NotFoundError, ReferenceDataError
from sursur.reference.packaged import read_rows

FALLBACK = "en"
GOALS = tuple(str(goal) for goal in range(1, 18))
TARGETS_OF_THE_AGENDA = 169


@dataclass(frozen=True, slots=True)
class SdgText:
    """A goal or target in a language. `language` is the one of the text, which may be the fallback."""

    code: str
    language: str
    short: str
    title: str
    official: bool
    source: str


def goal_text(goal: str, language: str) -> SdgText:
    """A goal, "1" to "17". Raises NotFoundError for any other."""
    return _text(_goals(), goal, language, "goal")


def target_text(target: str, language: str) -> SdgText:
    """A target such as "17.3" or "1.a". Raises NotFoundError for any other."""
    return _text(_targets(), target.lower(), language, "target")


def goal_of_target(target: str) -> str | None:
    """The goal that a target belongs to; None where there is no such target."""
    return target.partition(".")[0] if (target.lower(), FALLBACK) in _targets() else None


def target_codes() -> tuple[str, ...]:
    return tuple(code for code, language in _targets() if language == FALLBACK)


def languages() -> tuple[str, ...]:
    """Languages in which every goal has a title."""
    return tuple(sorted({language for _, language in _goals()}))


def _text(texts: Mapping[tuple[str, str], SdgText], code: str, language: str, what: str) -> SdgText:
    found = texts.get((code, language)) or texts.get((code, FALLBACK))
    if found is None:
        raise NotFoundError(f"There is no SDG {what} {code}.", repair="Goals are 1 to 17, targets such as 17.3 or 1.a.")
    return found


@cache
def _goals() -> Mapping[tuple[str, str], SdgText]:
    texts = _read("goals.csv", "goal")
    for language in {language for _, language in texts}:
        _check_count(language, sum(1 for _, other in texts if other == language), len(GOALS), "goals.csv")
    return texts


@cache
def _targets() -> Mapping[tuple[str, str], SdgText]:
    texts = _read("targets.csv", "target")
    for language in {language for _, language in texts}:
        count = sum(1 for _, other in texts if other == language)
        _check_count(language, count, TARGETS_OF_THE_AGENDA, "targets.csv")
    return texts


def _read(file: str, key: str) -> Mapping[tuple[str, str], SdgText]:
    texts: dict[tuple[str, str], SdgText] = {}
    for row in read_rows("sdg", file):
        place = (row[key], row["language"])
        if place in texts or not row["title"] or not row["source"]:
            raise ReferenceDataError(
                f"{file}: {row[key]} in {row['language']} stands twice, has no title or no source.",
                repair="One row per code and language, each with its title and source.",
            )
        texts[place] = SdgText(*place, row.get("short", ""), row["title"], row["official"] == "yes", row["source"])
    return texts


def _check_count(language: str, found: int, expected: int, file: str) -> None:
    if found != expected:
        raise ReferenceDataError(
            f"{file}: {found} texts in {language}, not {expected}.",
            repair="A language is listed when it is complete: add the missing texts or take the language out.",
        )
