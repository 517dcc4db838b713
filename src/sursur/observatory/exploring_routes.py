"""Addresses of Explore, and of the frames in which others show our pictures."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from sursur.observatory.data import wants_data
from sursur.observatory.drawing.files import PICTURES
from sursur.observatory.errors import status_of
from sursur.observatory.exploring.asked import Explored, carried, is_plain, read_explored
from sursur.observatory.pages.explore import build_explore
from sursur.observatory.pages.page import Page
from sursur.observatory.pictures import send_frame, send_picture
from sursur.observatory.rendering import render, view_of
from sursur.observatory.streams import Streams
from sursur.observatory.subjects import looking_at, plain_page, require_language, subject_of, view_at
from sursur.observatory.view import View

router = APIRouter()
METHODS = ["GET", "HEAD"]


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
        return send_picture(looking_at(view, "/explore"), _explored(view, explored), part, kind)
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
    require_language(request, code)
    explored = read_explored(request.query_params)
    view = view_of(request, plain=True)
    return replace(view, asked=carried(view.asked, explored)), explored


@router.api_route("/{code}/embed/explore/{anchor}", methods=METHODS)
def explore_frame(request: Request, code: str, anchor: str) -> Response:
    view, explored = _exploring(request, code)
    return send_frame(looking_at(view, "/explore"), _explored(view, explored), anchor, explored.address(code))


@router.api_route("/{code}/embed/{name}/{anchor}", methods=METHODS)
def plain_frame(request: Request, code: str, name: str, anchor: str) -> Response:
    path = "" if name == "world" else name
    build = plain_page(path)
    view = looking_at(view_at(request, code), f"/{path}")
    return send_frame(view, build(view), anchor, view.asked.address())


@router.api_route("/{code}/embed/{subject}/{key}/{anchor}", methods=METHODS)
def subject_frame(request: Request, code: str, subject: str, key: str, anchor: str) -> Response:
    view = looking_at(view_at(request, code), f"/{subject}/{key}")
    return send_frame(view, subject_of(subject)(view, key), anchor, view.asked.address())
