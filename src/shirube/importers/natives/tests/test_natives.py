import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shirube.designs.library import Library
from shirube.exporters import FORMATS, ExportContext
from shirube.importers import Reading, read_bytes, read_path
from shirube.importers.natives import archive
from shirube.schema import Indicator, MunicipalityRef, Sheet, Value, to_json

NOTHING = Library([])


def sheet(**parts: object) -> Sheet:
    mihon = MunicipalityRef(code="999997", name="見本市")
    whole = {"design": "mihon", "design_version": "1", "kind": "program", "municipality": mihon}
    visits = Indicator(
        name="来館者", values=(Value(measure="actual", value="12.0", flags=("a|b",)),)
    )
    made = {"code": "1", "title": "図書館\n本", "indicators": (visits,), "standing": "confirmed"}
    return Sheet.model_validate(whole | made | parts)


SHEETS = (sheet(), sheet(code="2", title=""))


def exported(folder: Path, name: str = "csv") -> Path:
    FORMATS[name].write(SHEETS, folder, ExportContext("見本"))
    return folder


def zipped(folder: Path, inside: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, inside + file.name)
    return packed.getvalue()


def said(reading: Reading) -> list[tuple[str, str | None]]:
    found = [problem for problem in reading.problems if problem.code != "design_not_here"]
    assert all(problem.text("ja") and problem.text("en") for problem in found)
    return [(problem.code, problem.at) for problem in found]


READING_BACK = [name for name, format_ in FORMATS.items() if format_.reads_back]


@pytest.mark.parametrize("name", READING_BACK)
def test_a_folder_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    reading = read_path(exported(tmp_path, name), library=NOTHING)
    assert reading.sheets == SHEETS
    assert said(reading) == []


@pytest.mark.parametrize("inside", ["", "見本/"])
@pytest.mark.parametrize("name", READING_BACK)
def test_an_archive_comes_back_as_it_was(name: str, inside: str, tmp_path: Path) -> None:
    packed = zipped(exported(tmp_path, name), inside)
    assert read_bytes(packed, "data.zip", library=NOTHING).sheets == SHEETS


def test_a_json_file_comes_back_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "ours.json").write_bytes(to_json(SHEETS))
    assert read_path(tmp_path / "ours.json", library=NOTHING).sheets == SHEETS


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_json_of_any_unicode_encoding(encoding: str) -> None:
    data = to_json(SHEETS).decode().encode(encoding)
    assert read_bytes(data, "ours.json", library=NOTHING).sheets == SHEETS


def test_sheets_of_a_design_that_is_not_here_are_told() -> None:
    reading = read_bytes(to_json(SHEETS), "ours.json", library=NOTHING)
    assert [problem.code for problem in reading.problems] == ["design_not_here"]
    assert reading.design is None


def one_changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    first, second = json.loads(to_json(SHEETS))
    change(first)
    return json.dumps([first, second]).encode()


WRONG_JSON: dict[str, tuple[Callable[[dict[str, Any]], object], tuple[str, str]]] = {
    "a field missing": (lambda s: s.pop("title"), ("field_missing", "[0].title")),
    "a name misspelt": (lambda s: s.update(titel=""), ("field_unknown", "[0].titel")),
    "a number with its unit": (
        lambda s: s["indicators"][0]["values"][0].update(value="12人"),
        ("field_wrong", "[0].indicators[0].values[0].value"),
    ),
    "a number that is no text": (
        lambda s: s["indicators"][0]["values"][0].update(value=12.5),
        ("field_wrong", "[0].indicators[0].values[0].value"),
    ),
    "an unknown measure": (
        lambda s: s["indicators"][0]["values"][0].update(measure="wish"),
        ("field_wrong", "[0].indicators[0].values[0].measure"),
    ),
    "a later form": (lambda s: s.update(schema_version="2.0"), ("newer_schema", "[0]")),
}


