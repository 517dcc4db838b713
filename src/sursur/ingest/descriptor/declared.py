"""What a source descriptor says, as frozen values that travel to worker processes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from sursur.model.tables import Table

Scalar = str | int | float | bool | Decimal | None

ROW_MEANINGS = ("activity", "figure", "none", "iati")
"""What one row of the source is; `none` names a file that holds no flows, `iati` is read by the IATI reader."""

MAX_DOWNLOAD_BYTES = 5_000_000_000


@dataclass(frozen=True, slots=True)
class Condition:
    """True or false for a row: one test on one column, or all / any of further conditions. Words are sorted."""

    column: str = ""
    is_: tuple[str, ...] | None = None
    is_not: tuple[str, ...] | None = None
    matches: re.Pattern[str] | None = None
    empty: bool | None = None
    all_of: tuple[Condition, ...] = ()
    any_of: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition with the reason that stands beside every row it catches."""

    when: Condition
    reason: str


@dataclass(frozen=True, slots=True)
class Expression:
    """Where one value comes from, and how it is read. Exactly one origin is given.

    Origins: `columns` (spellings of one header: the first that is there), `constant`, `part` (one piece of a list
    cell, its number, share, …), `file_name`, `sheet_name`, `above` (a pattern on the name of the file or sheet, or on
    the lines above the header), `first_of` (the first not empty), `join`, `cases` (the first whose condition holds).
    """

    columns: tuple[str, ...] = ()
    constant: Scalar = None
    part: str = ""
    """`text`, `number`, `share`, `percent` or `header` of one piece of a list cell: see `PARTS_OF_A_PIECE`."""
    file_name: re.Pattern[str] | None = None
    sheet_name: re.Pattern[str] | None = None
    above: re.Pattern[str] | None = None
    """A pattern on the lines above the header, where titles tell the year or the currency of the whole table."""
    first_of: tuple[Expression, ...] = ()
    join: tuple[Expression, ...] = ()
    """Texts that are put together, such as year, month and day, or a code and the name of its sheet."""
    between: str = " "
    cases: tuple[tuple[Condition, Expression], ...] = ()
    pattern: re.Pattern[str] | None = None
    words: Mapping[str, Scalar] | None = None
    otherwise: str = "empty"
    """A word that `words` does not know is told as a problem, then made `empty` or is `keep`t as it is."""
    multiply: Decimal | None = None
    date_formats: tuple[str, ...] = ()
    day_of_year: str = ""
    """MM-DD that stands for a year given without a day: a stated convention, never a reported date."""
    day_of_month: str = ""
    """1 to 28, or `last`: the day that stands for a month given without one."""
    fiscal_year: str = ""
    """`starts` or `ends`: which calendar year stands for a year written 2016/17."""
    percent_as: str = "points"
    """What 12 % becomes: `points` 12, `share` 0.12. Only for texts with a percent sign."""
    required: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ForEach:
    """A cell that holds a list, or several columns of one kind: each piece gives one row of the template.

    `equal_shares` is the source's own statement that the pieces have equal parts; without it no share is derived.
    """

    columns: tuple[str, ...] = ()
    separator: re.Pattern[str] | None = None
    countries: bool = False
    """Cut where one country ends and the next begins: Trinidad y Tobago stays whole, Honduras y Guatemala does not."""
    columns_matching: re.Pattern[str] | None = None
    """Every column whose header fits, such as one for each year; the cell is the piece."""
    equal_shares: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """One row of `table` for each row of the sheet (or each piece of a list cell) for which `when` holds."""

    table: Table
    fields: Mapping[str, Expression]
    extra: Mapping[str, Expression] = field(default_factory=dict)
    when: Condition | None = None
    for_each: ForEach | None = None


@dataclass(frozen=True, slots=True)
class Melt:
    """A wide table: every column but `keep` becomes rows, its header in `name`, its cell in `value`."""

    keep: tuple[tuple[str, ...], ...]
    """Each column in its spellings."""
    drop: tuple[str, ...] = ()
    matching: re.Pattern[str] | None = None
    name: str = "header"
    value: str = "value"


@dataclass(frozen=True, slots=True)
class Headings:
    """Lines with one text alone that stand over the rows they speak of, as a column of the name given."""

    name: str
    matching: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How the cells lie in the file."""

    sheets: tuple[str, ...] = ()
    ignore_sheets: Mapping[str, str] = field(default_factory=dict)
    header_row: int | None = None
    header_rows: int = 1
    delimiter: str = ""
    encoding: str = ""
    decimal: str = ""
    missing: tuple[str, ...] = ()
    fill_down: tuple[str, ...] = ()
    headings: Headings | None = None
    footnote_marks: tuple[str, ...] = ()
    """Signs that are taken off the end of every text, such as 1/ or *; after numbers the usual ones are known."""
    scales: Mapping[str, Decimal] = field(default_factory=dict)
    """What a word after a number multiplies it by, where it may mean several things, such as m."""
    melt: Melt | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """How a file is known for this source: by its name, or by columns that its header must have."""

    files: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Download:
    """One file to bring from the publisher; `note` says what is known about the address."""

    url: str
    file_name: str
    kind: str = ""
    member: str = ""
    """Pattern of the file to take out of a ZIP archive; the archive itself is not kept."""
    max_bytes: int = MAX_DOWNLOAD_BYTES
    note: str = ""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """One source: who publishes it, how its files are known, and what its columns mean."""

    dataset: str
    path: Path
    title: str
    publisher: str
    url: str
    licence: str
    layer: str
    row: str
    """One of `ROW_MEANINGS`."""
    fingerprint: str
    """First 16 hex digits of the SHA-256 of the descriptor's text: part of the key of what was read with it."""
    reason: str = ""
    price_note: str = ""
    retrieved_at: datetime | None = None
    match: Match = field(default_factory=Match)
    layout: Layout = field(default_factory=Layout)
    skip: tuple[Rule, ...] = ()
    reject: tuple[Rule, ...] = ()
    leave_out: tuple[Rule, ...] = ()
    templates: tuple[Template, ...] = ()
    keep_other_columns: bool = True
    fetch: tuple[Download, ...] = ()
