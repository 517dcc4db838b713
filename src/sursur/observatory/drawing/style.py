"""What the stylesheet says of the marks of a drawing, with its variables filled in: a file has no stylesheet beside it.

Only rules that can apply are taken, and of them only what is drawn. Colours are the light ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

PROPERTIES = frozenset(
    {
        *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order"),
        *("text-anchor", "font", "font-size", "font-weight", "opacity", "display", "visibility"),
    }
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_NESTED = re.compile(r"@[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_TOKEN = re.compile(r"--([\w-]+)\s*:\s*([^;}]+)")
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_ALTERNATIVES = re.compile(r":is\(([^()]*)\)")
_NAMES = re.compile(r"\.([\w-]+)")
_TAGS = re.compile(r"(?:^|[\s>])([a-z]+\d?)")
_NO_PLACE_HERE = re.compile(r"[:\[+~*]")
PLAIN = '"DejaVu Sans"'
CHINESE = '"Noto Sans CJK SC"'
"""Families of servers, named before the last one. What draws a PNG takes the first family that there is and looks for
missing letters anywhere: Chinese begins with a Chinese face, all else with one that has Arabic in each weight.
"""


@cache
def tokens() -> Mapping[str, str]:
    """The variables at the head of the stylesheet."""
    return _tokens_of(":root")


@cache
def _rules() -> tuple[tuple[str, str], ...]:
    """Selectors and declarations in their order, without what holds for some media only."""
    text = (files("sursur.observatory") / "static" / "sursur.css").read_text("utf-8")
    plain = _NESTED.sub("", _COMMENT.sub("", text))
    return tuple((selectors.strip(), body) for selectors, body in _RULE.findall(plain))


def _tokens_of(selector: str) -> dict[str, str]:
    bodies = (body for selectors, body in _rules() if selectors == selector)
    return {name: value.strip() for body in bodies for name, value in _TOKEN.findall(body)}


def style_of(classes: frozenset[str], tags: frozenset[str]) -> str:
    """The rules for a drawing with these classes and elements."""
    known = {**tokens()}
    for ramp in sorted(name for name in classes if name.startswith("ramp-")):
        known |= _tokens_of(f".{ramp}")
    return "\n".join(_applying(classes, tags, known))


def _applying(classes: frozenset[str], tags: frozenset[str], known: Mapping[str, str]) -> Iterator[str]:
    for selectors, body in _rules():
        declared = "; ".join(_drawn(body, known))
        chosen = [one for one in _single(selectors) if declared and _can_apply(one, classes, tags)]
        if chosen:
            yield f"{', '.join(chosen)} {{ {declared} }}"


def _drawn(body: str, known: Mapping[str, str]) -> Iterator[str]:
    for declaration in body.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        filled = _VARIABLE.sub(lambda found: known.get(found[1], "none"), value)
        if name not in PROPERTIES or "revert" in filled or "(" in filled:
            continue
        if name == "font":
            size, _, family = filled.partition(" ")
            yield f"font-size: {size}; font-family: {family}"
        else:
            yield f"{name}: {filled}"


def in_language(style: str, language: str) -> str:
    """The style with families that a server has beside those of a reader's device."""
    families = (CHINESE, PLAIN) if language == "zh" else (PLAIN, CHINESE)
    return style.replace(", sans-serif", f", {', '.join(families)}, sans-serif")


def _single(selectors: str) -> Iterator[str]:
    """Each selector of a list by itself, alternatives written out."""
    found = _ALTERNATIVES.search(selectors)
    if found:
        for one in found[1].split(","):
            yield from _single(selectors[: found.start()] + one.strip() + selectors[found.end() :])
    else:
        yield from (one.strip() for one in selectors.split(","))


def _can_apply(selector: str, classes: frozenset[str], tags: frozenset[str]) -> bool:
    if _NO_PLACE_HERE.search(selector) or not _NAMES.search(selector):
        return False
    return set(_NAMES.findall(selector)) <= classes and set(_TAGS.findall(selector)) <= tags
