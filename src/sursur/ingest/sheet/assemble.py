"""Batches of rows → the tables of a release, by the templates of a descriptor."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from sursur.ingest.descriptor import Descriptor, Expression, Template
from sursur.ingest.sheet.batch import Batch
from sursur.ingest.sheet.cells import Cell, text_of
from sursur.ingest.sheet.evaluate import Evaluator, column_of
from sursur.ingest.sheet.pieces import exploded_by, matching_positions
from sursur.ingest.sheet.stated import check_currency, check_rates
from sursur.model.tables import ACTIVITY, FIGURE, NARRATIVE, Column, Kind, Table
from sursur.tabular import arrow_schema

FIGURE_NEEDS = ("provider", "recipient", "year", "measure", "amount")
"""Without these a figure says nothing; a row that yields none is rejected."""

SUBSTANCE = {
    "transaction": ("amount", "amount_text", "quantity"),
    "budget": ("amount", "amount_text"),
    "participant": ("ref", "name", "channel_code"),
    "split": ("code", "name"),
    "tag": ("code", "name"),
    "document": ("url", "title"),
    "place": ("name", "ref", "id_code", "latitude"),
    "narrative": ("text",),
}
"""A row of these tables says nothing without any of these: a date and a currency alone are no transaction."""

AS_WRITTEN = "amount_text"
"""Beside an amount that could not be read: the row stays, and with it what was written."""
OWN_LAYERS = ("own_report", "registry")
"""Layers in which the publisher tells of its own work: it is the reporter where the descriptor names none."""
EXTRA = Column("extra", Kind.TEXT, "")
CHILD_IDS = {"transaction": ("transaction_id", "t"), "budget": ("budget_id", "b")}


@dataclass
class Rows:
    """Rows of one table in the making: columns of equal length, and for each row its parent and its turn."""

    columns: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    parents: list[int] = field(default_factory=list)
    turns: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Assembler:
    """Turns batches of one file into Arrow tables. `ordinal` counts the records of the whole file."""

    source_id: str
    descriptor: Descriptor
    evaluator: Evaluator

    def activities(self, batch: Batch, ordinals: list[int], left_out: list[str | None]) -> dict[str, pa.Table]:
        ids = [f"{self.source_id}-{ordinal}" for ordinal in ordinals]
        tables: dict[str, pa.Table] = {}
        for table, templates in _by_table(self.descriptor.templates):
            rows = self._rows(batch, table, templates)
            if table == ACTIVITY:
                self._complete_activities(batch, rows, ids, ordinals, left_out)
            else:
                self._complete_children(table, rows, ids)
            tables[table.name] = _arrow(table, rows)
        tables[NARRATIVE.name] = self._narratives(batch, ids, tables.get(NARRATIVE.name))
        return tables

    def figures(self, batch: Batch, first: int) -> pa.Table:
        """The figures of a batch, numbered from `first`."""
        rows = self._rows(batch, FIGURE, self.descriptor.templates)
        count = len(rows.parents)
        lines = [batch.lines[parent] for parent in rows.parents]
        rows.columns["ordinal"] = list(range(first, first + count))
        rows.columns["figure_id"] = [f"{self.source_id}-{number}" for number in range(first, first + count)]
        rows.columns["source_id"] = [self.source_id] * count
        rows.columns["sheet"] = [batch.sheet] * count
        rows.columns["row"] = lines
        return _arrow(FIGURE, rows)

    def _rows(self, batch: Batch, table: Table, templates: list[Template] | tuple[Template, ...]) -> Rows:
        rows = Rows()
        for number, template in enumerate(templates):
            self._fill(rows, batch, template, number)
        return _in_order(rows) if len(templates) > 1 or table != ACTIVITY else rows

    def _fill(self, rows: Rows, batch: Batch, template: Template, number: int) -> None:
        chosen, parents = self._chosen(batch, template)
        values = {name: self._values(chosen, template, name) for name in template.fields}
        if template.table in (ACTIVITY, FIGURE) or template.extra:
            values["extra"] = self._extras(chosen, template)
        if "amount" in template.fields and AS_WRITTEN in template.table.column_names:
            values[AS_WRITTEN] = self.evaluator.unread(chosen, template.fields["amount"], values["amount"])
            check_currency(self.evaluator, chosen, template, values)
        if "loan_rate" in template.fields:
            check_rates(self.evaluator, chosen, template, values["loan_rate"])
        keep = _worth_a_row(template, values, len(chosen))
        for name in dict.fromkeys((*rows.columns, *values)):
            column = rows.columns.setdefault(name, [None] * len(rows.parents))
            given = values.get(name)
            column.extend([given[index] for index in keep] if given is not None else [None] * len(keep))
        rows.parents.extend(parents[index] for index in keep)
        rows.turns.extend((number, index) for index in keep)

    def _chosen(self, batch: Batch, template: Template) -> tuple[Batch, list[int]]:
        """The rows (or pieces of list cells) that the template speaks of, and the row of `batch` each came from."""
        parents = list(range(len(batch)))
        if template.when:
            held = self.evaluator.holds(batch, template.when)
            parents = [index for index in parents if held[index]]
            batch = batch.take(parents)
        if template.for_each is None:
            return batch, parents
        exploded = exploded_by(template.for_each, batch)
        return exploded, [parents[index] for index in exploded.parents]

    def _values(self, batch: Batch, template: Template, name: str) -> list[Any]:
        expression = template.fields[name]
        column = column_of(template.table.columns, name)
        if expression.part == "share" and not (template.for_each and template.for_each.equal_shares):
            return [100.0 if count == 1 else None for count in batch.part_counts]
        return self.evaluator.values(batch, expression, column)

    def _extras(self, batch: Batch, template: Template) -> list[str | None]:
        named = {key: self.evaluator.values(batch, expression, EXTRA) for key, expression in template.extra.items()}
        if self.descriptor.keep_other_columns and template.table in (ACTIVITY, FIGURE):
            carried = self._carried(batch)
            for position, name in enumerate(batch.header.names):
                if position not in carried and name:
                    named.setdefault(name, [text_of(cell) or None for cell in batch.column(position)])
        keys = list(named)
        return [_json(keys, row) for row in zip(*named.values(), strict=True)] if named else [None] * len(batch)

    def _carried(self, batch: Batch) -> set[int]:
        """Columns that stand whole in a column of ours; those read through words or patterns stay in `extra`."""
        found = (
            batch.header.find(expression.columns)
            for template in self.descriptor.templates
            for expression in _flat(template.fields.values())
            if not expression.pattern and expression.words is None
        )
        listed = {
            position
            for template in self.descriptor.templates
            if template.for_each
            for position in matching_positions(template.for_each, batch.header)
        }
        melt = self.descriptor.layout.melt
        own = (batch.header.find((melt.name,)), batch.header.find((melt.value,))) if melt else ()
        return listed | {position for position in (*found, *own) if position is not None}

    def _complete_activities(
        self, batch: Batch, rows: Rows, ids: list[str], ordinals: list[int], left_out: list[str | None]
    ) -> None:
        rows.columns["activity_id"] = list(ids)
        rows.columns["ordinal"] = list(ordinals)
        rows.columns["source_id"] = [self.source_id] * len(ids)
        rows.columns["sheet"] = [batch.sheet] * len(ids)
        rows.columns["row"] = list(batch.lines)
        rows.columns["content_hash"] = [_content_hash(batch.row(index)) for index in range(len(batch))]
        if "reporting_name" not in rows.columns and self.descriptor.layer in OWN_LAYERS:
            rows.columns["reporting_name"] = [self.descriptor.publisher] * len(ids)
        rows.columns["included"] = [reason is None for reason in left_out]
        rows.columns["left_out_reason"] = list(left_out)

    def _complete_children(self, table: Table, rows: Rows, ids: list[str]) -> None:
        turn: Counter[tuple[int, Any]] = Counter()
        ordinals = []
        for index, parent in enumerate(rows.parents):
            key = (parent, _kind_of(table, rows, index))
            turn[key] += 1
            ordinals.append(turn[key])
        owners = [ids[parent] for parent in rows.parents]
        rows.columns["activity_id"], rows.columns["ordinal"] = owners, ordinals
        if "source_id" in table.column_names:
            rows.columns["source_id"] = [self.source_id] * len(owners)
        if table.name in CHILD_IDS:
            name, letter = CHILD_IDS[table.name]
            kinds = [_kind_of(table, rows, index) for index in range(len(owners))]
            rows.columns[name] = [
                f"{owner}-{letter}{'-' + kind + '-' if kind else ''}{ordinal}"
                for owner, kind, ordinal in zip(owners, kinds, ordinals, strict=True)
            ]

    def _narratives(self, batch: Batch, ids: list[str], own: pa.Table | None) -> pa.Table:
        """Title and description are texts in a language too; they stand before the descriptor's own narratives."""
        activity = next(template for template in self.descriptor.templates if template.table == ACTIVITY)
        templates = [
            _narrative_of(activity, element) for element in ("title", "description") if element in activity.fields
        ]
        templates += [template for template in self.descriptor.templates if template.table == NARRATIVE]
        if own is not None and len(templates) == own.num_rows == 0:
            return own
        rows = self._rows(batch, NARRATIVE, templates)
        self._complete_children(NARRATIVE, rows, ids)
        return _arrow(NARRATIVE, rows)


