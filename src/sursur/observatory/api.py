"""The programming interface: the measures and the flows as data, described by OpenAPI, open to every origin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sursur.answers.asking import DEFAULT_SOUTH, DIMENSIONS
from sursur.answers.measuring import Measure, Parameter, load_measure, measure_names
from sursur.answers.measuring.naming import question_of
from sursur.answers.measuring.parameters import Kind
from sursur.answers.searching import KINDS, MOST_BEFORE, MOST_HITS, MOST_LETTERS, Wanted
from sursur.answers.wording import query_of
from sursur.observatory.desk import PARTS, Desk, require
from sursur.observatory.language import LANGUAGES
from sursur.observatory.measure_fields import joined_words
from sursur.observatory.searching import SearchDesk, results_data
from sursur.observatory.shelf import Found
from sursur.publish.download import FORMATS, Download

router = APIRouter(prefix="/api")
RESERVED = ("part", "format", "limit", "offset")
PAGE = 1_000
MOST = 100_000
Format = Literal["json", "csv", "xlsx", "parquet"]
Texts = Annotated[list[str], Query()]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows of a page.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="Rows before the page.")]
FILES: dict[int | str, dict[str, Any]] = {
    200: {"description": "Title, notes and rows, or a file.", "content": {FORMATS[name][0]: {} for name in FORMATS}}
}
TROUBLE: dict[str, Any] = {"content": {"application/json": {"schema": {"type": "object", "properties": {
    "error": {"type": "string"}, "repair": {"type": "string"}}}}}}  # fmt: skip
RESPONSES: dict[int | str, dict[str, Any]] = {
    **FILES,
    400: {"description": "A parameter does not fit; `repair` says what does.", **TROUBLE},
    404: {"description": "Something named is not there; `repair` names the nearest.", **TROUBLE},
}


@router.get("/measures", summary="All measures")
def measures() -> list[dict[str, Any]]:
    """What can be measured: question, definition, parameters and columns of each."""
    return [_described(name) for name in measure_names()]


@router.get("/flows", summary="Flows, filtered and summed", responses=RESPONSES)
def flow_sums(  # noqa: PLR0913, PLR0917 - the parameters are the filters
    request: Request,
    provider: Texts = [],  # noqa: B006 - FastAPI copies it
    recipient: Texts = [],  # noqa: B006
    provider_group: str = "",
    recipient_group: str = "",
    year: str = "",
    sector: Texts = [],  # noqa: B006
    goal: Texts = [],  # noqa: B006
    form: Texts = [],  # noqa: B006
    instrument: Texts = [],  # noqa: B006
    source: Texts = [],  # noqa: B006
    flow_class: Texts = [],  # noqa: B006
    crisis: Texts = [],  # noqa: B006
    measure: str = "",
    stage: str = "best",
    south: str = DEFAULT_SOUTH,
    prices: str = "constant",
    every: bool = False,
    by: Annotated[
        str, Query(description=f"Separated by commas: {', '.join(DIMENSIONS)}; empty: single flows.")
    ] = "form",
    format: Format = "json",  # noqa: A002 - its name in the address
    limit: Limit = PAGE,
    offset: Offset = 0,
) -> Response:
    """The same filters as `sursur flows`; see docs/commands.md."""
    asked = {key: value for key, value in locals().items() if key not in ("request", *RESERVED)}
    asked = {
        key: (value or None) if key in ("provider_group", "recipient_group", "year") else value
        for key, value in asked.items()
    }
    found = _desk(request).flows(query_of(asked))
    return _answer(request, "Flows", found, format, (limit, offset))


@router.get("/search", summary="Search over everything", responses={400: RESPONSES[400]})
def search_everything(
    request: Request,
    q: Annotated[str, Query(max_length=MOST_LETTERS, description="Words in any language, also misspelt.")] = "",
    kind: Annotated[str, Query(description=f"One of: {', '.join(KINDS)}; empty: all.")] = "",
    language: Annotated[str, Query(description=f"Of the titles: {', '.join(LANGUAGES)}, or another code.")] = "en",
    limit: Annotated[int, Query(ge=1, le=MOST_HITS, description="Hits of a page.")] = 20,
    offset: Annotated[int, Query(ge=0, le=MOST_BEFORE, description="Hits before the page.")] = 0,
) -> dict[str, Any]:
    """The same hits as `sursur search`, the best first, with how many there are of each kind."""
    desk: SearchDesk = request.app.state.search
    return results_data(q, desk.find(Wanted(q, kind, language, limit, offset)))


def measure_endpoint(name: str) -> Callable[..., Response]:
    """What answers at the address of a measure; its parameters are read as people write them."""
    title = load_measure(name).title

    def answer(
        request: Request,
        part: Literal["table", "rows", "left_out"] = "table",
        format: Format = "json",  # noqa: A002 - its name in the address
        limit: Limit = PAGE,
        offset: Offset = 0,
    ) -> Response:
        words = joined_words((key, text) for key, text in request.query_params.multi_items() if key not in RESERVED)
        found = require(_desk(request).measured(name, words, part), part)
        return _answer(request, title, found, format, (limit, offset))

    answer.__doc__ = f"{question_of(name)}\n\n{load_measure(name).definition}"
    return answer


def _add_measures() -> None:
    for name in measure_names():
        described = {"parameters": [_openapi(one) for one in load_measure(name).parameters]}
        router.add_api_route(
            f"/measures/{name}",
            measure_endpoint(name),
            summary=load_measure(name).title,
            responses=RESPONSES,
            openapi_extra=described,
            operation_id=f"measure_{name.replace('-', '_')}",
        )


def _openapi(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "default": parameter.default}
    if parameter.kind is Kind.CHOICE:
        schema["enum"] = [*parameter.choices, *([] if parameter.required or parameter.default else [""])]
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.meaning,
        "schema": schema,
    }


def _described(name: str) -> dict[str, Any]:
    measure: Measure = load_measure(name)
    return {
        "name": name,
        "title": measure.title,
        "question": question_of(name),
        "definition": measure.definition,
        "sources": list(measure.sources),
        "parameters": [
            {"name": one.name, "kind": one.kind.value, "meaning": one.meaning, "default": one.default,
             "choices": list(one.choices), "required": one.required}
            for one in measure.parameters
        ],
        "columns": dict(measure.columns),
        "parts": list(PARTS),
        "example": dict(measure.example or {}),
    }  # fmt: skip


def _answer(request: Request, title: str, found: Found, kind: Format, page: tuple[int, int]) -> Response:
    notes = (*_about(request), *found.notes)
    if kind != "json":
        media, write = FORMATS[kind]
        name = f"sursur-{request.url.path.strip('/').replace('/', '-')}.{kind}"
        body = write(Download(title, found.table, notes))
        return Response(body, media_type=media, headers={"content-disposition": f'attachment; filename="{name}"'})
    limit, offset = page
    media, write = FORMATS["json"]
    response = Response(write(Download(title, found.table.slice(offset, limit), notes)), media_type=media)
    response.headers["x-total-count"] = str(found.table.num_rows)
    if offset + limit < found.table.num_rows:
        following = request.url.include_query_params(offset=offset + limit, limit=limit)
        response.headers["link"] = f'<{following.path}?{following.query}>; rel="next"'
    return response


def _about(request: Request) -> tuple[tuple[str, str], ...]:
    return (("Address", f"{request.url.path}?{request.url.query}"),)


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


_add_measures()


@router.get("/measures/{name}", include_in_schema=False)
def unknown_measure(name: str) -> None:
    """Every measure has an address of its own; this one answers all others with what there is."""
    load_measure(name)
