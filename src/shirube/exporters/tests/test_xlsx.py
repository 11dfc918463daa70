"""The workbook as other people's programs see it."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pytest
from python_calamine import CalamineWorkbook

from shirube.basics.testing import saved_by_libreoffice
from shirube.exporters import FORMATS, ExportContext
from shirube.exporters.xlsx import exporter
from shirube.schema import Indicator, Narrative, Sheet, Value
from shirube.schema.tables import TABLES
from shirube.schema.tables.exact import with_exact
from shirube.schema.tests.test_tables import sheet

MEASURED = sheet(
    code="01",
    title="=1+1",
    fiscal_year=2024,
    indicators=(
        Indicator(
            name="来館者",
            values=(
                Value(measure="actual", value="2.50", printed="２．５０", parts=("1", "2.0")),
                Value(measure="target", value="12345678901234567890.10"),
            ),
        ),
    ),
    narratives=(Narrative(key="aim", label="目標", text="@本\n +まち _x0041_ "),),
)


def written(folder: Path, *sheets: Sheet) -> Path:
    (path,) = FORMATS["xlsx"].write(sheets, folder, ExportContext("見本", edition="2024-1"))
    return path


def table(path: Path, name: str) -> list[dict[str, Any]]:
    header, *rows = openpyxl.load_workbook(path)[name].values
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_worksheet_a_table_with_the_columns_of_the_codebook(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, MEASURED))
    assert book.sheetnames == [*TABLES, "long_texts", "codebook", "codes", "about"]
    explained = [(row[0], row[1]) for row in list(book["codebook"].values)[1:]]
    for one in TABLES.values():
        names = [column.name for column in with_exact(one.columns)]
        assert [cell.value for cell in book[one.name][1]] == names
        assert [column for name, column in explained if name == one.name] == names


def test_numbers_are_numbers_and_their_digits_stand_beside(tmp_path: Path) -> None:
    first, second = table(written(tmp_path, MEASURED), "indicator_values")
    assert (first["value"], first["value_exact"]) == (2.5, "2.50")
    assert (second["value"], second["value_exact"]) == (
        12345678901234567890.1,
        "12345678901234567890.10",
    )
    assert (first["sheet_no"], first["sheet_fiscal_year"], first["sheet_code"]) == (1, 2024, "01")
    assert (first["printed"], first["parts"], first["note"]) == ("２．５０", "1|2.0", None)


def test_an_answer_is_an_answer(tmp_path: Path) -> None:
    answered = next(
        (one, column.name)
        for one in TABLES.values()
        for column in one.columns
        if column.type == "boolean" and one.name == "projects"
    )
    whole = sheet(projects=({"name": "読み聞かせ", answered[1]: True},))
    assert table(written(tmp_path, whole), "projects")[0][answered[1]] is True


def test_texts_are_texts_whatever_they_begin_with(tmp_path: Path) -> None:
    path = written(tmp_path, MEASURED)
    cells = [cell for row in openpyxl.load_workbook(path)["sheets"].iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert table(path, "sheets")[0]["title"] == "=1+1"
    for program in (table(path, "narratives")[0]["text"], calamine(path, "narratives", "text")):
        assert program == r"@本\n +まち \u005fx0041_ "


def calamine(path: Path, name: str, column: str) -> object:
    header, row = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()
    return row[header.index(column)]


def test_nothing_is_merged_hidden_or_made_to_look(tmp_path: Path) -> None:
    for tab in openpyxl.load_workbook(written(tmp_path, MEASURED)):
        assert not tab.merged_cells.ranges
        assert tab.sheet_state == "visible"
        assert not any(row.hidden for row in tab.row_dimensions.values())
        assert not any(cell.has_style for row in tab.iter_rows() for cell in row)


def test_a_table_longer_than_a_worksheet_goes_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporter, "MOST_ROWS", 3)
    path = written(tmp_path, *[sheet(code=str(n)) for n in range(5)])
    names = [name for name in openpyxl.load_workbook(path).sheetnames if name.startswith("sheets")]
    assert names == ["sheets", "sheets_2", "sheets_3"]
    assert [row["sheet_no"] for name in names for row in table(path, name)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("letter", ["あ", "𠮷", "\n"])
def test_a_text_longer_than_a_cell_goes_on_elsewhere(letter: str, tmp_path: Path) -> None:
    long = Narrative(key="aim", label="目標", text=letter * 40_000)
    path = written(tmp_path, sheet(narratives=(long,)))
    rest = table(path, "long_texts")
    assert {(row["table"], row["key"], row["column"]) for row in rest} == {
        ("narratives", "1|1", "text")
    }
    assert [row["piece"] for row in rest] == list(range(2, len(rest) + 2))
    cells = [table(path, "narratives")[0]["text"], *(row["text"] for row in rest)]
    assert all(len(cell.encode("utf-16-le")) // 2 <= 32_767 for cell in cells)
    assert all(cell.endswith(r"\+") for cell in cells[:-1])


def test_pandas_reads_numbers_as_numbers(tmp_path: Path) -> None:
    path = written(tmp_path, MEASURED)
    found = pandas.read_excel(path, sheet_name="indicator_values", engine="calamine")
    assert found["value"].dtype == "float64"
    assert found["sheet_fiscal_year"].tolist() == [2024, 2024]


def test_libreoffice_shows_the_table(tmp_path: Path) -> None:
    path = written(tmp_path, MEASURED)
    with saved_by_libreoffice(path, "csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)  # the first worksheet
    assert list(row) == list(TABLES["sheets"].names)
    assert (row["title"], row["sheet_code"], row["sheet_fiscal_year"]) == ("=1+1", "01", "2024")


def test_the_csv_files_open_in_libreoffice(tmp_path: Path) -> None:
    FORMATS["csv"].write([MEASURED], tmp_path, ExportContext("見本"))
    # Comma, quotation mark, UTF-8: what its dialogue finds out by itself.
    file = tmp_path / "indicator_values.csv"
    again = saved_by_libreoffice(file, "xlsx", read_as="CSV:44,34,76")
    assert [row["indicator_name"] for row in table(again, "indicator_values")] == ["来館者"] * 2
