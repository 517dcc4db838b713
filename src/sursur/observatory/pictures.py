"""Pictures of pages as files: the marks of a section, with title, sources and release, as one SVG or PNG.

The marks are those of the page: the macro that draws them there draws them here, and what the stylesheet says of them
is written into the file, in light colours. Bars that stand in a list on the page become rows of one drawing.
"""

from __future__ import annotations

from functools import lru_cache

import resvg_py
from starlette.responses import HTMLResponse, Response

from sursur.errors import NotFoundError
from sursur.observatory.drawing.composing import compose
from sursur.observatory.drawing.files import PICTURES, has_picture
from sursur.observatory.drawing.wording import sources_line, words_of
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Section
from sursur.observatory.rendering import fragment
from sursur.observatory.view import View
from sursur.sentences import Sentence

ZOOM = 2
"""Pixels of the PNG for each of the drawing: sharp on a projector and in print."""


def pictured(page: Page, anchor: str) -> Section:
    """Raises NotFoundError for a section that there is not or that has no picture."""
    found = next((one for one in page.sections if one.anchor == anchor and has_picture(one)), None)
    if found is None:
        known = ", ".join(one.anchor for one in page.sections if has_picture(one))
        raise NotFoundError(
            Sentence("The page has no picture '%(anchor)s'.", anchor=anchor),
            repair=Sentence("Pictures: %(known)s.", known=known or Sentence("none")),
        )
    return found


def send_picture(view: View, page: Page, anchor: str, kind: str) -> Response:
    section = pictured(page, anchor)
    svg = compose(fragment(view, "picture.html", section=section), words_of(view, page, section))
    body = svg.encode() if kind == "svg" else _png(svg)
    name = "-".join(part for part in ("sursur", view.library.release_id, *view.asked.path.split("/"), anchor) if part)
    headers = {
        "content-disposition": f'inline; filename="{name}.{kind}"',
        "cross-origin-resource-policy": "cross-origin",
    }
    return Response(body, media_type=PICTURES[kind], headers=headers)


def send_frame(view: View, page: Page, anchor: str, address: str) -> Response:
    """The picture as a page for the frames of others: it leads back to the page that it is from."""
    section = pictured(page, anchor)
    drawn = fragment(view, "picture.html", section=section)
    words = words_of(view, page, section)
    names = [(form, name) for form, name in words.forms if f'"f-{form}"' in drawn or f" f-{form}" in drawn]
    html = fragment(
        view,
        "embed.html",
        page=page,
        section=section,
        sources=sources_line(view, section),
        names=names,
        address=address,
    )
    return HTMLResponse(html, headers={"content-language": view.say.code})


@lru_cache(maxsize=32)
def _png(svg: str) -> bytes:
    """Drawn with the fonts of the system; nothing else of it is needed (docs/decisions/chart-images.md)."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=ZOOM))
