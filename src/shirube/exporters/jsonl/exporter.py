"""One file a table (``sheets.jsonl``, ``indicator_values.jsonl`` …), ``codebook.jsonl``,
``codes.jsonl``, ``about.json``. UTF-8, LF; a decimal is text as printed, a list is an array.

DuckDB makes them of the Parquet files, whose values are typed already: a third of the time that
Python takes over the CSV tables.
"""

from collections.abc import Iterable
from pathlib import Path

from pydantic_core import to_json

from shirube.exporters.formats import ExportContext, Format, write_about
from shirube.exporters.parquet.exporter import opened, parquet_of, quoted, ready_parquet, to_read
from shirube.schema import Sheet
from shirube.schema.documentation import code_rows, codebook_rows
from shirube.schema.tables import TABLES, Column, Table
from shirube.schema.tables.exact import exact_name


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the files; see ``Format``. Every table is written, also one without a row."""
    paths = []
    with ready_parquet(sheets, folder, context) as parquet, opened() as database:
        for table in TABLES.values():
            paths.append(folder / f"{table.name}.jsonl")
            database.execute(_copy(table, parquet, paths[-1]))
    return [
        *paths,
        _words(folder / "codebook.jsonl", codebook_rows()),
        _words(folder / "codes.jsonl", code_rows()),
        write_about(folder, context),
    ]


def _copy(table: Table, parquet: Path, path: Path) -> str:
    """What writes a table. All names in it are ours but the paths."""
    chosen = ", ".join(map(_chosen, table.columns))
    source = f"SELECT {chosen} FROM read_parquet({to_read(parquet_of(parquet, table))})"  # noqa: S608
    return f"COPY ({source}) TO {quoted(str(path))} (FORMAT json)"


def _chosen(column: Column) -> str:
    """A decimal by its exact digits, under its own name."""
    if column.type == "decimal":
        return f'"{exact_name(column)}" AS "{column.name}"'
    return f'"{column.name}"'


def _words(path: Path, rows: Iterable[dict[str, str]]) -> Path:
    with path.open("wb") as file:
        file.writelines(to_json(row) + b"\n" for row in rows)
    return path


FORMAT = Format(
    "jsonl",
    "JSON Lines(1表1ファイル)",
    "JSON Lines (one file a table)",
    write,
    reads_back=True,
    made_of="parquet",
)
