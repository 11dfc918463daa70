"""Parquet files that were damaged or made by others."""

from pathlib import Path

import duckdb
import pytest

from shirube.exporters import FORMATS, ExportContext
from shirube.exporters.tests.test_xlsx import MEASURED
from shirube.importers import read_path
from shirube.importers.natives import rows_parquet
from shirube.importers.natives.tests.test_natives import NOTHING, said


def exported(folder: Path) -> Path:
    FORMATS["parquet"].write([MEASURED], folder, ExportContext("見本"))
    return folder


def rewritten(folder: Path, table: str, select: str) -> Path:
    """A table after somebody's question over it."""
    file = exported(folder) / f"{table}.parquet"
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE t AS FROM '{file}'")
        database.execute(f"COPY (SELECT {select} FROM t) TO '{file}'")
    return folder


@pytest.mark.parametrize("data", [b"x", b"PAR1PAR1", None])
def test_a_damaged_file(data: bytes | None, tmp_path: Path) -> None:
    file = exported(tmp_path) / "indicator_values.parquet"
    file.write_bytes(file.read_bytes()[:-20] if data is None else data)
    assert said(read_path(tmp_path, library=NOTHING)) == [
        ("not_parquet", "indicator_values.parquet")
    ]


@pytest.mark.parametrize(
    ("select", "expected"),
    [
        ("* REPLACE ('x' AS fiscal_year)", ("field_wrong", "indicator_values.parquet!1")),
        ("* REPLACE (true AS printed)", ("field_wrong", "indicator_values.parquet!1")),
        ("* REPLACE (value + 1 AS value)", ("digits_differ", "indicator_values.parquet!1")),
        ("*, 1 AS more", ("column_unknown", "indicator_values.parquet")),
    ],
)
def test_a_wrong_table(select: str, expected: tuple[str, str], tmp_path: Path) -> None:
    reading = read_path(rewritten(tmp_path, "indicator_values", select), library=NOTHING)
    assert said(reading) == [expected]


def test_whole_numbers_that_became_floats_and_digits_left_out(tmp_path: Path) -> None:
    select = "* EXCLUDE (value_exact) REPLACE (sheet_no::DOUBLE AS sheet_no)"
    (back,) = read_path(rewritten(tmp_path, "indicator_values", select), library=NOTHING).sheets
    assert back.indicators[0].values[0].value == "2.5"


def test_a_file_that_unpacks_to_more_rows_than_there_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_parquet, "MOST_ROWS", 1)
    assert said(read_path(exported(tmp_path), library=NOTHING)) == [
        ("zip_bomb", "indicator_values.parquet")
    ]
