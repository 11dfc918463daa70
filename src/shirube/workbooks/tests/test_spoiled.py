"""Each kind of spoiled workbook: read where its key still tells what is meant, else named with
its place. Nothing is taken for something else.
"""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl.workbook.protection import WorkbookProtection

import shirube.designs
from shirube.designs.library import packaged
from shirube.schema import from_json
from shirube.schema.addresses import index
from shirube.workbooks import MOST_BYTES, Book, Form, read_workbook, write_workbook
from shirube.workbooks.tests.hand import changed, field, filled, opened, saved, tabs
from shirube.workflow.carrying import carry

DAY = date(2026, 11, 21)
_EXPECTED = Path(shirube.designs.__file__).parent / "mihon_shisaku" / "tests" / "expected.json"


def _form() -> Form:
    design = packaged()["mihon_shisaku"]
    sheet = from_json(_EXPECTED.read_text("utf-8"))[0]
    carried = carry(sheet, design, (sheet.fiscal_year or 0) + 1)
    return Form(carried.draft, design, carried.reference)


FORM = _form()
DATA = write_workbook([FORM], "b1", DAY)


def of(part: str, name: str, **wanted: Any) -> str:
    items = index(FORM.sheet.model_dump(mode="json"))
    return next(
        f"{spot}:{name}"
        for spot, one in items.items()
        if spot.part == part and all(one.item[key] == value for key, value in wanted.items())
    )


AIM = of("narratives", "text", key="aim")
ACTUAL = of("indicators.values", "value", measure="actual", fiscal_year=FORM.sheet.fiscal_year)
RATE = of("indicators.values", "value", measure="achievement", fiscal_year=FORM.sheet.fiscal_year)


def read(data: bytes, name: str = "記入.xlsx") -> Book:
    return read_workbook(data, name)


def codes(book: Book) -> list[str]:
    return [one.code for one in book.troubles]


def said(book: Book) -> dict[str, str]:
    return {one.address: one.text for tab in book.tabs for one in tab.filled}


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.xlsx", "empty_file"),
        (b"a,b\n1,2\n", "a.csv", "workbook_suffix"),
        (b"a,b\n1,2\n", "a.xlsx", "not_a_workbook"),
        (b"PK\x03\x04 and then nothing", "a.xlsx", "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xlsx", "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx",
         "password_protected"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "workbook_suffix"),
        (bytes(MOST_BYTES + 1), "a.xlsx", "too_large"),
    ],
    ids=["empty", "csv", "renamed csv", "cut off", "renamed xls", "password", "xls", "too large"],
)  # fmt: skip
def test_what_is_no_workbook_at_all(data: bytes, name: str, code: str) -> None:
    book = read(data, name)
    assert codes(book) == [code]
    assert book.tabs == ()
    assert "{" not in book.troubles[0].text()


def test_a_zip_bomb() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(7):
            package.writestr(f"xl/worksheets/sheet{number}.xml", bytes(50_000_000))
    assert codes(read(out.getvalue())) == ["zip_bomb"]


def test_somebody_elses_workbook() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("予算").write(0, 0, "事業名")
    book.close()
    assert codes(read(out.getvalue())) == ["not_our_workbook"]


def test_a_renamed_tab_is_read_and_told() -> None:
    def rename(book: Any) -> None:
        tabs(book)[0].title = "うちのシート"

    book = read(changed(filled(DATA, {AIM: "新しい姿"}), rename))
    assert said(book) == {AIM: "新しい姿"}
    assert [(one.code, one.refused) for one in book.troubles] == [("tab_renamed", False)]


def test_tabs_in_another_order() -> None:
    def move(book: Any) -> None:
        book.move_sheet(tabs(book)[0], -1)

    assert said(read(changed(filled(DATA, {AIM: "新しい姿"}), move))) == {AIM: "新しい姿"}


