"""The filters of flows as options of the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from sursur.answers.asking import DIMENSIONS
from sursur.answers.wording import Many

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
