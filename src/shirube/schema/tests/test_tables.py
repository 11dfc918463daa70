import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shirube.schema import MunicipalityRef, Sheet, Unit, Unplaced, Value, from_json, to_json
from shirube.schema.codes import LISTS
from shirube.schema.tables import (
    ENCODING,
    TABLES,
    TREE,
    Column,
    Row,
    Table,
    TableError,
    decode,
    encode,
    row_stream,
    rows,
    sheets_from,
)
from shirube.schema.tests.strategies import public_sheets, texts

ALL_COLUMNS = [
    pytest.param(table, column, id=f"{table.name}.{column.name}")
    for table in TREE
    for column in table.columns
]
TEXT = TABLES["notes"].own["text"]
FLAGS = TABLES["indicator_values"].own["flags"]


def sheet(**parts: object) -> Sheet:
    mihon = MunicipalityRef(code="999997", name="見本市")
    given_parts = {"design": "d", "design_version": "1", "kind": "program", "municipality": mihon}
    return Sheet.model_validate(given_parts | {"code": "1", "title": "図書館"} | parts)


def through_text(found: list[Sheet]) -> dict[str, list[Row]]:
    return {
        name: [
            {column.name: decode(encode(row[column.name]), column) for column in table.columns}
            for row in rows(found)[name]
        ]
        for name, table in TABLES.items()
    }


@settings(max_examples=40, deadline=None)
@given(st.lists(public_sheets, max_size=3))
def test_sheets_survive_the_tables(found: list[Sheet]) -> None:
    assert sheets_from(rows(found)) == tuple(found)


@settings(max_examples=40, deadline=None)
@given(st.lists(public_sheets, max_size=3))
def test_sheets_survive_tables_of_text(found: list[Sheet]) -> None:
    assert sheets_from(through_text(found)) == tuple(found)


@settings(max_examples=40, deadline=None)
@given(st.lists(public_sheets, max_size=3))
def test_sheets_survive_json(found: list[Sheet]) -> None:
    assert from_json(to_json(found)) == tuple(found)


@settings(max_examples=40, deadline=None)
@given(st.lists(public_sheets, max_size=2), st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(found: list[Sheet], shuffle: random.Random) -> None:
    tables = {name: list(found_rows) for name, found_rows in rows(found).items()}
    for table in tables.values():
        shuffle.shuffle(table)
    assert sheets_from(tables) == tuple(found)


@settings(max_examples=40, deadline=None)
@given(st.lists(public_sheets, max_size=2))
def test_one_walk_gives_the_same_rows(found: list[Sheet]) -> None:
    walked: dict[str, list[Row]] = {name: [] for name in TABLES}
    for table, row in row_stream(found):
        walked[table.name].append(row)
        assert tuple(row) == tuple(column.name for column in table.columns)
    assert walked == {name: list(found_rows) for name, found_rows in rows(found).items()}


@given(texts)
def test_a_cell_is_one_line(text: str) -> None:
    assert len(encode(text).splitlines()) <= 1
    assert decode(encode(text), TEXT) == text


@given(st.lists(texts).map(tuple))
def test_several_values_of_a_cell(items: tuple[str, ...]) -> None:
    assert decode(encode(items), FLAGS) == items


@pytest.mark.parametrize("formula", ["=1+1", "@SUM(A1)", "+cmd", "-2+3+cmd|' /C calc'!A0"])
def test_no_text_runs_as_a_formula(formula: str) -> None:
    assert encode(formula)[0] == "\\"


@pytest.mark.parametrize("text", ["-", "-3.1", "+5", "▲3.1", "1,234"])
def test_numbers_and_dashes_stay_as_printed(text: str) -> None:
    assert encode(text) == text


def test_none_and_empty_text_differ() -> None:
    assert (encode(None), encode(""), encode(()), encode(("",))) == ("", r"\e", "", r"\e")


def test_the_codebook_states_what_the_code_does() -> None:
    stated = {rule.example for rule in ENCODING}
    assert {encode(None), encode(""), encode("\n"), encode("\\"), encode("\x0b")} <= stated
    assert {encode(("glued", "ghost")), encode("=A1"), encode("-258.0")} <= stated


@pytest.mark.parametrize("table", TREE, ids=lambda table: table.name)
def test_every_row_says_its_sheet_and_standing(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert names[:6] == [
        "sheet_no", "municipality_code", "sheet_fiscal_year", "sheet_kind", "sheet_code",
        "standing",
    ]  # fmt: skip
    assert len(set(names)) == len(names)
    assert all(name.isascii() and name.isidentifier() for name in names)


@pytest.mark.parametrize(("table", "column"), ALL_COLUMNS)
def test_every_column_is_explained(table: Table, column: Column) -> None:
    assert column.label_ja
    assert column.label_en
    assert column.meaning_ja
    assert column.meaning_en
    assert column.code_list is None or column.code_list in LISTS


def test_private_parts_go_into_no_table() -> None:
    with pytest.raises(ValueError, match="unplaced is private"):
        list(rows([sheet(unplaced=(Unplaced(text="?"),))])["sheets"])


def broken(table: str, cells: Row) -> dict[str, list[Row]]:
    """Tables of one sheet with an indicator and a value, one cell of which was changed."""
    whole = sheet(
        units=(Unit(role="lead", name="図書課"),),
        indicators=({"name": "来館者", "values": (Value(measure="actual", value="12"),)},),
    )
    tables = {name: list(found) for name, found in rows([whole]).items()}
    tables[table][0] |= cells
    return tables


REFUSED: dict[str, tuple[str, Row, str]] = {
    "a measure that is not on the list": ("indicator_values", {"measure": "wish"}, "measure"),
    "a number with its unit": ("indicator_values", {"value": "12人"}, "value"),
    "a name missing": ("units", {"name": None}, "name"),
    "the municipality missing": ("sheets", {"municipality_code": None}, "municipality_code"),
    "a row of no sheet": ("units", {"sheet_no": 9}, "sheet_no"),
    "a value of no indicator": ("indicator_values", {"indicator_position": 5}, "position"),
    "a place that is no number": ("units", {"position": None}, "position"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_row_is_named(case: str) -> None:
    table, cells, column = REFUSED[case]
    with pytest.raises(TableError) as caught:
        sheets_from(broken(table, cells))
    assert caught.value.table == table
    assert column in str(caught.value.column)


def test_two_rows_in_one_place_are_refused() -> None:
    def twice() -> Iterator[Row]:
        for _ in range(2):
            yield from rows([sheet()])["sheets"]

    with pytest.raises(TableError, match="duplicate"):
        sheets_from({"sheets": twice()})
