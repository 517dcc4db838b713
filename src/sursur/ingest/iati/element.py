"""What we use of lxml's elements, with the types they have when a record was parsed from our own UTF-8 text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, cast

from lxml import etree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Element(Protocol):
    """An element without comments or instructions below it: its tag is always text."""

    tag: str
    text: str | None
    tail: str | None
    prefix: str | None
    nsmap: dict[str | None, str]

    def __iter__(self) -> Iterator[Element]: ...
    def __len__(self) -> int: ...
    def __getitem__(self, position: int) -> Element: ...
    def keys(self) -> list[str]: ...
    def get(self, key: str) -> str | None: ...
    def items(self) -> list[tuple[str, str]]: ...
    def iter(self, tag: str | None = None) -> Iterator[Element]: ...
    def itertext(self) -> Iterator[str]: ...
    def find(self, path: str) -> Element | None: ...
    def findall(self, path: str) -> list[Element]: ...
    def getparent(self) -> Element | None: ...


_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
    remove_blank_text=True,
)


def parsed(content: bytes) -> Element:
    """Nothing outside the content is ever loaded, no entity is expanded, libxml2's own limits stay on.

    Raises etree.XMLSyntaxError.
    """
    return cast("Element", etree.fromstring(content, _PARSER))


def as_xml(element: Element) -> str:
    """The element as XML, with the namespaces that it uses and no others."""
    return etree.tostring(element, method="c14n", exclusive=True).decode()  # type: ignore[call-overload,no-any-return]


def root_xml(element: Element) -> str:
    """A start tag with all namespaces that it declares, used or not: records below use them."""
    return etree.tostring(element, method="c14n").decode()  # type: ignore[call-overload,no-any-return]


def namespaces(element: Element) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((prefix or "", uri) for prefix, uri in element.nsmap.items()))


def local_name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def without_namespace(element: Element) -> None:
    """IATI has no namespace; where a file puts it into one, the names are what counts, in all that shares it."""
    if not element.tag.startswith("{"):
        return
    shared = element.tag.rpartition("}")[0] + "}"
    for below in element.iter():
        if below.tag.startswith(shared):
            below.tag = local_name(below)


def namespace(element: Element) -> str:
    return element.tag.rpartition("}")[0].removeprefix("{")
