"""``sheets.json`` (an array, one sheet a line), the tables beside the sheets (``editions.json`` …,
arrays of rows), ``sheet.schema.json``, ``about.json``.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from pydantic_core import to_json

from shirube.exporters.formats import ExportContext, Format, write_about
from shirube.schema import Sheet
from shirube.schema.documentation import json_schema_text
from shirube.schema.tables import BESIDE, Line, Table, Walk


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the files; see ``Format``."""
    data, schema = folder / "sheets.json", folder / "sheet.schema.json"
    walk = Walk(context.beside)
    paths = {table: folder / f"{table.name}.json" for table in BESIDE}
    with ExitStack() as stack:
        arrays = {
            table: JsonArray(stack.enter_context(path.open("wb")).write)
            for table, path in paths.items()
        }
        whole = JsonArray(stack.enter_context(data.open("wb")).write)
        _put(walk.before(), arrays)
        for sheet in sheets:
            whole.put(sheet.model_dump_json().encode())
            _put(walk.of(sheet, tree=False), arrays)
        for array in (whole, *arrays.values()):
            array.end()
    schema.write_bytes(json_schema_text().encode())
    return [data, *paths.values(), schema, write_about(folder, context)]


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


def _put(lines: Iterator[tuple[Table, Line]], arrays: dict[Table, JsonArray]) -> None:
    for table, line in lines:
        arrays[table].put(to_json(dict(zip(table.names, line, strict=True))))


FORMAT = Format(
    "json", "JSON(シートの配列)", "JSON (array of plain sheets)", write, reads_back=True
)
