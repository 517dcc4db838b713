"""What may be asked: a filter that names something unknown is told so, and an empty answer says why it is empty."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection

from sursur.answers.asking import FlowQuery
from sursur.errors import UsageError
from sursur.model.values import Form, Instrument
from sursur.reference.codes import code_list
from sursur.release import Release

LISTED = 60
"""More values than this are not listed in a message."""


def check_values(release: Release, query: FlowQuery) -> None:
    """Raise UsageError for a filter whose value neither the standard's list nor the release knows."""
    for field, what, known in _FILTERS:
        given = getattr(query, field)
        values = given if isinstance(given, tuple) else (given,) if given else ()
        if values:
            _check(what, values, known(release))


def _check(what: str, values: Collection[str], known: Collection[str]) -> None:
    for value in values:
        if value not in known:
            near = difflib.get_close_matches(value, known, n=1)
            hint = f"Did you mean {near[0]}? " if near else ""
            listed = f"Known: {', '.join(sorted(known, key=_numbers_first))}." if len(known) <= LISTED else ""
            raise UsageError(
                f"{value!r} is not a known {what}.", repair=(hint + listed).strip() or _ASK_FOR.format(what)
            )


_ASK_FOR = "See which ones there are with: sursur flows --by {}"


def _numbers_first(text: str) -> tuple[int, str]:
    return (int(text), "") if text.isdigit() else (1 << 30, text)


def _in_flows(column: str) -> Callable[[Release], set[str]]:
    def known(release: Release) -> set[str]:
        flow = release.table("flow")
        found = release.rows(flow.filter(flow[column].notnull()).select(column).distinct())
        return {str(value) for value in found[column].to_pylist()}

    return known


def _datasets(release: Release) -> set[str]:
    return {
        str(name) for name in release.rows(release.table("source").select("dataset").distinct())["dataset"].to_pylist()
    }


def _sectors(release: Release) -> set[str]:
    return {entry.code for entry in code_list("SectorCategory")} | _in_flows("sector")(release)


def _parties(release: Release) -> set[str]:
    countries = release.rows(release.table("country").select("country"))["country"].to_pylist()
    organisations = release.rows(release.table("organisation").select("organisation_id"))["organisation_id"].to_pylist()
    return {str(code) for code in (*countries, *organisations)}


_FILTERS: tuple[tuple[str, str, Callable[[Release], Collection[str]]], ...] = (
    ("providers", "provider", _parties),
    ("recipients", "recipient", _parties),
    ("sectors", "sector", _sectors),
    ("goals", "goal", lambda _release: [str(number) for number in range(1, 18)]),
    ("forms", "form", lambda _release: [str(form) for form in Form]),
    ("instruments", "instrument", lambda _release: [str(instrument) for instrument in Instrument]),
    ("sources", "source", _datasets),
    ("flow_classes", "flow class", _in_flows("flow_class")),
    ("crises", "crisis", _in_flows("crisis")),
    ("measure", "measure", _in_flows("measure")),
)
