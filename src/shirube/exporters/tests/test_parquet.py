"""The Parquet files as DuckDB and pandas see them."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from shirube.exporters import FORMATS, ExportContext
from shirube.exporters.tests.test_xlsx import MEASURED
from shirube.schema import Narrative, Sheet
from shirube.schema.tables import TABLES, Column
from shirube.schema.tables.exact import with_exact
from shirube.schema.tests.test_tables import sheet

TYPES = {"integer": "BIGINT", "decimal": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
         "list": "VARCHAR[]"}  # fmt: skip


def written(folder: Path, *sheets: Sheet) -> Path:
    FORMATS["parquet"].write(sheets, folder, ExportContext("見本's", edition="2024-1"))
    return folder


def asked(folder: Path, question: str) -> list[Any]:
    with duckdb.connect() as database:
        database.execute(f"SET file_search_path = '{folder}'")
        return database.execute(question).fetchall()


def test_every_table_is_there_with_true_types(tmp_path: Path) -> None:
    written(tmp_path)
    for table in TABLES.values():
        found = asked(tmp_path, f"DESCRIBE FROM '{table.name}.parquet'")
        assert [(name, kind) for name, kind, *_ in found] == [
            (column.name, kind_of(column)) for column in with_exact(table.columns)
        ]


def kind_of(column: Column) -> str:
    return TYPES.get(column.type, "VARCHAR")


def test_a_decimal_is_computed_with_and_keeps_its_digits(tmp_path: Path) -> None:
    written(tmp_path, MEASURED)
    ((total, digits),) = asked(
        tmp_path, "SELECT sum(value), list(value_exact) FROM 'indicator_values.parquet'"
    )
    assert total == pytest.approx(12345678901234567892.6)
    assert digits == ["2.50", "12345678901234567890.10"]


def test_several_values_are_a_list(tmp_path: Path) -> None:
    written(tmp_path, MEASURED)
    found = asked(tmp_path, "SELECT parts, flags FROM 'indicator_values.parquet'")
    assert found == [(["1", "2.0"], []), ([], [])]


def test_texts_are_without_marks_and_an_empty_one_is_not_none(tmp_path: Path) -> None:
    texts = ("a\\nb", "二\n行", "", "=1+1", "\x00\u2028")
    narratives = tuple(Narrative(key=str(n), label="文", text=text) for n, text in enumerate(texts))
    written(tmp_path, sheet(narratives=narratives))
    found = asked(tmp_path, "SELECT text, direction FROM 'narratives.parquet'")
    assert found == [(text, None) for text in texts]


def test_a_file_says_what_it_is(tmp_path: Path) -> None:
    written(tmp_path, MEASURED)
    found = dict(
        asked(
            tmp_path, "SELECT decode(key), decode(value) FROM parquet_kv_metadata('costs.parquet')"
        )
    )
    assert (found["title"], found["edition"], found["table"]) == ("見本's", "2024-1", "costs")
    amount = json.loads(found["columns"])["amount"]
    assert amount["type"] == "decimal"
    assert amount["label_ja"]
    assert amount["label_en"]


def test_pandas_takes_it_from_duckdb(tmp_path: Path) -> None:
    written(tmp_path, MEASURED)
    with duckdb.connect() as database:
        file = tmp_path / "indicator_values.parquet"
        found = database.execute("SELECT * FROM read_parquet($1)", [str(file)]).df()
    assert found["value"].dtype == "float64"
    assert found["sheet_no"].tolist() == [1, 1]


def test_a_folder_may_be_called_like_a_pattern(tmp_path: Path) -> None:
    folder = tmp_path / "R6[案]*'?"
    folder.mkdir()
    assert (written(folder, MEASURED) / "sheets.parquet").stat().st_size
