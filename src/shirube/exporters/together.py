"""Many formats of the same sheets, which are read only once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from shirube.exporters.formats import FORMATS, ExportContext
from shirube.schema import Sheet
from shirube.schema.sheet import each_from_json

KEPT, TABLES = "json", "csv"  # the sheets themselves, and the tables that others are made of


def write_together(
    sheets: Iterable[Sheet], folder: Path, context: ExportContext, begin: Callable[[str], None]
) -> Sequence[Path]:
    """Every format into a folder of its name. The sheets are walked once; what comes after reads
    them again from what was written. ``begin`` is told which format is next.
    """
    made: list[Path] = []
    for name in sorted(FORMATS, key=lambda name: (name != KEPT, name != TABLES, name)):
        begin(name)
        (folder / name).mkdir()
        if name == KEPT:
            made += FORMATS[name].write(sheets, folder / name, context)
            continue
        known = context if name == TABLES else replace(context, tables=folder / TABLES)
        with (folder / KEPT / "sheets.json").open("rb") as kept:
            made += FORMATS[name].write(each_from_json(kept), folder / name, known)
    return made
