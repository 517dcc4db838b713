"""Where the picture of a section is to be had: as SVG, as PNG, and as a page for the frames of others."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from markupsafe import escape

from sursur.observatory.parts import Download, Section
from sursur.observatory.view import View

PICTURES: Mapping[str, str] = {"svg": "image/svg+xml", "png": "image/png"}
NO_PICTURE = ("", "items", "chain", "strip", "matrix", "changed")
"""Kinds of sections that are words or a table on the page."""
EMBED = "/embed"
FRAME_HEIGHT = 560


def has_picture(section: Section) -> bool:
    return section.picture is not None and section.picture_kind not in NO_PICTURE


def picture_links(view: View, section: Section) -> tuple[Download, ...]:
    """The files of a picture; the choices of the page go along."""
    if not has_picture(section):
        return ()
    return tuple(
        Download(kind.upper(), _address(view, section, f"{_base(view, section)}/{section.anchor}.{kind}"))
        for kind in PICTURES
    )


def embed_code(view: View, section: Section, host: str) -> str:
    """What somebody writes into a page of their own to show the picture there; nothing for a section without one."""
    if not has_picture(section):
        return ""
    address = _address(view, section, f"{EMBED}{_base(view, section)}/{section.anchor}")
    source, title = escape(host + address), escape(section.heading)
    return f'<iframe src="{source}" title="{title}" width="100%" height="{FRAME_HEIGHT}" loading="lazy"></iframe>'


def page_address(view: View, section: Section) -> str:
    """The page that has the section, with its choices."""
    return _address(view, section, str(section.extra.get("base") or view.asked.path))


def _base(view: View, section: Section) -> str:
    """The address of the page that has the section; that of the world has a name for its files."""
    return str(section.extra.get("base") or view.asked.path.rstrip("/") or "/world")


def _address(view: View, section: Section, path: str) -> str:
    query = section.extra.get("query")
    asked = urlencode(view.asked.pairs()) if query is None else str(query)
    return f"/{view.asked.language}{path}" + (f"?{asked}" if asked else "")
