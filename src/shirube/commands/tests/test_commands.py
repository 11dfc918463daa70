import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

import shirube
from shirube.commands.inputs import expand
from shirube.commands.main import COMMANDS, app
from shirube.exporters import FORMATS
from shirube.schema import from_json, to_json
from shirube.schema.sheet import Sheet

DESIGN = """
id = "mihon"
version = "1"
kind = "program"
title = { ja = "見本市の施策評価", en = "Mihon" }
municipality = { code = "999997", name = "見本市" }
recognise = { formats = ["text"], all = ["^見本市施策評価シート"] }
privacy = { narratives = ["memo"], contact_fields = ["post"] }
"""
READER = """
from shirube.designs import Failed, ReadSheet
from shirube.schema import Contact, Narrative, Sheet, Unplaced
from shirube.sources import Coverage


def read(document, design, options):
    for line in document.lines[1:]:
        if line.text.startswith("壊"):
            yield Failed(line.text, "文字が足りません", line.at())
        elif line.text:
            yield ReadSheet(
                Sheet(
                    design=design.id, design_version=design.version, kind=design.kind,
                    municipality=design.municipality, code=line.text, title="図書館",
                    fiscal_year=options.fiscal_year,
                    contacts=(Contact(role="作成者", name="佐藤", post="課長"),),
                    narratives=(Narrative(key="memo", label="メモ", text="内輪"),),
                    unplaced=(Unplaced(text="?", at="L9"),),
                ),
                Coverage(9, 0, 1),
            )
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with one design of its own, and a few files to read."""
    folder = tmp_path / "home" / "designs" / "mihon"
    folder.mkdir(parents=True)
    (folder / "design.toml").write_text(DESIGN, "utf-8")
    (folder / "reader.py").write_text(READER, "utf-8")
    (tmp_path / "good.txt").write_text("見本市施策評価シート\n11\n12\n", "utf-8")
    (tmp_path / "half.txt").write_text("見本市施策評価シート\n21\n壊れたシート\n", "utf-8")
    (tmp_path / "other.txt").write_text("だれかの日記\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHIRUBE_HOME", str(tmp_path / "home"))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


class Result(NamedTuple):
    status: int
    out: str
    err: str


def run(*args: str) -> Result:
    result = CliRunner().invoke(app, list(args), catch_exceptions=False)
    return Result(result.exit_code, result.stdout, result.stderr)


def codes(result: Result) -> list[str]:
    return [sheet.code for sheet in from_json(result.out)]


def test_data_on_one_stream_messages_on_the_other() -> None:
    result = run("read", "--json", "good.txt")
    assert (result.status, codes(result)) == (0, ["11", "12"])
    assert (
        "good.txt: 様式 mihon、シート 2 枚、項目に置けた文字 90.0%、置けなかった箇所 2"
        in result.err
    )


def test_one_bad_sheet_among_good_ones() -> None:
    result = run("read", "--json", "half.txt")
    assert (result.status, codes(result)) == (1, ["21"])
    assert "half.txt (L3)" in result.err


def test_one_bad_file_among_good_ones() -> None:
    result = run("read", "--json", "other.txt", "good.txt", "nowhere.txt")
    assert (result.status, codes(result)) == (1, ["11", "12"])
    assert "other.txt" in result.err
    assert "nowhere.txt" in result.err


def test_nothing_readable_is_still_an_array() -> None:
    result = run("read", "--json", "other.txt")
    assert (result.status, json.loads(result.out)) == (1, [])


def test_messages_follow_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert "2 sheets, 90.0% of characters placed" in run("read", "good.txt").err


def test_the_year_is_handed_to_the_reader() -> None:
    (sheet, _) = from_json(run("read", "--json", "--fiscal-year", "2024", "good.txt").out)
    assert sheet.fiscal_year == 2024


def test_a_table_for_people() -> None:
    result = run("read", "good.txt")
    assert result.status == 0
    assert "図書館" in result.out
    assert "機械読取・未確認" in result.out


@pytest.mark.parametrize(
    "args",
    [
        ["read"],
        ["read", "--fiscal-year", "R6", "good.txt"],
        ["nonsense"],
        ["lint"],
        ["export", "good.txt", "--format", "csv"],
        ["export", "good.txt", "--format", "pdf", "--out", "out"],
    ],
)
def test_wrong_use(args: list[str]) -> None:
    assert run(*args).status == 2


WRONG_USE = {
    "no file": (["read"], "FILE を指定してください"),
    "a year in letters": (
        ["read", "--fiscal-year", "R6", "good.txt"],
        "--fiscal-year の値が使えません",
    ),
    "no such command": (["nonsense"], "nonsense というコマンドはありません。あるのは read, "),
    "no such option": (["read", "--nonsense"], "--nonsense というオプションはありません"),
    "no such format": (["export", "x", "--format", "odt", "--out", "o"], "odt はありません"),
    "files and editions at once": (
        ["export", "good.txt", "--format", "csv", "--edition", "2019-1", "--out", "o"],
        "--edition と --municipality は、ファイルを指定しないときに使います",
    ),
}


