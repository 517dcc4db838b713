"""One reported activity with everything that its record says, and the other records that tell of the same one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sursur.errors import NotFoundError
from sursur.observatory.library import Library
from sursur.observatory.tables import Row
from sursur.sentences import Sentence

PARTS: Mapping[str, str] = {
    "narrative": "ordinal", "participant": "ordinal", "transaction": "date NULLS LAST, ordinal",
    "budget": "period_start NULLS LAST, kind, ordinal", "split": "dimension, transaction_id NULLS FIRST, ordinal",
    "tag": "kind, ordinal", "place": "ordinal", "result": "ordinal", "document": "ordinal", "related": "kind, ordinal",
    "detail": "ordinal",
}  # fmt: skip
"""Tables of an activity, with the order in which they are read."""
READ = (
    "flow_id", "year", "provider", "recipient", "stage", "form", "form_reason", "usd_constant", "usd_current",
    "counted", "count_rule", "count_reason",
)  # fmt: skip
"""Columns of its flows."""
MOST_ROWS = 2_000
MOST_PROBLEMS = 100
MOST_OTHERS = 20
SAME, DOUBTFUL, DIFFERENT = "same", "doubtful", "different"


@dataclass(frozen=True, slots=True)
class Telling:
    """Another record, and why it is taken for the same activity: `verdict` is same, doubtful or different."""

    activity: Row
    verdict: str
    method: str
    reason: str
    probability: float | None = None


@dataclass(frozen=True)
class Activity:
    library: Library
    record: Row
    flows: tuple[Row, ...]
    """Under the definition of the South that the reader chose."""

    @property
    def activity_id(self) -> str:
        return str(self.record["activity_id"])

    @cached_property
    def source(self) -> Row:
        return self.library.sources.get(self.record["source_id"], {})

    def rows(self, part: str) -> tuple[Row, ...]:
        """What the record says in one of `PARTS`, at most `MOST_ROWS`; transactions and budgets may be many."""
        sql = f'FROM "{part}" WHERE activity_id = ? ORDER BY {PARTS[part]} LIMIT {MOST_ROWS}'  # names of ours
        return tuple(self.library.tables.rows(sql, [self.activity_id]))

    @cached_property
    def problems(self) -> tuple[Row, ...]:
        if not self.record["identifier"]:
            return ()
        sql = 'FROM problem WHERE source_id = ? AND identifier = ? ORDER BY severity, code, "column", message LIMIT ?'
        given = [self.record["source_id"], self.record["identifier"], MOST_PROBLEMS]
        return tuple(self.library.tables.rows(sql, given))

    @cached_property
    def tellings(self) -> tuple[Telling, ...]:
        """Records with the same identifier, and those that linkage found, each once; what is the same comes first."""
        found = {one.activity["activity_id"]: one for one in (*self._same_identifier(), *self._linked())}
        order = (SAME, DOUBTFUL, DIFFERENT)
        rank = {verdict: place for place, verdict in enumerate(order)}
        ordered = sorted(found.items(), key=lambda each: (rank.get(each[1].verdict, len(order)), each[0]))
        return tuple(one for _, one in ordered)[:MOST_OTHERS]

    def _same_identifier(self) -> list[Telling]:
        """Identifiers of the standard begin with their organisation; bare numbers are a source's own, and name the
        same thing inside one data set alone.
        """
        identifier = self.record["identifier"]
        if not identifier:
            return []
        sql = (
            "SELECT activity.* FROM activity JOIN source USING (source_id) WHERE identifier = ? AND activity_id <> ? "
            "AND (dataset = ? OR (contains(identifier, '-') AND regexp_matches(identifier, '[A-Za-z]'))) "
            "ORDER BY activity_id LIMIT ?"
        )
        given = [identifier, self.activity_id, self.source.get("dataset"), MOST_OTHERS]
        return [Telling(row, SAME, "identifier", "") for row in self.library.tables.rows(sql, given)]

    def _linked(self) -> list[Telling]:
        """Releases made before records were linked have no such table."""
        if "link" not in self.library.release.manifest.tables:
            return []
        sql = (
            "SELECT CASE activity_id WHEN ? THEN other_activity_id ELSE activity_id END AS other, * FROM link "
            "WHERE ? IN (activity_id, other_activity_id) ORDER BY probability DESC NULLS LAST, other LIMIT ?"
        )
        links = self.library.tables.rows(sql, [self.activity_id, self.activity_id, MOST_OTHERS])
        records = self._records([link["other"] for link in links])
        return [_linked(records[link["other"]], link) for link in links if link["other"] in records]

    def _records(self, activity_ids: list[str]) -> dict[str, Row]:
        sql = "FROM activity WHERE activity_id IN (SELECT unnest(?))"
        return {row["activity_id"]: row for row in self.library.tables.rows(sql, [activity_ids])}


def _linked(record: Row, link: Row) -> Telling:
    told = (link.get("reason"), link.get("evidence"), link.get("basis"))
    reason = next((text for text in told if text), "")
    return Telling(record, link["verdict"] or DOUBTFUL, link["method"] or "", reason, link.get("probability"))


def read_activity(library: Library, activity_id: str, south: str) -> Activity:
    """Raises NotFoundError for an id that the release does not hold."""
    found = library.tables.rows("FROM activity WHERE activity_id = ? LIMIT 1", [activity_id])
    if not found:
        raise NotFoundError(
            Sentence("No activity has the id '%(id)s'.", id=activity_id[:60]),
            repair=Sentence("Search for it by its title or identifier."),
        )
    return Activity(library, found[0], library.mart(south).flows_with("activity_id", activity_id, READ))
