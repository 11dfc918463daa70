"""``sheets.json`` (an array, one sheet a line), the tables beside the sheets (``editions.json`` …,
arrays of rows), ``sheet.schema.json``, ``about.json``.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pydantic_core import to_json

from shirube.exporters.formats import ExportContext, Format, write_about
from shirube.exporters.tables import lines_of
from shirube.schema import Sheet
from shirube.schema.documentation import json_schema_text
from shirube.schema.tables import BESIDE, Line, Table, Walk, decode

SHEETS = "sheets.json"


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the files; see ``Format``."""
    walk = Walk(context.beside)
    with _arrays(folder) as arrays:
        _put(walk.before(), arrays)
        for sheet in kept(sheets, folder):
            _put(walk.of(sheet, tree=False), arrays)
    return _files(folder, context)


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
    with _arrays(folder) as arrays:
        for table, array in arrays.items():
            for cells in lines_of(tables, table):
                array.put(
                    to_json(dict(zip(table.names, map(decode, cells, table.columns), strict=True)))
                )
    return _files(folder, context)


def _files(folder: Path, context: ExportContext) -> list[Path]:
    schema = folder / "sheet.schema.json"
    schema.write_bytes(json_schema_text().encode())
    beside = (_file(folder, table) for table in BESIDE)
    return [folder / SHEETS, *beside, schema, write_about(folder, context)]


def _file(folder: Path, table: Table) -> Path:
    return folder / f"{table.name}.json"


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


@contextmanager
def _arrays(folder: Path) -> Iterator[dict[Table, JsonArray]]:
    with ExitStack() as stack:
        arrays = {
            table: JsonArray(stack.enter_context(_file(folder, table).open("wb")).write)
            for table in BESIDE
        }
        yield arrays
        for array in arrays.values():
            array.end()


def _put(lines: Iterator[tuple[Table, Line]], arrays: dict[Table, JsonArray]) -> None:
    for table, line in lines:
        arrays[table].put(to_json(dict(zip(table.names, line, strict=True))))


FORMAT = Format(
    "json", "JSON(シートの配列)", "JSON (array of plain sheets)", write, reads_back=True
)
