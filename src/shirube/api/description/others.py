"""The operations that are not tables, described."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shirube.api.asked import MOST_VALUES
from shirube.api.description import parts
from shirube.api.description.parts import Part, both
from shirube.schema.codes import LISTS

JSON = "application/json"
_TEXT: Part = {"type": "string"}
_OR_NONE: Part = {"type": ["string", "null"]}
_STAMP = "2026-11-21T10:00:00+09:00"
_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


@dataclass(frozen=True)
class Described:
    """What an operation is called and does, for OpenAPI."""

    name: str
    summary: str
    text: str
    tag: str
    parameters: Sequence[Part] = field(default=())
    responses: Mapping[int, Part] = field(default_factory=dict)


def _object(properties: Mapping[str, Part], **more: Any) -> Part:
    return {"type": "object", "required": list(properties), "additionalProperties": False,
            "properties": dict(properties), **more}  # fmt: skip


_CITY: Part = {
    "municipality_code": {"type": "string", "pattern": "^[0-9]{6}$"},
    "municipality_name": _TEXT,
}
_EDITION: Part = {
    **_CITY,
    "edition": {**_TEXT, "description": both("版の名前", "Name of the edition")},
    "fiscal_year": {"type": ["integer", "null"]},
    "number": {"type": "integer", "minimum": 1},
    "kind": {"type": "string", "enum": list(LISTS["edition_kind"])},
    "accounts": {"type": ["string", "null"], "enum": [*LISTS["accounts"], None]},
    "reason": _OR_NONE,
    "published_at": {"type": "string", "format": "date-time"},
    "newest": {"type": "boolean", "description": both("その年度の最新か", "Newest of its year")},
    "withdrawn_at": {**_OR_NONE, "description": both("取り下げた時", "When it was withdrawn")},
    "withdrawn_reason": _OR_NONE,
    "manifest_sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}
_FILE: Part = {
    "path": _TEXT,
    "href": {"type": "string", "format": "uri-reference"},
    "bytes": {"type": "integer", "minimum": 0},
    "media_type": _TEXT,
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}
SCHEMAS: dict[str, Part] = {
    "Municipality": _object(
        {**_CITY, "years": {"type": "array", "items": _TEXT}, "newest_edition": _TEXT}
    ),
    "MunicipalityPage": parts.page_schema("Municipality", "municipalities"),
    "Edition": _object(_EDITION),
    "EditionPage": parts.page_schema("Edition", "editions"),
    "EditionWithFiles": _object(
        {**_EDITION, "files": {"type": "array", "items": {"$ref": "#/components/schemas/File"}}}
    ),
    "File": _object(_FILE),
    "Problem": parts.PROBLEM_SCHEMA,
}
_CITY_SAMPLE = {"municipality_code": "999997", "municipality_name": "見本市"}
_EDITION_SAMPLE: Part = {
    **_CITY_SAMPLE, "edition": "2024-1", "fiscal_year": 2024, "number": 1, "kind": "first",
    "accounts": None, "reason": None, "published_at": _STAMP, "newest": True,
    "withdrawn_at": None, "withdrawn_reason": None, "manifest_sha256": _DIGEST,
}  # fmt: skip
_FILE_SAMPLE: Part = {
    "path": "csv/sheets.csv", "href": "/api/v1/editions/999997/2024-1/files/csv/sheets.csv",
    "bytes": 12345, "media_type": "text/csv; charset=utf-8", "sha256": _DIGEST,
}  # fmt: skip
SHEET_SAMPLE: Part = {
    "schema_version": "1.0", "design": "mihon_shisaku", "design_version": "1", "kind": "program",
    "standing": "confirmed", "municipality": {"code": "999997", "name": "見本市"},
    "fiscal_year": 2024, "code": "32", "title": "地域で支えあうまち",
}  # fmt: skip
_CITIES = parts.query(
    "municipality_code",
    {"type": "array", "minItems": 1, "maxItems": MOST_VALUES,
     "items": {"type": "string", "pattern": "^[0-9]{6}$"}},
    both("団体コード", "Municipality code"), ["999997"], explode=True, style="form",
)  # fmt: skip
_YEARS = parts.query(
    "fiscal_year",
    {"type": "array", "minItems": 1, "maxItems": MOST_VALUES,
     "items": {"type": "string", "pattern": "^(?:[0-9]{4}|undated)$"}},
    both("評価対象年度", "Evaluated year"), ["2024"], explode=True, style="form",
)  # fmt: skip
_PAGED = (parts.limit(), parts.cursor(), parts.format_())


def _json(schema: str, sample: object) -> dict[str, Part]:
    return {JSON: {"schema": {"$ref": f"#/components/schemas/{schema}"}, "example": sample}}


MUNICIPALITIES = Described(
    "list_municipalities_published",
    both("公表している団体", "Municipalities that have published"),
    both("公表版のある団体と、その年度。", "Municipalities with editions, and their years."),
    "editions",
    (_CITIES, *_PAGED),
    parts.good(
        both("団体", "Municipalities"),
        parts.rows_content("Municipality", "municipalities",
                           {**_CITY_SAMPLE, "years": ["2024"], "newest_edition": "2024-1"}),
        "Link",
    ) | parts.problems(400, 404, 406, 410, 414, 429),
)  # fmt: skip
EDITIONS = Described(
    "list_editions_published",
    both("公表版", "Editions"),
    both(
        "これまでの公表版のすべて。取り下げたものは、その日と理由を残す。",
        "Every edition there was; of one that was withdrawn, when and why.",
    ),
    "editions",
    (_CITIES, _YEARS, *_PAGED),
    parts.good(
        both("公表版", "Editions"),
        parts.rows_content("Edition", "editions", _EDITION_SAMPLE),
        "Link",
    )
    | parts.problems(400, 404, 406, 410, 414, 429),
)
EDITION = Described(
    "get_edition",
    both("1つの公表版とそのファイル", "One edition and its files"),
    both(
        "版の内容と、まとめて取れるデータのファイルの一覧。",
        "What the edition is, and the data files to be taken as a whole.",
    ),
    "editions",
    (parts.format_(["json"]),),
    parts.good(
        both("公表版", "The edition"),
        _json("EditionWithFiles", {**_EDITION_SAMPLE, "files": [_FILE_SAMPLE]}),
    )
    | parts.problems(400, 404, 406, 410, 414, 429),
)
FILE = Described(
    "get_file",
    both("公表版のファイル", "A file of an edition"),
    both("公表したときのままのバイト列。", "The bytes as they were published."),
    "editions",
    (),
    parts.good(
        both("ファイル", "The file"),
        {"*/*": {"schema": {"type": "string"}, "example": "municipality_code,…"}},
    )
    | parts.problems(400, 404, 410, 414, 429),
)
SHEET = Described(
    "get_sheet",
    both("1枚のシート", "One sheet"),
    both(
        "公表したときのままのシート(JSON の配列に1枚)。edition を省くと、その年度の最新の版。",
        "The sheet as it was published: an array of one. Without edition, the newest of its year.",
    ),
    "sheets",
    (
        parts.query(
            "edition",
            {"type": "string", "pattern": "^(?:[0-9]{6}/)?(?:[0-9]{4}|undated)-[1-9][0-9]{0,5}$"},
            both("公表版", "Edition"), "2024-1",
        ),
        parts.format_(["json"]),
    ),
    parts.good(
        both("シート", "The sheet"), _json("SheetsOfOne", [SHEET_SAMPLE]), "Content-Location"
    )
    | parts.problems(400, 404, 406, 410, 414, 429),
)  # fmt: skip
SCHEMA = Described(
    "get_schema",
    both("表と列と符号の説明", "What tables, columns and codes mean"),
    both("機械で読むコードブック。", "The codebook for machines."),
    "tables",
    (parts.format_(["json"]),),
    parts.good(
        both("説明", "The codebook"),
        {JSON: {"schema": {"type": "object", "required": ["tables", "codes"],
                           "properties": {"tables": {"type": "array", "items": {"type": "object"}},
                                          "codes": {"type": "object"}}},
                "example": {"tables": [], "codes": {}}}},
    ) | parts.problems(400, 404, 406, 414, 429),
)  # fmt: skip