@pytest.mark.parametrize("case", WRONG_JSON)
def test_a_wrong_sheet_is_named_and_the_others_are_read(case: str) -> None:
    change, expected = WRONG_JSON[case]
    reading = read_bytes(one_changed(change), "ours.json", library=NOTHING)
    assert said(reading) == [expected]
    assert reading.sheets == SHEETS[1:]
    assert reading.problems[0].leaves_out


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[{", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"\x93\xfa\x96{", "not_json"),
        (b'{"a": 1}', "not_sheets"),
        (b"[]", "no_native_sheets"),
        (b" \n", "empty_file"),
    ],
)
def test_what_is_no_array_of_sheets(data: bytes, code: str) -> None:
    reading = read_bytes(data, "ours.json", library=NOTHING)
    assert [problem for problem, _ in said(reading)] == [code]
    assert reading.problems[0].fatal


def test_an_entry_that_is_no_sheet() -> None:
    reading = read_bytes(b"[7]", "ours.json", library=NOTHING)
    assert said(reading) == [("field_wrong", "[0]")]


def edited(folder: Path, file: str, old: str, new: str) -> Path:
    path = exported(folder) / file
    text = path.read_text("utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8-sig", newline="")
    return folder


WRONG_CSV = {
    "a number with its unit": ("12.0", "12人", "field_wrong"),
    "an unknown measure": ("actual", "wish", "field_wrong"),
    "a year that is no number": (",,actual", ",R1,actual", "field_wrong"),
    "a lost backslash": (r"a\|b", "a\\", "field_wrong"),
    "a row of no indicator": ("confirmed,,1,1", "confirmed,,7,1", "row_orphan"),
    "a place that is no number": ("confirmed,,1,1", "confirmed,,1,", "row_place"),
}


@pytest.mark.parametrize("case", WRONG_CSV)
def test_a_wrong_row_is_named_and_other_sheets_are_read(case: str, tmp_path: Path) -> None:
    old, new, code = WRONG_CSV[case]
    reading = read_path(edited(tmp_path, "indicator_values.csv", old, new), library=NOTHING)
    assert said(reading) == [(code, "indicator_values.csv!2")]
    assert reading.sheets == SHEETS[1:]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("measure", "mesure", ("column_unknown", "indicator_values.csv!1")),
        ("actual,", "actual,,", ("row_length", "indicator_values.csv!2")),
        ("actual,", '"actual,', ("row_length", "indicator_values.csv!3")),
    ],
)
def test_a_torn_table_is_not_read(
    old: str, new: str, expected: tuple[str, str], tmp_path: Path
) -> None:
    reading = read_path(edited(tmp_path, "indicator_values.csv", old, new), library=NOTHING)
    assert said(reading) == [expected]
    assert reading.failed


def in_lines(folder: Path, old: str, new: str) -> Path:
    path = exported(folder, "jsonl") / "indicator_values.jsonl"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"12.0"', "12.0", "field_wrong"),
        ('"fiscal_year":null', '"fiscal_year":"R1"', "field_wrong"),
        ('"flags":["a|b"]', '"flags":"a|b"', "field_wrong"),
        ('"indicator_position":1', '"indicator_position":true', "row_place"),
        ('"indicator_position":1', '"indicator_position":7', "row_orphan"),
    ],
)
def test_a_wrong_line_is_named_and_other_sheets_are_read(
    old: str, new: str, code: str, tmp_path: Path
) -> None:
    reading = read_path(in_lines(tmp_path, old, new), library=NOTHING)
    assert said(reading) == [(code, "indicator_values.jsonl!1")]
    assert reading.sheets == SHEETS[1:]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"measure"', '"mesure"', ("column_unknown", "indicator_values.jsonl!1")),
        ("}\n", "\n", ("not_json", "indicator_values.jsonl!1")),
        ("}\n", "}\n7\n", ("not_json", "indicator_values.jsonl!2")),
    ],
)
def test_lines_that_are_no_table_are_not_read(
    old: str, new: str, expected: tuple[str, str], tmp_path: Path
) -> None:
    reading = read_path(in_lines(tmp_path, old, new), library=NOTHING)
    assert said(reading) == [expected]
    assert reading.failed


def test_tables_of_a_later_form_are_not_half_understood(tmp_path: Path) -> None:
    reading = read_path(edited(tmp_path, "sheets.csv", "1.0,mihon", "2.0,mihon"), library=NOTHING)
    assert [code for code, _ in said(reading)] == ["newer_schema"]
    assert reading.sheets == SHEETS[1:]


def test_tables_saved_again_by_excel(tmp_path: Path) -> None:
    for file in exported(tmp_path).glob("*.csv"):
        text = file.read_text("utf-8-sig")
        file.write_bytes(text.replace("true", "TRUE").encode("cp932", "replace"))
    assert read_path(tmp_path, library=NOTHING).sheets == SHEETS


def test_an_archive_without_sheets() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("photo.txt", "x")
    assert said(read_bytes(packed.getvalue(), "data.zip", library=NOTHING))[0][0] == "not_our_zip"


def test_an_archive_that_unpacks_beyond_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("sheets.csv", "0" * 100_000)
    assert said(read_bytes(packed.getvalue(), "data.zip", library=NOTHING))[0][0] == "zip_bomb"


def test_an_archive_cut_short(tmp_path: Path) -> None:
    packed = zipped(exported(tmp_path))[:200]
    assert said(read_bytes(packed, "data.zip", library=NOTHING))[0][0] == "not_a_zip"
