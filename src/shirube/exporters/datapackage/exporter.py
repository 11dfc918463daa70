"""``datapackage.json`` beside the files of format csv."""

from collections.abc import Iterable
from pathlib import Path

from shirube.exporters.datapackage.descriptor import descriptor
from shirube.exporters.describing.tables import described_tables
from shirube.exporters.describing.written import described, measured, written_tables
from shirube.exporters.formats import ExportContext, Format
from shirube.schema import Sheet

NAME = "datapackage.json"


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the files; see ``Format``."""
    data, contents = written_tables(sheets, folder, context)
    dataset = described(contents, context, measured(data, folder))
    path = folder / NAME
    path.write_bytes(descriptor(dataset, described_tables(data)))
    return [*data, path]


FORMAT = Format(
    "datapackage",
    "Data Package(CSVと記述)",
    "Data Package v2",
    write,
    reads_back=True,
    made_of="csv",
)
