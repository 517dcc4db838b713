"""What stands around the records of a file: the root with its version, and whatever else somebody put there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from sursur.ingest.iati.element import XML_LANG, Element, as_xml, local_name, namespace, namespaces, parsed, root_xml
from sursur.ingest.iati.parts import Frame
from sursur.ingest.unpack import DamageError
from sursur.sentences import Sentence

_IGNORED = re.compile(rb"<!--.*?-->|<\?.*?\?>|\xef\xbb\xbf", re.DOTALL)
_ROOT = re.compile(
    rb"""<(?:[A-Za-z_][\w.-]*:)?iati-(?:activities|organisations)(?=[\s/>])(?:[^>"']|"[^"]*"|'[^']*')*>"""
)
_DECLARED = re.compile(rb"""\sxmlns:([\w.-]+)\s*=\s*("[^"<]*"|'[^'<]*')""")
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
    declared: dict[bytes, bytes] = field(default_factory=dict)
    """Namespaces by prefix that elements around the root declare."""

    def add(self, byte_offset: int, content: bytes) -> None:
        """Only what stands before the first record can declare anything; further on a declaration is stray text."""
        rest = _IGNORED.sub(b"", content)
        if byte_offset == 0 and _DECLARES.search(rest):
            rest = self._doctype(rest, byte_offset + max(content.find(b"<!"), 0))
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
                Sentence(
                    "the file declares entities of its own, which can hide or multiply content: none of it was read"
                ),
                Sentence("Remove the <!DOCTYPE …> declaration and write the text where it belongs."),
                byte_offset,
            )
        return rest

    def _open(self, content: bytes) -> bytes:
        """A wrapper may hold several roots, each with a version of its own; the last one counts for what follows."""
        found = _ROOT.search(content)
        while found is not None:
            tag = found.group()
            before, content = content[: found.start()], content[found.end() :]
            self.opened, self.closed = True, tag.endswith(b"/>")
            self.declared.update(_DECLARED.findall(before))
            self._read_root(tag.removesuffix(b">").removesuffix(b"/"))
            content = before + content
            found = _ROOT.search(content, len(before))
        if not self.opened and _DECLARED.search(content):
            self._read_root(b"<file" + b"".join(one.group() for one in _DECLARED.finditer(content)))
        return content

    def _read_root(self, tag: bytes) -> None:
        """The root, with the namespaces that elements around it declare."""
        own = dict(_DECLARED.findall(tag))
        inherited = b"".join(b" xmlns:%b=%b" % one for one in self.declared.items() if one[0] not in own)
        try:
            root = parsed(tag + inherited + b"/>")
        except etree.XMLSyntaxError:
            self.stray.append((0, tag[:_EXCERPT].decode(errors="replace")))
            return
        self.frame = _framed(self.frame, root)
        if not self.opened:
            return
        self.root = self.root or local_name(root)
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
    return _framed(frame, parsed(tag))


def _framed(frame: Frame, root: Element) -> Frame:
    version, language = (root.get("version") or "").strip(), (root.get(XML_LANG) or "").strip().lower()
    return replace(frame, version=version, language=language, namespaces=namespaces(root))
