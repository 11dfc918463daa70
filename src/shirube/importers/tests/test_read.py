"""One bad sheet among good ones; readers that fail; twins; files that no design knows."""

import pytest

from shirube.designs import Design, Failed, Library, ReadSheet
from shirube.importers import read_bytes, read_path
from shirube.schema import MunicipalityRef, Sheet
from shirube.schema import Source as Origin
from shirube.sources import Coverage

CITY = MunicipalityRef(code="132217", name="見本市")
FILE = "見本の様式\n1枚目\n2枚目\n3枚目\n".encode()


def design(name="sample"):
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


def page(code, line=2):
    origin = Origin(file="a.txt", first_line=line, last_line=line)
    sheet = Sheet(
        design="sample", design_version="1", kind="program", municipality=CITY, fiscal_year=2024,
        code=code, title=f"施策{code}", source=origin,
    )  # fmt: skip
    return ReadSheet(sheet, Coverage(1, 0, 0))


def read(reader, data=FILE, **more):
    return read_bytes(data, "a.txt", library=Library([(design(), reader)]), **more)


def codes(reading):
    return [problem.code for problem in reading.problems]


def test_good_sheets_are_offered_and_the_bad_one_is_reported():
    reading = read(lambda *_: iter([page("1"), Failed("施策2", "見出しがない", "L3"), page("3")]))
    assert [sheet.code for sheet in reading.sheets] == ["1", "3"]
    assert codes(reading) == ["sheet_unreadable"]
    assert reading.problems[0].refused
    assert reading.coverage == Coverage(2, 0, 0)


def test_reader_that_raises_keeps_what_it_gave():
    def reader(*_):
        yield page("1")
        raise KeyError("列")

    reading = read(reader)
    problem = reading.problems[0]
    assert [sheet.code for sheet in reading.sheets] == ["1"]
    assert (problem.code, problem.at, problem.leaves_out) == ("reader_failed", "L3", True)
    assert "KeyError" in problem.text()
    assert "test_read.py" in problem.text()


def test_reader_that_raises_at_once():
    def reader(*_):
        raise RuntimeError("x")

    reading = read(reader)
    assert reading.failed
    assert codes(reading) == ["reader_failed"]


def test_the_second_of_two_sheets_with_one_key_is_not_offered():
    reading = read(lambda *_: iter([page("1", 2), page("2", 3), page("1", 4)]))
    assert [(s.code, s.source.first_line) for s in reading.sheets] == [("1", 2), ("2", 3)]
    assert codes(reading) == ["sheet_twice"]
    assert reading.problems[0].at == "L4"
    assert "132217/2024/program/1" in reading.problems[0].text()


def test_no_sheet_at_all():
    assert codes(read(lambda *_: iter([]))) == ["no_sheets"]


@pytest.mark.parametrize(
    ("data", "more", "code"),
    [
        ("別の書類\n".encode(), {}, "unknown_form"),
        (b"", {}, "empty_file"),
        (bytes(range(256)), {}, "unknown_encoding"),
        (FILE, {"design": "other"}, "unknown_design"),
    ],
)
def test_nothing_is_read(data, more, code):
    reading = read(lambda *_: iter([page("1")]), data, **more)
    assert (codes(reading), reading.sheets, reading.failed) == ([code], (), True)
    assert reading.problems[0].fatal


def test_two_designs_that_both_recognise():
    library = Library([(design(name), lambda *_: iter([])) for name in ("one", "two")])
    assert codes(read_bytes(FILE, "a.txt", library=library)) == ["ambiguous_form"]


def test_missing_file(tmp_path):
    assert codes(read_path(tmp_path / "none.txt")) == ["missing_file"]
