"""``shirube paper``: files without a database, stored sheets by their key."""

from pathlib import Path

import pytest

import shirube.papers as shirube_papers
from shirube.commands.tests.test_keeping import file, shirube
from shirube.sheets.tests.build import sheet

DEMO = Path(__file__).parents[2] / "sample" / "files"
R5, R6 = str(DEMO / "r5_shisaku.txt"), str(DEMO / "r6_shisaku.txt")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "見本 home"


def test_a_file_needs_no_installation(home: Path, tmp_path: Path) -> None:
    done = shirube(home, "paper", R6, "--out", str(tmp_path / "紙"))
    assert done.returncode == 0, done.stderr
    assert not home.exists()
    written = sorted(path.name for path in (tmp_path / "紙").iterdir())
    assert written == [f"999997-2024-program-{code}.pdf" for code in ("11", "21", "32", "41")]


def test_two_sheets_of_one_key_are_two_files(home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(Path(R6).read_bytes())
    shirube(home, "paper", R6, str(copy), "--out", str(tmp_path / "out"))
    assert (tmp_path / "out" / "999997-2024-program-11-2.pdf").exists()


@pytest.mark.parametrize("kind", ["volume", "results", "list", "committee"])
def test_papers_of_many_sheets_are_one_file(home: Path, tmp_path: Path, kind: str) -> None:
    done = shirube(home, "paper", R6, "--kind", kind, "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{kind}.pdf"]


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_a_paper_of_the_office_in_both_formats(home: Path, tmp_path: Path, form: str) -> None:
    out = str(tmp_path / "out")
    done = shirube(home, "paper", R6, "--kind", "audit", "--format", form, "--out", out)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"audit.{form}"]


def test_a_paper_that_the_city_keeps_in_its_folder(home: Path, tmp_path: Path) -> None:
    kinds = Path(shirube_papers.__file__).parent / "kinds"
    own = (kinds / "audit.toml").read_text("utf-8").replace('id = "audit"', 'id = "hearing"')
    (home / "papers").mkdir(parents=True)
    (home / "papers" / "hearing.toml").write_text(own, "utf-8")
    done = shirube(home, "paper", R6, "--kind", "hearing", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "hearing.pdf").exists()


def test_a_sheet_as_the_form_has_it_is_no_workbook(home: Path, tmp_path: Path) -> None:
    done = shirube(home, "paper", R6, "--format", "xlsx", "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "evaluation" in done.stderr


def test_text_opens_in_any_editor(home: Path, tmp_path: Path) -> None:
    shirube(home, "paper", R6, "--kind", "text", "--out", str(tmp_path / "out"))
    written = (tmp_path / "out" / "999997-2024-program-11.txt").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.count(b"\n") == written.count(b"\r\n") > 20


def test_the_results_of_two_years_are_refused(home: Path, tmp_path: Path) -> None:
    done = shirube(home, "paper", R5, R6, "--kind", "results", "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "年度を分けて実行してください" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_stored_sheet_by_its_key(home: Path, tmp_path: Path) -> None:
    given = sheet("511").model_copy(update={"design": "mihon_shisaku"})
    shirube(home, "import", file(tmp_path, given))
    done = shirube(home, "paper", "999997/2019/program/511", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "999997-2019-program-511.pdf").exists()


def test_a_sheet_that_is_not_stored_is_refused(home: Path, tmp_path: Path) -> None:
    done = shirube(home, "paper", "999997/2019/program/9", "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "999997/2019/program/9: 取り込まれていません" in done.stderr


def test_a_file_that_is_not_there_is_refused(home: Path, tmp_path: Path) -> None:
    done = shirube(home, "paper", "ない.txt", "--out", str(tmp_path / "out"))
    assert done.returncode == 1


def test_an_unknown_kind_is_wrong_use(home: Path, tmp_path: Path) -> None:
    done = shirube(home, "paper", R6, "--kind", "poster", "--out", str(tmp_path / "out"))
    assert done.returncode == 2
