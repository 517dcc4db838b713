"""The command about records that are one activity: links, links review, links decide."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import pyarrow as pa
import typer

from sursur.answers.linked import SIDES, LinkQuery, link_rows, record_named
from sursur.cli.opening import home_folder, open_current
from sursur.cli.showing import (
    HomeOption,
    JsonOption,
    LimitOption,
    OutOption,
    ReleaseOption,
    Showing,
    errors,
    output,
    print_table,
    rows_table,
    show,
)
from sursur.errors import UsageError
from sursur.ingest.decisions import VERDICTS, LinkDecision, append_decision
from sursur.publish.download import Download
from sursur.release import Home

COLUMNS = ("verdict", "method", "probability", "dataset", "identifier", "title", "other_dataset", "other_identifier",
           "other_title")  # fmt: skip


class Action(StrEnum):
    """What to do with links."""

    LIST = "list"
    REVIEW = "review"
    DECIDE = "decide"


def links(
    action: Annotated[Action, typer.Argument(help="list, review (doubtful ones, best first) or decide.")] = Action.LIST,
    words: Annotated[
        list[str] | None, typer.Argument(help="For decide: two identifiers (or dataset:identifier), same or different.")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="Who decides.")] = "",
    why: Annotated[str, typer.Option("--why", help="The reason, for those who come later.")] = "",
    overrule: Annotated[bool, typer.Option("--overrule", help="Replace an earlier decision of the pair.")] = False,
    provider: Annotated[str, typer.Option("--provider", help="Country or organisation id of either record.")] = "",
    dataset: Annotated[str, typer.Option("--dataset", help="Data set of either record.")] = "",
    verdict: Annotated[str, typer.Option("--verdict", help="same, different or doubtful.")] = "",
    limit: LimitOption = 20,
    out: OutOption = None,
    home: HomeOption = None,
    release: ReleaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Which records are the same activity: list them, review the doubtful ones, decide. Decisions survive rebuilds."""
    if action is Action.DECIDE:
        _decide(words or [], (by, why), Home(home_folder(home)), overrule=overrule)
        return
    if words:
        raise UsageError(f"{words[0]!r} says nothing here.", repair="Words follow `decide` alone.")
    opened = open_current(home, release)
    wanted = "doubtful" if action is Action.REVIEW and not verdict else verdict
    found = opened.rows(link_rows(opened, LinkQuery(provider, dataset, wanted)))
    empty = "No links of this kind. See others with: sursur links --verdict same."
    showing = Showing(out=out, as_json=as_json, limit=limit, columns=COLUMNS, empty=empty)
    if action is Action.REVIEW and out is None and not as_json and found.num_rows:
        _review(found, limit or found.num_rows)
    else:
        show(Download("Links", found, (("Release", opened.release_id),)), showing)


def _review(found: pa.Table, limit: int) -> None:
    """Both records of a pair side by side, and the command that decides."""
    for number, pair in enumerate(found.slice(0, limit).to_pylist(), start=1):
        rows = [
            {
                "what": name.replace("_", " "),
                "one record": _shown(pair[name]),
                "the other": _shown(pair[f"other_{name}"]),
            }
            for name in SIDES
        ]
        chance = "" if pair["probability"] is None else f", probability {pair['probability']:.3f}"
        notes = (("Evidence", pair["evidence"] or "none"), ("Decide", _command(pair)))
        print_table(Download(f"{number}. {pair['verdict']}{chance}", rows_table(rows), notes), Showing(limit=0))
        output.print()
    if found.num_rows > limit:
        errors.print(f"… and {found.num_rows - limit:,} more: --limit 0 shows all, --out writes them to a file.")


def _shown(value: object) -> str:
    return "–" if value is None else f"{value:,.0f}" if hasattr(value, "quantize") else str(value)


def _command(pair: dict[str, object]) -> str:
    one, other = (f"{pair[f'{side}dataset']}:{pair[f'{side}identifier']}" for side in ("", "other_"))
    return f"sursur links decide '{one}' '{other}' same --by NAME --why REASON (or different)"


def _decide(words: list[str], told: tuple[str, str], home: Home, *, overrule: bool) -> None:
    if len(words) != 3 or words[2] not in VERDICTS:
        raise UsageError(
            "A decision names two records and a verdict.",
            repair="For example: sursur links decide XM-1 XM-2 same --by 'A. Name' --why 'one contract'.",
        )
    by, why = (" ".join(text.split()) for text in told)
    if not by or not why:
        raise UsageError("A decision needs a name and a reason.", repair="Add --by NAME --why TEXT.")
    opened = open_current(home.path)
    one, other = (record_named(opened, word) for word in words[:2])
    if one == other:
        raise UsageError("Both words name the same record.", repair="Name two records.")
    decision = LinkDecision(*one, *other, words[2], by, datetime.now(UTC).date(), why)
    append_decision(home.decisions, decision, overrule=overrule)
    errors.print(f"Decided: {one[1]} and {other[1]} are {words[2]}. It holds from the next build on.")
