"""Measures by their names: the modules of `sursur.answers.measures`, with dashes for underscores."""

from __future__ import annotations

import ast
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from sursur.answers.measuring.measure import Measure
from sursur.answers.offering import offered
from sursur.errors import NotFoundError
from sursur.sentences import Sentence

PACKAGE = "sursur.answers.measures"


def measure_names() -> tuple[str, ...]:
    """All measures, in the order of the alphabet."""
    return tuple(sorted(path.stem.replace("_", "-") for path in _folder().glob("[!_]*.py")))


def load_measure(name: str) -> Measure:
    """The measure of a name; NotFoundError offers the nearest name and all others."""
    known = measure_names()
    if name not in known:
        raise NotFoundError(Sentence("There is no measure '%(name)s'.", name=name), repair=offered(name, known))
    found = import_module(f"{PACKAGE}.{name.replace('-', '_')}").MEASURE
    assert isinstance(found, Measure)  # noqa: S101 - what the package says of its modules
    return found


def question_of(name: str) -> str:
    """What a measure answers: the first sentence of its module, read without importing it."""
    tree = ast.parse((_folder() / f"{name.replace('-', '_')}.py").read_text("utf-8"))
    return " ".join((ast.get_docstring(tree) or "").split("\n\n")[0].split())


def _folder() -> Path:
    spec = find_spec(PACKAGE)
    assert spec is not None  # noqa: S101 - the package stands beside this one
    assert spec.origin is not None  # noqa: S101
    return Path(spec.origin).parent
