"""Many formats of the same sheets, which are read only once, on two cores."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
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
Tasks = dict[str, Callable[[], list[Path]]]  # format → what writes and checks its files


def write_together(
    sheets: Iterable[Sheet], folder: Path, context: ExportContext, begin: Begin
) -> Sequence[Path]:
    """Every format into a folder of its name. The sheets are walked once; what comes after reads
    them again from what was written. ``begin`` is told which format this process takes next. Raises
    GateError for a file that breaks a rule of machine readability.

    A second process takes what is made of sheets while this one makes the tables, and then half of
    what is made of tables. It asks nothing of what stands beside the sheets but the editions, for
    it must not touch the database.
    """
    begin(KEPT)
    tally = Tally()
    files = FORMATS[KEPT].write(tally.over(sheets), _emptied(folder / KEPT), context)
    made: Made = {KEPT: _passed(files, context)}
    apart = replace(
        context, contents=tally.contents, beside=Beside(editions=context.beside.editions)
    )
    others = [name for name in FORMATS if name not in {KEPT, TABLES}]
    of_sheets = [name for name in others if not FORMATS[name].from_tables]
    meanwhile = beside(lambda: {name: _write(name, folder, apart) for name in of_sheets})
    begin(TABLES)
    tables = _written(TABLES, folder, context)
    made |= _shared_out(_of_tables(others, folder, apart, tables), begin)
    made |= meanwhile()
    return [path for name in FORMATS for path in made[name]]


def _of_tables(
    others: Iterable[str], folder: Path, context: ExportContext, tables: list[Path]
) -> Tasks:
    """What is to be done when there are tables, the longest first: they too are checked only now,
    by whoever is free.
    """
    known = replace(context, tables=folder / TABLES)
    names = [name for name in others if FORMATS[name].from_tables]
    names.sort(key=lambda name: LONG.index(name) if name in LONG else len(LONG))
    tasks: Tasks = {name: partial(_write, name, folder, known) for name in names}
    return {TABLES: partial(_passed, tables, context), **tasks}


def _shared_out(tasks: Tasks, begin: Begin) -> Made:
    """Every task, done by whichever of two processes is free."""
    names = list(tasks)
    taken = Value("i", 0)

    def untaken() -> Iterator[str]:
        while True:
            with taken.get_lock():
                number, taken.value = taken.value, taken.value + 1
            if number >= len(names):
                return
            yield names[number]

    second = beside(lambda: {name: tasks[name]() for name in untaken()})
    made = {}
    for name in untaken():
        begin(name)
        made[name] = tasks[name]()
    made |= second()
    for name in names:
        if name not in made:  # the second process died of it: here it says why
            begin(name)
            made[name] = tasks[name]()
    return made


def _write(name: str, folder: Path, context: ExportContext) -> list[Path]:
    return _passed(_written(name, folder, context), context)


def _written(name: str, folder: Path, context: ExportContext) -> list[Path]:
    with (folder / KEPT / "sheets.json").open("rb") as kept:
        return FORMATS[name].write(each_from_json(kept), _emptied(folder / name), context)


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
