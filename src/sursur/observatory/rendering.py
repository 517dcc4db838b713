"""From a page to HTML: the templates, and what they all see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache, partial
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from sursur.answers.measuring import load_measure, measure_names
from sursur.observatory.arriving import PAUSE, in_parts
from sursur.observatory.asked import Asked, read_asked
from sursur.observatory.citing import citation
from sursur.observatory.data import page_data, wants_data
from sursur.observatory.drawing.files import embed_code, picture_links
from sursur.observatory.framing import framing
from sursur.observatory.headers import static_version
from sursur.observatory.language import LANGUAGES, best_language, language
from sursur.observatory.library import Library
from sursur.observatory.pages.page import Page
from sursur.observatory.pages.world import build_world
from sursur.observatory.parts import Link
from sursur.observatory.sentences import tell
from sursur.observatory.view import View


@cache
def environment() -> Environment:
    loader = PackageLoader("sursur.observatory", "templates")
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["static_version"] = static_version()
    made.globals["picture_links"] = picture_links
    made.globals["embed_code"] = embed_code
    made.globals["pause"] = PAUSE
    made.globals["mark"] = (files("sursur.observatory") / "static" / "mark.svg").read_text("utf-8")
    return made


def warm(library: Library) -> None:
    """Compile every template, read every language and measure, and sum the world, so that no reader waits for it."""
    build_world(View(library, Asked("en", "/"), language("en")))
    for name in environment().list_templates():
        environment().get_template(name)
    for name in measure_names():
        load_measure(name)
    for code in LANGUAGES:
        say = language(code)
        _ = (
            say.text("World"),
            say.money(Decimal(1_500_000)),
            say.percent(0.5),
            say.day(date(2019, 3, 22)),
            say.country("KEN"),
        )


def view_of(request: Request, *, plain: bool = False) -> View:
    """What is asked, in the language of the address; `plain` leaves the query string aside (for pages of trouble)."""
    library: Library = request.app.state.library
    code, path = _split(request)
    if plain:
        return View(library, Asked(code, path), language(code))
    values = {name: request.query_params.getlist(name) for name in request.query_params}
    return View(library, read_asked(code, path, values), language(code))


def _split(request: Request) -> tuple[str, str]:
    """`/ar/country/KEN` is Arabic and `/country/KEN`; an address without a language gets the browser's."""
    first, _, rest = request.url.path.removeprefix("/").partition("/")
    if first in LANGUAGES:
        return first, f"/{rest}"
    return best_language(request.headers.get("accept-language", "")), "/"


def render(request: Request, view: View, page: Page) -> Response:
    """The page for people, or, at its address with `.json`, the same as data."""
    if wants_data(request.scope):
        return JSONResponse(page_data(view, page))
    told = _told(request, view, page)
    headers = {"content-language": view.say.code}
    parts = in_parts(environment().get_template(page.template).generate(told))
    if page.arrives:
        return StreamingResponse(_to_the_end(view, parts), media_type="text/html", headers=headers)
    return HTMLResponse("".join(parts), headers=headers)


def _to_the_end(view: View, parts: Iterable[str]) -> Iterator[str]:
    """What breaks after a part was sent can change the status no longer. The reader is told where the page ends, and
    the answer stays unfinished, so that nobody keeps half a page.
    """
    try:
        yield from parts
    except Exception:
        told = view.say.text("Something broke on our side")
        yield Markup('<p class="trouble" role="alert">{}</p>').format(told)
        raise


def fragment(view: View, template: str, **values: object) -> str:
    """A template with what all of them see, and the values of its own."""
    return environment().get_template(template).render(_common(view) | values)


def _told(request: Request, view: View, page: Page) -> dict[str, object]:
    """What the template of a page sees; the citation is made when it is read, for it names the sources of all parts."""
    host = f"{request.url.scheme}://{request.url.netloc}"
    return _common(view) | {
        "page": page,
        "host": host,
        "navigation": _navigation(view),
        "languages": _languages(view, request),
        "framing": framing(view),
        "cite": lambda: citation(view, page, f"{host}{_path(request)}"),
    }


def _common(view: View) -> dict[str, object]:
    return {
        "view": view,
        "say": view.say,
        "_": view.say.text,
        "ngettext": view.say.plural,
        "tell": partial(tell, view.say),
        "asked": view.asked,
        "library": view.library,
    }


def _navigation(view: View) -> tuple[Link, ...]:
    say, asked = view.say, view.asked
    entries = (
        ("/", say.text("World")),
        ("/countries", say.text("Countries")),
        ("/groups", say.text("Groups")),
        ("/sectors", say.text("Fields")),
        ("/gaps", say.text("Gaps")),
        ("/explore", say.text("Explore")),
        ("/measures", say.text("Measures")),
        ("/knowledge", say.text("Agreements")),
        ("/sources", say.text("Sources")),
    )
    return tuple(Link(text, asked.address(path), _within(asked.path, path)) for path, text in entries)


WITHIN = {"/sectors": ("/sectors", "/goals", "/crises"), "/gaps": ("/gaps",)}
"""Entries that stand for several lists."""


def _within(path: str, entry: str) -> bool:
    return path.startswith(WITHIN[entry]) if entry in WITHIN else path == entry


def _path(request: Request) -> str:
    """The address of the page as it was asked for, without the host."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _languages(view: View, request: Request) -> tuple[Link, ...]:
    """The same page in every language, each named in itself."""
    query = f"?{request.url.query}" if request.url.query else ""
    return tuple(
        Link(language(code).own_name, f"/{code}{view.asked.path}{query}", code == view.say.code, code)
        for code in LANGUAGES
    )
