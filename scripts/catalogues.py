"""Bring the catalogues of the pages up to date: new messages are added empty, translations are kept, old ones leave.

    python scripts/catalogues.py

Translators then edit `src/sursur/observatory/translations/<language>.po`; nothing needs to be built.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from sursur.answers.enlarging.behind import REASONS
from sursur.answers.measures.goal_17_3_1 import SERIES
from sursur.answers.measuring import load_measure, measure_names
from sursur.answers.measuring.naming import question_of
from sursur.answers.needs import LEFT_OUT
from sursur.answers.partnering.exchanged import RULES
from sursur.answers.partnering.indicators import NAMES as EQUALITY
from sursur.measure.count.deciding import COUNT_RULES
from sursur.measure.forms import FORM_RULES
from sursur.measure.framework.items import ITEM_RULES
from sursur.measure.linking.identifiers import SENTENCES as IDENTIFIED
from sursur.measure.tossd import RULES as TOSSD_RULES
from sursur.observatory.activity.money import BUDGETS
from sursur.observatory.activity.parts import DIMENSIONS, ROLES, TAGS
from sursur.observatory.country.needs import FINDINGS
from sursur.observatory.exploring.names import DIMENSION_NAMES
from sursur.observatory.exploring.telling import OPTIONS
from sursur.observatory.labels import COLUMNS, IDS, NOTES, choice_label, label_of
from sursur.observatory.language import LANGUAGES
from sursur.observatory.totals import OTHER_STAGE
from sursur.observatory.view import STAGE_WORDS
from sursur.observatory.words import COVERAGE_WORDS, CRISIS_NAMES, FORM_NAMES, INDICATOR_NAMES, NEED_NAMES, WORDS
from sursur.reference.codes import code_list
from sursur.reference.framework import load_framework
from sursur.reference.groups import load_groups
from sursur.reference.indicators import load_indicators
from sursur.reference.knowledge import load_knowledge
from sursur.reference.linking import level_words
from sursur.reference.needs import load_needs
from sursur.reference.reporting import exclusion_rules
from sursur.reference.scenario import load_figures
from sursur.reference.votes import vote_issues

SOURCE = Path(__file__).resolve().parent.parent / "src" / "sursur"
OBSERVATORY = SOURCE / "observatory"
CATALOGUES = OBSERVATORY / "translations"
SENTENCES = ("sentences.py", "answers", "ingest", "measure", "observatory")
"""Layers whose sentences reach the pages."""
Message = str | tuple[str, ...]
NAMED = (
    WORDS, FORM_NAMES, INDICATOR_NAMES, CRISIS_NAMES, NEED_NAMES, COVERAGE_WORDS, STAGE_WORDS, DIMENSION_NAMES, OPTIONS,
    ROLES, DIMENSIONS, TAGS, BUDGETS, IDS,
)  # fmt: skip
"""Words that pages look up by what the data say."""
CODE_LISTS = (
    "SectorCategory", "DacSectorGroup", "Sector", "SegibSector", "GcofFlowClass", "TossdFinanceInstrument",
    "TossdFinancingArrangement", "TossdFramework", "TossdModality", "TossdPillar",
)  # fmt: skip
"""Lists whose owners publish their names in few languages; the translations of others are ours."""


def messages() -> Iterator[tuple[Message, str]]:
    """Every message of the pages and the file that says it."""
    for path in sorted(OBSERVATORY.rglob("*.py")):
        yield from _in_file(path, "python", {"text": None, "plural": (1, 2)})
    for layer in SENTENCES:
        for path in sorted((SOURCE / layer).rglob("*.py")) or [SOURCE / layer]:
            yield from _in_file(path, "python", {"Sentence": None, "phrase": None, "says": None})
    yield from ((text, "measure/rules.py") for text in _of_rules())
    for path in sorted((OBSERVATORY / "templates").glob("*.html")):
        yield from _in_file(path, "jinja2", {"_": None, "ngettext": (1, 2)})
    yield from ((text, "reference data") for text in _of_knowledge() if text)
    yield from ((text, "records") for text in _of_records() if text)
    yield from ((text, "measures") for text in _of_measures() if text)
    yield from ((word, "words.py") for words in NAMED for word in words.values())


def _of_rules() -> Iterator[str]:
    """Reasons for a form or an item that stand in lists of rules, and for what enters no receipts."""
    yield from (rule.reason.words for rule in (*FORM_RULES, *ITEM_RULES, *TOSSD_RULES))
    yield from (rule.sentence for rule in exclusion_rules().values())
    yield from (meaning for _, _, meaning in SERIES)
    yield from (*IDENTIFIED.values(), *level_words().values())
    yield from (rule_id.replace("_", " ") for rule_id in _rule_ids() if rule_id not in WORDS)


def _rule_ids() -> Iterator[str]:
    """Of all rules whose names stand in a column."""
    yield from (rule.rule_id for rule in (*COUNT_RULES, *FORM_RULES, *ITEM_RULES, *TOSSD_RULES))
    yield from (*exclusion_rules(), *REASONS, *LEFT_OUT, *RULES, "no_value", "too_old", "count_with_money", OTHER_STAGE)


def _of_knowledge() -> Iterator[str]:
    """Names in our own tables that pages show: figures of a scenario, items of the framework, needs, equality."""
    for figure in load_figures().values():
        yield from (figure.name, figure.unit, figure.definition, *_clauses(figure.source))
    framework = load_framework()
    for item in framework.items.values():
        yield from (item.name, item.meaning)
    yield from (unit.replace("_", " ") for unit in framework.units)
    for need in load_needs().values():
        yield from (need.title, need.why_not, *_clauses(need.source))
    yield from FINDINGS.values()
    for _, name, unit in EQUALITY:
        yield from (name, unit)
    for indicator in load_indicators().values():
        yield from (indicator.name, indicator.unit, indicator.definition)
    for group in load_groups():
        yield from (group.name, group.full_name)
    for name in CODE_LISTS:
        yield from (entry.name for entry in code_list(name).entries.values())


def _of_records() -> Iterator[str]:
    """Names of agreements, promises, events and initiatives, and what is said of them in a sentence; notes are data."""
    known = load_knowledge()
    for row in known.instruments.values():
        yield from (row["title"], row["summary"], row["adopted_by"])
    for row in known.commitments.values():
        yield from (row["text"], row["how_measured"])
    for row in known.initiatives.values():
        yield from (row["name"], row["description"])
    yield from (row["name"] for row in known.events.values())


def _clauses(source: str) -> Iterator[str]:
    """Our own words on a source; its title and address stand as they are published."""
    return (clause for clause in source.split("; ") if "://" not in clause)


def _of_measures() -> Iterator[str]:
    """What the pages of measures say, but for notes and reasons that are written for one answer or row."""
    for name in measure_names():
        measure = load_measure(name)
        yield from (measure.title, question_of(name), measure.definition)
        for parameter in measure.parameters:
            yield from (choice_label(parameter.name), parameter.meaning)
            if parameter.name == "by":
                yield from (label_of(choice) for choice in parameter.choices if choice not in IDS)
        for column, meaning in measure.columns.items():
            yield from (label_of(column), meaning)
    yield from (*COLUMNS.values(), *NOTES, *vote_issues().values())
    for reasons in (REASONS, LEFT_OUT, RULES):
        yield from reasons.values()


def _in_file(path: Path, method: str, keywords: dict[str, tuple[int, ...] | None]) -> Iterator[tuple[Message, str]]:
    for _, message, _, _ in extract_from_file(method, str(path), keywords=keywords):
        yield message, path.relative_to(SOURCE).as_posix()


def template() -> Catalog:
    catalogue = Catalog(project="Sursur", charset="utf-8")
    for message, place in messages():
        catalogue.add(message, locations=[(place, None)])
    return catalogue


def main() -> None:
    current = template()
    for code in LANGUAGES:
        if code == "en":
            continue
        path = CATALOGUES / f"{code}.po"
        with path.open("rb") as file:
            catalogue = read_po(file, locale=code)
        catalogue.update(current, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        missing = [str(message.id) for message in catalogue if message.id and not _complete(message.string)]
        path.write_text(po_text(catalogue), encoding="utf-8")
        print(f"{code}: {len(catalogue)} messages, {len(missing)} to translate", *missing[:5], sep="\n  ")


def po_text(catalogue: Catalog) -> str:
    """The file as it is kept: no dates and no placeholders in its head, so that it changes only with its messages."""
    written = BytesIO()
    catalogue.fuzzy = False
    write_po(written, catalogue, width=120, ignore_obsolete=True)
    lines = written.getvalue().decode().split("\n")
    dropped = ("Project-Id", "Report-Msgid", "POT-", "PO-", "Last-", "Language-Team", "Generated-By")
    return "\n".join(line for line in lines if not line.startswith(tuple(f'"{word}' for word in dropped)))


def _complete(text: str | tuple[str, ...]) -> bool:
    return all(text) if isinstance(text, tuple | list) else bool(text)


if __name__ == "__main__":
    main()
