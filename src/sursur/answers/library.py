"""Sursur as a library: `sursur.open_release().flows(...)` gives an Ibis table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import ibis.expr.types as ir

from sursur.answers.asking import FlowQuery, GroupAt, parse_group
from sursur.answers.explaining import Explanation, explain
from sursur.answers.flows import flows, selected_flows
from sursur.answers.measuring import Answer, asked_of, load_measure
from sursur.answers.profiles import CountryProfile, GroupProfile, World, country_profile, group_profile, world
from sursur.release import Release
from sursur.release import open_release as open_folder

DEFAULT_HOME = Path("sursur-home")


@dataclass(frozen=True, slots=True)
class Library:
    """A release and the questions that can be put to it. Filters are the fields of `FlowQuery`."""

    release: Release

    def table(self, name: str) -> ir.Table:
        """Any table of the release (see docs/tables.md)."""
        return self.release.table(name)

    def flows(self, *group_by: str, **filters: Any) -> ir.Table:  # noqa: ANN401 - checked by FlowQuery
        """Sums by the given dimensions, or, without any, the single flows.

        >>> open_release().flows("provider", "year", recipients="KEN", year_from=2010)  # doctest: +SKIP
        """
        query = FlowQuery(**_normal(filters), group_by=group_by)
        return flows(self.release, query) if group_by else selected_flows(self.release, query)

    def country(self, code: str, **filters: Any) -> CountryProfile:  # noqa: ANN401
        return country_profile(self.release, code, FlowQuery(**_normal(filters)))

    def group(self, group_id: str, day: date, **filters: Any) -> GroupProfile:  # noqa: ANN401
        return group_profile(self.release, group_id, day, FlowQuery(**_normal(filters)))

    def world(self, **filters: Any) -> World:  # noqa: ANN401
        return world(self.release, FlowQuery(**_normal(filters)))

    def measure(self, name: str, **words: str) -> Answer:
        """Any measure (see docs/measures.md) by its name, its parameters written as on the command line.

        >>> open_release().measure("need", indicator="poverty_300", years="2015").table  # doctest: +SKIP
        """
        found = load_measure(name)
        return found.compute(self.release, asked_of(self.release, found.parameters, words))

    def explain(self, flow_id: str) -> Explanation:
        return explain(self.release, flow_id)


def open_release(home: Path | str = DEFAULT_HOME, release_id: str | None = None) -> Library:
    """Open the current release of a home folder, or the one whose id begins with `release_id`."""
    return Library(open_folder(Path(home), release_id))


def _normal(filters: dict[str, Any]) -> dict[str, Any]:
    """A single text stands for a filter of one value; groups may be written as `brics@2015`."""
    return {name: _value(name, value) for name, value in filters.items()}


def _value(name: str, value: Any) -> Any:  # noqa: ANN401
    if name.endswith("_group") and isinstance(value, str):
        return parse_group(value)
    if isinstance(value, str) and name not in ("measure", "stage", "south", "prices"):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


__all__ = ["GroupAt", "Library", "open_release"]
