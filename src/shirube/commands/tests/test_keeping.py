"""import, confirm, correct, link on an installation that makes itself."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from shirube.schema import Sheet, to_json
from shirube.sheets.tests.build import indicator, sheet, value

PROGRAM = "from shirube.commands.main import app; app()"
KEY = "999997/2019/program/511"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "見本 home"


def shirube(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {key: text for key, text in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, "--home", str(home), *arguments],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env=environment | {"LANG": "ja_JP.UTF-8", "LC_ALL": "ja_JP.UTF-8"},
        check=False,
    )


def file(folder: Path, *sheets: Sheet, name: str = "mihon.json") -> str:
    path = folder / name
    path.write_bytes(to_json(sheets))
    return str(path)


def test_first_import_makes_the_installation(home: Path, tmp_path: Path) -> None:
    done = shirube(home, "import", file(tmp_path, sheet("511"), sheet("512")))
    assert (done.returncode, "取り込んだ 2 枚" in done.stderr) == (0, True), done.stderr
    assert done.stdout == ""
    assert stat.S_IMODE((home / "secret_key").stat().st_mode) == 0o600


def test_second_import_changes_no_byte_of_the_tables(home: Path, tmp_path: Path) -> None:
    path = file(tmp_path, sheet())
    shirube(home, "import", path)
    before = (home / "shirube.sqlite3").read_bytes()
    done = shirube(home, "import", path)
    assert "変わらない 1 枚" in done.stderr
    assert (home / "shirube.sqlite3").read_bytes() == before


def test_changed_file_is_shown_and_waits_for_yes(home: Path, tmp_path: Path) -> None:
    shirube(home, "import", file(tmp_path, sheet()))
    changed = file(
        tmp_path, sheet(indicators=(indicator("相談件数", value(2019, "121", "L10C2")),))
    )
    asked = shirube(home, "import", changed)
    assert asked.returncode == 1
    assert "120 → 121" in asked.stderr
    assert "--yes" in asked.stderr
    assert "置き換えた 1 枚" in shirube(home, "import", "--yes", changed).stderr


def test_dry_run_stores_nothing(home: Path, tmp_path: Path) -> None:
    path = file(tmp_path, sheet())
    tried = shirube(home, "import", "--dry-run", path)
    assert (tried.returncode, "新しい 1 枚" in tried.stderr) == (0, True)
    assert "取り込んだ 1 枚" in shirube(home, "import", path).stderr


def test_bad_file_beside_a_good_one(home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = shirube(home, "import", str(tmp_path / "empty.txt"), file(tmp_path, sheet()))
    assert done.returncode == 1
    assert "empty.txt" in done.stderr
    assert "取り込んだ 1 枚" in done.stderr


def test_correct_confirm_and_read_again(home: Path, tmp_path: Path) -> None:
    path = file(tmp_path, sheet())
    shirube(home, "import", path)
    assert shirube(home, "correct", KEY, "L10C2", "130").returncode == 1  # no reason
    done = shirube(home, "correct", KEY, "L10C2", "130", "--reason", "照合", "--by", "見本 花子")
    assert (done.returncode, "120 → 130" in done.stderr) == (0, True), done.stderr
    assert shirube(home, "confirm", KEY).returncode == 1  # no name
    assert shirube(home, "confirm", KEY, "--by", "見本 花子").returncode == 0
    again = shirube(home, "import", path)
    assert (again.returncode, "変わらない 1 枚" in again.stderr) == (0, True)


def test_link_from_proposal_to_decision(home: Path, tmp_path: Path) -> None:
    shirube(home, "import", file(tmp_path, sheet(), sheet(year=2021)))
    assert "新しい提案 3 件" in shirube(home, "link", "--propose").stderr
    listed = shirube(home, "link", "--list").stdout.splitlines()
    assert len(listed) == 3
    number = listed[0].split("\t")[0]
    assert shirube(home, "link", "--reject", number, "--by", "見本 花子").returncode == 0
    rest = shirube(home, "link", "--accept-same", "--by", "見本 花子", "--list")
    assert [line.split("\t")[2] for line in rest.stdout.splitlines()] == [
        "決定",
        "決定",
        "別のもの",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("confirm", "511", "--by", "x"),
        ("correct", KEY, "L1"),
        ("correct", KEY, "L1", "2", "--settle"),
        ("link",),
        ("link", "--accept", "x"),
    ],
)
def test_wrong_use(home: Path, arguments: tuple[str, ...]) -> None:
    assert shirube(home, *arguments).returncode == 2


def test_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = shirube(tmp_path / "file", "init")
    assert (done.returncode, "--home" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr
