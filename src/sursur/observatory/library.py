"""One open release and what the pages need at hand: sums, names, sources and memberships."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from threading import Lock

from sursur.answers.offering import did_you_mean
from sursur.errors import NotFoundError, SursurError
from sursur.observatory.desk import Desk
from sursur.observatory.gap.kept import Needs
from sursur.observatory.mart import Mart
from sursur.observatory.records import Records
from sursur.observatory.tables import Row, Tables
from sursur.observatory.weights import Weights
from sursur.reference.countries import load_countries
from sursur.reference.groups import Group, load_groups
from sursur.reference.knowledge import initiative_organisations
from sursur.release import Release
from sursur.release.home import Home
from sursur.sentences import Sentence, joined


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set as its publisher describes it; several files of one set share a line."""

    name: str
    title: str
    publisher: str
    licence: str
    source_id: str
    files: int
    retrieved: date | None = None
    """The last day on which one of its files was fetched."""


class Library:
    """Opened once per process; everything in it is read-only."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.tables = Tables(release)
        self._marts: dict[str, Mart] = {}
        self._told: dict[str, tuple[str, ...]] = {}
        self._lock = Lock()

    @property
    def release_id(self) -> str:
        return self.release.release_id

    @cached_property
    def release_day(self) -> date | None:
        """When the release was first made current; None where its home does not tell."""
        folder = self.release.folder
        since = (one["current_since"] for one in Home(folder.parent.parent).history_entries()
                 if one["release"] == self.release_id and "current_since" in one)  # fmt: skip
        return next((date.fromisoformat(text[:10]) for text in since), None)

    @property
    def base_year(self) -> int:
        return int(self.release.manifest.options.get("base_year", 2022))

    def mart(self, south: str) -> Mart:
        """The sums under one definition of the South, made when they are first asked for."""
        if south in self._marts:
            return self._marts[south]
        with self._lock:
            if south not in self._marts:
                self._marts[south] = Mart(self.release, self.tables, south)
            return self._marts[south]

    def make_marts(self, souths: Sequence[str]) -> None:
        """Make the sums under each definition that the release holds; where it holds one not, readers are told so."""
        for south in souths:
            with suppress(SursurError):
                self.mart(south)

    @cached_property
    def desk(self) -> Desk:
        """Where measures are answered, for all pages and the API alike."""
        return Desk(self.release)

    @cached_property
    def needs(self) -> Needs:
        """Need against coverage of every country."""
        return Needs(self.desk)

    @cached_property
    def weights(self) -> Weights:
        """What the members of a group are together."""
        return Weights(self.release)

    @cached_property
    def flow_desk(self) -> Desk:
        """Where Explore asks the flows: it does not wait behind measures that take longer."""
        return Desk(self.release)

    @cached_property
    def years(self) -> tuple[int, int]:
        return self.mart("g77_china").years()

    @cached_property
    def sources(self) -> Mapping[str, Row]:
        """Every file of the release by its id, data set by data set."""
        rows = self.tables.rows("FROM source ORDER BY dataset, file_name")
        return {row["source_id"]: row for row in rows}

    @cached_property
    def datasets(self) -> Mapping[str, Dataset]:
        grouped: dict[str, list[Row]] = {}
        for row in self.sources.values():
            grouped.setdefault(row["dataset"], []).append(row)
        return {name: _dataset(name, rows) for name, rows in grouped.items()}

    @cached_property
    def organisation_names(self) -> Mapping[str, str]:
        return dict(self.tables.tuples("SELECT organisation_id, name FROM organisation WHERE name IS NOT NULL"))

    @cached_property
    def region_names(self) -> Mapping[str, str]:
        """What sources call the recipients that are no single country."""
        return dict(
            self.tables.tuples(
                "SELECT recipient_region, min(recipient_name) FROM flow WHERE recipient_country IS NULL "
                "AND recipient_region IS NOT NULL AND recipient_name IS NOT NULL GROUP BY ALL"
            )
        )

    @cached_property
    def memberships(self) -> tuple[Row, ...]:
        return tuple(self.tables.rows("FROM membership ORDER BY group_id, country, coalesce(from_text, ''), status"))

    @cached_property
    def organisations(self) -> Mapping[str, Row]:
        """International organisations whose flows the release holds, by id."""
        rows = self.tables.rows(
            "FROM organisation WHERE organisation_id IN (SELECT DISTINCT provider FROM flow "
            "WHERE provider_kind IN ('multilateral', 'multilateral_south_led')) ORDER BY organisation_id"
        )
        return {row["organisation_id"]: row for row in rows}

    @cached_property
    def records(self) -> Records:
        """Agreements, promises, events and initiatives."""
        return Records.read(self.tables)

    def told(self, column: str) -> tuple[str, ...]:
        """Every value that the flows have in a column of few values."""
        if column not in self._told:
            found = self.tables.tuples(f'SELECT DISTINCT "{column}" FROM flow WHERE "{column}" IS NOT NULL ORDER BY 1')  # noqa: S608
            self._told[column] = tuple(str(value) for (value,) in found)
        return self._told[column]

    @cached_property
    def problem_counts(self) -> Mapping[str, int]:
        return dict(self.tables.tuples("SELECT source_id, count(*) FROM problem GROUP BY ALL"))

    @cached_property
    def countries(self) -> frozenset[str]:
        return frozenset(country.iso3 for country in load_countries())

    def is_country(self, code: str) -> bool:
        return code in self.countries

    def group(self, group_id: str) -> Group:
        """Raises NotFoundError for a group that the release holds no membership of."""
        groups = load_groups()
        if group_id not in groups or not any(row["group_id"] == group_id for row in self.memberships):
            near = (known for known in groups.groups if group_id and known.startswith(group_id))
            raise NotFoundError(
                Sentence("There is no group '%(group)s'.", group=group_id),
                repair=joined(did_you_mean(near), Sentence("The list of groups names them all.")),
            )
        return groups[group_id]

    def standing(self, group_id: str, day: date) -> list[Row]:
        """Every status that a country has in a group on a day."""
        return [row for row in self.memberships if row["group_id"] == group_id and holds_on(row, day)]

    def members_today(self, group_id: str) -> frozenset[str]:
        rows = self.standing(group_id, datetime.now(tz=UTC).date())
        return frozenset(row["country"] for row in rows if row["status"] == "member")

    def warm(self) -> None:
        """Read what every page needs, so that the first reader does not wait."""
        _ = self.years, self.datasets, self.organisation_names, self.region_names, self.memberships
        _ = self.problem_counts, self.countries, load_groups(), self.organisations, self.records
        _ = initiative_organisations()
        self.weights.prepare(map(self.members_today, load_groups().groups), datetime.now(tz=UTC).year)


def holds_on(row: Row, day: date) -> bool:
    """A start that is not established holds from the beginning."""
    return (row["valid_from"] or date.min) <= day <= (row["valid_to"] or date.max)


def _dataset(name: str, rows: list[Row]) -> Dataset:
    one = len(rows) == 1
    publishers = sorted({row["publisher"] for row in rows if row["publisher"]})
    licences = sorted({row["licence"] for row in rows if row["licence"]})
    title = rows[0]["title"] if one or len({row["title"] for row in rows}) == 1 else name
    return Dataset(
        name=name,
        title=title or name,
        publisher=", ".join(publishers[:3]) + (" …" if len(publishers) > 3 else ""),
        licence=", ".join(licences[:3]) + (" …" if len(licences) > 3 else ""),
        source_id=rows[0]["source_id"] if one else "",
        files=len(rows),
        retrieved=max((row["retrieved_at"].date() for row in rows if row.get("retrieved_at")), default=None),
    )
