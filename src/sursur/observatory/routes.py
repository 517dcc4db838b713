"""Addresses and the pages behind them. The language is the first part of every address."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from sursur.errors import NotFoundError
from sursur.observatory.change.asking import read_words
from sursur.observatory.data import ENDING, wants_data
from sursur.observatory.downloads import send_table
from sursur.observatory.drawing.files import PICTURES
from sursur.observatory.errors import status_of
from sursur.observatory.exploring_routes import router as exploring
from sursur.observatory.finding import find
from sursur.observatory.headers import STATIC_CACHE
from sursur.observatory.language import best_language
from sursur.observatory.measure_fields import joined_words
from sursur.observatory.pages.calendar import calendar_feed
from sursur.observatory.pages.country_part import build_country_part
from sursur.observatory.pages.flow import build_flow
from sursur.observatory.pages.flows import build_flows, flow_rows
from sursur.observatory.pages.group import build_group
from sursur.observatory.pages.lending import build_lending, schedule_download
from sursur.observatory.pages.measure import build_measure
from sursur.observatory.pages.pair import build_pair
from sursur.observatory.pages.problems import build_problems
from sursur.observatory.pages.search import build_search
from sursur.observatory.pages.what_if import build_what_if
from sursur.observatory.pages.world import build_world
from sursur.observatory.pair.codes import read_pair
from sursur.observatory.pictures import send_picture
from sursur.observatory.rendering import render
from sursur.observatory.subjects import looking_at, plain_page, subject_of, table_named, view_at
from sursur.sentences import Sentence

router = APIRouter()
router.include_router(exploring)
METHODS = ["GET", "HEAD"]
STATIC_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


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
        raise NotFoundError(Sentence("There is no file '%(name)s'.", name=name))
    return Response(path.read_bytes(), media_type=kind, headers={"cache-control": STATIC_CACHE})


@router.api_route("/favicon.ico", methods=METHODS)
def favicon() -> Response:
    return static("icon.svg")


@router.api_route("/{code}/find", methods=METHODS)
def find_page(request: Request, code: str, q: str = "") -> Response:
    view = view_at(request, code)
    return RedirectResponse(find(view, q), status_code=303)


@router.api_route("/{code}/search", methods=METHODS)
def search_page(request: Request, code: str) -> Response:
    view = view_at(request, code)
    return render(request, view, build_search(view, request.app.state.search, request.query_params))


@router.api_route("/{code}/flows", methods=METHODS)
def flows_page(request: Request, code: str) -> Response:
    view = view_at(request, code)
    return render(request, view, build_flows(view, request.query_params))


@router.api_route("/{code}/flows.{kind}", methods=METHODS)
def flows_file(request: Request, code: str, kind: str) -> Response:
    view = view_at(request, code)
    section, choice = flow_rows(view, request.query_params)
    return send_table(view, section, kind, choice)


@router.api_route("/{code}/flow/{flow_id}", methods=METHODS)
def flow_page(request: Request, code: str, flow_id: str) -> Response:
    view = view_at(request, code)
    return render(request, view, build_flow(view, flow_id))


@router.api_route("/{code}/calendar.ics", methods=METHODS)
def calendar_file(request: Request, code: str) -> Response:
    body = calendar_feed(view_at(request, code))
    return Response(body, media_type="text/calendar; charset=utf-8")


@router.api_route("/{code}/measure/{name}", methods=METHODS)
def measure_page(request: Request, code: str, name: str) -> Response:
    view = view_at(request, code)
    page = build_measure(view, name, joined_words(request.query_params.multi_items()))
    response = render(request, view, page)
    response.status_code = status_of(page.trouble) if page.trouble else response.status_code
    return response


@router.api_route("/{code}/grant-element", methods=METHODS)
def lending_page(request: Request, code: str) -> Response:
    view = view_at(request, code)
    page = build_lending(view, request.query_params)
    response = render(request, view, page)
    response.status_code = status_of(page.trouble) if page.trouble else response.status_code
    return response


@router.api_route("/{code}/grant-element.{kind}", methods=METHODS)
def lending_file(request: Request, code: str, kind: str) -> Response:
    view_at(request, code)
    body, media = schedule_download(request.query_params, kind)
    named = {"content-disposition": f'attachment; filename="sursur-grant-element.{kind}"'}
    return Response(body, media_type=media, headers=named)


@router.api_route("/{code}/pair/{key}", methods=METHODS)
def pair_page(request: Request, code: str, key: str) -> Response:
    """A pair has one address, with its codes in the order of the alphabet; every other way to write it leads there."""
    view = view_at(request, code)
    pair = read_pair(view, key)
    if pair.key == key:
        return render(request, view, build_pair(view, key))
    ending = ENDING if wants_data(request.scope) else ""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{code}/pair/{pair.key}{ending}{query}", status_code=301)


@router.api_route("/{code}/problems", methods=METHODS)
def problems_page(request: Request, code: str, source: str = "") -> Response:
    view = view_at(request, code)
    return render(request, view, build_problems(view, source))


@router.api_route("/{code}/world/{name}.{kind}", methods=METHODS)
def world_file(request: Request, code: str, name: str, kind: str) -> Response:
    view = view_at(request, code)
    if kind in PICTURES:
        view = looking_at(view, "/")
        return send_picture(view, build_world(view), name, kind)
    return send_table(view, table_named(build_world(view), name), kind, view.filter())


@router.api_route("/{code}/{subject}/{key}/{name}.{kind}", methods=METHODS)
def subject_file(request: Request, code: str, subject: str, key: str, name: str, kind: str) -> Response:
    view = view_at(request, code)
    if kind in PICTURES:
        view = looking_at(view, f"/{subject}/{key}")
        return send_picture(view, subject_of(subject)(view, key), name, kind)
    return send_table(view, table_named(subject_of(subject)(view, key), name), kind, view.filter())


@router.api_route("/{code}/country/{key}/{part}/{name}.{kind}", methods=METHODS)
def country_part_file(request: Request, code: str, key: str, part: str, name: str, kind: str) -> Response:
    view = view_at(request, code)
    if kind in PICTURES:
        view = looking_at(view, f"/country/{key}/{part}")
        return send_picture(view, build_country_part(view, key, part), name, kind)
    return send_table(view, table_named(build_country_part(view, key, part), name), kind, view.filter())


@router.api_route("/{code}/country/{key}/{part}", methods=METHODS)
def country_part_page(request: Request, code: str, key: str, part: str) -> Response:
    view = view_at(request, code)
    return render(request, view, build_country_part(view, key, part))


@router.api_route("/{code}/{name}/{table}.{kind}", methods=METHODS)
def plain_file(request: Request, code: str, name: str, table: str, kind: str) -> Response:
    view, build = view_at(request, code), plain_page(name)
    if kind in PICTURES:
        view = looking_at(view, f"/{name}")
        return send_picture(view, build(view), table, kind)
    return send_table(view, table_named(build(view), table), kind, view.filter())


@router.api_route("/{code}/group/{key}/what-if", methods=METHODS)
def what_if_page(request: Request, code: str, key: str) -> Response:
    view = view_at(request, code)
    page = build_what_if(view, key, read_words(request.query_params.multi_items()))
    response = render(request, view, page)
    response.status_code = status_of(page.trouble) if page.trouble else response.status_code
    return response


@router.api_route("/{code}/group/{key}", methods=METHODS)
def group_page(request: Request, code: str, key: str) -> Response:
    """A change of the members has a page of its own, because it takes longer to compute."""
    view = view_at(request, code)
    if any(read_words(request.query_params.multi_items()).values()):
        ending = ENDING if wants_data(request.scope) else ""
        where = f"/{code}/group/{view.library.group(key.lower()).group_id}/what-if{ending}"
        return RedirectResponse(f"{where}?{request.url.query}", status_code=303)
    return render(request, view, build_group(view, key))


@router.api_route("/{code}/{subject}/{key}", methods=METHODS)
def subject_page(request: Request, code: str, subject: str, key: str) -> Response:
    view = view_at(request, code)
    return render(request, view, subject_of(subject)(view, key))


@router.api_route("/{code}", methods=METHODS)
@router.api_route("/{code}/", methods=METHODS)
@router.api_route("/{code}/{name}", methods=METHODS)
def named_page(request: Request, code: str, name: str = "") -> Response:
    view = view_at(request, code)
    return render(request, view, plain_page(name)(view))
