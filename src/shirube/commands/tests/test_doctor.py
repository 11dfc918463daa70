import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from shirube.commands.main import app

CLEAN = "\ufeffmunicipality_code,fiscal_year,visitors_persons\r\n999997,2024,5\r\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clean.csv").write_text(CLEAN, "utf-8", newline="")
    (tmp_path / "spoiled.csv").write_text(f"{CLEAN}999997,2024,5円\r\n", "utf-8", newline="")
    return tmp_path


def doctor(*typed: object) -> Result:
    return CliRunner().invoke(app, ["doctor", *map(str, typed)])


def test_a_clean_file(folder: Path) -> None:
    result = doctor("--data", folder / "clean.csv")
    assert result.exit_code == 0
    assert "必須の規則はすべて満たしています" in result.output
    assert "×" not in result.output


def test_a_broken_rule_is_told_with_place_and_cure_and_is_no_failure(folder: Path) -> None:
    result = doctor("--data", folder / "spoiled.csv")
    assert result.exit_code == 0
    assert "× L2-01(必須)" in result.output
    assert "C3  「5円」" in result.output
    assert "→ セルには数だけを入れ" in result.output
    assert "レベル2に届きません" in result.output


def test_in_english(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert "Does not reach level 2" in doctor("--data", folder / "spoiled.csv").output


def test_a_folder_as_json(folder: Path) -> None:
    found = json.loads(doctor("--data", folder, "--json").stdout)
    assert [one["file"] for one in found] == ["clean.csv", "spoiled.csv"]
    assert [one["level_reached"] for one in found] == [3, 1]
    [broken] = [rule for rule in found[1]["rules"] if rule["status"] == "broken"]
    assert broken["id"] == "L2-01"
    assert broken["findings"][0]["places"] == [{"at": "C3", "shown": "5円"}]
    assert broken["mend"]["en"]


def test_a_file_that_cannot_be_read_ends_with_1_and_the_others_are_told(folder: Path) -> None:
    result = doctor("--data", folder / "nowhere.csv", folder / "clean.csv")
    assert result.exit_code == 1
    assert "nowhere.csv" in result.output
    assert "clean.csv" in result.output


def test_without_data_it_is_wrong_use(folder: Path) -> None:
    assert isinstance(doctor(folder / "clean.csv").exception, Exception | SystemExit)
    assert doctor(folder / "clean.csv").exit_code == 2
