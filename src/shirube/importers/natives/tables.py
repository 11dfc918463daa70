"""The tables that ``shirube export`` wrote, one file a table.

To take back another format of tables, give it a reader of rows in ``READERS``.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from shirube.basics.problems import Problem
from shirube.importers.natives.complaints import complaint, newer_schema
from shirube.importers.natives.rows_csv import csv_rows
from shirube.importers.natives.rows_jsonl import jsonl_rows
from shirube.importers.natives.rows_parquet import parquet_rows
from shirube.schema import Sheet
from shirube.schema.tables import TREE, Table, TableError, each_sheet
from shirube.schema.tables.building import FIRST_ROW

# Table, bytes of its file, name of what was given → cells under the names of the columns. A cell
# that says nothing its column allows is ``Wrong``. Raises UnreadableFileError for no table.
RowReader = Callable[[Table, bytes, str], Iterator[dict[str, object]]]


class Reader(NamedTuple):
    """How a format's rows are read, and the number of its first row in a file."""

    rows: RowReader
    first_row: int


READERS: MappingProxyType[str, Reader] = MappingProxyType(
    {
        ".csv": Reader(csv_rows, 2),
        ".jsonl": Reader(jsonl_rows, 1),
        ".parquet": Reader(parquet_rows, 1),
    }
)


def file_of(table: str, suffix: str) -> str:
    """``sheets.csv``."""
    return f"{table}{suffix}"


def sheets_of_tables(
    files: dict[str, bytes], name: str, suffix: str
) -> tuple[list[Sheet], list[Problem]]:
    """The sheets that are right, and what is wrong with the others.

    Raises UnreadableFileError for a table that is no table: encoding, unknown column, torn row.
    """
    reader = READERS[suffix]
    tables = {
        table.name: reader.rows(table, files[file_of(table.name, suffix)], name)
        for table in TREE
        if file_of(table.name, suffix) in files
    }

    def place(table: str, row: int) -> str:
        return f"{file_of(table, suffix)}!{row - FIRST_ROW + reader.first_row}"

    return sheets_of_rows(tables, name, place)


def sheets_of_rows(
    tables: Mapping[str, Iterator[dict[str, object]]], name: str, place: Callable[[str, int], str]
) -> tuple[list[Sheet], list[Problem]]:
    """The same for rows; ``place`` says where a row stands that ``each_sheet`` counts."""
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for found in each_sheet(tables):
        if isinstance(found, TableError):
            at = place(found.table, found.row)
            problems.append(complaint(found.reason, found.detail, found.column, name, at))
        elif newer := newer_schema(found.schema_version, name, f"sheets ({found.key})"):
            problems.append(newer)
        else:
            sheets.append(found)
    return sheets, problems
