"""Pieces of OpenAPI that several operations share. Texts are Japanese, then English."""

from collections.abc import Iterable, Mapping
from typing import Any

from shirube.api import cursors
from shirube.api.asked import (
    DEFAULT_LIMIT,
    EDITION,
    FORMATS,
    LONGEST_VALUE,
    MOST_ROWS,
    MOST_VALUES,
    OPEN_LISTS,
)
from shirube.api.formats import MEDIA_TYPES
from shirube.api.problems import KINDS, TYPES
from shirube.api.problems import MEDIA_TYPE as PROBLEM
from shirube.schema.codes import LISTS
from shirube.schema.tables import Column

Part = dict[str, Any]
CURSOR = "A" * cursors.LENGTH
_YEAR = 2024


def both(ja: str, en: str) -> str:
    """A text in both languages."""
    return f"{ja} / {en}"


def query(name: str, schema: Part, text: str, example: object, **more: object) -> Part:
    """A parameter of the question."""
    return {"name": name, "in": "query", "required": False, "description": text,
            "schema": schema, "example": example, **more}  # fmt: skip


def limit() -> Part:
    """How many rows."""
    return query(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": DEFAULT_LIMIT},
        both(
            f"1ページの行数。省くと{DEFAULT_LIMIT}。jsonl と csv は、limit も cursor もなければ"
            "全部の行を続けて出す",
            f"Rows a page, {DEFAULT_LIMIT} if left out; jsonl and csv then stream all rows",
        ),
        DEFAULT_LIMIT,
    )


def cursor() -> Part:
    """Where to go on."""
    return query(
        "cursor",
        {"type": "string", "pattern": f"^[A-Za-z0-9_-]{{{cursors.LENGTH}}}$"},
        both(
            "次のページの印。前の答えの next のアドレスに入っている",
            "Mark of the next page; it stands in the address in next of the answer before",
        ),
        CURSOR,
    )


def format_(offered: Iterable[str] = FORMATS) -> Part:
    """Which format."""
    names = list(offered)
    return query(
        "format",
        {"type": "string", "enum": names},
        both("形式。省くと Accept に従う", "Format; if left out, as Accept says"),
        names[0],
    )


def edition() -> Part:
    """Which editions."""
    return query(
        "edition",
        {"type": "array", "maxItems": MOST_VALUES, "minItems": 1,
         "items": {"type": "string", "pattern": f"^{EDITION}$"}},
        both(
            "公表版(2024-1 または 999997/2024-1)。省くと、団体と年度ごとの最新の版",
            "Edition (2024-1, or 999997/2024-1); if left out, the newest of each municipality "
            "and year",
        ),
        ["2024-1"],
        explode=True,
        style="form",
    )  # fmt: skip


def names_of_columns(name: str, names: Iterable[str], text: str, example: list[str]) -> Part:
    """Names of columns with commas between them."""
    items = {"type": "string", "enum": list(names)}
    return query(name, {"type": "array", "minItems": 1, "items": items}, text, example,
                 explode=False, style="form")  # fmt: skip


def column_filter(column: Column) -> Part:
    """A parameter that asks for rows by a column."""
    text = f"{column.label_ja}: {column.meaning_ja}"
    english = f"{column.label_en}: {column.meaning_en}"
    schema = {"type": "array", "minItems": 1, "maxItems": MOST_VALUES, "items": _value(column)}
    said = example(column)
    shown = said if isinstance(said, list) else [said]
    return query(column.name, schema, both(text, english), shown,
                 explode=True, style="form")  # fmt: skip


def _value(column: Column) -> Part:
    if column.type == "integer":
        return {"type": "integer", "minimum": -999_999_999, "maximum": 999_999_999}
    if column.type == "boolean":
        return {"type": "boolean"}
    if column.type == "date":
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    if closed(column):
        return {"type": "string", "enum": list(LISTS[column.code_list or ""])}
    letters = "[^\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]"
    return {
        "type": "string",
        "minLength": 1,
        "maxLength": LONGEST_VALUE,
        "pattern": f"^{letters}+$",
    }


def closed(column: Column) -> bool:
    """Whether only the codes of its list can stand in it."""
    return column.code_list in LISTS and column.code_list not in OPEN_LISTS


def cell(column: Column) -> Part:
    """What can stand in a cell of an answer in JSON."""
    said: Part = {"description": both(column.meaning_ja, column.meaning_en)}
    if column.type == "list":
        return said | {"type": "array", "items": {"type": "string"}}
    kind = {"integer": "integer", "boolean": "boolean"}.get(column.type, "string")
    said |= {"type": kind if column.required else [kind, "null"]}
    if column.type == "decimal":
        said["pattern"] = r"^-?[0-9]+(\.[0-9]+)?$"
    if closed(column):
        said["enum"] = [*LISTS[column.code_list or ""], *([] if column.required else [None])]
    return said


def example(column: Column) -> Any:
    """A value as it may stand in the column."""
    if column.code_list in LISTS:
        code = next(iter(LISTS[column.code_list]))
        return [code] if column.type == "list" else code
    named = {"municipality_code": "999997", "sheet_code": "32", "edition": f"{_YEAR}-1",
             "node_key": "program/32"}  # fmt: skip
    if column.name in named:
        return named[column.name]
    year = column.name.endswith("year")
    by_type: dict[str, Any] = {
        "integer": _YEAR if year else 1,
        "boolean": True,
        "date": "2026-11-21",
        "decimal": "72.5",
        "list": [],
    }
    return by_type.get(column.type, column.label_ja)


