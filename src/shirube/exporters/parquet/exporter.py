"""One file a table (``sheets.parquet``, ``indicator_values.parquet`` …), ``codebook.parquet``,
``codes.parquet`` and ``about.json``.

Whole numbers are INT64, answers BOOLEAN, days DATE, several values a LIST, texts are texts without
marks. A decimal is a DOUBLE, to be computed with, and behind it stands ``…_exact``, the same number
as text with all its digits. Each file says in its key-value metadata what it is: title, edition,
licence, and under ``columns`` label, meaning and unit of every column as JSON.

DuckDB makes them of the CSV tables, in its own code and within bounds of memory: 100,000 rows in
0.3 s (pyarrow, fed row by row: 1.7 s), 66 MB on disk (pyarrow: 166). It is also what analyses them.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from shirube.exporters.formats import ExportContext, Format, about, write_about
from shirube.exporters.parquet.decoding import MACROS, values
from shirube.exporters.tables import file_of, ready, ready_tables
from shirube.schema import Sheet
from shirube.schema.documentation import code_rows, codebook_rows
from shirube.schema.sheet import SCHEMA_VERSION
from shirube.schema.tables import TABLES, Column, Table, encode
from shirube.schema.tables.exact import with_exact

if TYPE_CHECKING:
    import duckdb

_OF_COLUMN = (
    "type", "label_ja", "label_en", "meaning_ja", "meaning_en", "code_list", "unit", "unit_column",
)  # fmt: skip
# One thread: rows keep their order, and the same sheets give the same bytes. Its bar of progress
# would stand among what a command says.
_SETTINGS = (
    "SET threads = 1; SET memory_limit = '256MB'; SET temp_directory = '';"
    " SET enable_progress_bar = false;"
)
_READ = (
    "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '',"
    " max_line_size = 8388608, buffer_size = 16777216"
)
_GLOB = re.compile(r"[*?\[]")  # a folder may be called so; here it would be a pattern
_WRITE = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 30720"  # rows that are held at once


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the files; see ``Format``. Every table is written, also one without a row."""
    made = []
    with ready_tables(sheets, folder, context) as tables, opened() as database:
        database.execute(MACROS)
        for table in TABLES.values():
            made.append(parquet_of(folder, table))
            _copy(database, _select(table, tables), made[-1], _said(table, context))
        for name, rows in (("codebook", codebook_rows(with_exact)), ("codes", code_rows())):
            made.append(folder / f"{name}.parquet")
            _words(database, name, rows)
            _copy(database, f"FROM {name}", made[-1], _stated(context))
    return [*made, write_about(folder, context)]


@contextmanager
def opened() -> "Iterator[duckdb.DuckDBPyConnection]":
    """A database of no tables, to read and write files with, within bounds of memory."""
    import duckdb  # 0.2 s, which every command would wait

    with duckdb.connect() as database:
        database.execute(_SETTINGS)
        yield database


def ready_parquet(
    sheets: Iterable[Sheet], folder: Path, context: ExportContext
) -> AbstractContextManager[Path]:
    """A folder with the files of this format: the one of the context, or one that goes away again,
    inside ``folder``.
    """
    return ready(context.typed, folder, lambda made: write(sheets, made, context))


def parquet_of(folder: Path, table: Table) -> Path:
    """The file of a table."""
    return folder / f"{table.name}.parquet"


def to_read(path: Path) -> str:
    """A path as SQL that opens this one file."""
    return quoted(_GLOB.sub(r"[\g<0>]", str(path)))


def _select(table: Table, tables: Path) -> str:
    """The question that reads the CSV file of a table. All names in it are ours but the path's."""
    chosen = ", ".join(value for column in table.columns for value in values(column))
    typed = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in table.names)
    path = to_read(file_of(tables, table))
    return f"SELECT {chosen} FROM read_csv({path}, columns = {{{typed}}}, {_READ})"  # noqa: S608


def _copy(
    database: "duckdb.DuckDBPyConnection", source: str, path: Path, said: Mapping[str, str]
) -> None:
    words = ", ".join(f"{quoted(key)}: {quoted(text)}" for key, text in said.items())
    to = f"{quoted(str(path))} ({_WRITE}, KV_METADATA {{{words}}})"
    database.execute(f"COPY ({source}) TO {to}")


def _words(
    database: "duckdb.DuckDBPyConnection", name: str, rows: Iterable[dict[str, str]]
) -> None:
    """A table of rows of texts, an empty one being none."""
    found = [{key: text or None for key, text in row.items()} for row in rows]
    shape = json.dumps([dict.fromkeys(found[0], "VARCHAR")])
    unpacked = f"SELECT unnest(from_json($1, {quoted(shape)}), max_depth := 2)"
    database.execute(f"CREATE TABLE {name} AS {unpacked}", [json.dumps(found)])


def _said(table: Table, context: ExportContext) -> dict[str, str]:
    """What a file says of itself."""
    columns = {column.name: _of_column(column) for column in with_exact(table.columns)}
    own = {"table": table.name, "label_ja": table.label_ja, "label_en": table.label_en}
    return _stated(context) | own | {"columns": json.dumps(columns, ensure_ascii=False)}


def _of_column(column: Column) -> dict[str, str]:
    known = asdict(column)
    return {key: known[key] for key in _OF_COLUMN if known[key]}


def _stated(context: ExportContext) -> dict[str, str]:
    stated = about(context) | {"schema_version": SCHEMA_VERSION}
    return {key: encode(text) for key, text in stated.items()}  # a title may hold anything


def quoted(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


FORMAT = Format(
    "parquet",
    "Parquet(1表1ファイル)",
    "Parquet (one file a table)",
    write,
    reads_back=True,
    made_of="csv",
)
