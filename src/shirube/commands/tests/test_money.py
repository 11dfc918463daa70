"""``shirube money`` and ``shirube reflection``: checked, shown, taken in, reconciled, told."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from shirube.budget.models import FinanceTable
from shirube.budget.tests.tables import CRECHE, HEADER, ROADS
from shirube.commands.main import app
from shirube.people.actors import system
from shirube.sample.money import FILES, build_money
from shirube.workflow.tests.office import CITY, found_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    found_office()


def money(folder: Path, *arguments: object, year: int = 2025) -> Any:
    given = ["--home", folder, "money", "--municipality", CITY, "--fiscal-year", year, *arguments]
    return CliRunner().invoke(app, list(map(str, given)))


def table(folder: Path, *rows: str) -> Path:
    path = folder / "kessan.csv"
    path.write_text("\n".join([HEADER, *rows]), "cp932")
    return path


def test_shown_first_then_taken_in(tmp_path: Path) -> None:
    path = table(tmp_path, CRECHE, ROADS)
    asked = money(tmp_path, path, "--unit", "円")
    assert (asked.exit_code, FinanceTable.objects.count()) == (1, 0)
    assert "列の案を確かめ" in asked.stderr
    assert money(tmp_path, path, "--unit", "円", "--dry-run").exit_code == 0
    assert FinanceTable.objects.count() == 0
    done = money(tmp_path, path, "--unit", "円", "--yes", "--by", "見本 花子")
    assert (done.exit_code, FinanceTable.objects.count()) == (0, 1), done.stderr
    assert "新しい 4" in done.stderr


def test_nobody_guesses_the_unit(tmp_path: Path) -> None:
    done = money(tmp_path, table(tmp_path, CRECHE), "--yes")
    assert (done.exit_code, FinanceTable.objects.count()) == (1, 0)
    assert "円か千円かを" in done.stderr


def test_what_does_not_reconcile_ends_with_1(tmp_path: Path) -> None:
    build_money(system("見本"))
    assert money(tmp_path, year=2024).exit_code == 0
    book = tmp_path / "book.csv"
    text = (FILES / "r6_kessansho.csv").read_text("utf-8-sig")
    book.write_text(text.replace("88309841", "88309840"), "utf-8")
    done = money(tmp_path, "--totals", book, year=2024)
    assert done.exit_code == 1
    assert "01-01\t88,309,841\t88,309,840\t+1" in done.stdout


def test_the_answer_and_its_papers(tmp_path: Path) -> None:
    build_money(system("見本"))
    given = ["--home", tmp_path, "reflection", "--municipality", CITY, "--out", tmp_path / "out"]
    done = CliRunner().invoke(app, list(map(str, given)))
    assert done.exit_code == 0, done.stderr
    assert "評価が理由とは限りません" in done.stdout
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".pdf", ".xlsx"}
