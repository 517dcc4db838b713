"""Commands that ask a release: flows, country, group, explain, sources, problems."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from sursur.answers import DIMENSIONS, FlowQuery, country_profile, explain, group_profile, notes, parse_group
from sursur.answers import flows as ask_flows
from sursur.answers.files import problem_counts, problem_rows, source_rows
from sursur.answers.flows import selected_flows
from sursur.cli.opening import country_code, open_current, party_code
from sursur.cli.showing import (
    HomeOption,
    JsonOption,
    LimitOption,
    OutOption,
    ReleaseOption,
    Showing,
    print_pairs,
    rows_table,
    show,
)
from sursur.errors import UsageError
from sursur.publish.download import Download

Many = list[str] | None
DEFAULT_BY = "year,form"


def flows(
    provider: Annotated[
        Many, typer.Option("--provider", help="Country (name or code) or organisation id; repeatable.")
    ] = None,
    recipient: Annotated[Many, typer.Option("--recipient", help="Country (name or code); repeatable.")] = None,
    provider_group: Annotated[
        str | None, typer.Option("--provider-group", help="Group, or group@date: brics@2015.")
    ] = None,
    recipient_group: Annotated[str | None, typer.Option("--recipient-group", help="Group, or group@date.")] = None,
    year: Annotated[str | None, typer.Option("--year", help="One year, or a span: 2010-2014.")] = None,
    sector: Annotated[Many, typer.Option("--sector", help="DAC sector, 3 digits; repeatable.")] = None,
    goal: Annotated[Many, typer.Option("--goal", help="SDG, 1 to 17; repeatable.")] = None,
    form: Annotated[Many, typer.Option("--form", help="south_south, triangular, …; repeatable.")] = None,
    instrument: Annotated[Many, typer.Option("--instrument", help="grant, loan, …; repeatable.")] = None,
    source: Annotated[
        Many, typer.Option("--source", help="Data set, as `sursur sources` names it; repeatable.")
    ] = None,
    flow_class: Annotated[Many, typer.Option("--flow-class", help="The source's own class; repeatable.")] = None,
    crisis: Annotated[Many, typer.Option("--crisis", help="Crisis tag, such as covid-19; repeatable.")] = None,
    measure: Annotated[str, typer.Option("--measure", help="Measure of an aggregate, such as oda_net.")] = "",
    stage: Annotated[str, typer.Option("--stage", help="best, disbursement, commitment, forward or any.")] = "best",
    south: Annotated[str, typer.Option("--south", help="g77_china, oda_recipients or non_dac.")] = "g77_china",
    prices: Annotated[str, typer.Option("--prices", help="constant, current or reported.")] = "constant",
    every_report: Annotated[bool, typer.Option("--all", help="Every report, also those not counted.")] = False,
    by: Annotated[
        str, typer.Option("--by", help=f"Group by, separated by commas: {', '.join(DIMENSIONS)}.")
    ] = DEFAULT_BY,
    rows: Annotated[bool, typer.Option("--rows", help="The single flows instead of sums.")] = False,
    out: OutOption = None,
    limit: LimitOption = 50,
    home: HomeOption = None,
    release: ReleaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Who gave what to whom, when: filter and group the flows, each counted once."""
    opened = open_current(home, release)
    first, last = _years(year)
    query = FlowQuery(
        providers=tuple(map(party_code, provider or ())),
        recipients=tuple(map(party_code, recipient or ())),
        provider_group=parse_group(provider_group) if provider_group else None,
        recipient_group=parse_group(recipient_group) if recipient_group else None,
        year_from=first,
        year_to=last,
        sectors=tuple(sector or ()),
        goals=tuple(goal or ()),
        forms=tuple(form or ()),
        instruments=tuple(instrument or ()),
        sources=tuple(source or ()),
        flow_classes=tuple(flow_class or ()),
        crises=tuple(crisis or ()),
        measure=measure,
        stage=stage,
        south=south,
        prices=prices,
        counted=not every_report,
        group_by=tuple(name.strip() for name in by.split(",") if name.strip()),
    )
    table = selected_flows(opened, query) if rows else ask_flows(opened, query)
    show(Download("Flows", table.to_pyarrow(), notes(opened, query)), Showing(out, as_json, limit))


def _years(text: str | None) -> tuple[int | None, int | None]:
    if not text:
        return None, None
    first, _, last = text.partition("-")
    if not (first.isdigit() and (last or first).isdigit()):
        raise UsageError(f"{text!r} is not a year or a span of years.", repair="Write 2010 or 2010-2014.")
    return int(first), int(last or first)


