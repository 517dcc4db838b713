"""The lines of a draft for a table of activities: what, who, how much, for whom, in which field."""

from __future__ import annotations

from sursur.ingest.descriptor.drafting.entries import A_YEAR, HEADINGS, MIDDLE_OF_YEAR, OPEN, Draft
from sursur.ingest.descriptor.drafting.headings import language_of
from sursur.ingest.descriptor.drafting.judging import (
    country_vocabulary,
    has_several_countries,
    list_separator,
    quoted,
)
from sursur.ingest.descriptor.drafting.lending import tells_loans, term_lines
from sursur.ingest.descriptor.drafting.looking import texts_of
from sursur.ingest.descriptor.drafting.placing import MOST_ARE, country_share
from sursur.ingest.sheet.cells import text_of

TYPES = {"amount": "3", "disbursement": "3", "commitment": "2"}
"""IATI TransactionType: 2 a commitment, 3 a disbursement."""


def activity_lines(begun: Draft) -> list[str]:
    parts = (_activity, _participants, _transactions, _splits, _tags, _documents)
    return [line for part in parts for line in part(begun)]


def _activity(begun: Draft) -> list[str]:
    lines = ["activity:"]
    if "identifier" in begun.named:
        lines.append(f"  identifier: {_identifier(begun)}")
    lines += [f"  {target}: {begun.column(target)}" for target in ("title", "description") if target in begun.named]
    if language := language_of([name for name in begun.looked.table.header.names if name]):
        lines.append(f"  language: {{constant: {quoted(language)}}}")
    for target, key in (("start", "start_actual"), ("end", "end_planned")):
        if target in begun.named:
            lines.append(f"  {key}: {begun.dated(target)}")
    return [*lines, *_worded(begun, "status", "  status:"), *_worded(begun, "modality", "  collaboration_type:"), ""]


def _identifier(begun: Draft) -> str:
    """The code, and where it stands in several rows also what tells them apart: else sums would count one of them."""
    texts = list(map(text_of, begun.cells("identifier")))
    others = [target for target in ("recipient", "year", "date") if target in begun.named]
    if begun.looked.alike and begun.date().startswith("{sheet_name"):
        begun.note("identifier: the sheets are taken for years of the same projects")
        return f"{{join: [{begun.column('identifier')}, {{sheet_name: {A_YEAR}}}], required: true}}"
    if len(set(texts)) == len(texts) or not others:
        return f"{{column: {begun.column('identifier')}, required: true}}"
    begun.note("identifier: some codes stand in several rows; is each row a part of its own, or a repetition?")
    return f"{{join: [{', '.join(map(begun.column, ('identifier', *others)))}], required: true}}"


def _worded(begun: Draft, target: str, key: str) -> list[str]:
    indent = " " * (len(key) - len(key.lstrip()) + 2)
    if target not in begun.named or not (lines := begun.words(target, indent)):
        return []
    return [key, *lines]


def _participants(begun: Draft) -> list[str]:
    lines = []
    for target, role in (("second_provider", "funding"), ("implementer", "implementing")):
        if target in begun.named:
            lines += [f"  - role: {{constant: {role}}}", f"    name: {begun.column(target)}"]
            lines += _as_government(begun, target, "    type")
    return ["participants:", *lines, ""] if lines else []


def _as_government(begun: Draft, target: str, key: str) -> list[str]:
    """A country named as a party stands for its government (IATI OrganisationType 10)."""
    return [f'{key}: {{constant: "10"}}'] if country_share(begun.cells(target)) >= MOST_ARE else []


def _transactions(begun: Draft) -> list[str]:
    lines: list[str] = []
    if begun.looked.table.years:
        lines += _yearly(begun)
    for target in begun.money_columns() if not begun.looked.table.years else []:
        name = begun.named[target]
        lines += [f'  - type: {{constant: "{TYPES[target]}"}}', f"    date: {begun.date()}"]
        lines += [
            f"    amount: {begun.amount(name, f'column: {begun.column(target)}')}",
            f"    currency: {begun.currency(name)}",
        ]
        lines += [*_instrument(begun), *_provider(begun)]
    for target in begun.quantities():
        lines += _in_kind(begun, target)
    if not lines:
        begun.note("transactions: no column of amounts or quantities was seen")
    return ["transactions:", *lines, ""] if lines else []


def _yearly(begun: Draft) -> list[str]:
    names = [begun.looked.table.header.names[place] for place in begun.looked.table.years]
    return [
        f"  - for_each: {{columns_matching: {begun.year_pattern()}}}",
        '    type: {constant: "3"}',
        f"    date: {{part: header, pattern: {A_YEAR}, {MIDDLE_OF_YEAR}}}",
        f"    amount: {begun.amount(names[0], 'part: text')}",
        f"    currency: {begun.currency(names[0])}",
        *_instrument(begun),
        *_provider(begun),
    ]