@pytest.mark.parametrize("case", WRONG_USE)
def test_wrong_use_is_told_in_japanese(case: str) -> None:
    args, words = WRONG_USE[case]
    result = run(*args)
    assert (result.status, result.out) == (2, "")
    assert words in result.err
    assert "--help をご覧ください" in result.err


def test_wrong_use_is_told_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "There is no command nonsense" in run("nonsense").err


def test_version() -> None:
    assert run("--version").out == f"shirube {shirube.__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = run(name, "--help")
    assert result.status == 0
    assert f"shirube {name}" in result.out.replace("root", "shirube")


def test_folders_and_patterns(home: Path) -> None:
    (home / ".hidden.txt").write_text("x")
    (home / "photo.jpg").write_text("x")
    names = ["good.txt", "half.txt", "other.txt"]
    assert [path.name for path in expand(["*.txt"])] == names
    assert [path.name for path in expand([str(home)])] == names
    assert [path.name for path in expand(["half.txt", "*.txt"])] == ["half.txt", names[0], names[2]]


@pytest.mark.parametrize("name", ["json", "csv", "jsonl"])
def test_export_leaves_private_parts_behind_and_comes_back(name: str) -> None:
    assert run("export", "good.txt", "--format", name, "--out", "out").status == 0
    back = from_json(run("read", "--json", "out").out)
    assert [sheet.code for sheet in back] == ["11", "12"]
    assert [contact.name for sheet in back for contact in sheet.contacts] == [None, None]
    assert not any(sheet.narratives or sheet.unplaced for sheet in back)


def test_every_format_at_once_each_in_its_folder(home: Path) -> None:
    assert run("export", "good.txt", "--format", "all", "--out", "out").status == 0
    assert {path.name for path in (home / "out").iterdir()} == set(FORMATS)
    for name in (name for name, format_ in FORMATS.items() if format_.reads_back):
        assert codes(run("read", "--json", f"out/{name}")) == ["11", "12"]


def test_export_says_that_a_sheet_stayed_behind() -> None:
    assert run("export", "half.txt", "--format", "csv", "--out", "out").status == 1
    assert codes(run("read", "--json", "out")) == ["21"]


def test_a_sheet_of_unknown_design_is_not_exported(home: Path) -> None:
    (sheet, _) = from_json(run("read", "--json", "good.txt").out)
    strange = sheet.model_copy(update={"design": "nobody_has_it"})
    (home / "strange.json").write_bytes(to_json([strange]))
    result = run("export", "strange.json", "--format", "json", "--out", "out")
    assert result.status == 1
    assert json.loads((home / "out" / "sheets.json").read_bytes()) == []
    assert "nobody_has_it" in result.err


def test_lint_prints_findings_as_data() -> None:
    result = run("lint", "--json", "good.txt")
    assert isinstance(json.loads(result.out), list)


def with_wrong_total(home: Path) -> Path:
    def cost(amount: str) -> dict[str, str]:
        return {"stage": "settlement", "item": "total", "amount": amount, "printed": amount}

    (sheet, _) = from_json(run("read", "--json", "good.txt").out)
    costs = {"fiscal_year": 2024}
    wrong = Sheet.model_validate(
        sheet.model_dump()
        | {
            "fiscal_year": 2024,
            "projects": [{"name": "本", "costs": [cost("1000") | costs]}],
            "costs": [cost("9000") | costs],
        }
    )
    (home / "wrong.json").write_bytes(to_json([wrong]))
    return home / "wrong.json"


def test_lint_tells_where_what_and_what_to_do(home: Path) -> None:
    result = run("lint", str(with_wrong_total(home)))
    assert "999997/2024/program/11 図書館" in result.out
    assert "9,000円" in result.out
    assert "→" in result.out


def test_lint_in_english(home: Path) -> None:
    result = run("lint", "--language", "en", str(with_wrong_total(home)))
    assert "1 sheet:" in result.out
    assert "9,000 yen" in result.out


def subprocess_run(code: str) -> str:
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True
    )
    return done.stdout.decode("utf-8")


CALL = "from shirube.commands.main import app\ntry: app({args!r})\nexcept SystemExit: pass\n"


@pytest.mark.parametrize("args", [["read", "good.txt"], ["lint", "good.txt"], ["--help"]])
def test_files_need_no_django(args: list[str]) -> None:
    code = CALL.format(args=args) + "import sys; print('django' in sys.modules)"
    assert subprocess_run(code).splitlines()[-1] == "False"


def test_a_console_of_another_code_page_gets_utf8() -> None:
    assert "図書館" in subprocess_run(CALL.format(args=["read", "--json", "good.txt"]))


def test_a_reader_that_goes_away_makes_no_noise() -> None:
    shirube_read = f"{sys.executable} -m shirube read --json good.txt good.txt"
    done = subprocess.run(["sh", "-c", f"{shirube_read} | true"], capture_output=True, check=True)
    assert b"Traceback" not in done.stderr