@pytest.mark.parametrize("above", [3, 9, 30])
def test_moved_rows(above: int) -> None:
    def insert(book: Any) -> None:
        tabs(book)[0].insert_rows(above, 2)

    typed = filled(DATA, {AIM: "新しい姿", ACTUAL: "５４．２"})
    book = read(changed(typed, insert))
    assert said(book) == {AIM: "新しい姿", ACTUAL: "５４．２"}
    assert book.troubles == ()


@pytest.mark.parametrize("before", [1, 2, 3, 5])
def test_moved_columns(before: int) -> None:
    def insert(book: Any) -> None:
        tab = tabs(book)[0]
        tab.merged_cells.ranges.clear()
        tab.insert_cols(before, 1)

    book = read(changed(filled(DATA, {AIM: "新しい姿", ACTUAL: "54"}), insert))
    assert said(book) == {AIM: "新しい姿", ACTUAL: "54"}
    assert book.troubles == ()


def test_deleted_rows_leave_their_fields_alone_and_are_counted() -> None:
    def delete(book: Any) -> None:
        tabs(book)[0].delete_rows(field(book, AIM).row, 1)

    book = read(changed(filled(DATA, {ACTUAL: "54"}), delete))
    assert said(book) == {ACTUAL: "54"}
    (trouble,) = book.troubles
    assert (trouble.code, trouble.values) == ("fields_missing", {"count": "1"})


def test_without_its_hidden_row_and_column_it_is_no_workbook_of_ours() -> None:
    def delete(book: Any) -> None:
        tabs(book)[0].delete_cols(1, 1)

    assert codes(read(changed(DATA, delete))) == ["not_our_workbook"]


def test_a_spoiled_key_of_the_tab() -> None:
    def spoil(book: Any) -> None:
        tabs(book)[0]["A1"] = '{"shirube":1,"book":'

    book = read(changed(filled(DATA, {AIM: "新しい姿"}), spoil))
    assert (codes(book), said(book)) == (["tab_key_spoiled"], {})


def test_a_spoiled_key_of_a_row() -> None:
    def spoil(book: Any) -> None:
        tabs(book)[0].cell(field(book, AIM).row, 1).value = "???"

    book = read(changed(filled(DATA, {AIM: "新しい姿", ACTUAL: "54"}), spoil))
    assert said(book) == {ACTUAL: "54"}
    assert "line_key_spoiled" in codes(book)


def test_a_formula_is_refused_with_its_place() -> None:
    def formula(book: Any) -> None:
        cell = field(book, ACTUAL)
        cell.number_format = "General"
        cell.value = "=SUM(1,2)"

    book = read(changed(DATA, formula))
    (trouble,) = book.troubles
    assert (trouble.code, trouble.refused) == ("formula_in_cell", True)
    assert trouble.cell == field(opened(DATA), ACTUAL).coordinate
    assert said(book) == {}


def test_a_percentage_is_what_a_person_sees() -> None:
    def percent(book: Any) -> None:
        cell = field(book, ACTUAL)
        cell.number_format = "0.0%"
        cell.value = 0.985

    assert said(read(changed(DATA, percent))) == {ACTUAL: "98.5%"}


def test_a_number_shown_in_thousands_is_refused() -> None:
    def scaled(book: Any) -> None:
        cell = field(book, ACTUAL)
        cell.number_format = "#,##0,"
        cell.value = 1234567

    assert codes(read(changed(DATA, scaled))) == ["scaled_cell"]


def test_a_number_that_became_a_date_is_refused() -> None:
    def dated(book: Any) -> None:
        cell = field(book, ACTUAL)
        cell.number_format = "m/d"
        cell.value = date(2026, 3, 4)

    book = read(changed(DATA, dated))
    assert (codes(book), said(book)) == (["date_in_number"], {})


def test_an_error_of_excel_is_refused() -> None:
    def error(book: Any) -> None:
        cell = field(book, AIM)
        cell.number_format = "General"
        cell.value = "#REF!"

    book = read(changed(DATA, error))
    assert (codes(book), said(book)) == (["error_in_cell"], {})


def test_a_worked_out_cell_that_was_typed_over() -> None:
    book = read(filled(DATA, {RATE: "100.0%"}))
    assert (codes(book), said(book)) == (["fixed_cell_changed"], {})


