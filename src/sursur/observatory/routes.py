"""Addresses and the pages behind them. The language is the first part of every address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from sursur.errors import NotFoundError
from sursur.observatory.change.asking import read_words
from sursur.observatory.data import ENDING, wants_data
from sursur.observatory.downloads import send_table
from sursur.observatory.drawing.files import PICTURES
from sursur.observatory.errors import status_of
from sursur.observatory.exploring.asked import Explored, carried, is_plain, read_explored
from sursur.observatory.finding import find
from sursur.observatory.headers import STATIC_CACHE
from sursur.observatory.language import LANGUAGES, best_language
from sursur.observatory.pages.about import build_about
from sursur.observatory.pages.activity import build_activity
from sursur.observatory.pages.calendar import build_calendar, calendar_feed
from sursur.observatory.pages.countries import build_countries
from sursur.observatory.pages.country import build_country
from sursur.observatory.pages.country_part import build_country_part
from sursur.observatory.pages.crisis import build_crisis
from sursur.observatory.pages.event import build_event
from sursur.observatory.pages.explore import build_explore
from sursur.observatory.pages.fields import build_crises, build_goals, build_sectors
from sursur.observatory.pages.flow import build_flow
from sursur.observatory.pages.flows import build_flows, flow_rows
from sursur.observatory.pages.gap_views import build_gap_view
from sursur.observatory.pages.gaps import build_gaps
from sursur.observatory.pages.goal import build_goal
from sursur.observatory.pages.group import build_group
from sursur.observatory.pages.groups import build_groups
from sursur.observatory.pages.initiative import build_initiative
from sursur.observatory.pages.instrument import build_instrument
from sursur.observatory.pages.knowledge import build_knowledge
from sursur.observatory.pages.lending import build_lending, schedule_download
from sursur.observatory.pages.measure import build_measure
from sursur.observatory.pages.measures import build_measures
from sursur.observatory.pages.methods import build_methods
from sursur.observatory.pages.offline import build_offline
from sursur.observatory.pages.page import Page
from sursur.observatory.pages.pair import build_pair
from sursur.observatory.pages.problems import build_problems
from sursur.observatory.pages.provider import build_provider
from sursur.observatory.pages.search import build_search
from sursur.observatory.pages.sector import build_sector
from sursur.observatory.pages.source import build_source
from sursur.observatory.pages.sources import build_sources
from sursur.observatory.pages.what_if import build_what_if
from sursur.observatory.pages.world import build_world
from sursur.observatory.pairs import read_pair
from sursur.observatory.parts import Section
from sursur.observatory.pictures import send_frame, send_picture
from sursur.observatory.rendering import render, view_of
from sursur.observatory.streams import Streams
from sursur.observatory.view import View

router = APIRouter()
METHODS = ["GET", "HEAD"]
STATIC_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PLAIN_PAGES: dict[str, Callable[[View], Page]] = {
    "": build_world,
    "countries": build_countries,
    "groups": build_groups,
    "sectors": build_sectors,
    "goals": build_goals,
    "crises": build_crises,
    "gaps": build_gaps,
    "sources": build_sources,
    "knowledge": build_knowledge,
    "calendar": build_calendar,
    "measures": build_measures,
    "methods": build_methods,
    "about": build_about,
    "offline": build_offline,
}
"""Pages without a subject in their address."""


@router.api_route("/", methods=METHODS)
def choose_language(request: Request) -> Response:
    code = best_language(request.headers.get("accept-language", ""))
    return RedirectResponse(
        f"/{code}/", status_code=302, headers={"vary": "accept-language", "cache-control": "no-store"}
    )


@router.api_route("/static/{name}", methods=METHODS)
def static(name: str) -> Response:
    path = files("sursur.observatory") / "static" / name
    kind = STATIC_TYPES.get(name[name.rfind(".") :])
    if kind is None or "/" in name or not path.is_file():
        raise NotFoundError(f"There is no file {name!r}.")
    return Response(path.read_bytes(), media_type=kind, headers={"cache-control": STATIC_CACHE})


@router.api_route("/favicon.ico", methods=METHODS)
def favicon() -> Response:
    return static("icon.svg")


@router.api_route("/{code}/find", methods=METHODS)
def find_page(request: Request, code: str, q: str = "") -> Response:
    view = _view(request, code)
    return RedirectResponse(find(view, q), status_code=303)


@router.api_route("/{code}/search", methods=METHODS)
def search_page(request: Request, code: str) -> Response:
    view = _view(request, code)
    return render(request, view, build_search(view, request.app.state.search, request.query_params))


@router.api_route("/{code}/flows", methods=METHODS)
def flows_page(request: Request, code: str) -> Response:
    view = _view(request, code)
    return render(request, view, build_flows(view, request.query_params))


@router.api_route("/{code}/flows.{kind}", methods=METHODS)
def flows_file(request: Request, code: str, kind: str) -> Response:
    view = _view(request, code)
    section, choice = flow_rows(view, request.query_params)
    return send_table(view, section, kind, choice)


@router.api_route("/{code}/flow/{flow_id}", methods=METHODS)
def flow_page(request: Request, code: str, flow_id: str) -> Response:
    view = _view(request, code)
    return render(request, view, build_flow(view, flow_id))


@router.api_route("/{code}/calendar.ics", methods=METHODS)
def calendar_file(request: Request, code: str) -> Response:
    body = calendar_feed(_view(request, code))
    return Response(body, media_type="text/calendar; charset=utf-8")


@router.api_route("/{code}/measure/{name}", methods=METHODS)
def measure_page(request: Request, code: str, name: str) -> Response:
    view = _view(request, code)
    page = build_measure(view, request.app.state.desk, name, request.query_params)
    response = render(request, view, page)
    response.status_code = status_of(page.trouble) if page.trouble else response.status_code
    return response


@router.api_route("/{code}/grant-element", methods=METHODS)
def lending_page(request: Request, code: str) -> Response:
    view = _view(request, code)
    page = build_lending(view, request.query_params)
    response = render(request, view, page)
    response.status_code = status_of(page.trouble) if page.trouble else response.status_code
    return response


@router.api_route("/{code}/grant-element.{kind}", methods=METHODS)
def lending_file(request: Request, code: str, kind: str) -> Response:
    _view(request, code)
    body, media = schedule_download(request.query_params, kind)
    named = {"content-disposition": f'attachment; filename="sursur-grant-element.{kind}"'}
    return Response(body, media_type=media, headers=named)


@router.api_route("/{code}/pair/{key}", methods=METHODS)
def pair_page(request: Request, code: str, key: str) -> Response:
    """A pair has one address, with its codes in the order of the alphabet; every other way to write it leads there."""
    view = _view(request, code)
    pair = read_pair(view, key)
    if pair.key == key:
        return render(request, view, build_pair(view, key))
    ending = ENDING if wants_data(request.scope) else ""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{code}/pair/{pair.key}{ending}{query}", status_code=301)


@router.api_route("/{code}/explore", methods=METHODS)
def explore_page(request: Request, code: str) -> Response:
    """A form sends its empty fields along: their reader is led to the address without them."""
    view, explored = _exploring(request, code)
    if not is_plain(request.query_params) and not wants_data(request.scope):
        return RedirectResponse(explored.address(code), status_code=303)
    page = build_explore(view, explored)
    response = render(request, view, page)
    response.status_code = status_of(page.trouble) if page.trouble else response.status_code
    return response


@router.api_route("/{code}/explore/{part}", methods=METHODS)
@router.api_route("/{code}/explore/{part}.{kind}", methods=METHODS)
def explore_file(request: Request, code: str, part: str, kind: str = "json") -> Response:
    view, explored = _exploring(request, code)
    if kind in PICTURES:
        return send_picture(_looking_at(view, "/explore"), _explored(view, explored), part, kind)
    streams: Streams = request.app.state.streams
    told = (("Address", explored.address(code)),)
    return streams.send(part, explored.query(), kind, told, explored.cell)


def _explored(view: View, explored: Explored) -> Page:
    """The page behind a picture; what cannot be meant has none."""
    page = build_explore(view, explored)
    if page.trouble:
        raise page.trouble
    return page


def _exploring(request: Request, code: str) -> tuple[View, Explored]:
    """Explore reads its query string by itself: it knows more values than other pages."""
    _known(request, code)
    explored = read_explored(request.query_params)
    view = view_of(request, plain=True)
    return replace(view, asked=carried(view.asked, explored)), explored


@router.api_route("/{code}/problems", methods=METHODS)
def problems_page(request: Request, code: str, source: str = "") -> Response:
    view = _view(request, code)
    return render(request, view, build_problems(view, source))


SUBJECTS: dict[str, Callable[[View, str], Page]] = {
    "activity": build_activity,
    "country": build_country,
    "group": build_group,
    "pair": build_pair,
    "source": build_source,
    "provider": build_provider,
    "instrument": build_instrument,
    "event": build_event,
    "initiative": build_initiative,
    "sector": build_sector,
    "goal": build_goal,
    "crisis": build_crisis,
    "gaps": build_gap_view,
}


@router.api_route("/{code}/embed/explore/{anchor}", methods=METHODS)
def explore_frame(request: Request, code: str, anchor: str) -> Response:
    view, explored = _exploring(request, code)
    return send_frame(_looking_at(view, "/explore"), _explored(view, explored), anchor, explored.address(code))


@router.api_route("/{code}/embed/{name}/{anchor}", methods=METHODS)
def plain_frame(request: Request, code: str, name: str, anchor: str) -> Response:
    path = "" if name == "world" else name
    if path not in PLAIN_PAGES:
        raise NotFoundError(f"There is no page {name!r}.")
    view = _looking_at(_view(request, code), f"/{path}")
    return send_frame(view, PLAIN_PAGES[path](view), anchor, view.asked.address())


@router.api_route("/{code}/embed/{subject}/{key}/{anchor}", methods=METHODS)
def subject_frame(request: Request, code: str, subject: str, key: str, anchor: str) -> Response:
    view = _looking_at(_view(request, code), f"/{subject}/{key}")
    return send_frame(view, _subject(subject)(view, key), anchor, view.asked.address())


@router.api_route("/{code}/world/{name}.{kind}", methods=METHODS)
def world_file(request: Request, code: str, name: str, kind: str) -> Response:
    view = _view(request, code)
    if kind in PICTURES:
        view = _looking_at(view, "/")
        return send_picture(view, build_world(view), name, kind)
    return send_table(view, _named(build_world(view), name), kind, view.filter())


@router.api_route("/{code}/{subject}/{key}/{name}.{kind}", methods=METHODS)
def subject_file(request: Request, code: str, subject: str, key: str, name: str, kind: str) -> Response:
    view = _view(request, code)
    if kind in PICTURES:
        view = _looking_at(view, f"/{subject}/{key}")
        return send_picture(view, _subject(subject)(view, key), name, kind)
    return send_table(view, _named(_subject(subject)(view, key), name), kind, view.filter())


@router.api_route("/{code}/country/{key}/{part}/{name}.{kind}", methods=METHODS)
def country_part_file(request: Request, code: str, key: str, part: str, name: str, kind: str) -> Response:
    view = _view(request, code)
    if kind in PICTURES:
        view = _looking_at(view, f"/country/{key}/{part}")
        return send_picture(view, build_country_part(view, key, part), name, kind)
    return send_table(view, _named(build_country_part(view, key, part), name), kind, view.filter())


@router.api_route("/{code}/country/{key}/{part}", methods=METHODS)
def country_part_page(request: Request, code: str, key: str, part: str) -> Response:
    view = _view(request, code)
    return render(request, view, build_country_part(view, key, part))


@router.api_route("/{code}/{name}/{table}.{kind}", methods=METHODS)
def plain_file(request: Request, code: str, name: str, table: str, kind: str) -> Response:
    view = _view(request, code)
    if name not in PLAIN_PAGES:
        raise NotFoundError(f"There is no page {name!r}.")
    if kind in PICTURES:
        view = _looking_at(view, f"/{name}")
        return send_picture(view, PLAIN_PAGES[name](view), table, kind)
    return send_table(view, _named(PLAIN_PAGES[name](view), table), kind, view.filter())


@router.api_route("/{code}/group/{key}/what-if", methods=METHODS)
def what_if_page(request: Request, code: str, key: str) -> Response:
    view = _view(request, code)
    page = build_what_if(view, key, read_words(request.query_params.multi_items()))
    response = render(request, view, page)
    response.status_code = status_of(page.trouble) if page.trouble else response.status_code
    return response


@router.api_route("/{code}/group/{key}", methods=METHODS)
def group_page(request: Request, code: str, key: str) -> Response:
    """A change of the members has a page of its own, because it takes longer to compute."""
    view = _view(request, code)
    if any(read_words(request.query_params.multi_items()).values()):
        ending = ENDING if wants_data(request.scope) else ""
        where = f"/{code}/group/{view.library.group(key.lower()).group_id}/what-if{ending}"
        return RedirectResponse(f"{where}?{request.url.query}", status_code=303)
    return render(request, view, build_group(view, key))


@router.api_route("/{code}/{subject}/{key}", methods=METHODS)
def subject_page(request: Request, code: str, subject: str, key: str) -> Response:
    view = _view(request, code)
    return render(request, view, _subject(subject)(view, key))


@router.api_route("/{code}", methods=METHODS)
@router.api_route("/{code}/", methods=METHODS)
@router.api_route("/{code}/{name}", methods=METHODS)
def plain_page(request: Request, code: str, name: str = "") -> Response:
    view = _view(request, code)
    if name not in PLAIN_PAGES:
        raise NotFoundError(f"There is no page {name!r}.")
    return render(request, view, PLAIN_PAGES[name](view))


def _view(request: Request, code: str) -> View:
    _known(request, code)
    return view_of(request)


def _known(request: Request, code: str) -> None:
    if code not in LANGUAGES:
        raise NotFoundError(f"There is no page {request.url.path!r}.", repair=f"Languages: {', '.join(LANGUAGES)}.")


def _looking_at(view: View, path: str) -> View:
    """The view of a page, from the address of one of its pictures."""
    return replace(view, asked=replace(view.asked, path=path))


def _subject(name: str) -> Callable[[View, str], Page]:
    if name not in SUBJECTS:
        raise NotFoundError(f"There is no page {name!r}.")
    return SUBJECTS[name]


def _named(page: Page, name: str) -> Section:
    section = page.section(name)
    if section is None:
        raise NotFoundError(f"The page has no table {name!r}.")
    return section
