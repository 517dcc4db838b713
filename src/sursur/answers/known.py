"""What may be asked: a filter that names something unknown is told so, and an empty answer says why it is empty."""

from __future__ import annotations

from collections.abc import Callable, Collection

from sursur.answers.asking import FlowQuery
from sursur.answers.offering import offered
from sursur.errors import UsageError
from sursur.model.values import Form, Instrument
from sursur.reference.codes import code_list
from sursur.release import Release
from sursur.sentences import Sentence


def check_values(release: Release, query: FlowQuery) -> None:
    """Raise UsageError for a filter whose value neither the standard's list nor the release knows."""
    for field, what, known in _FILTERS:
        given = getattr(query, field)
        values = given if isinstance(given, tuple) else (given,) if given else ()
        if values:
            _check(what, values, known(release))


def _check(what: Sentence, values: Collection[str], known: Collection[str]) -> None:
    for value in values:
        if value not in known:
            there_are = Sentence(
                "See which ones there are with: sursur flows --by %(dimension)s", dimension=what.replace(" ", "_")
            )
            raise UsageError(
                Sentence("'%(value)s' is not a known %(what)s.", value=value, what=what),
                repair=offered(value, sorted(known, key=_numbers_first), alike=0.6) or there_are,
            )


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


_FILTERS: tuple[tuple[str, Sentence, Callable[[Release], Collection[str]]], ...] = (
    ("providers", Sentence("provider"), _parties),
    ("recipients", Sentence("recipient"), _parties),
    ("sectors", Sentence("sector"), _sectors),
    ("goals", Sentence("goal"), lambda _release: [str(number) for number in range(1, 18)]),
    ("forms", Sentence("form"), lambda _release: [str(form) for form in Form]),
    ("instruments", Sentence("instrument"), lambda _release: [str(instrument) for instrument in Instrument]),
    ("sources", Sentence("source"), _datasets),
    ("flow_classes", Sentence("flow class"), _in_flows("flow_class")),
    ("crises", Sentence("crisis"), _in_flows("crisis")),
    ("measure", Sentence("measure"), _in_flows("measure")),
)
