"""The filters of flows as people write them, and how their words become a query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sursur.answers.asking import FlowQuery, GroupAt, parse_group
from sursur.answers.naming import party_code
from sursur.answers.years import years_of
from sursur.errors import UsageError
from sursur.reference.codes import code_list
from sursur.sentences import Sentence, Several

Many = list[str] | None


def query_of(options: Mapping[str, Any]) -> FlowQuery:
    """The query that the options of `sursur flows`, or the parameters of the API, ask by their names."""
    first, last = years_of(options["year"])
    return FlowQuery(
        providers=tuple(map(party_code, options["provider"] or ())),
        recipients=tuple(map(party_code, options["recipient"] or ())),
        provider_group=_group_of(options["provider_group"]),
        recipient_group=_group_of(options["recipient_group"]),
        year_from=first,
        year_to=last,
        sectors=sectors_of(options["sector"]),
        goals=tuple(options["goal"] or ()),
        forms=words_of(options["form"]),
        instruments=words_of(options["instrument"]),
        sources=tuple(options["source"] or ()),
        flow_classes=words_of(options["flow_class"]),
        crises=tuple(options["crisis"] or ()),
        measure=options["measure"],
        stage=options["stage"],
        south=options["south"],
        prices=options["prices"],
        counted=not options["every"],
        group_by=dimensions_of(options["by"]),
    )


def _group_of(text: str | None) -> GroupAt | None:
    return parse_group(text) if text else None


def words_of(values: Many) -> tuple[str, ...]:
    """Values of a closed list as we write them: `South-South` is `south_south`."""
    return tuple(value.strip().lower().replace("-", "_").replace(" ", "_") for value in values or ())


def dimensions_of(by: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip().lower() for name in by.split(",") if name.strip()))


def sectors_of(values: Many) -> tuple[str, ...]:
    """Three-digit codes; words stand for every sector whose English or French name holds them all."""
    return tuple(code for value in values or () for code in _sectors_called(value.strip()))


def _sectors_called(text: str) -> Iterable[str]:
    if text.isdigit():
        return (text,)
    words = text.casefold().split()
    named = {
        entry.code: " ".join([entry.name, *entry.names.values()]).casefold() for entry in code_list("SectorCategory")
    }
    found = [code for code, names in named.items() if words and all(word in names for word in words)]
    if not found:
        listed = Several((f"{entry.code} {entry.name}" for entry in code_list("SectorCategory")), "; ")
        raise UsageError(
            Sentence("No sector is called '%(text)s'.", text=text),
            repair=Sentence("Sectors: %(listed)s.", listed=listed),
        )
    return found
