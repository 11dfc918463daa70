"""All operations together, as django-ninja routes and describes them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.params.functions import Path

from shirube.api.description import tables as described
from shirube.api.description.openapi import openapi_bytes
from shirube.api.description.others import (
    EDITION,
    EDITIONS,
    FILE,
    MUNICIPALITIES,
    SCHEMA,
    SHEET,
    Described,
)
from shirube.api.description.parts import both
from shirube.api.front import refused
from shirube.api.operations import editions, rows, sheets
from shirube.api.operations.schema import schema
from shirube.api.problems import RefusedError, not_found
from shirube.schema.codes import KIND
from shirube.schema.tables import TABLES, Table

VERSION = "1.0.0"
PREFIX = "/api/v1"
TITLE = both("標 公表データの API", "Shirube: published data")

api = NinjaAPI(
    title=TITLE,
    version=VERSION,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)

Municipality: Any = Path(..., pattern="^[0-9]{6}$", example="999997",
                    description=both("団体コード", "Municipality code"))  # fmt: skip
Edition: Any = Path(..., pattern="^(?:[0-9]{4}|undated)-[1-9][0-9]{0,5}$", example="2024-1",
               description=both("公表版", "Edition"))  # fmt: skip
Year: Any = Path(..., pattern="^(?:[0-9]{4}|undated)$", example="2024",
            description=both("評価対象年度", "Evaluated year"))  # fmt: skip
Kind: Any = Path(..., pattern=f"^(?:{'|'.join(KIND)})$", example="program",
            description=both("種類", "Kind"))  # fmt: skip
Code: Any = Path(..., min_length=1, max_length=200, example="32",
            description=both("番号", "Code"))  # fmt: skip
File: Any = Path(..., min_length=1, max_length=500, example="csv/indicator_values.csv",
            description=both("ファイル", "File"))  # fmt: skip


@api.exception_handler(RefusedError)
def _problem(request: HttpRequest, problem: RefusedError) -> HttpResponse:
    return refused(problem)


@api.exception_handler(ValidationError)
def _wrong_path(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return refused(
        not_found(
            "このアドレスの形が違います。/api/ に例があります。",
            "There can be nothing at this address. /api/ has examples.",
        )
    )


def _operation(path: str, what: Described, name: str | None = None) -> Callable[..., Any]:
    return api.get(
        path,
        operation_id=what.name,
        summary=what.summary,
        description=what.text,
        tags=[what.tag],
        url_name=name or what.name,
        openapi_extra={"parameters": list(what.parameters), "responses": dict(what.responses)},
    )


@_operation("/municipalities", MUNICIPALITIES)
def municipalities(request: HttpRequest) -> HttpResponseBase:
    """See its description."""
    return editions.municipalities(request)


@_operation("/editions", EDITIONS)
def list_editions(request: HttpRequest) -> HttpResponseBase:
    """See its description."""
    return editions.editions(request)


@_operation("/editions/{municipality}/{edition}", EDITION)
def one_edition(
    request: HttpRequest, municipality: str = Municipality, edition: str = Edition
) -> HttpResponseBase:
    """See its description."""
    return editions.edition(request, municipality, edition)


@_operation("/editions/{municipality}/{edition}/files/{path:file}", FILE, "file")
def one_file(
    request: HttpRequest,
    municipality: str = Municipality,
    edition: str = Edition,
    file: str = File,
) -> HttpResponseBase:
    """See its description."""
    return editions.file(request, municipality, edition, file)


@_operation("/sheets/{municipality}/{year}/{kind}/{path:code}", SHEET)
def one_sheet(
    request: HttpRequest,
    municipality: str = Municipality,
    year: str = Year,
    kind: str = Kind,
    code: str = Code,
) -> HttpResponseBase:
    """See its description."""
    return sheets.answer(request, municipality, year, kind, code)


@_operation("/schema", SCHEMA)
def everything_said(request: HttpRequest) -> HttpResponseBase:
    """See its description."""
    return schema(request)


def _add(table: Table) -> None:
    what = Described(
        f"list_{table.name}",
        both(table.label_ja, table.label_en),
        both(
            f"「{table.label_ja}」の行。条件は列の名前で書き、同じ条件を重ねると「どれか」になる。",
            f"Rows of {table.label_en.lower()}. Filters are names of columns; one given several "
            "times means any of them.",
        ),
        "tables",
        tuple(described.parameters(table)),
        described.responses(table),
    )

    def operation(request: HttpRequest) -> HttpResponseBase:
        return rows.answer(request, table)

    _operation(f"/tables/{table.name}", what)(operation)


for _table in TABLES.values():
    _add(_table)


@api.get("/openapi.json", include_in_schema=False, url_name="openapi")
def own_description(request: HttpRequest) -> HttpResponseBase:
    """The description of all this."""
    return HttpResponse(openapi_bytes(), content_type="application/json")
