"""``csv-metadata.json`` beside the files of format csv."""

from collections.abc import Iterable
from pathlib import Path

from shirube.exporters.csv.exporter import write as write_csv
from shirube.exporters.csvw.metadata import metadata
from shirube.exporters.describing.model import Tally
from shirube.exporters.describing.tables import described_tables
from shirube.exporters.describing.written import described
from shirube.exporters.formats import ExportContext, Format
from shirube.schema import Sheet

NAME = "csv-metadata.json"


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the files; see ``Format``."""
    tally = Tally()
    data = write_csv(tally.over(sheets), folder, context)
    dataset = described(tally, context, data, folder)
    path = folder / NAME
    path.write_bytes(metadata(dataset, described_tables(data)))
    return [*data, path]


FORMAT = Format("csvw", "CSVW(CSVと記述)", "CSV on the Web", write, reads_back=True)
