"""One bad sheet among good ones; readers that fail; twins; files that no design knows."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from shirube.designs import Design, Failed, Library, ReadSheet, Warned
from shirube.designs.reading import Reader
from shirube.importers import Reading, read_bytes, read_path, read_together
from shirube.schema import MunicipalityRef, Sheet
from shirube.schema import Source as Origin
from shirube.sources import Coverage

Result = ReadSheet | Failed | Warned

CITY = MunicipalityRef(code="132217", name="見本市")
FILE = "見本の様式\n1枚目\n2枚目\n3枚目\n".encode()


def form(name: str = "sample") -> Design:
    return Design.model_validate(
        {
            "id": name,
            "version": "1",
            "title": {"ja": "見本の様式", "en": "sample"},
            "municipality": CITY,
            "kind": "program",
            "recognise": {"formats": ["text"], "all": ["見本の様式"]},
        }
    )


def page(code: str, line: int = 2) -> ReadSheet:
    origin = Origin(file="a.txt", first_line=line, last_line=line)
    sheet = Sheet(
        design="sample", design_version="1", kind="program", municipality=CITY, fiscal_year=2024,
        code=code, title=f"施策{code}", source=origin,
    )  # fmt: skip
    return ReadSheet(sheet, Coverage(1, 0, 0))


def read(reader: Reader, data: bytes = FILE, design: str | None = None) -> Reading:
    return read_bytes(data, "a.txt", library=Library([(form(), reader)]), design=design)


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_good_sheets_are_offered_and_the_bad_one_is_reported() -> None:
    given: list[Result] = [page("1"), Failed("施策2", "見出しがない", "L3"), page("3")]
    reading = read(lambda *_: iter(given))
    assert [sheet.code for sheet in reading.sheets] == ["1", "3"]
    assert codes(reading) == ["sheet_unreadable"]
    assert reading.problems[0].refused
    assert reading.coverage == Coverage(2, 0, 0)


def test_reader_that_raises_keeps_what_it_gave() -> None:
    def reader(*_: object) -> Iterator[ReadSheet]:
        yield page("1")
        raise KeyError("列")

    reading = read(reader)
    problem = reading.problems[0]
    assert [sheet.code for sheet in reading.sheets] == ["1"]
    assert (problem.code, problem.at, problem.leaves_out) == ("reader_failed", "L3", True)
    assert "KeyError" in problem.text()
    assert "test_read.py" in problem.text()


def test_reader_that_raises_at_once() -> None:
    def reader(*_: object) -> Iterator[ReadSheet]:
        raise RuntimeError("x")

    reading = read(reader)
    assert reading.failed
    assert codes(reading) == ["reader_failed"]


def test_two_sheets_with_one_key_that_differ_are_both_left_out() -> None:
    other = replace(page("1", 4), sheet=page("1", 4).sheet.model_copy(update={"title": "別の名"}))
    reading = read(lambda *_: iter([page("1", 2), page("2", 3), other]))
    assert [sheet.code for sheet in reading.sheets] == ["2"]
    assert codes(reading) == ["duplicate_sheet"]
    assert reading.problems[0].at == "L2, L4"
    assert "132217/2024/program/1" in reading.problems[0].text()


def test_two_sheets_with_one_key_that_say_the_same_are_one() -> None:
    reading = read(lambda *_: iter([page("1", 2), page("2", 3), page("1", 4)]))
    assert [sheet.source and sheet.source.first_line for sheet in reading.sheets] == [2, 3]
    assert codes(reading) == []


def test_files_that_disagree_about_a_sheet_are_both_left_without_it() -> None:
    one = read(lambda *_: iter([page("1", 2), page("2", 3), page("3", 4)]))
    third = page("3", 9).sheet.model_copy(update={"title": "別の名"})
    other = replace(one, file="other.txt", sheets=(page("1", 7).sheet, third))
    (first, second), problems = read_together([one, other])
    assert [sheet.code for sheet in first.sheets] == ["1", "2"]
    assert [sheet.code for sheet in second.sheets] == ["1"]
    assert [problem.code for problem in problems] == ["files_disagree"]
    assert problems[0].leaves_out
    assert f"{one.file}、other.txt" in problems[0].text()


def test_no_sheet_at_all() -> None:
    assert codes(read(lambda *_: iter([]))) == ["no_sheets"]


@pytest.mark.parametrize(
    ("data", "design", "code"),
    [
        ("別の書類\n".encode(), None, "unknown_form"),
        (b"", None, "empty_file"),
        (bytes(range(256)), None, "unknown_encoding"),
        (FILE, "other", "unknown_design"),
    ],
)
def test_nothing_is_read(data: bytes, design: str | None, code: str) -> None:
    reading = read(lambda *_: iter([page("1")]), data, design)
    assert (codes(reading), reading.sheets, reading.failed) == ([code], (), True)
    assert reading.problems[0].fatal


def test_two_designs_that_both_recognise() -> None:
    library = Library([(form(name), lambda *_: iter([])) for name in ("one", "two")])
    assert codes(read_bytes(FILE, "a.txt", library=library)) == ["ambiguous_form"]


def test_missing_file(tmp_path: Path) -> None:
    assert codes(read_path(tmp_path / "none.txt")) == ["missing_file"]
