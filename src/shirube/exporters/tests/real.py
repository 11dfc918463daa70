"""What the outside tools judge: the fictional city's sheets and the six real samples, public."""

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
