"""``csv-metadata.json`` beside the files of format csv."""

from collections.abc import Iterable
from pathlib import Path

from shirube.exporters.csvw.metadata import metadata
from shirube.exporters.describing.tables import described_tables
from shirube.exporters.describing.written import described, written_tables
from shirube.exporters.formats import ExportContext, Format
from shirube.schema import Sheet

NAME = "csv-metadata.json"


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the files; see ``Format``."""
    data, contents = written_tables(sheets, folder, context)
    dataset = described(contents, context, ())
    path = folder / NAME
    path.write_bytes(metadata(dataset, described_tables(data)))
    return [*data, path]


FORMAT = Format("csvw", "CSVW(CSVと記述)", "CSV on the Web", write, reads_back=True, made_of="csv")
