"""The filters of flows as options, and how their words become a query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer

from sursur.answers.asking import DIMENSIONS, FlowQuery, GroupAt, parse_group
from sursur.answers.naming import party_code
from sursur.answers.years import years_of
from sursur.errors import UsageError
from sursur.reference.codes import code_list

Many = list[str] | None

ProviderOption = Annotated[
    Many,
    typer.Option(
        "--provider", help="Country (name in any of seven languages, or code) or organisation id; repeatable."
    ),
]
RecipientOption = Annotated[Many, typer.Option("--recipient", help="Country (name or code); repeatable.")]
ProviderGroupOption = Annotated[
    str | None, typer.Option("--provider-group", help="Group, at the year of each flow, or at a date: brics@2015.")
]
RecipientGroupOption = Annotated[str | None, typer.Option("--recipient-group", help="Group, or group@date.")]
YearOption = Annotated[str | None, typer.Option("--year", help="2014, 2010-2014, 2010- or -2014.")]
SectorOption = Annotated[
    Many, typer.Option("--sector", help="DAC sector: 3 digits, or words of its name, such as health; repeatable.")
]
GoalOption = Annotated[Many, typer.Option("--goal", help="SDG, 1 to 17; repeatable.")]
FormOption = Annotated[
    Many, typer.Option("--form", help="south_south, triangular, multilateral, north_south, …; repeatable.")
]
InstrumentOption = Annotated[Many, typer.Option("--instrument", help="grant, loan, in_kind, …; repeatable.")]
SourceOption = Annotated[Many, typer.Option("--source", help="Data set, as `sursur sources` names it; repeatable.")]
FlowClassOption = Annotated[Many, typer.Option("--flow-class", help="The source's own class: oda_like, …; repeatable.")]
CrisisOption = Annotated[Many, typer.Option("--crisis", help="Crisis tag, such as covid-19; repeatable.")]
MeasureOption = Annotated[str, typer.Option("--measure", help="One measure of an aggregate, such as oda_net.")]
StageOption = Annotated[
    str, typer.Option("--stage", help="best (paid, else committed), disbursement, commitment, forward or any.")
]
SouthOption = Annotated[str, typer.Option("--south", help="Who is the South: g77_china, oda_recipients or non_dac.")]
PricesOption = Annotated[str, typer.Option("--prices", help="constant or current (US dollars), or reported.")]
AllOption = Annotated[
    bool, typer.Option("--all", help="Every telling, also where another source's is counted for the same money.")
]
ByOption = Annotated[str, typer.Option("--by", help=f"Separated by commas: {', '.join(DIMENSIONS)}.")]


def query_of(options: Mapping[str, Any]) -> FlowQuery:
    """The query that the options of `sursur flows` ask, by the names of its parameters."""
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
        listed = "; ".join(f"{entry.code} {entry.name}" for entry in code_list("SectorCategory"))
        raise UsageError(f"No sector is called {text!r}.", repair=f"Sectors: {listed}.")
    return found
