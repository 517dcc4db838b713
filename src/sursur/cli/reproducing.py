"""The command that holds a release against figures that others have published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated

import pyarrow as pa
import typer
from rich.progress import track

from sursur.answers.reproducing import Desk, Reproduced, Verdict, reproduce
from sursur.cli.opening import open_current
from sursur.cli.showing import HomeOption, JsonOption, LimitOption, OutOption, ReleaseOption, Showing, errors, show
from sursur.publish.download import Download
from sursur.reference.published import PublishedFigure, published_figures

NUMBER = pa.decimal128(38, 6)
TEXTS = ("figure_id", "subject", "what", "unit", "verdict", "note", "question", "source", "address")
COLUMNS = (*TEXTS[:4], "published", "ours", "difference", *TEXTS[4:])
SCHEMA = pa.schema([pa.field(name, pa.string() if name in TEXTS else NUMBER) for name in COLUMNS])
NUMBERS = ("published", "ours", "difference")
READ = pa.schema([pa.field(name, pa.string()) for name in COLUMNS])
"""On a terminal numbers keep the digits that were printed."""
SHOWN = ("what", "published", "ours", "difference", "unit", "verdict", "note")


def reproduce_figures(
    only: Annotated[
        Verdict | None, typer.Option("--only", help="Only the figures of this verdict.", show_default=False)
    ] = None,
    out: OutOption = None,
    limit: LimitOption = 0,
    home: HomeOption = None,
    release: ReleaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Published figures beside ours: equal within rounding, or the difference and its reason."""
    desk = Desk(open_current(home, release))
    every = [reproduce(desk, figure) for figure in _with_progress(published_figures().values())]
    told = Counter(str(one.verdict) for one in every)
    written = out is not None or as_json
    rows = [_row(one) if written else _read(one) for one in every if only in (None, one.verdict)]
    table = pa.Table.from_pylist(rows, SCHEMA if written else READ)
    notes = (
        ("Figures", "; ".join(f"{told[verdict]} {verdict}" for verdict in Verdict if told[verdict])),
        ("Release", desk.release.release_id),
        ("Difference", "ours less the published figure"),
    )
    show(Download("Published figures", table, notes), Showing(out, as_json, limit, columns=SHOWN))


def _with_progress(figures: Iterable[PublishedFigure]) -> Iterator[PublishedFigure]:
    return iter(track(list(figures), "Asking", console=errors, transient=True))


def _read(one: Reproduced) -> dict[str, object]:
    row = _row(one)
    return row | {name: None if row[name] is None else f"{row[name]:,}" for name in NUMBERS}


def _row(one: Reproduced) -> dict[str, object]:
    figure = one.figure
    return {
        **{name: getattr(figure, name) for name in ("figure_id", "subject", "what", "unit", "source", "address")},
        "published": figure.published,
        "ours": one.ours,
        "difference": one.difference,
        "verdict": str(one.verdict),
        "note": one.note or None,
        "question": figure.question.text if figure.question else None,
    }
