"""One file a table (``sheets.csv``, ``indicator_values.csv`` …), ``codebook.csv``, ``codes.csv``
and ``about.csv``. UTF-8 with BOM, CRLF, header in row 1; cells as ``schema.tables.cells`` says.
"""

import csv
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from shirube.exporters.csv.lines import Lines
from shirube.exporters.formats import ExportContext, Format, about
from shirube.schema import Sheet
from shirube.schema.documentation import (
    CODE_COLUMNS,
    CODEBOOK_COLUMNS,
    code_rows,
    codebook_rows,
)
from shirube.schema.sheet import SCHEMA_VERSION
from shirube.schema.tables import ENCODING, TABLES, encode, line_stream

LINE_END = "\r\n"
ABOUT_COLUMNS = ("item", "value", "meaning_ja", "meaning_en")
_WRITTEN = {"encoding": "UTF-8 (BOM)", "line_end": "CRLF", "separator": ","}


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the files; see ``Format``. Every table is written, also one without a row."""
    if context.tables is not None:
        return _copied(sheets, folder, context.tables)
    paths = {table: folder / f"{table.name}.csv" for table in TABLES.values()}
    lines = Lines(LINE_END)
    with ExitStack() as stack:
        out = {}
        for table, path in paths.items():
            file = stack.enter_context(_open(path))
            file.write(",".join(table.names) + LINE_END)
            out[table] = file.write, lines.of(table.columns)
        for table, line in line_stream(sheets, context.beside):
            put, cells = out[table]
            put(lines.text(cells, line))
    beside = [
        _words(folder / "codebook.csv", CODEBOOK_COLUMNS, codebook_rows()),
        _words(folder / "codes.csv", CODE_COLUMNS, code_rows()),
        _words(folder / "about.csv", ABOUT_COLUMNS, _about(context)),
    ]
    return [*paths.values(), *beside]


def _copied(sheets: Iterable[Sheet], folder: Path, tables: Path) -> list[Path]:
    """The same files where they are written already; who counts the sheets still sees each."""
    for _ in sheets:
        pass
    beside = ("codebook", "codes", "about")
    names = [f"{name}.csv" for name in (*TABLES, *beside)]
    return [Path(shutil.copyfile(tables / name, folder / name)) for name in names]


def _open(path: Path) -> IO[str]:
    """With a BOM, which Python's own utf-8-sig asks for again at every line."""
    file = path.open("w", encoding="utf-8", newline="")
    file.write("\ufeff")
    return file


def _words(path: Path, names: Iterable[str], rows: Iterable[dict[str, str]]) -> Path:
    with _open(path) as file:
        writer = csv.DictWriter(file, tuple(names), lineterminator=LINE_END)
        writer.writeheader()
        writer.writerows(rows)
    return path


def _about(context: ExportContext) -> Iterator[dict[str, str]]:
    for item, value in {**about(context), "schema_version": SCHEMA_VERSION, **_WRITTEN}.items():
        yield {"item": item, "value": encode(value)}  # a title may hold anything
    for rule in ENCODING:
        said = {"meaning_ja": rule.ja, "meaning_en": rule.en}
        yield {"item": "cell", "value": rule.example, **said}


FORMAT = Format("csv", "CSV(1表1ファイル)", "CSV (one file a table)", write, reads_back=True)
