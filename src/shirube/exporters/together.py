"""Many formats of the same sheets, which are read only once, on two cores."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from multiprocessing import Value
from pathlib import Path

from shirube.basics.beside import beside
from shirube.exporters.describing import Tally
from shirube.exporters.formats import FORMATS, ExportContext
from shirube.exporters.gate import check
from shirube.schema import Sheet
from shirube.schema.sheet import each_from_json
from shirube.schema.tables import Beside

KEPT, TABLES = "json", "csv"  # the sheets themselves, and the tables that others are made of
LONG = ("xlsx", "jsonl", "parquet")  # of the others these take longest, in this order
Begin = Callable[[str], None]
Made = dict[str, list[Path]]  # format → its files


def write_together(
    sheets: Iterable[Sheet], folder: Path, context: ExportContext, begin: Begin
) -> Sequence[Path]:
    """Every format into a folder of its name. The sheets are walked once; what comes after reads
    them again from what was written. ``begin`` is told which format is next. Raises GateError for a
    file that breaks a rule of machine readability.

    Once sheets and tables are written, a second process takes half of the others: it asks nothing
    of what stands beside the sheets but the editions, for it must not touch the database.
    """
    made: Made = {}
    begin(KEPT)
    tally = Tally()
    files = FORMATS[KEPT].write(tally.over(sheets), _emptied(folder / KEPT), context)
    made[KEPT] = _passed(files, context)
    begin(TABLES)
    made[TABLES] = _write(TABLES, folder, context)
    known = replace(
        context,
        tables=folder / TABLES,
        contents=tally.contents,
        beside=Beside(editions=context.beside.editions),
    )
    made |= _shared_out(folder, known, begin)
    return [path for name in FORMATS for path in made[name]]


def _shared_out(folder: Path, context: ExportContext, begin: Begin) -> Made:
    """All other formats, each by whichever of two processes is free."""
    others = [name for name in FORMATS if name not in {KEPT, TABLES}]
    others.sort(key=lambda name: LONG.index(name) if name in LONG else len(LONG))
    taken = Value("i", 0)

    def untaken() -> Iterator[str]:
        while True:
            with taken.get_lock():
                number, taken.value = taken.value, taken.value + 1
            if number >= len(others):
                return
            yield others[number]

    def work() -> Made:
        return {name: _write(name, folder, context) for name in untaken()}

    second = beside(work)
    made = {}
    for name in untaken():
        begin(name)
        made[name] = _write(name, folder, context)
    made |= second()
    for name in others:
        if name not in made:  # the second process died of it: here it says why
            begin(name)
            made[name] = _write(name, folder, context)
    return made


def _write(name: str, folder: Path, context: ExportContext) -> list[Path]:
    with (folder / KEPT / "sheets.json").open("rb") as kept:
        files = FORMATS[name].write(each_from_json(kept), _emptied(folder / name), context)
    return _passed(files, context)


def _passed(files: list[Path], context: ExportContext) -> list[Path]:
    """The files, checked; copies of the tables passed when the tables did."""
    check([file for file in files if not _is_copy(file, context.tables)])
    return files


def _is_copy(file: Path, tables: Path | None) -> bool:
    return tables is not None and file.suffix == ".csv" and (tables / file.name).is_file()


def _emptied(folder: Path) -> Path:
    """The folder, without what a process left in it that died."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder
