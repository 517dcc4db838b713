"""From the tables in `data/knowledge` to records, with every rule checked that the tables promise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from sursur.errors import ReferenceDataError
from sursur.reference.dated import first_day, last_day
from sursur.reference.packaged import read_table

Row = dict[str, str]

STATUS_IN_WORDS = {
    "confirmed": "confirmed by the page named",
    "main_fact": "main fact confirmed by the page named; what the note names is to be confirmed",
    "partly": "partly confirmed; the rest is to be confirmed",
    "unconfirmed": "to be confirmed; the page named is the place to look",
}
"""The statuses of a row in the tables, and what they mean."""

CONFIRMED = {"confirmed": "confirmed", "main_fact": "partly", "partly": "partly", "unconfirmed": "unconfirmed"}

_ADDRESS = re.compile(r"https?://[\w.\-]+(:\d+)?(/\S*)?(\?\S*)?")
_COUNTRY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Participant:
    """A country in an initiative. `since` and `until` are as precise as the source, empty where not known."""

    initiative_id: str
    country: str
    since: str
    until: str
    role: str
    source_url: str
    confirmed: str
    note: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All records by id, in the order of their tables, as text."""

    instruments: Mapping[str, Row]
    commitments: Mapping[str, Row]
    events: Mapping[str, Row]
    initiatives: Mapping[str, Row]
    participants: tuple[Participant, ...]


def read_knowledge(folder: Traversable, is_party: Callable[[str], bool]) -> Knowledge:
    """Read and check the five tables; `is_party` knows the codes of countries and groups.

    Raises ReferenceDataError, naming table, row and repair, for: an id that is empty or double, a reference to nothing,
    a date that is none or a span that ends before it begins, an unknown status, an address that is none, an unknown
    party.
    """
    knowledge = Knowledge(
        instruments=_records(folder, "instruments", "instrument_id"),
        commitments=_records(folder, "commitments", "commitment_id"),
        events=_records(folder, "events", "event_id"),
        initiatives=_records(folder, "initiatives", "initiative_id"),
        participants=_participants(folder),
    )
    _check_references(knowledge)
    _check_dates(knowledge)
    _check_parties(knowledge, is_party)
    return knowledge


def fault(table: str, record: str, what: str, repair: str) -> ReferenceDataError:
    return ReferenceDataError(f"knowledge/{table}.csv, {record}: {what}.", repair=repair)


def _records(folder: Traversable, table: str, key: str) -> dict[str, Row]:
    records: dict[str, Row] = {}
    for row in read_table(folder.joinpath(f"{table}.csv")):
        if not row[key] or row[key] in records:
            raise fault(table, row[key], "the id is empty or double", "Give every row an id of its own.")
        _check_provenance(table, row[key], row)
        records[row[key]] = row
    return records


def _participants(folder: Traversable) -> tuple[Participant, ...]:
    table = "initiative_participants"
    participants: dict[tuple[str, str, str], Participant] = {}
    for row in read_table(folder.joinpath(f"{table}.csv")):
        key = row["initiative_id"], row["iso3"], row["year"]
        if key in participants:
            raise fault(table, " ".join(key), "the row is double", "Keep one of the rows.")
        _check_provenance(table, " ".join(key), row)
        participants[key] = Participant(
            initiative_id=row["initiative_id"],
            country=row["iso3"],
            since=row["year"],
            until=row["left"],
            role=row["role"],
            source_url=row["source_url"],
            confirmed=CONFIRMED[row["status"]],
            note=row["note"],
        )
    return tuple(participants.values())


def _check_provenance(table: str, record: str, row: Row) -> None:
    if row["status"] not in STATUS_IN_WORDS:
        raise fault(table, record, f"the status is '{row['status']}'", f"Use one of {', '.join(STATUS_IN_WORDS)}.")
    for column in ("source_url", "scale_source_url"):
        if row.get(column) and not _ADDRESS.fullmatch(row[column]):
            raise fault(table, record, f"'{row[column]}' is no address", "Write the whole address of the page.")
    if not row["source_url"]:
        raise fault(table, record, "no source is named", "Name the page, or the page where it can be confirmed.")


def _check_references(knowledge: Knowledge) -> None:
    named = (
        ("instruments", "follows", knowledge.instruments),
        ("commitments", "instrument_id", knowledge.commitments),
        ("events", "outcome_instrument_id", knowledge.events),
        ("initiatives", "instrument_id", knowledge.initiatives),
    )
    for table, column, records in named:
        for record, row in records.items():
            for reference in row[column].split():
                if reference not in knowledge.instruments:
                    raise fault(
                        table, record, f"there is no instrument '{reference}'", "Correct it or add the instrument."
                    )
    for participant in knowledge.participants:
        if participant.initiative_id not in knowledge.initiatives:
            raise fault("initiative_participants", participant.country, "the initiative is unknown", "Correct its id.")


def _check_dates(knowledge: Knowledge) -> None:
    for table, record, begins, ends in _spans(knowledge):
        try:
            start, end = first_day(begins), last_day(ends)
        except ReferenceDataError as error:
            raise fault(table, record, error.message.rstrip("."), error.repair) from error
        if start and end and end < start:
            raise fault(table, record, f"ends ({ends}) before it begins ({begins})", "Correct one of the dates.")


def _spans(knowledge: Knowledge) -> Iterable[tuple[str, str, str, str]]:
    yield from (("instruments", key, row["adopted"], "") for key, row in knowledge.instruments.items())
    yield from (("commitments", key, row["due"], "") for key, row in knowledge.commitments.items())
    yield from (("events", key, row["start"], row["end"]) for key, row in knowledge.events.items())
    yield from (("initiatives", key, row["started"], row["ended"]) for key, row in knowledge.initiatives.items())
    for each in knowledge.participants:
        yield "initiative_participants", f"{each.initiative_id} {each.country}", each.since, each.until


def _check_parties(knowledge: Knowledge, is_party: Callable[[str], bool]) -> None:
    listed = (
        *(("instruments", key, row["parties"].split()) for key, row in knowledge.instruments.items()),
        *(("initiatives", key, row["lead"].split()) for key, row in knowledge.initiatives.items()),
        *(("initiative_participants", each.initiative_id, [each.country]) for each in knowledge.participants),
    )
    for table, record, parties in listed:
        unknown = [party for party in parties if not is_party(party)]
        if unknown:
            raise fault(
                table, record, f"'{unknown[0]}' is no country or group", "Use ISO 3166-1 alpha-3 or a group's id."
            )
    for record, row in knowledge.commitments.items():
        codes = [code for code in row["by_whom"].split() if _COUNTRY.fullmatch(code)]
        if not all(map(is_party, codes)):
            raise fault(
                "commitments", record, f"'{row['by_whom']}' names an unknown country", "Use ISO 3166-1 alpha-3."
            )
