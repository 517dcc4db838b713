"""The layout of a drawing that stands by itself: words, marks, colours, words, from where the reader begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any
from unicodedata import east_asian_width

from lxml import etree, html

from sursur.observatory.drawing.marks import Row, figures_of, legend_of, rows_of, without_links
from sursur.observatory.drawing.style import in_language, style_of, tokens
from sursur.observatory.drawing.wording import Words

SVG = "http://www.w3.org/2000/svg"
WIDTH, EDGE = 1000, 28
INNER = WIDTH - 2 * EDGE
LABELS, VALUES, MOST_VALUES, ROW = 290, 150, 330, 34
"""Room for the label and the value of a row of bars, at least and at most, and its height."""
GAP = 14
LETTER = 0.54
"""Width of a letter of our faces, as a share of its size, on the safe side."""
EMBEDDINGS = {"rtl": ("\N{RIGHT-TO-LEFT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"), "ltr": ("", "")}


def _drawing() -> etree._Element:
    return etree.fromstring(f'<svg xmlns="{SVG}"/>')


@dataclass(slots=True)
class _Sheet:
    """A drawing as it grows downward."""

    words: Words
    root: etree._Element = field(default_factory=_drawing)
    y: float = EDGE

    @property
    def backward(self) -> bool:
        return self.words.direction == "rtl"

    def text(self, text: str, size: int, style: str = "", weight: int = 400) -> None:
        """Lines from the side where reading begins."""
        for line in _lines(text, size, INNER):
            self.y += size * 1.32
            self.write(line, (EDGE, self.y - size * 0.28), size, style, weight)

    def write(self, text: str, place: tuple[float, float], size: int, style: str = "", weight: int = 400) -> None:
        x, y = place
        made = etree.SubElement(self.root, f"{{{SVG}}}text")
        made.set("x", f"{WIDTH - x if self.backward else x:.1f}")
        made.set("y", f"{y:.1f}")
        made.set("class", f"w {style}".strip())
        made.set("font-size", str(size))
        if weight != 400:
            made.set("font-weight", str(weight))
        if self.backward:
            made.set("text-anchor", "end")
        before, after = EMBEDDINGS[self.words.direction]
        made.text = f"{before}{text}{after}"

    def place(self, mark: etree._Element, box: tuple[float, float, float, float]) -> None:
        for name, value in zip(("x", "y", "width", "height"), box, strict=True):
            mark.set(name, f"{value:.1f}")
        mark.set("overflow", "visible")
        self.root.append(mark)


def compose(fragment: str, words: Words) -> str:
    """One SVG of the marks in a fragment of a page."""
    found = without_links(html.fragment_fromstring(fragment, create_parent="div"))
    sheet = _Sheet(words)
    _above(sheet)
    figures = list(figures_of(found))
    for place in range(0, len(figures), _beside(figures)):
        _figures(sheet, figures[place : place + _beside(figures)])
    rows = rows_of(found)
    if rows:
        _rows(sheet, rows)
    _colours(sheet, found)
    _below(sheet)
    return _finished(sheet)


def _above(sheet: _Sheet) -> None:
    words = sheet.words
    sheet.text(words.title, 27, weight=800)
    if words.heading and words.heading != words.title:
        sheet.text(words.heading, 20, weight=650)
    if words.filters:
        sheet.text(words.filters, 15)
    if words.sentence:
        sheet.y += 4
        sheet.text(words.sentence, 15, "quiet")
    sheet.y += GAP


def _below(sheet: _Sheet) -> None:
    words = sheet.words
    sheet.y += 4
    for text in (words.counted, words.sources, words.release):
        if text:
            sheet.text(text, 12, "quiet")
    sheet.y += EDGE * 0.8


Named = tuple[str, Any]


def _beside(figures: Sequence[Named]) -> int:
    """Small multiples stand two by two."""
    return 2 if len(figures) > 1 and all(name for name, _ in figures) else 1


def _figures(sheet: _Sheet, figures: Sequence[Named]) -> None:
    """Drawings beside one another, each under its name."""
    width = (INNER - 2 * GAP) / 2 if figures[0][0] else INNER
    names = 24 if figures[0][0] else 0
    heights = []
    for place, (name, figure) in enumerate(figures):
        x = EDGE + place * (width + 2 * GAP)
        if name:
            sheet.write(_short(name, 15, width), (x, sheet.y + 15), 15, weight=650)
        heights.append(_height(figure, width))
        left = WIDTH - x - width if sheet.backward else x
        sheet.place(figure, (left, sheet.y + names, width, heights[-1]))
    sheet.y += max(heights) + names + GAP


def _height(figure: etree._Element, width: float) -> float:
    box = [float(part) for part in figure.get("viewBox", "").split()]
    return width * box[3] / box[2] if box else float((figure.get("height") or "300").removesuffix("px"))


def _rows(sheet: _Sheet, rows: Sequence[Row]) -> None:
    """A label, a bar and a value in a line; bars grow from where reading begins, time runs from left to right."""
    values = min(MOST_VALUES, max(VALUES, *(_width(row.value, 14) for row in rows), 0))
    width = INNER - LABELS - values - 2 * GAP
    for row in rows:
        middle = sheet.y + ROW / 2
        sheet.write(_short(row.label, 15, LABELS), (EDGE, middle + 5), 15, weight=550)
        x = EDGE + LABELS + GAP
        for mark in row.marks:
            height = float(mark.get("height", "14"))
            _place_bar(sheet, mark, (WIDTH - x - width if sheet.backward else x, middle - height / 2, width, height))
        if row.value:
            sheet.write(_short(row.value, 14, values), (x + width + GAP, middle + 5), 14)
        sheet.y += ROW
    sheet.y += GAP


def _place_bar(sheet: _Sheet, mark: etree._Element, box: tuple[float, float, float, float]) -> None:
    sheet.place(mark, box)
    if sheet.backward and "bar" in mark.get("class", "").split():
        turned = etree.SubElement(sheet.root, f"{{{SVG}}}g")
        turned.set("transform", f"translate({2 * box[0] + box[2]:.1f} 0) scale(-1 1)")
        turned.append(mark)


def _colours(sheet: _Sheet, found: etree._Element) -> None:
    """The names of the forms whose colours are seen, and the classes of a map."""
    legend = legend_of(found)
    if legend:
        _swatches(sheet, legend)
        return
    used = _classes(sheet.root)
    _swatches(sheet, [(_swatch(f"f-{form}"), name) for form, name in sheet.words.forms if f"f-{form}" in used])


def _swatch(style: str) -> etree._Element:
    made = etree.Element(f"{{{SVG}}}svg", viewBox="0 0 14 14")
    etree.SubElement(made, f"{{{SVG}}}rect", {"class": style, "width": "14", "height": "14", "rx": "2"})
    return made


def _swatches(sheet: _Sheet, entries: Sequence[tuple[etree._Element, str]]) -> None:
    x: float = EDGE
    for swatch, name in entries:
        room = 26 + _width(name, 14) + 22
        if x + room > WIDTH - EDGE and x > EDGE:
            x, sheet.y = EDGE, sheet.y + 24
        sheet.place(swatch, (WIDTH - x - 14 if sheet.backward else x, sheet.y + 4, 14, 14))
        sheet.write(name, (x + 21, sheet.y + 16), 14)
        x += room
    if entries:
        sheet.y += 32


def _finished(sheet: _Sheet) -> str:
    root, height = sheet.root, round(sheet.y)
    root.set("viewBox", f"0 0 {WIDTH} {height}")
    root.set("width", str(WIDTH))
    root.set("height", str(height))
    root.set("role", "img")
    paper = etree.Element(f"{{{SVG}}}rect", width="100%", height="100%", fill=tokens()["paper"])
    style = etree.Element(f"{{{SVG}}}style")
    style.text = in_language("\n".join((style_of(_classes(root), _tags(root)), _own_style())), sheet.words.language)
    title = etree.Element(f"{{{SVG}}}title")
    title.text = " \N{MIDDLE DOT} ".join(one for one in (sheet.words.title, sheet.words.heading) if one)
    for place, element in enumerate((title, style, paper)):
        root.insert(place, element)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _own_style() -> str:
    known = tokens()
    return (
        f"text {{ font-family: {known['sans']} }}\n"
        f".w {{ fill: {known['ink']} }}\n.w.quiet {{ fill: {known['quiet']} }}\n.minor {{ display: inline }}"
    )


def _classes(root: etree._Element) -> frozenset[str]:
    return frozenset(name for element in root.iter() for name in (element.get("class") or "").split())


def _tags(root: etree._Element) -> frozenset[str]:
    return frozenset(etree.QName(element).localname for element in root.iter(etree.Element))


def _width(text: str, size: int) -> float:
    return sum(size * (1.0 if east_asian_width(letter) in "WF" else LETTER) for letter in text)


def _short(text: str, size: int, room: float) -> str:
    """What fits, with an ellipsis for the rest."""
    if _width(text, size) <= room:
        return text
    while text and _width(text, size) > room - size:
        text = text[:-1]
    return text.rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def _lines(text: str, size: int, room: float) -> Iterator[str]:
    """Broken between words, or between signs where a script has no spaces."""
    letters = max(8, int(len(text) * room / _width(text, size))) if text else 1
    yield from wrap(text, letters) or [""]
