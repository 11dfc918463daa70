"""Rows of a table in CSV, as it was written or saved again by Excel."""

import csv
import io
from collections.abc import Iterator

from shirube.basics.problems import Problem, UnreadableFileError
from shirube.importers.natives.wrong import Wrong
from shirube.schema.tables import Column, Table, decode

MOST_CELL = 10_000_000  # characters; Python's own limit of 131,072 is less than a long text


def csv_rows(table: Table, data: bytes, name: str) -> Iterator[dict[str, object]]:
    """See ``tables.RowReader``."""
    file = f"{table.name}.csv"

    def refuse(code: str, at: str, **values: str) -> UnreadableFileError:
        return UnreadableFileError(Problem(code, name, at, values, fatal=True))

    columns = {column.name: column for column in table.columns}
    csv.field_size_limit(MOST_CELL)
    reader = csv.reader(io.StringIO(_text(data, name, file), newline=""), strict=True)
    try:
        header = next(reader, [])
        for column in header:
            if column not in columns or header.count(column) > 1:
                raise refuse("column_unknown", f"{file}!1", field=column)
        for no, cells in enumerate(reader, start=2):
            if len(cells) != len(header):
                raise refuse("row_length", f"{file}!{no}")
            yield {key: _cell(text, columns[key]) for key, text in zip(header, cells, strict=True)}
    except csv.Error as error:
        raise refuse("row_length", f"{file}!{reader.line_num}") from error


def _cell(text: str, column: Column) -> object:
    try:
        return decode(text, column)
    except ValueError:
        return Wrong(text)


def _text(data: bytes, name: str, file: str) -> str:
    # Excel saves "CSV" in the code page of a Japanese Windows.
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(Problem("unknown_encoding", name, file, fatal=True))