def test_words_beside_the_form_are_named() -> None:
    def note(book: Any) -> None:
        tabs(book)[0]["Z5"] = "ここはどう書きますか"

    (trouble,) = read(changed(DATA, note)).troubles
    assert (trouble.code, trouble.cell) == ("beside_form", "Z5")
    assert "ここはどう書きますか" in trouble.text()


def test_words_on_a_tab_of_ones_own_are_named() -> None:
    def tab(book: Any) -> None:
        book.create_sheet("メモ")["A1"] = "あとで書く"

    (trouble,) = read(changed(DATA, tab)).troubles
    assert (trouble.code, trouble.tab) == ("tab_without_key", "メモ")


def test_a_copied_tab_that_says_something_else() -> None:
    def copy(book: Any) -> None:
        book.copy_worksheet(tabs(book)[0])

    data = changed(DATA, copy)
    assert codes(read(data)) == ["tab_renamed"]
    book = read(filled(data, {AIM: "新しい姿"}))
    assert codes(book).count("tab_twice") == 2
    assert book.tabs == ()


def test_a_copied_row_that_says_something_else() -> None:
    def copy(book: Any) -> None:
        tab, row = tabs(book)[0], field(book, AIM).row
        below = tab.max_row + 1
        for column in range(1, 4):
            tab.cell(below, column).value = tab.cell(row, column).value
        tab.cell(below, 3).value = "ちがう姿"

    book = read(changed(filled(DATA, {AIM: "新しい姿"}), copy))
    assert (codes(book), said(book)) == (["field_twice"], {})


def test_macros_and_links_are_told_and_not_touched() -> None:
    out = io.BytesIO()
    old = zipfile.ZipFile(io.BytesIO(filled(DATA, {AIM: "新しい姿"})))
    with zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", b"macro")
        new.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    book = read(out.getvalue(), "記入.xlsm")
    assert codes(book) == ["workbook_macros", "workbook_links"]
    assert not any(one.refused for one in book.troubles)
    assert said(book) == {AIM: "新しい姿"}


def test_a_workbook_whose_protection_was_taken_off() -> None:
    def open_(book: Any) -> None:
        book.security = WorkbookProtection()
        tabs(book)[0].protection.sheet = False

    assert said(read(changed(filled(DATA, {AIM: "新しい姿"}), open_))) == {AIM: "新しい姿"}


@pytest.mark.parametrize("text", ["  {}  ", "{}\n\n", "\u3000{}"])
def test_spaces_at_the_ends_are_no_change(text: str) -> None:
    now = str(field(opened(DATA), AIM).value)
    assert said(read(filled(DATA, {AIM: text.format(now)}))) == {}


def test_a_number_typed_as_a_number_is_no_change() -> None:
    book = opened(DATA)
    target = of("indicators.values", "value", measure="target", fiscal_year=FORM.sheet.fiscal_year)
    cell = field(book, target)
    cell.value = float(str(cell.value).replace(",", ""))
    assert said(read(saved(book))) == {}


def test_every_message_says_how_to_mend() -> None:
    from shirube.basics.problems import catalogue

    ours = [code for code in catalogue() if code.startswith(("workbook_", "tab_", "field_"))]
    assert all(len(catalogue()[code]["ja"]) > 20 for code in ours)


def test_readings_and_looks_that_excel_adds_are_no_change() -> None:
    typed, out = filled(DATA, {AIM: "新しい姿"}), io.BytesIO()
    old = zipfile.ZipFile(io.BytesIO(typed))
    with zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode("utf-8")
            rich = (
                "<si><r><t>新しい</t></r><r><rPr><b/></rPr><t>姿</t></r>"
                '<rPh sb="0" eb="1"><t>アタラ</t></rPh><phoneticPr fontId="1"/></si>'
            )
            new.writestr(name, part.replace("<si><t>新しい姿</t></si>", rich))
    assert said(read(out.getvalue())) == {AIM: "新しい姿"}