def _narrative_of(activity: Template, element: str) -> Template:
    fields = {"element": Expression(constant=element), "text": activity.fields[element]}
    if "language" in activity.fields:
        fields["language"] = activity.fields["language"]
    return Template(NARRATIVE, fields, when=activity.when)


def _by_table(templates: Iterable[Template]) -> list[tuple[Table, list[Template]]]:
    grouped: dict[str, list[Template]] = defaultdict(list)
    for template in templates:
        grouped[template.table.name].append(template)
    return [(listed[0].table, listed) for name, listed in grouped.items() if name != NARRATIVE.name]


def _worth_a_row(template: Template, values: dict[str, list[Any]], count: int) -> list[int]:
    """Rows that hold something: every required field, and anything at all that is not a constant of the descriptor."""
    if template.table == ACTIVITY:
        return list(range(count))
    needed = [name for name, expression in template.fields.items() if expression.required]
    if template.table == FIGURE:
        needed = list(dict.fromkeys((*needed, *FIGURE_NEEDS)))
    spoken = [values[name] for name, expression in template.fields.items() if not _is_constant(expression)]
    substance = [values[name] for name in SUBSTANCE.get(template.table.name, ()) if name in values]
    spoken = substance or spoken
    required = [_amount_or_text(values) if name == "amount" else values[name] for name in needed]
    return [
        index
        for index in range(count)
        if all(column[index] is not None for column in required) and any(column[index] is not None for column in spoken)
    ]


