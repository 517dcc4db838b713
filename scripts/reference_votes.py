"""Rebuild `reference/data/votes/roll_calls.csv.gz` and `states.csv` from the roll calls of the UN General Assembly.

    python scripts/reference_votes.py [../shared/data]

One row per roll call; its `votes` hold one letter for every state of `states.csv`, in that order: `y` yes, `n` no,
`a` abstain, `-` none recorded (absent, not taking part, or not a member: the original does not tell which).
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sursur.reference.countries import load_countries

FOLDER = Path(__file__).resolve().parent.parent / "src/sursur/reference/data/votes"
LETTERS = {"yes": "y", "no": "n", "abstain": "a"}
NONE = "-"
COLUMNS = ("roll_call", "session", "year", "day", "important", "issues", "resolution", "votes")

COW_OF_THE_PAST = {
    "Federal Republic of Germany": "260",
    "German Democratic Republic": "265",
    "Czechoslovakia": "315",
    "Yugoslavia": "345",
    "Zanzibar": "511",
    "Yemen Arab Republic": "678",
    "Yemen People's Republic": "680",
}
"""States that the original names without an ISO code of today; its own numbers were those of the Correlates of War."""

FIRST_SESSION_WITH_DAYS = 59
"""Before it nearly every day of the month stands between 1 and 7: the original lost the days there."""

Votes = dict[str, dict[str, str]]
"""Roll call → state → letter."""


def main(originals: Path) -> None:
    folder = originals / "votes"
    calls = list(rows(folder / "un_roll_calls.csv.gz"))
    years = {call["rcid"]: int(call["date"][:4]) for call in calls}
    votes, unresolved = collect(folder / "un_votes.csv.gz", years)
    states = sorted({state for cast in votes.values() for state in cast})
    write_states(states)
    write_calls(calls, votes, states, issues_by_call(folder / "un_roll_call_issues.csv.gz"))
    print(f"{len(calls)} roll calls, {sum(map(len, votes.values()))} votes of {len(states)} states")
    for name, count in sorted(unresolved.items()):
        print(f"{name} is no country of ours: {count} votes left out")


def rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def collect(path: Path, years: dict[str, int]) -> tuple[Votes, Counter[str]]:
    votes: Votes = defaultdict(dict)
    unresolved: Counter[str] = Counter()
    for row in rows(path):
        call = str(int(float(row["rcid"])))
        state = state_of(row["country"], row["country_code"], years[call])
        if state is None:
            unresolved[row["country"]] += 1
        elif state in votes[call]:
            raise SystemExit(f"Roll call {call}: {state} votes twice. Decide which state {row['country']} means.")
        else:
            votes[call][state] = LETTERS[row["vote"]]
    return votes, unresolved


@cache
def state_of(name: str, iso2: str, year: int) -> str | None:
    """The state of that year, of today or of the past: `Russia` of 1970 is the Soviet Union.

    The original turned the numbers of the Correlates of War, which tell states by year, into names and codes of today;
    they are turned back first.
    """
    countries = load_countries()
    number = COW_OF_THE_PAST.get(name)
    if number is None:
        today = countries.resolve(iso2, "iso2").country
        number = countries[today].cow if today else None
    if not number:
        return None
    found = countries.resolve(number, "cow", year, on_historic="successor")
    return found.country or found.historic


def issues_by_call(path: Path) -> dict[str, str]:
    issues: dict[str, set[str]] = defaultdict(set)
    for row in rows(path):
        issues[row["rcid"]].add(row["short_name"])
    return {call: " ".join(sorted(names)) for call, names in issues.items()}


def write_states(states: list[str]) -> None:
    with (FOLDER / "states.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("state\n" + "".join(f"{state}\n" for state in states))


def write_calls(calls: list[dict[str, str]], votes: Votes, states: list[str], issues: dict[str, str]) -> None:
    lines = [",".join(COLUMNS)]
    for call in sorted(calls, key=lambda call: int(call["rcid"])):
        number, session = call["rcid"], int(float(call["session"]))
        day = call["date"] if session >= FIRST_SESSION_WITH_DAYS else ""
        cast = "".join(votes[number].get(state, NONE) for state in states)
        important = {"1": "yes", "0": "no"}.get(call["importantvote"], "")
        resolution = "".join(call["unres"].split()).replace(",", ";")
        fields = (number, session, call["date"][:4], day, important, issues.get(number, ""), resolution, cast)
        lines.append(",".join(map(str, fields)))
    text = "\n".join(lines) + "\n"
    (FOLDER / "roll_calls.csv.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
