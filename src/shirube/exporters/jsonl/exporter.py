"""One file a table (``sheets.jsonl``, ``indicator_values.jsonl`` …), ``codebook.jsonl``,
``codes.jsonl``, ``about.json``. UTF-8, LF; a decimal is text as printed, a list is an array.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic_core import to_json

from shirube.exporters.formats import ExportContext, Format, write_about
from shirube.exporters.jsonl.lines import Lines
from shirube.exporters.tables import lines_of, ready_tables
from shirube.schema import Sheet
from shirube.schema.documentation import code_rows, codebook_rows
from shirube.schema.tables import TABLES


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the files; see ``Format``. Every table is written, also one without a row."""
    paths = []
    lines = Lines()
    with ready_tables(sheets, folder, context) as tables:
        for table in TABLES.values():
            paths.append(folder / f"{table.name}.jsonl")
            with paths[-1].open("w", encoding="utf-8", newline="") as file:
                file.writelines(map(lines.of(table), lines_of(tables, table)))
    return [
        *paths,
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
    "jsonl",
    "JSON Lines(1表1ファイル)",
    "JSON Lines (one file a table)",
    write,
    reads_back=True,
    from_tables=True,
)
