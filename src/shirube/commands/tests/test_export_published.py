"""``shirube export`` without files: what is published, in one format or in all."""

from pathlib import Path

import pytest

from shirube.commands.tests.test_keeping import file, shirube
from shirube.exporters import FORMATS
from shirube.importers import read_path
from shirube.sheets.tests.build import sheet


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "見本 home"


def published(home: Path, folder: Path, year: int) -> None:
    given = sheet("511", year).model_copy(update={"design": "mihon_shisaku"})
    shirube(home, "import", file(folder, given), "--yes")
    done = shirube(home, "publish", "--fiscal-year", str(year), "--no-papers")
    assert done.returncode == 0, done.stderr


def codes(folder: Path) -> list[tuple[int | None, str]]:
    return [(one.fiscal_year, one.code) for one in read_path(folder).sheets]


def test_one_edition_all_editions_and_every_format(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    empty = shirube(home, "export", "--format", "csv", "--out", str(out))
    assert (empty.returncode, "まだありません" in empty.stderr) == (1, True), empty.stderr
    published(home, tmp_path, 2019)
    published(home, tmp_path, 2021)

    gone = shirube(home, "export", "--format", "csv", "--edition", "2019-7", "--out", str(out))
    assert (gone.returncode, "公表中の版: 999997/2021-1" in gone.stderr) == (1, True), gone.stderr

    one = shirube(home, "export", "--format", "csv", "--edition", "2019-1", "--out", str(out))
    assert one.returncode == 0, one.stderr
    assert codes(out) == [(2019, "511")]

    every = shirube(home, "export", "--format", "all", "--out", str(out / "all"))
    assert every.returncode == 0, every.stderr
    assert {path.name for path in (out / "all").iterdir()} == set(FORMATS)
    for name, format_ in FORMATS.items():
        if format_.reads_back:
            assert codes(out / "all" / name) == [(2019, "511"), (2021, "511")]
