"""What tables, columns and codes mean."""

from django.http import HttpRequest, HttpResponse
from pydantic_core import to_json

from shirube.api import asked, formats
from shirube.publishing.rows.keys import filters
from shirube.schema.codes import LISTS
from shirube.schema.tables import TABLES, Column, Table


def schema(request: HttpRequest) -> HttpResponse:
    """The codebook for machines. Raises RefusedError."""
    given = asked.parameters(request.META.get("QUERY_STRING", ""))
    asked.refuse_unknown(given, ("format",))
    wanted = asked.format_of(given, ("json",))
    formats.chosen(wanted, request.META.get("HTTP_ACCEPT", ""), ("json",))
    said = {
        "tables": [_table(table) for table in TABLES.values()],
        "codes": {
            name: [{"code": code, **entry._asdict()} for code, entry in codes.items()]
            for name, codes in LISTS.items()
        },
    }
    return HttpResponse(to_json(said) + b"\n", content_type=formats.MEDIA_TYPES["json"])


def _table(table: Table) -> dict[str, object]:
    return {
        "name": table.name,
        "label_ja": table.label_ja,
        "label_en": table.label_en,
        "key": list(table.key),
        "href": f"/api/v1/tables/{table.name}",
        "columns": [_column(column, table) for column in table.columns],
    }


def _column(column: Column, table: Table) -> dict[str, object]:
    return {
        "name": column.name,
        "type": column.type,
        "label_ja": column.label_ja,
        "label_en": column.label_en,
        "meaning_ja": column.meaning_ja,
        "meaning_en": column.meaning_en,
        "codes": column.code_list,
        "unit": column.unit,
        "unit_column": column.unit_column,
        "required": column.required,
        "filter": column.name in filters(table),
    }
