"""The tables as CSV files, of which other formats are made: a sheet is taken apart once."""

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from shirube.exporters.csv.exporter import write
from shirube.exporters.formats import ExportContext
from shirube.schema import Sheet
from shirube.schema.tables import Table

_MOST_CELL = 2**31 - 1  # letters; what Python reads by itself is less than a long text


def ready_tables(
    sheets: Iterable[Sheet], folder: Path, context: ExportContext
) -> AbstractContextManager[Path]:
    """A folder with the files of format csv: the one of the context, or one that goes away again,
    inside ``folder``.
    """
    return ready(context.tables, folder, lambda made: write(sheets, made, context))


@contextmanager
def ready(known: Path | None, folder: Path, make: Callable[[Path], object]) -> Iterator[Path]:
    """The known folder, or one inside ``folder`` that is made now and goes away again."""
    if known is not None:
        yield known
        return
    with TemporaryDirectory(dir=folder, prefix=".ready-") as made:
        make(Path(made))
        yield Path(made)


def file_of(tables: Path, table: Table) -> Path:
    """The CSV file of a table."""
    return tables / f"{table.name}.csv"


def lines_of(tables: Path, table: Table) -> Iterator[list[str]]:
    """The lines of a table without its header, cells as texts."""
    csv.field_size_limit(_MOST_CELL)
    with file_of(tables, table).open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        yield from lines
