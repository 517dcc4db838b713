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

from sursur.answers.measuring import load_measure, measure_names
from sursur.answers.measuring.naming import question_of
from sursur.answers.partnering.indicators import NAMES as EQUALITY
from sursur.observatory.country.needs import FINDINGS
from sursur.observatory.figures import label_of
from sursur.observatory.language import LANGUAGES
from sursur.observatory.view import STAGE_WORDS
from sursur.observatory.words import COVERAGE_WORDS, CRISIS_NAMES, FORM_NAMES, INDICATOR_NAMES, NEED_NAMES, WORDS
from sursur.reference.framework import load_framework
from sursur.reference.needs import load_needs
from sursur.reference.scenario import load_figures

OBSERVATORY = Path(__file__).resolve().parent.parent / "src" / "sursur" / "observatory"
CATALOGUES = OBSERVATORY / "translations"
Message = str | tuple[str, ...]


def messages() -> Iterator[tuple[Message, str]]:
    """Every message of the pages and the file that says it."""
    for path in sorted(OBSERVATORY.rglob("*.py")):
        yield from _in_file(path, "python", {"text": None, "plural": (1, 2)})
    for path in sorted((OBSERVATORY / "templates").glob("*.html")):
        yield from _in_file(path, "jinja2", {"_": None, "ngettext": (1, 2)})
    yield from ((text, "reference data") for text in _of_knowledge())
    named = (WORDS, FORM_NAMES, INDICATOR_NAMES, CRISIS_NAMES, NEED_NAMES, COVERAGE_WORDS, STAGE_WORDS)
    for word in (word for words in named for word in words.values()):
        yield word, "words.py"


def _of_knowledge() -> Iterator[str]:
    """Names in our own tables that pages show: figures of a scenario, items of the framework, needs, equality."""
    for figure in load_figures().values():
        yield from (figure.name, figure.unit)
    yield from (item.name for item in load_framework().items.values())
    yield from (need.title for need in load_needs().values())
    yield from FINDINGS.values()
    for _, name, unit in EQUALITY:
        yield from (name, unit)


def _of_measures() -> Iterator[str]:
    """What the pages of measures say but for definitions and meanings of columns, which stand in English and say so."""
    for name in measure_names():
        measure = load_measure(name)
        yield from (measure.title, question_of(name))
        for parameter in measure.parameters:
            yield from (label_of(parameter.name), parameter.meaning)
        yield from map(label_of, measure.columns)


def _in_file(path: Path, method: str, keywords: dict[str, tuple[int, ...] | None]) -> Iterator[tuple[Message, str]]:
    for _, message, _, _ in extract_from_file(method, str(path), keywords=keywords):
        yield message, path.relative_to(OBSERVATORY).as_posix()


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
