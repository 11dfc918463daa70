"""Many formats of the same sheets, which are read only once, on two cores."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from multiprocessing import Value
from pathlib import Path

from shirube.basics.beside import beside
from shirube.exporters.describing import Tally
from shirube.exporters.following import Finished, Following
from shirube.exporters.formats import FORMATS, ExportContext
from shirube.exporters.gate import check
from shirube.exporters.json.exporter import SHEETS, kept, write_beside
from shirube.schema import Sheet
from shirube.schema.sheet import each_from_json
from shirube.schema.tables import Beside

KEPT, TABLES = "json", "csv"  # the sheets themselves, and the tables that others are made of
TYPED = "parquet"  # the tables once more, of typed values
LONG = ("xlsx", TYPED, TABLES)  # these take longest, in this order
Begin = Callable[[str], None]
Made = dict[str, list[Path]]  # format → its files
Tasks = dict[str, Callable[[], Made]]  # format → what writes and checks its files, and of others


def write_together(
    sheets: Iterable[Sheet], folder: Path, context: ExportContext, begin: Begin
) -> Sequence[Path]:
    """Every format into a folder of its name. The sheets are walked once. ``begin`` is told which
    format this process takes next. Raises GateError for a file that breaks a rule of machine
    readability.

    While this process writes the sheets and their tables, a second one reads along and makes what
    is made of sheets; then both make what is made of tables. The second one asks nothing of what
    stands beside the sheets but the editions, for it must not touch the database.
    """
    others = [name for name in FORMATS if name not in {KEPT, TABLES}]
    apart = replace(context, beside=Beside(editions=context.beside.editions))
    of_sheets = [name for name in others if FORMATS[name].made_of is None]
    written = Finished()
    for name in (KEPT, TABLES):
        _emptied(folder / name)
    (folder / KEPT / SHEETS).touch()
    meanwhile = beside(
        lambda: {
            name: _write(name, _following(folder, written), folder, apart) for name in of_sheets
        }
    )
    begin(TABLES)
    tally = Tally()
    try:
        walked = tally.over(kept(sheets, folder / KEPT))
        tables = FORMATS[TABLES].write(walked, folder / TABLES, context)
    finally:
        written.say()
    known = replace(apart, tables=folder / TABLES, typed=folder / TYPED, contents=tally.contents)
    made = _shared_out(_of_tables(others, folder, known, tables), begin) | meanwhile()
    return [path for name in FORMATS for path in made[name]]


def _of_tables(
    others: Iterable[str], folder: Path, context: ExportContext, tables: list[Path]
) -> Tasks:
    """What is to be done when there are tables, the longest first: they too are checked only now,
    by whoever is free. What is made of another format's files comes right after these.
    """
    tasks: Tasks = {}
    for name in others:
        if FORMATS[name].made_of == TABLES:
            names = [name, *(one for one in others if FORMATS[one].made_of == name)]
            tasks[name] = partial(_in_turn, names, folder, context)
    tasks[TABLES] = lambda: {TABLES: _passed(tables, replace(context, tables=None))}
    tasks[KEPT] = lambda: {KEPT: write_beside(folder / KEPT, context, folder / TABLES)}
    order = [*LONG, *(name for name in tasks if name not in LONG)]
    return {name: tasks[name] for name in order if name in tasks}


def _in_turn(names: Iterable[str], folder: Path, context: ExportContext) -> Made:
    return {name: _write(name, (), folder, context) for name in names}


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

    def mine(begin: Begin) -> Made:
        made: Made = {}
        for name in untaken():
            begin(name)
            made |= tasks[name]()
        return made

    second = beside(lambda: mine(_unheard))
    made = mine(begin) | second()
    for name in names:
        if name not in made:  # the second process died of it: here it says why
            begin(name)
            made |= tasks[name]()
    return made


def _unheard(name: str) -> None:
    """Only the process that was asked tells what it does."""


def _write(name: str, sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    return _passed(FORMATS[name].write(sheets, _emptied(folder / name), context), context)


def _following(folder: Path, written: Finished) -> Iterator[Sheet]:
    """The sheets that are being written."""
    with Following(folder / KEPT / SHEETS, written) as growing:
        yield from each_from_json(growing)


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
