"""Rows of a table in Parquet, read with DuckDB, which may open this one file and no other."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from shirube.basics.problems import Problem, UnreadableFileError
from shirube.importers.natives.numbers import exact_decimal, whole
from shirube.importers.natives.wrong import Wrong
from shirube.schema.tables import Column, Table
from shirube.schema.tables.exact import exact_name, with_exact

if TYPE_CHECKING:
    import duckdb

MOST_ROWS = 1_000_000
MOST_UNPACKED = 256 * 1024 * 1024
_AT_ONCE = 2_000  # rows
_SETTINGS = (
    "SET threads = 1; SET memory_limit = '512MB'; SET temp_directory = '';"
    " SET enable_progress_bar = false;"
)
_KINDS: dict[str, type] = {"integer": int, "boolean": bool, "list": list}  # all others are text


def parquet_rows(table: Table, data: bytes, name: str) -> Iterator[dict[str, object]]:
    """See ``tables.RowReader``."""
    import duckdb  # 0.2 s, which every command would wait

    with TemporaryDirectory() as folder, duckdb.connect() as database:
        path = Path(folder) / f"{table.name}.parquet"
        path.write_bytes(data)
        try:
            _locked(database, path)
            _require_room(database, path, name)
            read = database.execute("SELECT * FROM read_parquet($1)", [str(path)])
            header = [column[0] for column in read.description or ()]
            _require_known(table, header, name)
            while rows := read.fetchmany(_AT_ONCE):
                for row in rows:
                    yield _row(table, dict(zip(header, row, strict=True)))
        except duckdb.Error as error:
            raise _refused("not_parquet", name, path.name) from error


def _locked(database: "duckdb.DuckDBPyConnection", path: Path) -> None:
    """Somebody else's file: nothing but it is opened, nothing is fetched."""
    place = str(path).replace("'", "''")
    database.execute(
        f"{_SETTINGS} SET allowed_paths = ['{place}']; SET enable_external_access = false;"
        " SET lock_configuration = true;"
    )


def _require_room(database: "duckdb.DuckDBPyConnection", path: Path, name: str) -> None:
    said = database.execute(
        "SELECT any_value(m.num_rows), sum(c.total_uncompressed_size)"
        " FROM parquet_file_metadata($1) AS m, parquet_metadata($1) AS c",
        [str(path)],
    ).fetchone()
    rows, size = said or (0, 0)
    if (rows or 0) > MOST_ROWS or (size or 0) > MOST_UNPACKED:
        megabyte = 1024 * 1024
        limit = {"size": str((size or 0) // megabyte), "limit": str(MOST_UNPACKED // megabyte)}
        raise _refused("zip_bomb", name, path.name, **limit)


def _require_known(table: Table, header: list[str], name: str) -> None:
    known = {column.name for column in with_exact(table.columns)}
    for column in header:
        if column not in known:
            raise _refused("column_unknown", name, f"{table.name}.parquet", field=column)


def _row(table: Table, said: dict[str, object]) -> dict[str, object]:
    row: dict[str, object] = {}
    for column in table.columns:
        if column.type == "decimal":
            row[column.name] = exact_decimal(said.get(column.name), said.get(exact_name(column)))
        elif column.name in said:
            row[column.name] = _cell(said[column.name], column)
    return row


def _cell(value: object, column: Column) -> object:
    if column.type == "integer" and isinstance(value, float):
        return whole(value)  # what pandas makes of whole numbers with a gap among them
    kind = _KINDS.get(column.type, str)
    # To Python true is a number too; here it is none.
    if value is None or (isinstance(value, kind) and isinstance(value, bool) == (kind is bool)):
        return value
    return Wrong(value)


def _refused(code: str, name: str, at: str, **values: str) -> UnreadableFileError:
    return UnreadableFileError(Problem(code, name, at, values, fatal=True))
