"""The tables of ``shirube export --format csv``, as they were written or saved again by Excel."""

import csv
import io
from collections.abc import Iterator

from shirube.basics.problems import Problem, UnreadableFileError
from shirube.importers.natives.complaints import complaint, newer_schema
from shirube.schema import Sheet
from shirube.schema.tables import TREE, Column, Table, TableError, decode, each_sheet

MOST_CELL = 10_000_000  # characters; Python's own limit of 131,072 is less than a long text


class _Wrong:
    """A cell that says nothing its column allows; the sheet is refused, naming the cell."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return repr(self.text)


def sheets_of_tables(files: dict[str, bytes], name: str) -> tuple[list[Sheet], list[Problem]]:
    """The sheets that are right, and what is wrong with the others.

    Raises UnreadableFileError for a table that is no table: encoding, unknown column, torn row.
    """
    tables = {
        table.name: _rows(table, files[f"{table.name}.csv"], name)
        for table in TREE
        if f"{table.name}.csv" in files
    }
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for found in each_sheet(tables):
        if isinstance(found, TableError):
            at = f"{found.table}.csv!{found.row}"
            problems.append(complaint(found.reason, found.detail, found.column, name, at))
        elif newer := newer_schema(found.schema_version, name, f"sheets.csv ({found.key})"):
            problems.append(newer)
        else:
            sheets.append(found)
    return sheets, problems


def _rows(table: Table, data: bytes, name: str) -> Iterator[dict[str, object]]:
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
        return _Wrong(text)


def _text(data: bytes, name: str, file: str) -> str:
    # Excel saves "CSV" in the code page of a Japanese Windows.
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(Problem("unknown_encoding", name, file, fatal=True))
