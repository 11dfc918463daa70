"""One file a table (``sheets.jsonl``, ``indicator_values.jsonl`` …), ``codebook.jsonl``,
``codes.jsonl``, ``about.json``. UTF-8, LF; a decimal is text as printed, a list is an array.
"""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path

from pydantic_core import to_json

from shirube.exporters.formats import ExportContext, Format, write_about
from shirube.schema import Sheet
from shirube.schema.documentation import code_rows, codebook_rows
from shirube.schema.tables import TABLES, line_stream


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the files; see ``Format``. Every table is written, also one without a row."""
    paths = {table: folder / f"{table.name}.jsonl" for table in TABLES.values()}
    with ExitStack() as stack:
        files = {table: stack.enter_context(path.open("wb")) for table, path in paths.items()}
        for table, line in line_stream(sheets, context.beside):
            files[table].write(json_line(dict(zip(table.names, line, strict=True))))
    return [
        *paths.values(),
        _words(folder / "codebook.jsonl", codebook_rows()),
        _words(folder / "codes.jsonl", code_rows()),
        write_about(folder, context),
    ]


def json_line(row: Mapping[str, object]) -> bytes:
    """One row as a line of JSON."""
    return to_json(row) + b"\n"


def _words(path: Path, rows: Iterable[dict[str, str]]) -> Path:
    with path.open("wb") as file:
        file.writelines(map(json_line, rows))
    return path


FORMAT = Format(
    "jsonl", "JSON Lines(1表1ファイル)", "JSON Lines (one file a table)", write, reads_back=True
)
