"""YAML of conditions and expressions → declared values."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from sursur.ingest.descriptor.declared import Condition, Expression, ForEach, Rule, Scalar
from sursur.ingest.descriptor.node import Node, describe

ORIGINS = ("column", "constant", "part", "file_name", "sheet_name", "above", "first_of", "join", "cases")
READINGS = (
    "pattern", "words", "otherwise", "multiply", "date_formats", "day_of_year", "day_of_month", "fiscal_year",
    "percent_as", "between", "required", "optional",
)  # fmt: skip
PARTS_OF_A_PIECE = {
    "text": "the piece as written",
    "number": "1 for the first piece of the cell",
    "share": "its equal share of 100",
    "percent": "the number before a % in it",
    "header": "the header of its column",
}
LAST_SAFE_DAY = 28
"""Every month has it."""
TESTS = ("is", "is_not", "matches", "empty")


def plain(value: object) -> str:
    """The form in which cells and words are compared: text, lower case, single spaces, 1.0 as 1, True as true."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split()).casefold()


def parse_condition(node: Node) -> Condition:
    node.mapping(("column", "all", "any", *TESTS))
    if node.has("all") or node.has("any"):
        return Condition(
            all_of=node.optional("all", _conditions, ()),
            any_of=node.optional("any", _conditions, ()),
        )
    node.mapping(("column", *TESTS), required=("column",))
    if not any(node.has(test) for test in TESTS):
        node.fail("tests nothing.", f"Add one of: {', '.join(TESTS)}.")
    return Condition(
        column=node.child("column").text(),
        is_=node.optional("is", _plain_words, None),
        is_not=node.optional("is_not", _plain_words, None),
        matches=node.optional("matches", Node.pattern, None),
        empty=node.optional("empty", Node.flag, None),
    )


def _conditions(node: Node) -> tuple[Condition, ...]:
    return tuple(parse_condition(item) for item in node.items())


def _plain_words(node: Node) -> tuple[str, ...] | None:
    return tuple(sorted({plain(item.value) for item in node.items()}))


def parse_rules(node: Node) -> tuple[Rule, ...]:
    return tuple(_parse_rule(item) for item in node.items())


def _parse_rule(node: Node) -> Rule:
    node.mapping(("when", "reason"), required=("when", "reason"))
    return Rule(parse_condition(node.child("when")), node.child("reason").text())


def parse_expression(node: Node) -> Expression:
    """A plain text is the name of a column; a mapping has one origin and any readings."""
    if isinstance(node.value, str):
        return Expression(columns=(node.text(),))
    if not isinstance(node.value, dict):
        node.fail(
            f"is {describe(node.value)}, not a column or an expression.",
            "Write the name of a column, or `{constant: …}`, `{column: …}`.",
        )
    node.mapping((*ORIGINS, *READINGS))
    origins = [key for key in ORIGINS if node.has(key)]
    if len(origins) != 1:
        node.fail(f"has {len(origins)} origins.", f"Give exactly one of: {', '.join(ORIGINS)}.")
    return Expression(
        columns=node.optional("column", Node.texts, ()),
        constant=node.optional("constant", _scalar, None),
        part=node.optional("part", _part, ""),
        file_name=node.optional("file_name", Node.pattern, None),
        sheet_name=node.optional("sheet_name", Node.pattern, None),
        above=node.optional("above", Node.pattern, None),
        first_of=node.optional("first_of", _expressions, ()),
        join=node.optional("join", _expressions, ()),
        between=node.optional("between", lambda child: str(child.value), " "),
        cases=node.optional("cases", _cases, ()),
        pattern=node.optional("pattern", _one_group, None),
        words=node.optional("words", _words, None),
        otherwise=node.optional("otherwise", _otherwise, "empty"),
        multiply=node.optional("multiply", _decimal, None),
        date_formats=node.optional("date_formats", Node.texts, ()),
        day_of_year=node.optional("day_of_year", _month_day, ""),
        day_of_month=node.optional("day_of_month", _day, ""),
        fiscal_year=node.optional("fiscal_year", _fiscal, ""),
        percent_as=node.optional("percent_as", _percent, "points"),
        required=node.optional("required", Node.flag, default=False),
        optional=node.optional("optional", Node.flag, default=False),
    )


