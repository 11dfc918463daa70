"""Rows keep their place; the delimiter is found, an open quotation mark is told."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.sources import open_bytes
from shirube.sources.document import CellValue
from shirube.sources.tests.making import refused, texts

cells = st.text(st.sampled_from('あ市1,;\t" \n\r'), max_size=6)
tables = st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=5)


def rows(data: bytes, name: str = "a.csv") -> tuple[tuple[CellValue, ...], ...]:
    return open_bytes(data, name).grids[0].rows


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "euc_jp", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    data = f"事業名{delimiter}決算\nまつり{delimiter}12\n".encode(encoding)
    assert rows(data) == (("事業名", "決算"), ("まつり", "12"))


def test_amounts_with_commas_do_not_make_it_a_comma_file() -> None:
    assert rows("事業\t決算\t予算\nまつり\t1,234\t5,678\n".encode())[1][1] == "1,234"


def test_a_title_line_above_the_table() -> None:
    assert rows("事業一覧\n番号,名称\n1,まつり\n".encode())[1] == ("番号", "名称")


def test_empty_rows_keep_the_place() -> None:
    document = open_bytes(b"a,b\n\n,\n1,2\n", "a.csv")
    assert document.grids[0].rows == (("a", "b"), (), ("", ""), ("1", "2"))
    assert document.grids[0].at(3, 1) == "B4"


def test_line_break_inside_a_cell() -> None:
    document = open_bytes('名称,説明\r\nまつり,"市民\r\n参加"\r\n'.encode(), "a.csv")
    assert document.grids[0].rows[1] == ("まつり", "市民\r\n参加")
    assert texts(document) == ["名称\t説明", "まつり\t市民参加"]


def test_open_quotation_mark() -> None:
    problem = refused(b'a,b\n1,"2\n3,4\n', "a.csv")
    assert (problem.code, problem.at) == ("broken_csv", "L3")


@given(tables)
def test_what_csv_writes_is_read(table: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["見出し", "a", "b", "c"]] * 20 + table)
    assert rows(out.getvalue().encode())[20:] == tuple(tuple(row) for row in table)
