"""The marks in a fragment of a page: whole drawings, rows of a list with a bar each, and what names the colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

SVG = "http://www.w3.org/2000/svg"
CAMEL = {
    "preserveaspectratio": "preserveAspectRatio",
    "viewbox": "viewBox",
    "patternunits": "patternUnits",
    "patterntransform": "patternTransform",
}
"""Attributes that HTML parsers write in small letters and SVG does not."""


def _all(element: etree._Element, path: str) -> list[Any]:
    """Elements, or texts, that an XPath finds."""
    found: Any = element.xpath(path)
    return list(found)


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    value: str
    marks: tuple[etree._Element, ...]


def without_links(found: etree._Element) -> etree._Element:
    """A drawing for itself leads nowhere: links inside it become groups."""
    for link in _all(found, ".//svg//a"):
        link.tag = "g"
        link.attrib.clear()
    return found


def figures_of(found: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Drawings that stand by themselves, each under its name where there are several."""
    for svg in _all(found, ".//svg[not(ancestor::li)][not(ancestor::svg)]"):
        named = _all(svg, "ancestor::figure/figcaption")
        if "axis" not in (svg.get("class") or "").split():
            yield (_text(named[0]) if named else ""), drawing_of(svg)


def rows_of(found: etree._Element) -> list[Row]:
    """Entries of a list that hold a bar; the axis above a list comes first."""
    axes = [Row("", "", (drawing_of(svg),)) for svg in _all(found, ".//svg[contains(@class, 'axis')]")]
    return axes + [
        _row(item) for item in _all(found, ".//li[.//svg][not(ancestor-or-self::ul[contains(@class, 'legend')])]")
    ]


def _row(item: etree._Element) -> Row:
    texts = [text for text in (_text(child) for child in item if child.tag != "svg") if text]
    label, values = (texts[0], texts[1:]) if texts else ("", [])
    return Row(label, " \N{MIDDLE DOT} ".join(values), tuple(drawing_of(svg) for svg in _all(item, "./svg | ./*//svg")))


def legend_of(found: etree._Element) -> list[tuple[etree._Element, str]]:
    entries = _all(found, ".//ul[contains(@class, 'legend')]/li[.//svg]")
    ramps = {
        name
        for svg in found.iter()
        if isinstance(svg.tag, str)
        for name in (svg.get("class") or "").split()
        if name.startswith("ramp-")
    }
    return [(_ramped(drawing_of(_all(entry, ".//svg")[0]), ramps), _text(entry)) for entry in entries]


def _ramped(svg: etree._Element, ramps: set[str]) -> etree._Element:
    svg.set("class", " ".join([svg.get("class", ""), *sorted(ramps)]).strip())
    return svg


def _text(element: etree._Element) -> str:
    return " ".join("".join(_all(element, ".//text()[not(ancestor::svg)][not(ancestor::*[@class='hidden'])]")).split())


def drawing_of(svg: etree._Element) -> etree._Element:
    """A drawing with the classes of what stood around it: rules of the stylesheet begin with them."""
    around = [name for outer in svg.iterancestors() for name in (outer.get("class") or "").split()]
    made = as_svg(svg)
    made.set("class", " ".join(dict.fromkeys([*made.get("class", "").split(), *around])))
    return made


def as_svg(element: etree._Element) -> etree._Element:
    """The same in the namespace of SVG, with its attributes as SVG writes them and without what only pages need."""
    made = etree.Element(f"{{{SVG}}}{element.tag}")
    attributes: dict[str, str] = dict(element.attrib)  # type: ignore[arg-type] # parsed HTML has texts alone
    for name, value in attributes.items():
        if not name.startswith("aria-") and name not in ("role", "focusable", "tabindex", "style"):
            made.set(CAMEL.get(name, name), value)
    made.text = element.text
    for child in element:
        if isinstance(child.tag, str):
            part = as_svg(child)
            part.tail = child.tail
            made.append(part)
    return made
