"""What the outside tools judge: the fictional city's sheets and the six real samples, public."""

import csv
from functools import cache
from pathlib import Path

import shirube.sample
from shirube.basics.testing import SAMPLES, samples_folder
from shirube.designs import packaged
from shirube.importers import read_path
from shirube.schema import Sheet, public

MIHON = "見本市"
EVERY = (MIHON, *SAMPLES)


@cache
def published(name: str) -> tuple[Sheet, ...]:
    """The public sheets of one of EVERY; skips where the samples are not at hand."""
    if name == MIHON:
        folder = Path(shirube.sample.__file__).parent / "files"
        files = sorted(path for path in folder.iterdir() if path.is_file())
    else:
        files = [samples_folder() / name]
    return tuple(
        public(sheet, packaged()[sheet.design].privacy)
        for file in files
        for sheet in read_path(file).sheets
    )


def spoil(path: Path, column: str, cell: str) -> None:
    """Write something else into a cell of the first row of a CSV table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0][column] = cell
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
