"""What a file is decides over what its name says; nothing but a Problem comes out."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shirube.basics.problems import UnreadableFileError
from shirube.sources import open_bytes, open_path, opening
from shirube.sources.tests.making import pdf, refused, small_workbook

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
SUFFIXES = sorted({*opening.OPENERS, ".xls", ".zip", ""})


def opens_or_says_why(data: bytes, name: str) -> None:
    problem = None
    try:
        open_bytes(data, name)
    except UnreadableFileError as error:
        problem = error.problem
    if problem is not None:
        assert name in problem.text("ja")
        assert "{" not in problem.text("ja") + problem.text("en")


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(data=st.binary(max_size=200))
def test_any_bytes(suffix: str, data: bytes) -> None:
    opens_or_says_why(data, f"a{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(
    data=st.binary(max_size=100),
    head=st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", PNG]),
)
def test_any_bytes_behind_a_true_head(suffix: str, data: bytes, head: bytes) -> None:
    opens_or_says_why(head + data + b"%%EOF", f"a{suffix}")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
@pytest.mark.parametrize("kind", ["xlsx", "pdf", "csv", "txt"])
def test_cut_and_scratched_files(kind: str, data: st.DataObject) -> None:
    whole = {
        "xlsx": small_workbook(),
        "pdf": pdf("#table(columns: 2)[指標][12]"),
        "csv": '名称,"説明"\n'.encode("cp932"),
        "txt": "施策\t評価\n".encode("utf-16"),
    }[kind]
    at = data.draw(st.integers(0, len(whole) - 1))
    scratch = data.draw(st.binary(min_size=1, max_size=4))
    opens_or_says_why(whole[:at], f"a.{kind}")
    opens_or_says_why(whole[:at] + scratch + whole[at + len(scratch) :], f"a.{kind}")


def test_pdf_named_txt_is_read_as_pdf() -> None:
    assert open_bytes(pdf("市民"), "a.txt").format == "pdf"


def test_workbook_named_csv_is_read_as_workbook() -> None:
    assert open_bytes(small_workbook(), "a.csv").format == "xlsx"


def test_picture_named_txt() -> None:
    assert refused(PNG, "a.txt").code == "contents_differ"


def test_unknown_suffix_names_what_can_be_read() -> None:
    problem = refused(b"abc", "a.docx")
    assert problem.code == "unknown_format"
    assert ".xlsx" in problem.text()


def test_file_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(small_workbook())

    def held(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", held)
    with pytest.raises(UnreadableFileError) as caught:
        open_path(path)
    assert caught.value.problem.code == "cannot_open"
    assert "Permission denied" in caught.value.problem.text()


def test_folder_missing_file_and_odd_name(tmp_path: Path) -> None:
    for path, code in (
        (tmp_path, "not_a_file"),
        (tmp_path / "none.txt", "missing_file"),
        (tmp_path / "a\0.txt", "missing_file"),
    ):
        with pytest.raises(UnreadableFileError) as caught:
            open_path(path)
        assert caught.value.problem.code == code


def test_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(opening.MOST_BYTES + 1)
    with pytest.raises(UnreadableFileError) as caught:
        open_path(path)
    assert caught.value.problem.code == "too_large"
    assert "50.1 MB" in caught.value.problem.text()
