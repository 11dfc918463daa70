"""Places are right, nothing behind the last value is kept, sizes are found before reading."""

from collections.abc import Callable
from typing import Any

import pytest

from shirube.sources import open_bytes
from shirube.sources.document import Grid
from shirube.sources.tests.making import SHEET, refused, sheet_xml, small_workbook, with_part
from shirube.sources.tests.making import workbook as make
from shirube.sources.xlsx import measuring
from shirube.sources.xlsx.measuring import Size, plain_size


def grid(fill: Callable[[Any], None]) -> Grid:
    return open_bytes(make(fill), "a.xlsx").grids[0]


def test_values_keep_their_kind() -> None:
    def fill(tab: Any) -> None:
        tab.write_row("A1", ["まつり", 12.5, True])

    assert grid(fill).rows == (("まつり", 12.5, True),)


def test_first_value_far_from_the_corner() -> None:
    found = grid(lambda tab: tab.write("C4", "値"))
    assert found.rows == (("", "", ""),) * 3 + (("", "", "値"),)
    assert found.at(3, 2) == "評価!C4"


def test_rows_between_stay_and_rows_behind_go() -> None:
    def fill(tab: Any) -> None:
        tab.write("A1", "上")
        tab.write("A4", "下")
        tab.write_string("F9", "")

    assert [row[0] for row in grid(fill).rows] == ["上", "", "", "下"]


def test_merged_cell_has_its_value_in_the_first_cell() -> None:
    found = grid(lambda tab: tab.merge_range("A1:C2", "見出し"))
    assert found.rows == (("見出し",),)


def test_empty_tab() -> None:
    assert grid(lambda tab: None).rows == ()


def test_hidden_tab_is_read_and_named() -> None:
    import io

    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet("評価").write("A1", "x")
    hidden = book.add_worksheet("控え")
    hidden.write("A1", "y")
    hidden.hide()
    book.close()
    document = open_bytes(buffer.getvalue(), "a.xlsx")
    assert [tab.name for tab in document.grids] == ["評価", "控え"]
    assert document.meta == {"hidden_tabs": "控え"}


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c r='XFD1048576' t='n'><v>1</v></c></row>",
        '<x:row r="1048576"><x:c a="&gt;>" r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        '<row r="1048576"><c r="XFC1048576"/><c><v>1</v></c></row>',
    ],
    ids=["two corners", "single quotes", "prefix and a bracket in quotes", "no place of its own"],
)
def test_far_corner_is_refused_before_it_is_filled(rows: str) -> None:
    data = with_part(small_workbook(), SHEET, sheet_xml(rows))
    assert refused(data, "a.xlsx").code == "too_many_cells"


def test_shared_text_used_very_often() -> None:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    long = f'<sst xmlns="{namespace}"><si><t>{"長" * 100_000}</t></si></sst>'.encode()
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 1000))
    data = with_part(small_workbook(), "xl/sharedStrings.xml", long)
    assert refused(with_part(data, SHEET, sheet_xml(cells)), "a.xlsx").code == "too_long_text"


def test_formatted_cells_without_value_cost_nothing() -> None:
    rows = "".join(f'<row r="{n}"><c r="XFD{n}" s="0"/></row>' for n in range(2, 5000))
    first = '<row r="1"><c r="A1"><v>7</v></c></row>'
    document = open_bytes(with_part(small_workbook(), SHEET, sheet_xml(first + rows)), "a.xlsx")
    assert document.grids[0].rows == ((7.0,),)


def test_xml_that_cannot_be_measured() -> None:
    data = with_part(small_workbook(), SHEET, sheet_xml("").decode().encode("utf-16"))
    assert refused(data, "a.xlsx").code == "not_a_workbook"


def tab_xml(cells: str) -> bytes:
    return f'<worksheet><sheetData><row r="1">{cells}</row></sheetData></worksheet>'.encode()


def measured_tag_by_tag(xml: bytes, texts: list[int]) -> Size:
    tab = measuring._Tab(texts, max(texts))
    for tag in measuring._TAG.findall(xml):
        tab.take(*tag)
    return tab.size


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A1" t="s"><v>1</v></c><c r="C1" s="3"/><c r="D7"><v>12.5</v></c>',
        '<c r="B2" t="str"><f t="shared" si="0">IF(A1=1,"",1)</f><v/></c>',
        '<c r="AA3" s="2" t="b"><v>1</v></c>',
    ],
    ids=["values and formats", "formula without a value", "far column"],
)
def test_a_usual_tab_is_measured_in_one_go_as_tag_by_tag(cells: str) -> None:
    texts = [3, 40]
    assert plain_size(tab_xml(cells), texts) == measured_tag_by_tag(tab_xml(cells), texts)


@pytest.mark.parametrize(
    "cells",
    [
        "<c><v>1</v></c>",
        '<x:c r="A1"><x:v>1</x:v></x:c>',
        '<c r="A1" t="inlineStr"><is><t>あ</t></is></c>',
        '<c r="A1" t="s"><v>9</v></c>',
        "<c r='A1'><v>1</v></c>",
        '<!-- --><c r="A1"><v>1</v></c>',
    ],
    ids=["no place", "prefix", "text inside", "unknown text", "other quotes", "comment"],
)
def test_an_unusual_tab_is_left_to_the_slow_way(cells: str) -> None:
    assert plain_size(tab_xml(cells), [3, 40]) is None
