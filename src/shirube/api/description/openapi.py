"""The whole description as OpenAPI 3.1: what django-ninja gathers, with what it does not know."""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from shirube.api.description import tables
from shirube.api.description.others import SCHEMAS
from shirube.api.description.parts import HEADERS, both
from shirube.exporters.formats import LICENCE
from shirube.schema import Sheet
from shirube.schema.tables import TABLES

_REF = "#/components/schemas/{model}"
_OURS = frozenset({"label_en", "meaning_ja", "codes", "unit"})
_TAGS = {
    "editions": both("公表版とそのファイル", "Editions and their files"),
    "sheets": both("シート", "Sheets"),
    "tables": both("表", "Tables"),
}
_TEXT = both(
    "自治体が公表した行政評価を、読むだけの API です。登録も鍵も要りません。公表した版だけを"
    "返します。"
    "答えは公表版が変わるまで同じで、ETag で確かめられます。",
    "Policy evaluation that municipalities have published, read only, without registration. "
    "Answers stay the same until editions change; ask with ETag.",
)


@cache
def openapi() -> dict[str, Any]:
    """The description; the same program always gives the same."""
    from shirube.api.operations.interface import PREFIX, api

    made = dict(api.get_openapi_schema(path_prefix=PREFIX.strip("/") + "/"))
    made["info"] |= {
        "description": _TEXT,
        "license": {"name": LICENCE, "url": "https://creativecommons.org/licenses/by/4.0/"},
        "contact": {"name": both("しるべ", "Shirube"), "url": "/api/"},
    }
    made["servers"] = [{"url": "/", "description": both("このサーバー", "This server")}]
    made["tags"] = [{"name": name, "description": text} for name, text in _TAGS.items()]
    made["security"] = []
    made["components"] = {"schemas": _schemas(), "headers": HEADERS}
    for of_path in made["paths"].values():
        for operation in of_path.values():
            operation["responses"] = {str(n): said for n, said in operation["responses"].items()}
    return made


@cache
def openapi_bytes() -> bytes:
    """The description as JSON in UTF-8."""
    return (json.dumps(openapi(), ensure_ascii=False, indent=1) + "\n").encode()


def _schemas() -> dict[str, Any]:
    sheets = _marked(TypeAdapter(tuple[Sheet, ...]).json_schema(ref_template=_REF))
    found: dict[str, Any] = sheets.pop("$defs") | {
        "SheetsOfOne": sheets | {"minItems": 1, "maxItems": 1}
    }
    for table in TABLES.values():
        found |= tables.schemas(table)
    return found | SCHEMAS


def _marked(said: Any) -> Any:
    """With ``x-`` before what only we say about a field."""
    if isinstance(said, list):
        return [_marked(item) for item in said]
    if not isinstance(said, dict):
        return said
    return {
        f"x-{key}" if key in _OURS and isinstance(held, str) else key: _marked(held)
        for key, held in said.items()
    }
