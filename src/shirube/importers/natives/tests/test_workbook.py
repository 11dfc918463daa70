"""The workbook of tables comes back: as written, saved again, and spoiled."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shirube.basics.testing import saved_by_libreoffice
from shirube.exporters import FORMATS, ExportContext
from shirube.exporters.tests.test_xlsx import MEASURED
from shirube.exporters.xlsx import exporter
from shirube.importers import read_bytes, read_path
from shirube.importers.natives.tests.test_natives import NOTHING, SHEETS, said
from shirube.schema import Narrative, Sheet
from shirube.schema.tests.test_tables import sheet

LONG = sheet(code="9", narratives=(Narrative(key="a", label="文", text="あ\\\n" * 20_000),))
ALL = (*SHEETS, MEASURED, LONG)


def exported(folder: Path, *sheets: Sheet) -> Path:
    (path,) = FORMATS["xlsx"].write(sheets or ALL, folder, ExportContext("見本"))
    return path


def edited(path: Path, do: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(path)
    do(book)
    book.save(path)
    return path


def column(tab: Any, name: str) -> int:
    return [cell.value for cell in tab[1]].index(name) + 1


def set_(table: str, row: int, name: str, value: object) -> Callable[[Any], None]:
    def do(book: Any) -> None:
        book[table].cell(row, column(book[table], name)).value = value

    return do


def test_by_its_folder_by_its_name_and_uploaded(tmp_path: Path) -> None:
    path = exported(tmp_path)
    for reading in (
        read_path(tmp_path, library=NOTHING),
        read_path(path, library=NOTHING),
        read_bytes(path.read_bytes(), "市の名前.xlsx", library=NOTHING),
    ):
        assert said(reading) == []
        assert reading.sheets == ALL


def test_saved_again_by_another_program(tmp_path: Path) -> None:
    path = edited(exported(tmp_path), lambda book: None)
    assert read_path(path, library=NOTHING).sheets == ALL


def test_saved_again_by_libreoffice(tmp_path: Path) -> None:
    again = saved_by_libreoffice(exported(tmp_path), "xlsx")
    reading = read_path(again, library=NOTHING)
    assert said(reading) == []
    assert reading.sheets == ALL


def test_worksheets_of_one_table_come_back_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporter, "MOST_ROWS", 2)
    path = exported(tmp_path)
    assert read_path(path, library=NOTHING).sheets == ALL
    wrong = edited(path, set_("sheets_2", 2, "standing", "perhaps"))
    assert said(read_path(wrong, library=NOTHING)) == [("field_wrong", "sheets_2!2")]


def test_rows_emptied_and_sorted_by_hand(tmp_path: Path) -> None:
    def do(book: Any) -> None:
        tab = book["sheets"]
        rows = [[cell.value for cell in row] for row in tab.iter_rows(min_row=2)]
        for number, cells in enumerate(reversed(rows)):
            for at, value in enumerate(cells, start=1):
                tab.cell(2 * number + 3, at).value = value
        for at in range(1, tab.max_column + 1):
            tab.cell(2, at).value = tab.cell(4, at).value = None

    path = exported(tmp_path, *SHEETS)
    assert read_path(edited(path, do), library=NOTHING).sheets == SHEETS


def test_a_number_written_anew_without_its_digits(tmp_path: Path) -> None:
    path = edited(exported(tmp_path, MEASURED), set_("indicator_values", 2, "value", 3.25))
    (problem,) = read_path(path, library=NOTHING).problems
    assert (problem.code, problem.at) == ("digits_differ", "indicator_values!2")
    assert "3.25 / 2.50" in problem.text("ja")
    both = edited(path, set_("indicator_values", 2, "value_exact", None))
    (back,) = read_path(both, library=NOTHING).sheets
    assert back.indicators[0].values[0].value == "3.25"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("value", "約2", "digits_differ"),
        ("value", True, "digits_differ"),
        ("fiscal_year", 2024.5, "field_wrong"),
        ("fiscal_year", "令和6年", "field_wrong"),
        ("measure", "goal", "field_wrong"),
        ("position", None, "row_place"),
        ("position", 2, "row_duplicate"),
        ("indicator_position", 7, "row_orphan"),
    ],
)
def test_a_wrong_cell_is_named(name: str, value: object, code: str, tmp_path: Path) -> None:
    path = edited(exported(tmp_path, MEASURED), set_("indicator_values", 2, name, value))
    found = said(read_path(path, library=NOTHING))
    places = ("indicator_values!2", "indicator_values!3")
    assert [problem for problem, _ in found][:1] == [code]
    assert found[0][1] in places


def test_a_long_text_without_its_rest(tmp_path: Path) -> None:
    path = edited(exported(tmp_path, LONG), lambda book: book.remove(book["long_texts"]))
    assert said(read_path(path, library=NOTHING)) == [("text_torn", "narratives!2")]


def test_a_column_that_nobody_knows(tmp_path: Path) -> None:
    path = edited(exported(tmp_path), set_("sheets", 1, "title", "名前"))
    assert said(read_path(path, library=NOTHING)) == [("column_unknown", "sheets!1")]


def test_a_workbook_cut_short(tmp_path: Path) -> None:
    path = exported(tmp_path)
    path.write_bytes(path.read_bytes()[:5000])
    assert [code for code, _ in said(read_path(tmp_path, library=NOTHING))] == ["not_a_workbook"]
