"""Every number of a sheet can be found in its PDF: demo files, and the real samples."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import shirube.sample
from shirube.basics.testing import SAMPLES, samples_folder
from shirube.designs import packaged
from shirube.importers import read_path
from shirube.papers import pdfs, sheet_paper
from shirube.papers.tests.cast import CONTEXT
from shirube.papers.tests.reading import Printed, numbers
from shirube.schema import Sheet, public

DEMO = Path(shirube.sample.__file__).parent / "files"
MOST = 12  # sheets of a file
# Not printed: where it was read, keys and codes of this program, and what ``printed`` repeats.
_INSIDE = {
    "at", "key", "flags", "design", "design_version", "schema_version", "value", "amount", "parts",
    "source", "fiscal_year", "observed_year", "municipality", "scale", "promised_in",
}  # fmt: skip


def of_file(path: Path) -> list[Sheet]:
    read = read_path(path, library=packaged())
    assert read.sheets
    return [public(one, packaged()[one.design].privacy) for one in read.sheets[:MOST]]


def texts(value: Any) -> Iterator[str]:
    """Every text of a sheet that its form prints."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in _INSIDE:
                yield from texts(getattr(value, name))


def check(path: Path) -> None:
    sheets = of_file(path)
    papers = [sheet_paper(one, packaged(), CONTEXT) for one in sheets]
    for one, data in zip(sheets, pdfs(papers), strict=True):
        wanted = {number for text in texts(one) for number in numbers(text)}
        found = numbers("\n".join(Printed(data).pages))
        assert wanted - found == set(), str(one.key)


@pytest.mark.parametrize("name", sorted(path.name for path in DEMO.glob("r*")))
def test_demo_file(name: str) -> None:
    check(DEMO / name)


@pytest.mark.parametrize("name", SAMPLES)
def test_sample(name: str) -> None:
    check(samples_folder() / name)
