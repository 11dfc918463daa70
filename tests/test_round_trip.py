"""Every format that reads back gives the same public sheets, for every sample and fixture."""

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shirube.designs
import shirube.sample
from shirube.basics.testing import SAMPLES, samples_folder
from shirube.designs import packaged
from shirube.exporters import FORMATS, ExportContext
from shirube.importers import read_path
from shirube.importers.natives import read_native_path
from shirube.schema import Sheet, public
from shirube.schema.ledger import Ledger
from shirube.schema.tables import Beside, Decided, EditionRow
from shirube.schema.tests.strategies import public_sheets
from shirube.sources.opening import OPENERS

READING_BACK = [name for name, format_ in FORMATS.items() if format_.reads_back]
DESIGNS = Path(shirube.designs.__file__).parent
FIXTURES = sorted(
    path for path in DESIGNS.glob("*/tests/fixture.*") if path.suffix.lower() in OPENERS
)


TOWN = sorted(
    path
    for path in (Path(shirube.sample.__file__).parent / "files").iterdir()
    if path.suffix.lower() in OPENERS
)  # 見本市, three years of two forms


@cache
def published(path: Path) -> tuple[Sheet, ...]:
    def sheets() -> Iterator[Sheet]:
        for sheet in read_path(path).sheets:
            yield public(sheet, packaged()[sheet.design].privacy)

    return tuple(sheets())


def survives(sheets: tuple[Sheet, ...], name: str, folder: Path) -> None:
    assert sheets
    FORMATS[name].write(sheets, folder, ExportContext("往復", beside=as_edition(sheets)))
    back = read_path(folder)
    assert back.problems == ()
    assert back.sheets == sheets


def as_edition(sheets: tuple[Sheet, ...]) -> Beside:
    """What stands beside sheets that are published; of it nothing may come back into a sheet."""
    years = dict.fromkeys((sheet.municipality.code, sheet.fiscal_year) for sheet in sheets)
    return Beside(
        editions=tuple(
            EditionRow(
                municipality_code=code,
                edition=f"{year}-1",
                fiscal_year=year,
                number=1,
                kind="first",
                published_on="2026-11-21",
            )
            for code, year in years
        ),
        decided=lambda code: Decided(Ledger(), "2024-1"),
        formula=lambda sheet, better: packaged()[sheet.design].formula(better),
    )


@pytest.mark.parametrize("name", READING_BACK)
def test_the_sample_town_survives(name: str, tmp_path: Path) -> None:
    survives(tuple(sheet for path in TOWN for sheet in published(path)), name, tmp_path)


@pytest.mark.parametrize("name", READING_BACK)
@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.parts[-3])
def test_a_fixture_survives(fixture: Path, name: str, tmp_path: Path) -> None:
    survives(published(fixture), name, tmp_path)


@pytest.mark.parametrize("name", READING_BACK)
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_survives(sample: str, name: str, tmp_path: Path) -> None:
    survives(published(samples_folder() / sample), name, tmp_path)


@pytest.mark.parametrize("name", READING_BACK)
def test_sheets_of_all_designs_survive_together(name: str, tmp_path: Path) -> None:
    together = tuple(sheet for fixture in FIXTURES for sheet in published(fixture))
    assert len({sheet.design for sheet in together}) == len(FIXTURES)
    survives(together, name, tmp_path)


@pytest.mark.parametrize("name", READING_BACK)
@given(sheets=st.lists(public_sheets, min_size=1, max_size=2).map(tuple))
@settings(max_examples=25, deadline=None)
def test_any_sheet_survives(name: str, sheets: tuple[Sheet, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        FORMATS[name].write(sheets, Path(folder), ExportContext("往復"))
        back = read_native_path(Path(folder))
    assert (back.sheets, back.problems) == (sheets, ())