def _instrument(begun: Draft) -> list[str]:
    """What kind of money it is, by its word or by its terms, and the terms of loans."""
    loans = ["    finance_type: {constant: loan}"] if tells_loans(begun) else []
    return [*(_worded(begun, "instrument", "    finance_type:") or loans), *term_lines(begun)]


def _provider(begun: Draft) -> list[str]:
    if "provider" not in begun.named:
        begun.note("provider_name at the transactions, where the publisher is not the one who gives")
        return []
    return [f"    provider_name: {begun.column('provider')}", *_as_government(begun, "provider", "    provider_type")]


def _in_kind(begun: Draft, target: str) -> list[str]:
    """A quantity, its unit and what one costs. The value is their product where the currency is known."""
    unit = target.partition(":")[2]
    lines = [
        '  - type: {constant: "3"}',
        f"    date: {begun.date()}",
        f"    quantity: {{column: {begun.column(target)}, required: true}}",
        f"    unit: {_unit(begun, unit)}",
        "    finance_type: {constant: in_kind}",
    ]
    if "unit_cost" in begun.named and len(begun.quantities()) == 1:
        name = begun.named["unit_cost"]
        begun.note("valuation_method: where the unit cost comes from")
        lines += [f"    unit_cost: {begun.column('unit_cost')}", f"    currency: {begun.currency(name)}"]
        lines += [f"    valuation_method: {{constant: {OPEN}}}"]
    elif "unit_cost" in begun.named:
        begun.note(f"unit_cost: {begun.named['unit_cost']}, at the quantity that it is for")
    return [*lines, *_provider(begun)]


def _unit(begun: Draft, unit: str) -> str:
    if not unit and "unit" in begun.named:
        return begun.column("unit")
    return f"{{constant: {unit or OPEN}}}"


def _splits(begun: Draft) -> list[str]:
    return ["splits:", *_recipients(begun), *_sectors(begun), ""]


def _recipients(begun: Draft) -> list[str]:
    if begun.has_country_headings():
        return [
            f"  - code: {HEADINGS}", "    dimension: {constant: country}", "    vocabulary: {constant: name}"
        ]  # fmt: skip
    if "recipient" not in begun.named:
        begun.note("recipient: which column, or a constant")
        return ["  - dimension: {constant: country}", f"    code: {{constant: {OPEN}}}"]
    vocabulary = country_vocabulary(begun.cells("recipient"))
    rest = ["    dimension: {constant: country}", f"    vocabulary: {{constant: {vocabulary}}}"]
    if not has_several_countries(begun.cells("recipient")):
        return ["  - code: " + begun.column("recipient"), *rest]
    return [
        f"  - for_each: {{column: {begun.column('recipient')}, countries: true}}",
        *rest,
        "    code: {part: text}",
        "    percentage: {part: percent}",
    ]


def _sectors(begun: Draft) -> list[str]:
    if "sector" not in begun.named:
        return []
    texts = [str(cell) for cell in begun.cells("sector")]
    digits = {len(text.removesuffix(".0")) for text in texts if text.removesuffix(".0").isdigit()}
    vocabulary = {3: "2", 5: "1"}.get(digits.pop(), "99") if len(digits) == 1 else "99"
    if vocabulary == "99":
        begun.note(
            'sector: the DAC code of each word, with words: {Salud: "120"} and vocabulary 2, for views by sector'
        )
    column = begun.column("sector")
    return [
        f"  - code: {column}",
        f"    name: {column}",
        "    dimension: {constant: sector}",
        f'    vocabulary: {{constant: "{vocabulary}"}}',
    ]


def _tags(begun: Draft) -> list[str]:
    if "sdg" not in begun.named:
        return []
    separator = list_separator(begun.cells("sdg")) or ";"
    return [
        "tags:",
        f"  - for_each: {{column: {begun.column('sdg')}, separator: {quoted(separator)}}}",
        "    kind: {constant: tag}",
        '    vocabulary: {constant: "2"}',
        "    code: {part: text, pattern: '(\\d{1,2})'}",
        "",
    ]


def _documents(begun: Draft) -> list[str]:
    if "url" not in begun.named or not any(text.startswith("http") for text in texts_of(begun.cells("url"))):
        return []
    return ["documents:", "  - element: {constant: document-link}", f"    url: {begun.column('url')}", ""]
