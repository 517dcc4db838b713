"""What stands around the records of a file: the root with its version, and whatever else somebody put there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from sursur.ingest.iati.element import XML_LANG, as_xml, local_name, namespace, namespaces, parsed, root_xml
from sursur.ingest.iati.parts import Frame
from sursur.ingest.unpack import DamageError

_IGNORED = re.compile(rb"<!--.*?-->|<\?.*?\?>|\xef\xbb\xbf", re.DOTALL)
_ROOT = re.compile(
    rb"""<(?:[A-Za-z_][\w.-]*:)?iati-(?:activities|organisations)(?=[\s/>])(?:[^>"']|"[^"]*"|'[^']*')*>"""
)
_ROOT_END = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?iati-(?:activities|organisations)\s*>")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*>")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_EXCERPT = 80


@dataclass(slots=True)
class Surroundings:
    """Gathered piece by piece, in the order of the file."""

    frame: Frame
    root: str = ""
    opened: bool = False
    closed: bool = False
    details: list[tuple[str, str | None, str]] = field(default_factory=list)
    """Elements that stand beside the records: local name, namespace, XML."""
    stray: list[tuple[int, str]] = field(default_factory=list)
    """Text that belongs to no element: where it starts, and an excerpt."""
    refused: DamageError | None = None

    def add(self, byte_offset: int, content: bytes) -> None:
        """Only what stands before the first record can declare anything; further on a declaration is stray text."""
        rest = _IGNORED.sub(b"", content)
        if byte_offset == 0 and _DECLARES.search(rest):
            rest = self._doctype(rest, byte_offset + max(content.find(b"<!"), 0))
        if not self.opened:
            rest = self._open(rest)
        if _ROOT_END.search(rest):
            self.closed = True
            rest = _ROOT_END.sub(b"", rest)
        if rest.strip():
            self._beside(rest.strip(), byte_offset)

    def _doctype(self, content: bytes, byte_offset: int) -> bytes:
        """A bare DOCTYPE does nothing and is passed over; one that declares anything is refused with its file."""
        rest = _DOCTYPE.sub(b"", content)
        if _DECLARES.search(rest):
            self.refused = DamageError(
                "entities-declared",
                "the file declares entities of its own, which can hide or multiply content: none of it was read",
                "Remove the <!DOCTYPE …> declaration and write the text where it belongs.",
                byte_offset,
            )
        return rest

    def _open(self, content: bytes) -> bytes:
        found = _ROOT.search(content)
        if found is None:
            return content
        tag = found.group()
        self.opened, self.closed = True, tag.endswith(b"/>")
        self._read_root(tag if self.closed else tag[:-1] + b"/>")
        return content[: found.start()] + content[found.end() :]

    def _read_root(self, tag: bytes) -> None:
        try:
            self.frame = frame_of(self.frame, tag)
        except etree.XMLSyntaxError:
            self.stray.append((0, tag[:_EXCERPT].decode(errors="replace")))
            return
        root = parsed(tag)
        self.root = local_name(root)
        self.details.append((self.root, namespace(root) or None, root_xml(root)))

    def _beside(self, content: bytes, byte_offset: int) -> None:
        """Elements such as a registry record are kept; what cannot be parsed is shown in a problem."""
        try:
            holder = parsed(self.frame.opening + content + b"</file>")
        except etree.XMLSyntaxError:
            self.stray.append((byte_offset, content[:_EXCERPT].decode(errors="replace")))
            return
        for element in holder:
            self.details.append((local_name(element), namespace(element) or None, as_xml(element)))
        texts = [holder.text or "", *(element.tail or "" for element in holder)]
        if any(text.strip() for text in texts):
            self.stray.append((byte_offset, " ".join(text.strip() for text in texts).strip()[:_EXCERPT]))


def frame_of(frame: Frame, tag: bytes) -> Frame:
    """What the start tag of a root says for all records below it. Raises etree.XMLSyntaxError."""
    root = parsed(tag)
    version, language = (root.get("version") or "").strip(), (root.get(XML_LANG) or "").strip().lower()
    return replace(frame, version=version, language=language, namespaces=namespaces(root))
