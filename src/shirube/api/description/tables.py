"""The operation of a table, described by its columns."""

from shirube.api.description import parts
from shirube.api.description.parts import Part, both
from shirube.publishing.rows.keys import filters
from shirube.schema.tables import Table

REFUSALS = (400, 404, 406, 410, 414, 429)


def name_of(table: Table) -> str:
    """``indicator_values`` → ``IndicatorValuesRow``: what a row is called in OpenAPI."""
    return "".join(part.capitalize() for part in table.name.split("_")) + "Row"


def parameters(table: Table) -> list[Part]:
    """Filters by every column that rows are found by, and how much of what is wanted."""
    columns = filters(table)
    names = table.names
    some = [name for name in names if name in ("municipality_code", "sheet_code", *table.key)]
    return [
        *(parts.column_filter(c) for name, c in columns.items() if name != "edition"),
        parts.edition(),
        parts.names_of_columns(
            "empty", columns,
            both("値がない行だけを出す列", "Columns that must hold no value"),
            [next(iter(columns))],
        ),
        parts.names_of_columns(
            "fields", names,
            both("出す列。省くと全部", "Columns to give; all if left out"), some[:3],
        ),
        parts.limit(),
        parts.cursor(),
        parts.format_(),
    ]  # fmt: skip


def responses(table: Table) -> dict[int, Part]:
    """Rows, or why not."""
    text = both(f"{table.label_ja}の行", f"Rows of {table.label_en.lower()}")
    content = parts.rows_content(name_of(table), table.name, sample(table))
    return parts.good(text, content, "Link") | parts.problems(*REFUSALS)


def schemas(table: Table) -> dict[str, Part]:
    """A row, and a page of rows."""
    name = name_of(table)
    row = {
        "type": "object",
        "description": both(table.label_ja, table.label_en),
        "additionalProperties": False,
        "properties": {column.name: parts.cell(column) for column in table.columns},
    }
    return {name: row, f"{name}Page": parts.page_schema(name, table.name)}


def sample(table: Table) -> Part:
    """A row as it may be."""
    return {column.name: parts.example(column) for column in table.columns}
