import csv
import json
import zipfile
from pathlib import Path

import jsonschema
import pytest

from shirube.exporters import FORMATS, ExportContext, FormatError
from shirube.exporters.formats import discover
from shirube.schema import MunicipalityRef, Narrative, Sheet, Unplaced
from shirube.schema.codes import LISTS
from shirube.schema.tables import TABLES

CONTEXT = ExportContext("見本市の施策評価", edition="2024-1")


def sheet(**parts: object) -> Sheet:
    mihon = MunicipalityRef(code="999997", name="見本市")
    whole = {"design": "d", "design_version": "1", "kind": "program", "municipality": mihon}
    return Sheet.model_validate(whole | {"code": "01", "title": "図書館"} | parts)


TWO_LINES = sheet(narratives=(Narrative(key="aim", label="目標", text="本を,読む\r\nまち"),))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_sheets_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    def written(folder: str) -> dict[str, bytes]:
        (tmp_path / folder).mkdir()
        files = FORMATS[name].write([TWO_LINES, sheet()], tmp_path / folder, CONTEXT)
        assert sorted(files) == sorted((tmp_path / folder).iterdir())
        return {file.name: file.read_bytes() for file in files}

    assert written("first") == written("second")


@pytest.mark.parametrize("name", FORMATS)
def test_sheets_are_walked_once(name: str, tmp_path: Path) -> None:
    assert FORMATS[name].write(iter([sheet(), sheet()]), tmp_path, CONTEXT)


@pytest.mark.parametrize("name", FORMATS)
def test_licence_and_edition_travel_with_the_data(name: str, tmp_path: Path) -> None:
    said = b"".join(map(unpacked, FORMATS[name].write([], tmp_path, CONTEXT)))
    assert b"CC BY 4.0" in said
    assert b"2024-1" in said


def unpacked(file: Path) -> bytes:
    if not zipfile.is_zipfile(file):
        return file.read_bytes()
    with zipfile.ZipFile(file) as package:
        return b"".join(map(package.read, package.namelist()))


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_record_of_csv_is_one_line(tmp_path: Path) -> None:
    FORMATS["csv"].write([TWO_LINES], tmp_path, CONTEXT)
    written = (tmp_path / "narratives.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfsheet_no,")
    assert written.count(b"\r\n") == 2
    assert len(written.decode().splitlines()) == 2
    assert table(tmp_path, "narratives.csv")[0]["text"] == r"本を,読む\r\nまち"


def test_every_table_is_written_even_without_rows(tmp_path: Path) -> None:
    FORMATS["csv"].write([], tmp_path, CONTEXT)
    assert {file.stem for file in tmp_path.iterdir()} == {*TABLES, "codebook", "codes", "about"}


def test_codebook_explains_every_column_and_code(tmp_path: Path) -> None:
    FORMATS["csv"].write([], tmp_path, CONTEXT)
    explained = {(row["table"], row["column"]) for row in table(tmp_path, "codebook.csv")}
    assert explained == {(t.name, column.name) for t in TABLES.values() for column in t.columns}
    codes = {(row["list"], row["code"]) for row in table(tmp_path, "codes.csv")}
    assert codes == {(name, code) for name, entries in LISTS.items() for code in entries}


def test_unconfirmed_stands_on_every_row(tmp_path: Path) -> None:
    FORMATS["csv"].write([TWO_LINES], tmp_path, CONTEXT)
    for name in ("sheets", "narratives"):
        assert [row["standing"] for row in table(tmp_path, f"{name}.csv")] == ["machine_read"]


def test_json_fits_its_schema(tmp_path: Path) -> None:
    FORMATS["json"].write([TWO_LINES, sheet()], tmp_path, CONTEXT)
    schema = json.loads((tmp_path / "sheet.schema.json").read_bytes())
    sheets = json.loads((tmp_path / "sheets.json").read_bytes())
    assert len(sheets) == 2
    for found in sheets:
        jsonschema.validate(found, schema, cls=jsonschema.Draft202012Validator)


def test_no_sheets_are_an_empty_array(tmp_path: Path) -> None:
    FORMATS["json"].write([], tmp_path, CONTEXT)
    assert json.loads((tmp_path / "sheets.json").read_bytes()) == []


def test_private_parts_are_refused_by_tables(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="private"):
        FORMATS["csv"].write([sheet(unplaced=(Unplaced(text="?"),))], tmp_path, CONTEXT)


def test_a_folder_without_exporter_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "odd").mkdir()
    with pytest.raises(FormatError, match=r"odd: has no exporter\.py"):
        discover(tmp_path, "shirube.exporters")
