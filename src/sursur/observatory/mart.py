"""What the pages sum: flows counted once, added up by parties, year, form, stage and source, kept in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import ibis
import ibis.expr.types as ir

from sursur.answers.definitions import judge_once, own_definition, under_definition
from sursur.answers.offering import one_of
from sursur.errors import UsageError
from sursur.observatory.choosing import FOLDED, TOLD, Choice, Sum, fold
from sursur.observatory.tables import Row, Tables
from sursur.release import Release
from sursur.sentences import Sentence

DIMENSIONS = (
    "provider", "provider_country", "provider_kind", "recipient", "recipient_country", "year", "form", "stage",
    "dataset", "source_id", "layer", "count_rule",
)  # fmt: skip
FIELDS = ("sector", "instrument")
"""What flows are given for and as what: summed by one side alone, because few sources tell both."""
PURPOSES = ("sector", "sdg_goal", "crisis")
"""What a flow answers. Most sources tell none of it: what does is summed apart, by both sides."""
STATED = ("counted", "best_available")
STAGES = ("best", "disbursement", "commitment", "forward")
REMEMBERED = 256
"""Answers kept; a release never changes, so they stay true."""
ORGANISATIONS = ("multilateral", "multilateral_south_led")
VALUES = {"constant": "usd_constant", "current": "usd_current"}


class Mart:
    """The flows of one release under one definition of the South, row by row and summed."""

    def __init__(self, release: Release, tables: Tables, south: str) -> None:
        self._tables = tables
        self._rows, self._sums = f"rows_{south}", f"sums_{south}"
        self._fields = {side: f"{side}_fields_{south}" for side in ("provider", "recipient")}
        _define_rows(release, tables, self._rows, south)
        tables.keep(self._sums, _summed(self._rows, (*DIMENSIONS, *STATED)))
        for side, name in self._fields.items():
            by = (side, "year", "form", "stage", "dataset", *FIELDS, *STATED)
            tables.keep(name, _summed(self._rows, by, "WHERE counted"))
        self._purposes = f"purposes_{south}"
        told = " OR ".join(f"{name} IS NOT NULL" for name in PURPOSES)
        tables.keep(self._purposes, _summed(self._rows, (*DIMENSIONS, *PURPOSES, *STATED), f"WHERE {told}"))
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._asked)

    def sums(self, by: tuple[str, ...], choice: Choice, prices: str = "constant") -> tuple[Sum, ...]:
        """Add up what the choice lets through, largest first, ties in the order of the keys.

        Most of what a page asks about its parties differs in years, forms and sources alone: that is asked once in all
        detail and folded here.
        """
        if set(by) <= set(FOLDED) and not choice.instrument:
            whole = replace(choice, forms=(), year_from=None, year_to=None)
            return fold(self._remembered(FOLDED, whole, prices), by, choice)
        return self._remembered(by, choice, prices)

    def _asked(self, by: tuple[str, ...], choice: Choice, prices: str) -> tuple[Sum, ...]:
        unknown = [name for name in by if name not in (*DIMENSIONS, *FIELDS, *PURPOSES, *STATED)]
        if unknown:
            raise UsageError(
                Sentence("Flows cannot be summed by '%(dimension)s'.", dimension=unknown[0]),
                repair=one_of(DIMENSIONS),
            )
        where, values = _conditions(choice)
        keys = "".join(f"{name}, " for name in by)
        group = "GROUP BY ALL ORDER BY usd DESC NULLS LAST, " + ", ".join(by) if by else ""
        sql = (
            f"SELECT {keys}sum({VALUES[prices]}) AS usd, sum(flows)::BIGINT, sum(unvalued_{prices})::BIGINT, "  # noqa: S608 - names of ours
            f"min(year), max(year) FROM {self._table(by, choice)} {where} {group}"
        )
        found = self._tables.tuples(sql, values)
        return tuple(Sum(row[: len(by)], row[-5], row[-4] or 0, row[-3] or 0, row[-2], row[-1]) for row in found)

    def _table(self, by: tuple[str, ...], choice: Choice) -> str:
        """The smallest table that can answer. A goal or a crisis is asked of the flows that tell a purpose alone."""
        if choice.purposeful or {"sdg_goal", "crisis"} & set(by):
            with_instrument = choice.instrument or "instrument" in by
            return self._rows_as_sums() if with_instrument else self._purposes
        asked = {*by, *(name for name in FIELDS if getattr(choice, name))}
        if not asked & set(FIELDS):
            return self._sums
        if choice.providers is not None and choice.recipients is not None:
            return self._rows_as_sums()
        return self._fields["recipient" if choice.recipients is not None else "provider"]

    def _rows_as_sums(self) -> str:
        return (
            f"(SELECT *, 1 AS flows, (usd_constant IS NULL)::INT AS unvalued_constant, "  # noqa: S608 - names of ours
            f"(usd_current IS NULL)::INT AS unvalued_current FROM {self._rows})"
        )

    def total(self, choice: Choice, prices: str = "constant") -> Sum:
        return self.sums((), choice, prices)[0]

    def rows(self, choice: Choice, prices: str, columns: tuple[str, ...], page: tuple[int, int]) -> list[Row]:
        """Single flows, largest first; `page` is how many and after how many."""
        where, values = _conditions(choice)
        listed = ", ".join(f'"{column}"' for column in columns)
        sql = (
            f"SELECT {listed} FROM {self._rows} {where} "  # noqa: S608 - names of ours
            f"ORDER BY {VALUES[prices]} DESC NULLS LAST, flow_id LIMIT ? OFFSET ?"
        )
        return self._tables.rows(sql, [*values, *page])

    def months(self, choice: Choice, prices: str) -> tuple[Sum, ...]:
        """Sums by year, month and form of the dates that decide the year of a flow, the earliest first."""
        where, values = _conditions(choice)
        sql = (
            f"SELECT year(value_date), month(value_date), form, sum({VALUES[prices]}), count(*), "  # noqa: S608 - names of ours
            f"count(*) FILTER ({VALUES[prices]} IS NULL) FROM {self._rows} {where} GROUP BY ALL ORDER BY ALL"
        )
        found = self._tables.tuples(sql, values)
        return tuple(Sum(row[:3], row[3], row[4], row[5], row[0], row[0]) for row in found if row[0])

    def activities(self, choice: Choice, prices: str, most: int) -> list[Row]:
        """The activities that a choice lets through, largest first: what names them, their flows and their sum."""
        where, values = _conditions(choice)
        sql = (
            "SELECT identifier, min(title) AS title, min(provider) AS provider, "  # noqa: S608 - names of ours
            "count(DISTINCT recipient) AS recipients, min(recipient) AS recipient, min(year) AS first_year, "
            f"max(year) AS last_year, count(*) AS flows, sum({VALUES[prices]}) AS usd, min(dataset) AS dataset, "
            f"min(source_id) AS source_id, min(flow_id) AS flow_id FROM {self._rows} {where} "
            "AND activity_id IS NOT NULL GROUP BY identifier, activity_id "
            "ORDER BY usd DESC NULLS LAST, identifier, flow_id LIMIT ?"
        )
        return self._tables.rows(sql, [*values, most])

    def flows_with(self, column: str, value: str, read: tuple[str, ...] = ()) -> tuple[Row, ...]:
        """Whole flows, counted or not, that have a value in a column; or the columns named of them."""
        listed = ", ".join(f'"{name}"' for name in read) or "*"
        sql = f'SELECT {listed} FROM {self._rows} WHERE "{column}" = ? ORDER BY flow_id'  # noqa: S608 - names of ours
        return tuple(self._tables.rows(sql, [value]))

    def years(self) -> tuple[int, int]:
        """First and last year of the release; (0, 0) where it holds no flows."""
        found = self._tables.tuples(f"SELECT min(year), max(year) FROM {self._sums} WHERE counted")[0]  # noqa: S608 - names of ours
        return (found[0] or 0, found[1] or 0)


def _define_rows(release: Release, tables: Tables, view: str, south: str) -> None:
    flow = ibis.table(release.table("flow").schema(), name=_define_flows(release, tables, south))
    tables.define(view, str(release.connection.compile(with_parties(flow))))


def _define_flows(release: Release, tables: Tables, south: str) -> str:
    """Name of the flows under a definition: the release's own as they stand, others judged anew. Those stay beside the
    release; where nothing can be written their verdicts stay in memory.
    """
    if south == own_definition(release):
        return "flow"
    name, place = f"flow_{south}", judge_once(release, south)
    if place:
        tables.read(name, place)
        return name
    verdicts = under_definition(release, south).select("flow_id", "form", "form_rule", "form_reason")
    tables.keep_arrow(f"verdicts_{south}", release.rows(verdicts))
    anew = "verdict.form AS form, verdict.form_rule AS form_rule, verdict.form_reason AS form_reason"
    told = f"verdicts_{south} AS verdict USING (flow_id)"
    tables.define(name, f"SELECT flow.* REPLACE ({anew}) FROM flow JOIN {told}")  # noqa: S608 - names of ours
    return name


def with_parties(flow: ir.Table) -> ir.Table:
    """Name the parties as readers do: a country stands for its public bodies, an international body for itself."""
    organisation = flow.provider_kind.isin(ORGANISATIONS)
    named = ibis.coalesce(flow.provider_country, flow.provider, flow.provider_name)
    return flow.mutate(
        provider=organisation.ifelse(ibis.coalesce(flow.provider, flow.provider_name), named),
        provider_country=organisation.ifelse(ibis.null("string"), flow.provider_country),
        recipient=ibis.coalesce(flow.recipient_country, flow.recipient_region, flow.recipient, flow.recipient_name),
    )


def _summed(rows: str, by: tuple[str, ...], where: str = "") -> str:
    return (
        f"SELECT {', '.join(by)}, sum(usd_constant) AS usd_constant, sum(usd_current) AS usd_current, "  # noqa: S608 - names of ours
        "count(*) AS flows, count(*) FILTER (usd_constant IS NULL) AS unvalued_constant, "
        f"count(*) FILTER (usd_current IS NULL) AS unvalued_current FROM {rows} {where} GROUP BY ALL ORDER BY ALL"
    )


def _conditions(choice: Choice) -> tuple[str, list[Any]]:
    """SQL conditions and the values of their question marks."""
    parts = list(_filters(choice))
    counted = {TOLD: [], "best": ["counted", "best_available"]}.get(choice.stage, ["counted", "stage = ?"])
    conditions = [*counted, *(part for part, _ in parts)]
    where = "WHERE " + " AND ".join(conditions) if conditions else ""
    stage = [choice.stage] if "stage = ?" in counted else []
    return where, [*stage, *(value for _, value in parts)]


def _filters(choice: Choice) -> Iterable[tuple[str, Any]]:
    if choice.forms:
        yield "form IN (SELECT unnest(?))", list(choice.forms)
    if choice.year_from is not None:
        yield "year >= ?", choice.year_from
    if choice.year_to is not None:
        yield "year <= ?", choice.year_to
    if choice.providers is not None:
        yield "provider IN (SELECT unnest(?))", sorted(choice.providers)
    if choice.recipients is not None:
        yield "recipient IN (SELECT unnest(?))", sorted(choice.recipients)
    if choice.not_providers is not None:
        yield "coalesce(provider, '') NOT IN (SELECT unnest(?))", sorted(choice.not_providers)
    if choice.not_recipients is not None:
        yield "coalesce(recipient, '') NOT IN (SELECT unnest(?))", sorted(choice.not_recipients)
    for column, value in _exact(choice).items():
        if value is not None:
            yield f"{column} = ?", value


def _exact(choice: Choice) -> dict[str, str | None]:
    return {
        "sector": choice.sector,
        "instrument": choice.instrument,
        "sdg_goal": choice.goal,
        "crisis": choice.crisis,
    }