def problems(*statuses: int) -> dict[int, Part]:
    """The answers that refuse, by status."""
    found: dict[int, Part] = {}
    for status in statuses:
        kinds = {name: kind for name, kind in KINDS.items() if kind.status == status}
        examples = {name: {"value": _problem(name)} for name in kinds}
        said = "、".join(kind.ja for kind in kinds.values())
        english = ", ".join(kind.en for kind in kinds.values())
        headers = _headers("RateLimit-Policy", "RateLimit")
        if status == 429:
            headers |= _headers("Retry-After")
        found[status] = {
            "description": both(said, english),
            "headers": headers,
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"},
                                  "examples": examples}},
        }  # fmt: skip
    return found


def _problem(name: str) -> Part:
    kind = KINDS[name]
    return {
        "type": f"{TYPES}#{name}",
        "title": kind.ja,
        "title_en": kind.en,
        "status": kind.status,
        "detail": "何が、なぜだめで、どうすればよいか。",
        "detail_en": "What was refused, why, and what to do.",
    }


def good(text: str, content: Mapping[str, Part], *more: str) -> dict[int, Part]:
    """The answer 200, and 304 for who has it already."""
    headers = _headers("ETag", "Last-Modified", "Cache-Control", "RateLimit-Policy", "RateLimit")
    unchanged = both("前に受け取ったものと同じ", "What you have is still good")
    return {
        200: {"description": text, "headers": headers | _headers(*more), "content": dict(content)},
        304: {"description": unchanged, "headers": headers},
    }


def rows_content(row: str, table: str, sample: Part) -> dict[str, Part]:
    """A page of rows in the three formats."""
    page = {"table": table, "next": None, "rows": [sample]}
    text = {"schema": {"type": "string"}}
    return {
        MEDIA_TYPES["json"]: {"schema": {"$ref": f"#/components/schemas/{row}Page"},
                              "example": page},
        MEDIA_TYPES["jsonl"]: text | {"example": '{"…": "…"}\n'},
        MEDIA_TYPES["csv"].partition(";")[0]: text | {"example": "…,…\r\n"},
    }  # fmt: skip


def page_schema(row: str, table: str) -> Part:
    """A page of rows in JSON."""
    return {
        "type": "object",
        "required": ["table", "next", "rows"],
        "additionalProperties": False,
        "properties": {
            "table": {"type": "string", "const": table},
            "next": {"type": ["string", "null"], "description": both(
                "次のページのアドレス。なければ終わり。rows が limit より少なくても続くことがある",
                "Address of the next page; null after the last. A page may be short of limit")},
            "rows": {"type": "array", "items": {"$ref": f"#/components/schemas/{row}"}},
        },
    }  # fmt: skip


def _headers(*names: str) -> dict[str, Part]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


_TEXT = {"type": "string"}
HEADERS: dict[str, Part] = {
    "ETag": {"description": both("答えの印。If-None-Match で返すと304", "For If-None-Match"),
             "schema": _TEXT, "example": 'W/"0123456789abcdef0123456789abcd"'},
    "Last-Modified": {"description": both("公表版が最後に変わった時", "When editions last changed"),
                      "schema": _TEXT, "example": "Sat, 21 Nov 2026 05:00:00 GMT"},
    "Cache-Control": {"description": both("覚えておいてよい時間", "How long it may be kept"),
                      "schema": _TEXT, "example": "public, max-age=60"},
    "Link": {"description": both("次のページ", "The next page"), "schema": _TEXT,
             "example": '</api/v1/municipalities?cursor=…>; rel="next"'},
    "Content-Location": {"description": both("変わらないアドレス", "The address that lasts"),
                         "schema": _TEXT, "example": "/api/v1/editions/999997/2024-1"},
    "RateLimit-Policy": {"description": both("何秒に何回まで", "Requests in a window"),
                         "schema": _TEXT, "example": '"default";q=600;w=60'},
    "RateLimit": {"description": both("あと何回か", "What is left"), "schema": _TEXT,
                  "example": '"default";r=599;t=60'},
    "Retry-After": {"description": both("何秒待つか", "Seconds to wait"),
                    "schema": {"type": "integer"}, "example": 10},
}  # fmt: skip
PROBLEM_SCHEMA: Part = {
    "type": "object",
    "description": both("RFC 9457 の形の断り", "A problem as RFC 9457 has it"),
    "required": ["type", "title", "title_en", "status", "detail", "detail_en"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": _TEXT,
        "title_en": _TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": _TEXT,
        "detail_en": _TEXT,
        "parameter": {"type": "string", "description": both("どの条件か", "Which parameter")},
        "value": {"type": "string", "description": both("書かれた値", "The value given")},
        "proposal": {"type": ["string", "null"], "description": both("近いもの", "The nearest")},
        "known": {"type": "array", "items": _TEXT,
                  "description": both("使えるもの", "What can be used")},
        "edition": {"type": "string", "description": both("公表版", "Edition")},
        "withdrawn_on": {"type": "string", "format": "date"},
        "reason": {"type": "string", "description": both("取り下げた理由", "Why it was withdrawn")},
    },
}  # fmt: skip
