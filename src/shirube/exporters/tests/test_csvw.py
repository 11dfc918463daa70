import json
import warnings
from pathlib import Path
from typing import Any

import csvw
import pytest

from shirube.exporters import FORMATS, ExportContext
from shirube.exporters.tests.real import EVERY, MIHON, published, spoil
from shirube.schema import Sheet
from shirube.schema.tables import TABLES


def few() -> tuple[Sheet, ...]:
    return published(MIHON)[:2]


def written(folder: Path, sheets: tuple[Sheet, ...] = ()) -> dict[str, Any]:
    FORMATS["csvw"].write(iter(sheets or few()), folder, ExportContext("試し"))
    found: dict[str, Any] = json.loads((folder / "csv-metadata.json").read_bytes())
    return found


def complaints(folder: Path) -> list[str]:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            valid = csvw.CSVW(str(folder / "csv-metadata.json"), validate=True).is_valid
        except ValueError as error:
            return [str(error)]
    found = [str(one.message) for one in told]
    return found if valid else [*found, "not valid"]


@pytest.mark.slow  # the validator needs a tenth of a second for a sheet of the large sample
@pytest.mark.parametrize("name", EVERY)
def test_the_validator_accepts(name: str, tmp_path: Path) -> None:
    written(tmp_path, published(name))
    assert complaints(tmp_path) == []


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("sheet_fiscal_year", "令和6"),
        ("sheet_kind", "施策"),
        ("sheet_no", "9999"),
        ("measure", ""),
        ("value", "12人"),
    ],
)
def test_the_validator_refuses_a_spoiled_cell(column: str, cell: str, tmp_path: Path) -> None:
    written(tmp_path)
    spoil(tmp_path / "indicator_values.csv", column, cell)
    assert complaints(tmp_path)


def test_the_validator_refuses_a_column_that_is_not_described(tmp_path: Path) -> None:
    found = written(tmp_path)
    found["tables"][0]["tableSchema"]["columns"].pop()
    (tmp_path / "csv-metadata.json").write_text(json.dumps(found), "utf-8")
    assert complaints(tmp_path)


def test_columns_have_titles_in_both_languages(tmp_path: Path) -> None:
    tables = {one["url"]: one for one in written(tmp_path)["tables"]}
    for name, table in TABLES.items():
        columns = tables[f"{name}.csv"]["tableSchema"]["columns"]
        assert [one["titles"] for one in columns] == [
            {"und": one.name, "ja": one.label_ja, "en": one.label_en} for one in table.columns
        ]


def test_cells_are_read_as_what_they_are(tmp_path: Path) -> None:
    written(tmp_path)
    group = csvw.TableGroup.from_file(tmp_path / "csv-metadata.json")
    (table,) = (one for one in group.tables if str(one.url) == "indicator_values.csv")
    row = next(iter(table))
    assert isinstance(row["sheet_no"], int)
    assert row["flags"] == []
    assert str(row["value"]) == published(MIHON)[0].indicators[0].values[0].value


def test_the_tables_are_those_of_csv_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()
    written(tmp_path)
    for path in FORMATS["csv"].write(few(), tmp_path / "csv", ExportContext("試し")):
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()