def country(
    name: Annotated[str, typer.Argument(help="Name in any of seven languages, or code.")],
    south: Annotated[str, typer.Option("--south", help="g77_china, oda_recipients or non_dac.")] = "g77_china",
    limit: LimitOption = 10,
    home: HomeOption = None,
    release: ReleaseOption = None,
) -> None:
    """What a country gives and gets, with whom, and which groups it belongs to."""
    opened = open_current(home, release)
    query = FlowQuery(south=south)
    profile = country_profile(opened, country_code(name), query)
    showing = Showing(limit=limit)
    show(Download(f"{profile.name}: whom it provides to", rows_table(profile.recipients)), showing)
    show(Download(f"{profile.name}: who provides to it", rows_table(profile.providers)), showing)
    show(Download(f"{profile.name}: given, by year and form", rows_table(profile.given)), showing)
    show(Download(f"{profile.name}: received, by year and form", rows_table(profile.received)), showing)
    columns = ("group_id", "status", "from_text", "to_text", "note")
    memberships = [{column: row[column] for column in columns} for row in profile.memberships]
    show(Download(f"{profile.name}: memberships", rows_table(memberships), notes(opened, query)), Showing(limit=100))


def group(
    group_id: Annotated[str, typer.Argument(help="Group, such as brics or g77.")],
    at: Annotated[str | None, typer.Option("--at", help="Year or day; else today.")] = None,
    limit: LimitOption = 20,
    home: HomeOption = None,
    release: ReleaseOption = None,
) -> None:
    """A group at a date: its members by status, and the flows within it, out of it and into it."""
    opened = open_current(home, release)
    day = parse_group(f"{group_id}@{at}").at if at else datetime.now(UTC).date()
    profile = group_profile(opened, group_id, day or datetime.now(UTC).date(), FlowQuery())
    columns = ("country", "status", "from_text", "to_text", "confirmed", "note")
    standing = [{column: row[column] for column in columns} for row in profile.standing]
    show(Download(f"{group_id} on {profile.day}", rows_table(standing)), Showing(limit=250))
    show(Download("Largest flows within the group", rows_table(profile.corridors)), Showing(limit=limit))
    show(Download("Given, by year and form", rows_table(profile.given)), Showing(limit=limit))
    show(
        Download("Received, by year and form", rows_table(profile.received), notes(opened, FlowQuery())),
        Showing(limit=limit),
    )


def explain_flow(
    flow_id: Annotated[str, typer.Argument(help="Id of a flow, or its beginning.")],
    home: HomeOption = None,
    release: ReleaseOption = None,
) -> None:
    """Why a flow is what it is: rule, reason, rate, and the row in the file it came from."""
    found = explain(open_current(home, release), flow_id)
    print_pairs("Flow", found.flow.items())
    print_pairs("\nWhere it stands", [("place", found.place), *found.source.items()])
    if len(found.parts) > 1:
        parts = [
            {key: part[key] for key in ("flow_id", "recipient_country", "sector", "amount")} for part in found.parts
        ]
        show(Download("Parts of the same reported value", rows_table(parts)), Showing())
    if found.problems:
        show(Download("Problems in the same record", rows_table(found.problems)), Showing())


def sources(
    home: HomeOption = None, release: ReleaseOption = None, out: OutOption = None, as_json: JsonOption = False
) -> None:
    """The files behind a release: publisher, licence, hash, rows read, kept, rejected and left out."""
    opened = open_current(home, release)
    show(Download("Sources", source_rows(opened)), Showing(out, as_json, 200))


def problems(
    source: Annotated[str | None, typer.Option("--source", help="Only this data set or source id.")] = None,
    code: Annotated[str | None, typer.Option("--code", help="Only this code.")] = None,
    rows: Annotated[bool, typer.Option("--rows", help="Each problem with its place, instead of counts.")] = False,
    out: OutOption = None,
    limit: LimitOption = 50,
    home: HomeOption = None,
    release: ReleaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """What is wrong in the sources, by data set and code, with the repair."""
    opened = open_current(home, release)
    table = problem_rows(opened, source, code) if rows else problem_counts(opened, source, code)
    show(Download("Problems", table), Showing(out, as_json, limit))


def register(app: typer.Typer) -> None:
    for name, command in (
        ("flows", flows),
        ("country", country),
        ("group", group),
        ("explain", explain_flow),
        ("sources", sources),
        ("problems", problems),
    ):
        app.command(name)(command)