def _amount_or_text(values: dict[str, list[Any]]) -> list[Any]:
    written = values.get(AS_WRITTEN)
    if written is None:
        return values["amount"]
    return [text if amount is None else amount for amount, text in zip(values["amount"], written, strict=True)]


def _is_constant(expression: Expression) -> bool:
    return not (expression.columns or expression.part or expression.first_of or expression.join or expression.cases)


def _flat(expressions: Iterable[Expression]) -> Iterable[Expression]:
    for expression in expressions:
        yield expression
        yield from _flat(expression.first_of)
        yield from _flat(choice for _, choice in expression.cases)


def _in_order(rows: Rows) -> Rows:
    """Rows of one record stand together, in the order of the templates."""
    order = sorted(range(len(rows.parents)), key=lambda index: (rows.parents[index], rows.turns[index]))
    if order == list(range(len(order))):
        return rows
    columns = {name: [values[index] for index in order] for name, values in rows.columns.items()}
    return Rows(columns, [rows.parents[index] for index in order], [rows.turns[index] for index in order])


def _kind_of(table: Table, rows: Rows, index: int) -> Any:  # noqa: ANN401
    """Ordinals are counted within the record and this: kind of budget, dimension of split, kind of tag."""
    within = {"budget": "kind", "split": "dimension", "tag": "kind", "related": "kind"}.get(table.name)
    return rows.columns[within][index] if within and within in rows.columns else ""


def _content_hash(cells: list[Cell]) -> str:
    return hashlib.sha256("\x1f".join(text_of(cell) for cell in cells).encode("utf-8", "replace")).hexdigest()[:16]


def _json(keys: list[str], row: tuple[str | None, ...]) -> str | None:
    held = {key: value for key, value in zip(keys, row, strict=True) if value is not None}
    return json.dumps(held, ensure_ascii=False) if held else None


def _arrow(table: Table, rows: Rows) -> pa.Table:
    schema = arrow_schema(table)
    count = len(rows.parents)
    empty: list[Any] = [None] * count
    return pa.table(
        [pa.array(rows.columns.get(name, empty), schema.field(name).type) for name in schema.names], schema=schema
    )
