"""``sheets.json`` (an array, one sheet a line), the tables beside the sheets (``editions.json`` …,
arrays of rows), ``sheet.schema.json``, ``about.json``.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pydantic_core import to_json

from shirube.exporters.formats import ExportContext, Format, write_about
from shirube.exporters.tables import lines_of, ready_tables
from shirube.schema import Sheet
from shirube.schema.documentation import json_schema_text
from shirube.schema.tables import BESIDE, Table, decode

SHEETS = "sheets.json"


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the files; see ``Format``."""
    walked = kept(sheets, folder)
    with ready_tables(walked, folder, context) as tables:
        for _ in walked:
            pass  # where there were tables already, nobody has walked them
        return write_beside(folder, context, tables)


def kept(sheets: Iterable[Sheet], folder: Path) -> Iterator[Sheet]:
    """The same sheets, written into the folder while somebody else walks them."""
    with (folder / SHEETS).open("wb") as file:
        whole = JsonArray(file.write)
        for sheet in sheets:
            whole.put(sheet.model_dump_json().encode())
            yield sheet
        whole.end()


def write_beside(folder: Path, context: ExportContext, tables: Path) -> list[Path]:
    """The other files, where the sheets are written and format csv has made the tables."""
    beside = [_beside(table, folder, tables) for table in BESIDE]
    schema = folder / "sheet.schema.json"
    schema.write_bytes(json_schema_text().encode())
    return [folder / SHEETS, *beside, schema, write_about(folder, context)]


def _beside(table: Table, folder: Path, tables: Path) -> Path:
    path = folder / f"{table.name}.json"
    with path.open("wb") as file:
        array = JsonArray(file.write)
        for line in lines_of(tables, table):
            cells = map(decode, line, table.columns)
            array.put(to_json(dict(zip(table.names, cells, strict=True))))
        array.end()
    return path


class JsonArray:
    """A JSON array in UTF-8, one item a line, handed to ``write`` piece by piece."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write
        self._before = b"[\n"

    def put(self, item: bytes) -> None:
        """Add an item."""
        self._write(self._before + item)
        self._before = b",\n"

    def end(self) -> None:
        """Close the array; without items it is ``[]``."""
        self._write(b"[]\n" if self._before == b"[\n" else b"\n]\n")


FORMAT = Format(
    "json", "JSON(シートの配列)", "JSON (array of plain sheets)", write, reads_back=True
)
