"""Why a flow is what it is: its rule, reason, rate and the place in the file it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sursur.errors import NotFoundError
from sursur.model.source import Place
from sursur.release import Release
from sursur.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Explanation:
    """One flow with its source file, the other parts of the same reported row, and what the source had wrong there."""

    flow: dict[str, Any]
    source: dict[str, Any]
    parts: tuple[dict[str, Any], ...]
    linked: dict[str, Any] | None
    problems: tuple[dict[str, Any], ...]

    @property
    def place(self) -> Place:
        """Where in the file the reported row stands."""
        where = ("sheet", "row", "byte_offset", "identifier")
        return Place(**{name: self.flow[name] for name in where})


def explain(release: Release, flow_id: str) -> Explanation:
    """Everything behind one flow; NotFoundError when no flow (or more than one) begins with `flow_id`."""
    flow = _one_flow(release, flow_id)
    problem = release.table("problem")
    near = problem.filter(problem.source_id == flow["source_id"], problem.identifier == flow["identifier"])
    return Explanation(
        flow=flow,
        source=_first(release, "source", "source_id", flow["source_id"]) or {},
        parts=_parts(release, flow),
        linked=_first(release, "flow", "flow_id", flow["linked_flow_id"]),
        problems=tuple(release.rows(near.order_by("code", "column", "message").limit(50)).to_pylist()),
    )


def _one_flow(release: Release, beginning: str) -> dict[str, Any]:
    table = release.table("flow")
    found = release.rows(table.filter(table.flow_id.startswith(beginning)).order_by("flow_id").limit(2)).to_pylist()
    exact = [row for row in found if row["flow_id"] == beginning]
    rows: list[dict[str, Any]] = exact or found
    if len(rows) == 1:
        return rows[0]
    raise NotFoundError(
        Sentence("Several flows have an id that begins with '%(id)s'.", id=beginning)
        if rows
        else Sentence("No flow has the id '%(id)s'.", id=beginning),
        repair=Sentence("Flow ids stand in the rows of: sursur flows --rows."),
    )


def _parts(release: Release, flow: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """All flows of the same reported transaction, budget or figure: their amounts add up to the reported one.

    A flow's id is that of the reported row, and where that was divided, a colon and the share's recipient and sector.
    """
    reported = flow["flow_id"].partition(":")[0]
    table = release.table("flow")
    same = (table.flow_id == reported) | table.flow_id.startswith(f"{reported}:")
    return tuple(release.rows(table.filter(same).order_by("flow_id")).to_pylist())


def _first(release: Release, name: str, column: str, value: str | None) -> dict[str, Any] | None:
    if not value:
        return None
    table = release.table(name)
    rows: list[dict[str, Any]] = release.rows(table.filter(table[column] == value).limit(1)).to_pylist()
    return rows[0] if rows else None
