"""What the parts of a draft share: the columns that were placed, and how amounts, dates and words of them are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sursur.ingest.descriptor.drafting.headings import MONEY, label_of_year
from sursur.ingest.descriptor.drafting.judging import date_reading, quoted, word_lines
from sursur.ingest.descriptor.drafting.looking import Looked, texts_of
from sursur.ingest.descriptor.drafting.placing import country_share
from sursur.ingest.sheet.cells import Cell
from sursur.ingest.sheet.numbers import UNCLEAR, decimal_mark_of
from sursur.ingest.sheet.stated import money_of_title, scale_of_title
from sursur.ingest.sheet.vocabulary import currency_in, scale_in

OPEN = '"?"'
"""Stands where only a person can say what is right."""
HEADINGS = "Country of the heading"
"""Name of the column that headings fill."""
SOME_ARE = 0.3
"""The share of headings that must be countries: titles of pages and notes stand among them."""
A_YEAR = "'((?:19|20)\\d{2})'"
MIDDLE_OF_YEAR = 'day_of_year: "07-01"'


@dataclass
class Draft:
    """A table that was looked at, and what is left to do by hand."""

    looked: Looked
    todo: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        names = self.looked.table.header.names
        self.named = {target: names[place] for target, place in self.looked.table.targets.items()}
        known = {"recipient", *MONEY} & set(self.named) or self.looked.table.years
        if not known and "title" not in self.named:
            self.named["title"] = next((name for name in self._free_names()), next(name for name in names if name))
            self.note("which column is what: its words are not known here; `title` was taken for want of better")
        self.is_activity = "title" in self.named or "identifier" in self.named

    def cells(self, target: str) -> list[Cell]:
        return self.looked.table.cells[self.looked.table.targets[target]]

    def column(self, target: str) -> str:
        return quoted(" ".join(self.named[target].split()))

    def unplaced(self) -> list[str]:
        return [" ".join(name.split()) for name in self._free_names() if name != self.named.get("title")]

    def _free_names(self) -> list[str]:
        table = self.looked.table
        used = {*table.targets.values(), *table.years}
        return [name for place, name in enumerate(table.header.names) if name and place not in used]

    def has_country_headings(self) -> bool:
        """Countries stand in lines of their own over their rows."""
        return "recipient" not in self.named and country_share(list(self.looked.table.headings)) >= SOME_ARE

    def money_columns(self) -> list[str]:
        return [target for target in MONEY if target in self.named]

    def quantities(self) -> list[str]:
        return [target for target in self.named if target == "quantity" or target.startswith("quantity:")]

    def decimal_mark(self) -> str:
        """The mark of all numbers written as text; where they leave it open, that is left to a person."""
        table = self.looked.table
        targets = [*self.money_columns(), *self.quantities(), *(["unit_cost"] if "unit_cost" in self.named else [])]
        places = [*(table.targets[target] for target in targets), *table.years]
        marks = {decimal_mark_of(texts_of(table.cells[place])) for place in places}
        if UNCLEAR in marks and not marks & {",", "."}:
            self.todo.append('decimal: "," or "." under layout: amounts such as 1.234 may be either')
        return "," if "," in marks and "." not in marks else ""

    def amount(self, name: str, source: str) -> str:
        """`source` is its origin, such as `column: Monto`; thousands of header or title are multiplied."""
        power = scale_in(name) or max((scale_of_title(title) for title in self.looked.table.above), default=0)
        return f"{{{source}{f', multiply: {10**power}' if power else ''}, required: true}}"

    def currency(self, name: str = "") -> str:
        if "currency" in self.named:
            return self.column("currency")
        found = currency_in(name) or self._currency_of_cells(name)
        found = found or next(filter(None, (money_of_title(title)[1] for title in self.looked.table.above)), "")
        if not found:
            self.note("currency of the amounts, such as USD")
        return f"{{constant: {found or OPEN}}}"

    def _currency_of_cells(self, name: str) -> str:
        """The one currency that cells of the column name; several are left to a person."""
        place = self.looked.table.header.find((name,)) if name else None
        texts = texts_of(self.looked.table.cells[place]) if place is not None else ()
        stated = sorted({code for text in texts if (code := currency_in(text))})
        if len(stated) > 1:
            self.note(f"currency: {name} has {', '.join(stated)}; take it from the cell by pattern and words")
        return stated[0] if len(stated) == 1 else ""

    def date(self) -> str:
        """When: the date, the year, the start, or the year in the name of the sheet, the title or the file."""
        for target in ("date", "year", "start"):
            if target in self.named:
                return self.dated(target)
        for origin, texts in (
            ("sheet_name", [self.looked.table.sheet or ""]),
            ("above", list(self.looked.table.above)),
            ("file_name", [self.looked.path.name]),
        ):
            if any(map(_has_year, texts)):
                return f"{{{origin}: {A_YEAR}, {MIDDLE_OF_YEAR}}}"
        self.note("date: no column of dates or years was seen; without a year a flow is in no sum")
        return f"{{constant: null}}  # {OPEN}"

    def dated(self, target: str) -> str:
        keys, doubt = date_reading(self.cells(target))
        if doubt:
            self.note(f"column {self.named[target]}: {doubt}")
        if target == "year":
            keys.setdefault("day_of_year", '"07-01"')
        if "fiscal_year" in keys:
            self.note(f"column {self.named[target]}: fiscal_year: starts or ends?")
        return (
            "{"
            + ", ".join([f"column: {self.column(target)}", *(f"{key}: {value}" for key, value in keys.items())])
            + "}"
        )

    def words(self, target: str, indent: str) -> list[str]:
        """`column` and `words` as lines below a key; nothing where the cells are no words."""
        listed = word_lines(self.cells(target), target)
        if any(line.endswith(": null") for line in listed):
            self.note(f"column {self.named[target]}: the words that mean null")
        return (
            [f"{indent}column: {self.column(target)}", f"{indent}words:", *(f"{indent}  {line}" for line in listed)]
            if listed
            else []
        )

    def note(self, line: str) -> None:
        if line not in self.todo:
            self.todo.append(line)

    def year_pattern(self) -> str:
        """Fits the headers of the columns for years, and no others."""
        table = self.looked.table
        names = [table.header.names[place] for place in table.years]
        if all(name.isdigit() for name in names):
            return r"'^(?:19|20)\d{2}$'"
        label = label_of_year(names[0])
        others = [name for place, name in enumerate(table.header.names) if name and place not in table.years]
        tail = names[0].split()[-1]
        if label and not any(name.endswith(tail) for name in others) and all(name.endswith(tail) for name in names):
            return f"'{re.escape(tail)}$'"
        return r"'^\D*(?:19|20)\d{2}(?:\s*[-/–]\s*\d{2,4})?\)?$'"

    def melt(self) -> list[str]:
        table = self.looked.table
        kept = sorted(place for target, place in table.targets.items() if target not in MONEY)
        keep = ", ".join(quoted(table.header.names[place]) for place in kept)
        return [f"  melt: {{keep: [{keep}], matching: {self.year_pattern()}, name: header, value: value}}"]


def _has_year(text: str) -> bool:
    return any(word.isdigit() and len(word) == len("2019") and word[:2] in ("19", "20") for word in _words(text))


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text).split()
