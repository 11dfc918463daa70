"""``sheets.json`` (an array, one sheet a line), ``sheet.schema.json``, ``about.json``."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from shirube.exporters.formats import ExportContext, Format, about
from shirube.schema import Sheet
from shirube.schema.documentation import json_schema_text
from shirube.schema.sheet import SCHEMA_VERSION


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the files; see ``Format``."""
    data, schema, note = (
        folder / name for name in ("sheets.json", "sheet.schema.json", "about.json")
    )
    with data.open("wb") as file:
        file.writelines(json_array(sheets))
    schema.write_bytes(json_schema_text().encode())
    stated = about(context) | {"schema_version": SCHEMA_VERSION}
    note.write_bytes((json.dumps(stated, ensure_ascii=False, indent=2) + "\n").encode())
    return [data, schema, note]


def json_array(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """The pieces of a JSON array in UTF-8, one sheet a line, holding one sheet at a time."""
    before = b"[\n"
    for sheet in sheets:
        yield before + sheet.model_dump_json().encode()
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


FORMAT = Format(
    "json", "JSON(シートの配列)", "JSON (array of plain sheets)", write, reads_back=True
)
