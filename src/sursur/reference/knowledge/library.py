"""The knowledge of the package, loaded once, and as tables of a release."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from sursur.errors import NotFoundError
from sursur.model.tables import COMMITMENT, EVENT, INITIATIVE, INSTRUMENT
from sursur.reference.countries import load_countries
from sursur.reference.dated import exact_day, first_day, last_day
from sursur.reference.groups import load_groups
from sursur.reference.knowledge.records import CONFIRMED, STATUS_IN_WORDS, Knowledge, Participant, Row, read_knowledge
from sursur.reference.packaged import folder
from sursur.tabular import arrow_table

FOLDER = folder("knowledge")


@cache
def load_knowledge() -> Knowledge:
    """The knowledge of the package. Raises ReferenceDataError where its tables break their rules."""
    parties = {country.iso3 for country in load_countries()} | set(load_groups().groups)
    return read_knowledge(FOLDER, parties.__contains__)


def participants(initiative_id: str, at: int | None = None) -> tuple[Participant, ...]:
    """Countries that take part in an initiative, or that did on 31 December of a year.

    Without a year of entry a country counts in every year. Raises NotFoundError for an unknown initiative.
    """
    knowledge = load_knowledge()
    if initiative_id not in knowledge.initiatives:
        raise NotFoundError(
            f"There is no initiative '{initiative_id}'.", repair=f"Known: {', '.join(knowledge.initiatives)}."
        )
    own = (each for each in knowledge.participants if each.initiative_id == initiative_id)
    return tuple(each for each in own if at is None or _takes_part(each, at))


def instrument_table() -> pa.Table:
    return arrow_table(
        INSTRUMENT,
        (
            {**_with_confirmation(row), "adopted": exact_day(row["adopted"]), "adopted_text": row["adopted"]}
            for row in load_knowledge().instruments.values()
        ),
    )


def commitment_table() -> pa.Table:
    return arrow_table(COMMITMENT, map(_with_confirmation, load_knowledge().commitments.values()))


def event_table() -> pa.Table:
    return arrow_table(EVENT, map(_event, load_knowledge().events.values()))


def initiative_table() -> pa.Table:
    return arrow_table(INITIATIVE, map(_initiative, load_knowledge().initiatives.values()))


def _with_confirmation(row: Row) -> dict[str, object]:
    return {**row, "confirmed": CONFIRMED[row["status"]], "status": STATUS_IN_WORDS[row["status"]]}


def _event(row: Row) -> dict[str, object]:
    days = {"starts": exact_day(row["start"]), "ends": exact_day(row["end"])}
    texts = {"start_text": row["start"], "end_text": row["end"]}
    rest = {name: value for name, value in _with_confirmation(row).items() if name not in {"start", "end"}}
    return {**rest, **days, **texts}


def _initiative(row: Row) -> dict[str, object]:
    rest = {name: value for name, value in _with_confirmation(row).items() if not name.startswith("participants_")}
    counted = [row["participants_number"], row["participants_list_at"] and f"list: {row['participants_list_at']}"]
    told = "; ".join(text for text in counted if text)
    note = " ".join(text for text in (row["note"], told and f"Participants by the source: {told}.") if text)
    listed = " ".join(_span(each) for each in participants(row["initiative_id"]))
    return {**rest, "participants": listed, "note": note}


def _span(participant: Participant) -> str:
    """`ITA:2019-03-23/2023-12`, `CHL:2018`, or the country alone where no year is known."""
    until = f"/{participant.until}" if participant.until else ""
    return f"{participant.country}:{participant.since}{until}" if participant.since or until else participant.country


def _takes_part(participant: Participant, year: int) -> bool:
    since, until = first_day(participant.since), last_day(participant.until)
    return (since is None or since.year <= year) and (until is None or until.year > year)
