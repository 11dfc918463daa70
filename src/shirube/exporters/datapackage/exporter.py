"""``datapackage.json`` beside the files of format csv."""

from collections.abc import Iterable
from pathlib import Path

from shirube.exporters.csv.exporter import write as write_csv
from shirube.exporters.datapackage.descriptor import descriptor
from shirube.exporters.describing.model import Tally
from shirube.exporters.describing.tables import described_tables
from shirube.exporters.describing.written import described
from shirube.exporters.formats import ExportContext, Format
from shirube.schema import Sheet

NAME = "datapackage.json"


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the files; see ``Format``."""
    tally = Tally()
    data = write_csv(tally.over(sheets), folder, context)
    dataset = described(tally, context, data, folder)
    path = folder / NAME
    path.write_bytes(descriptor(dataset, described_tables(data)))
    return [*data, path]


FORMAT = Format("datapackage", "Data Package(CSVと記述)", "Data Package v2", write, reads_back=True)
