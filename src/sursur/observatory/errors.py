"""What a failure looks like on the web: one dictionary. Nothing of the inside is shown but a sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sursur.errors import BusyError, NotFoundError, SursurError, UsageError
from sursur.observatory.pages.not_found import build_trouble
from sursur.observatory.rendering import render, view_of

STATUSES: Mapping[type[Exception], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    UsageError: HTTPStatus.BAD_REQUEST,
    BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    RequestValidationError: HTTPStatus.BAD_REQUEST,
    SursurError: HTTPStatus.INTERNAL_SERVER_ERROR,
    Exception: HTTPStatus.INTERNAL_SERVER_ERROR,
}
_log = logging.getLogger("sursur.observatory")


def _answer(request: Request, failure: Exception) -> Response:
    status = next(status for kind, status in STATUSES.items() if isinstance(failure, kind))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s %s", request.method, request.url.path, exc_info=failure)
    return _page(request, status, failure)


def _http(request: Request, failure: Exception) -> Response:
    code = failure.status_code if isinstance(failure, HTTPException) else HTTPStatus.NOT_FOUND
    return _page(request, HTTPStatus(code), failure)


def _page(request: Request, status: HTTPStatus, failure: Exception) -> Response:
    view = view_of(request, plain=True)
    told = failure if isinstance(failure, SursurError) and status < HTTPStatus.INTERNAL_SERVER_ERROR else None
    response = render(request, view, build_trouble(view, status, told))
    response.status_code = status
    response.headers["cache-control"] = "no-store"
    return response


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Response]] = {
    **dict.fromkeys(STATUSES, _answer),
    HTTPException: _http,
}
