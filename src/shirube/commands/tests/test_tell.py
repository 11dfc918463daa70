"""``shirube tell``: texts of what is published, and of nothing else."""

from pathlib import Path

import pytest

from shirube.commands.tests.test_keeping import file, shirube
from shirube.sheets.tests.build import sheet

KEY, URL = "999997/2019/program/511", "https://www.city.example.lg.jp/hyoka/"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "見本 home"


def test_only_what_is_published_is_told(home: Path, tmp_path: Path) -> None:
    given = sheet("511").model_copy(update={"design": "mihon_shisaku"})
    shirube(home, "import", file(tmp_path, given))
    before = shirube(home, "tell", KEY, "--url", URL)
    assert (before.returncode, before.stdout) == (1, "")
    assert "公表されていません" in before.stderr
    done = shirube(home, "publish", "--fiscal-year", "2019", "--no-papers")
    assert done.returncode == 0, done.stderr
    told = shirube(home, "tell", KEY, "--url", URL)
    assert told.returncode == 0, told.stderr
    assert told.stdout.count(URL + KEY + "/\n") == 4
    assert told.stdout.count("機械読取・未確認です。") == 4
    heads = [line.split()[1] for line in told.stdout.splitlines() if line.startswith("# ")]
    assert heads == ["X", "LINE", "Facebook", "市報"]


def test_an_address_that_is_none_is_wrong_use(home: Path) -> None:
    assert shirube(home, "tell", "32", "--url", URL).returncode == 2
    assert shirube(home, "tell", KEY, "--url", "hyoka").returncode == 2
