"""What was just written by a format, described."""

from collections.abc import Iterable
from pathlib import Path

from shirube.exporters.csv.exporter import write as write_csv
from shirube.exporters.describing.model import Contents, DataFile, Dataset, Places, Tally, data_file
from shirube.exporters.formats import ExportContext
from shirube.schema import Sheet


def written_tables(
    sheets: Iterable[Sheet], folder: Path, context: ExportContext
) -> tuple[list[Path], Contents]:
    """The files of format csv and what they hold. Sheets whose tables are there and that were
    counted are not walked again.
    """
    if context.tables is not None and context.contents is not None:
        return write_csv((), folder, context), context.contents
    tally = Tally()
    return write_csv(tally.over(sheets), folder, context), tally.contents


def described(contents: Contents, context: ExportContext, files: Iterable[DataFile]) -> Dataset:
    """The files that were written, with what was counted and what the context knows."""
    rows = context.beside.editions
    edition = next((one for one in rows if one.edition == context.edition), None)
    return Dataset(
        contents,
        tuple(files),
        Places(base=context.base),
        own_title="" if context.edition else context.title,
        number=edition.number if edition else None,
        modified=context.published_on,
        reason=(edition.reason or "") if edition and edition.kind != "first" else "",
        early=edition is not None and edition.accounts == "before",
    )


def measured(paths: Iterable[Path], folder: Path) -> Iterable[DataFile]:
    """The files with size and hash."""
    return (data_file(path, folder) for path in paths)