def _expressions(node: Node) -> tuple[Expression, ...]:
    return tuple(parse_expression(item) for item in node.items())


def _cases(node: Node) -> tuple[tuple[Condition, Expression], ...]:
    return tuple(_case(item) for item in node.items())


def _case(node: Node) -> tuple[Condition, Expression]:
    node.mapping(("when", "then"), required=("when", "then"))
    return parse_condition(node.child("when")), parse_expression(node.child("then"))


def _scalar(node: Node) -> Scalar:
    if isinstance(node.value, dict | list):
        node.fail(f"is {describe(node.value)}, not one value.", "Write one text, number, true or false.")
    value: Scalar = node.value
    return value


def _words(node: Node) -> dict[str, Scalar] | None:
    if not isinstance(node.value, dict) or not node.value:
        node.fail(f"is {describe(node.value)}, not a list of `word: meaning`.", "Write `word: meaning` lines below it.")
    return {plain(key): _scalar(node.child(key)) for key in node.value}


def _one_group(node: Node) -> re.Pattern[str] | None:
    pattern = node.pattern()
    if pattern.groups != 1:
        node.fail(f"has {pattern.groups} groups in round brackets.", "Put round brackets around the one part to keep.")
    return pattern


def _decimal(node: Node) -> Decimal | None:
    try:
        return Decimal(node.text())
    except InvalidOperation:
        node.fail(f"is {describe(node.value)}, not a number.", "Write a number such as 1000000.")


def _part(node: Node) -> str:
    return node.one_of(PARTS_OF_A_PIECE)


def _otherwise(node: Node) -> str:
    return node.one_of(("keep", "empty"))


def _month_day(node: Node) -> str:
    try:
        datetime.strptime(f"2000-{node.text()}", "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        node.fail(
            f"is {describe(node.value)}, not a day of the year.", 'Write month and day in quotes, such as "07-01".'
        )
    return node.text()


def _day(node: Node) -> str:
    if node.value == "last":
        return "last"
    if not 1 <= node.whole() <= LAST_SAFE_DAY:
        node.fail(f"is {describe(node.value)}, which not every month has.", "Write 1 to 28, or `last`.")
    return str(node.value)


def _fiscal(node: Node) -> str:
    return node.one_of(("starts", "ends"))


def _percent(node: Node) -> str:
    return node.one_of(("points", "share"))


def parse_for_each(node: Node) -> ForEach | None:
    node.mapping(("column", "separator", "countries", "columns_matching", "equal_shares"))
    ways = [key for key in ("separator", "countries", "columns_matching") if node.has(key)]
    if len(ways) != 1:
        node.fail(f"says {len(ways)} ways to cut.", "Give exactly one of: separator, countries, columns_matching.")
    if node.has("columns_matching") == node.has("column"):
        node.fail("needs one `column`, or `columns_matching`.", "Write `column:` with the header of the list cell.")
    written = node.child("separator").value
    return ForEach(
        columns=node.optional("column", Node.texts, ()),
        separator=_separator(node.child("separator"), str(written)) if node.has("separator") else None,
        countries=node.optional("countries", Node.flag, default=False),
        columns_matching=node.optional("columns_matching", Node.pattern, None),
        equal_shares=node.optional("equal_shares", Node.text, ""),
    )


def _separator(node: Node, written: str) -> re.Pattern[str]:
    """`;` is taken as written; a text between slashes is a regular expression, such as `/, (?=[A-Z])/`."""
    if len(written) > 2 and written.startswith("/") and written.endswith("/"):
        return Node(node.file, node.keys, written[1:-1]).pattern()
    return re.compile(re.escape(written))
