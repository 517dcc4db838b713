"""What a failure looks like on the web: one dictionary. Nothing of the inside is shown but a sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sursur.errors import BusyError, NotFoundError, SursurError, UsageError
from sursur.observatory.data import wants_data
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


def status_of(failure: Exception) -> HTTPStatus:
    return next(status for kind, status in STATUSES.items() if isinstance(failure, kind))


def _answer(request: Request, failure: Exception) -> Response:
    status = status_of(failure)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s %s", request.method, request.url.path, exc_info=failure)
    return _page(request, status, failure)


def _http(request: Request, failure: Exception) -> Response:
    code = failure.status_code if isinstance(failure, HTTPException) else HTTPStatus.NOT_FOUND
    return _page(request, HTTPStatus(code), failure)


def _page(request: Request, status: HTTPStatus, failure: Exception) -> Response:
    told = failure if isinstance(failure, SursurError) and status < HTTPStatus.INTERNAL_SERVER_ERROR else None
    response = _data(status, told, failure) if wants_data(request.scope) else _words(request, status, told)
    response.status_code = status
    response.headers["cache-control"] = "no-store"
    return response


def _words(request: Request, status: HTTPStatus, told: SursurError | None) -> Response:
    view = view_of(request, plain=True)
    return render(request, view, build_trouble(view, status, told))


def _data(status: HTTPStatus, told: SursurError | None, failure: Exception) -> Response:
    """For programs: what was wrong with the request, and what would be right."""
    message, repair = (told.message, told.repair) if told else (status.phrase, "")
    if isinstance(failure, RequestValidationError):
        wrong = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in failure.errors()]
        message, repair = "A parameter does not fit.", "; ".join(wrong)
    return JSONResponse({"error": message, "repair": repair, "status": status.value})


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Response]] = {
    **dict.fromkeys(STATUSES, _answer),
    HTTPException: _http,
}
