"""``shirube workbook`` and ``shirube take-workbook``: as on the screen, for whoever is named."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from shirube.commands.main import app
from shirube.workbooks.tests.hand import filled
from shirube.workflow.tests.office import CITY, YEAR, Office, found_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    office = found_office()
    office.open("town")
    return office


def shirube(folder: Path, *arguments: object) -> Any:
    return CliRunner().invoke(app, ["--home", str(folder), *map(str, arguments)])


def test_written_filled_and_taken_in(office: Office, tmp_path: Path) -> None:
    case, out = office.case(), tmp_path / "子ども課.xlsx"
    done = shirube(tmp_path, "workbook", f"{CITY}/{YEAR}", "--unit", "子ども課", "--out", out)
    assert done.exit_code == 0, done.stderr
    aim = f"narratives:{case.plain().narratives[0].at}:text"
    out.write_bytes(filled(out.read_bytes(), {aim: "コマンドで送った姿。"}))
    take = ("take-workbook", out, "--municipality", CITY)

    looked = shirube(tmp_path, *take, "--dry-run")
    assert (looked.exit_code, "コマンドで送った姿。" in looked.stdout) == (0, True), looked.stderr
    assert shirube(tmp_path, *take, "--yes").exit_code == 1  # nobody is named
    case.refresh_from_db()
    assert case.revision == 0

    done = shirube(tmp_path, *take, "--yes", "--by", "見本 花子")
    assert done.exit_code == 0, done.stderr
    case.refresh_from_db()
    assert case.plain().narratives[0].text == "コマンドで送った姿。"
    again = shirube(tmp_path, *take, "--yes", "--by", "見本 花子")
    assert (again.exit_code, again.stdout) == (0, "")


def test_what_is_not_taken_in_ends_with_1(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    shirube(tmp_path, "workbook", office.case().key, "--out", out)
    rating = f"ratings:{office.case().plain().ratings[0].at}:value"
    out.write_bytes(filled(out.read_bytes(), {rating: "まあまあ"}))
    done = shirube(tmp_path, "take-workbook", out, "--municipality", CITY, "--by", "見本 花子")
    assert done.exit_code == 1
    assert "選択肢にない言葉" in done.stderr


def test_a_sheet_that_is_not_being_written(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    done = shirube(tmp_path, "workbook", f"{CITY}/{YEAR}/program/99", "--out", out)
    assert (done.exit_code, out.exists()) == (1, False)
