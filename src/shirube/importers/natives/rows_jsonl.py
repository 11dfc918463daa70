"""Rows of a table in JSON Lines: one object a line."""

import json
from collections.abc import Iterator

from shirube.basics.problems import Problem, UnreadableFileError
from shirube.importers.natives.wrong import Wrong
from shirube.schema.tables import Column, Table

_KINDS: dict[str, type] = {"integer": int, "boolean": bool, "list": list}  # all others are text


def jsonl_rows(table: Table, data: bytes, name: str) -> Iterator[dict[str, object]]:
    """See ``tables.RowReader``."""
    file = f"{table.name}.jsonl"
    columns = {column.name: column for column in table.columns}
    lines = data.removeprefix(b"\xef\xbb\xbf").rstrip().split(b"\n")
    for no, line in enumerate(lines if lines != [b""] else [], start=1):
        row = _object(line, name, f"{file}!{no}")
        for key in row:
            if key not in columns:
                values = {"field": key}
                problem = Problem("column_unknown", name, f"{file}!{no}", values, fatal=True)
                raise UnreadableFileError(problem)
        yield {key: _cell(value, columns[key]) for key, value in row.items()}


def _object(line: bytes, name: str, at: str) -> dict[str, object]:
    try:
        found = json.loads(line)
        if not isinstance(found, dict):
            raise ValueError("{ … }")
    except (ValueError, RecursionError) as error:
        problem = Problem("not_json", name, at, {"reason": str(error)}, fatal=True)
        raise UnreadableFileError(problem) from error
    return found


def _cell(value: object, column: Column) -> object:
    kind = _KINDS.get(column.type, str)
    # To Python true is a number too; here it is none.
    if value is None or (isinstance(value, kind) and isinstance(value, bool) == (kind is bool)):
        return value
    return Wrong(value)
