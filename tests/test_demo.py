"""The first command of the README: the whole round of the fictional city."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = "from shirube.commands.main import app; app()"

pytestmark = pytest.mark.slow


def demo(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, "demo", "--no-serve"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def editions(folder: Path) -> list[tuple[str, int, str]]:
    with sqlite3.connect(folder / "shirube-demo/shirube.sqlite3") as database:
        return database.execute(
            "SELECT year_key, number, kind FROM publishing_edition ORDER BY 1, 2"
        ).fetchall()


def test_demo_builds_three_years_and_a_correction_and_can_be_built_anew(tmp_path: Path) -> None:
    for _ in range(2):
        done = demo(tmp_path)
        assert done.returncode == 0, done.stderr
        assert editions(tmp_path) == [
            ("2022", 1, "first"),
            ("2023", 1, "first"),
            ("2023", 2, "correction"),
            ("2024", 1, "first"),
        ]


def test_demo_leaves_a_folder_alone_that_it_did_not_make(tmp_path: Path) -> None:
    mine = tmp_path / "shirube-demo/mine.txt"
    mine.parent.mkdir()
    mine.write_text("大事なもの")
    assert demo(tmp_path).returncode == 1
    assert mine.read_text() == "大事なもの"
