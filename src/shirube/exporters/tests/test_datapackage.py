import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import pytest

from shirube.basics.testing import schemas_folder
from shirube.exporters import FORMATS, ExportContext
from shirube.exporters.tests.real import EVERY, MIHON, published, spoil
from shirube.schema import Sheet
from shirube.schema.tables import TABLES, Beside
from shirube.schema.tables.models import EditionRow

CONTEXT = ExportContext("試し")


@cache
def profile() -> jsonschema.Draft7Validator:
    whole = json.loads((schemas_folder() / "datapackage-2.0.json").read_bytes())
    return jsonschema.Draft7Validator(whole)


def few() -> tuple[Sheet, ...]:
    return published(MIHON)[:2]


def written(
    folder: Path, sheets: tuple[Sheet, ...] = (), context: ExportContext = CONTEXT
) -> dict[str, Any]:
    FORMATS["datapackage"].write(iter(sheets or few()), folder, context)
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_bytes())
    return found


def complaints(folder: Path) -> list[str]:
    report = frictionless.validate(str(folder / "datapackage.json"))
    return [str(row) for row in report.flatten(["type", "message"])]


@pytest.mark.parametrize("name", EVERY)
def test_frictionless_and_the_profile_accept(name: str, tmp_path: Path) -> None:
    found = written(tmp_path, published(name))
    assert [error.message for error in profile().iter_errors(found)] == []
    assert complaints(tmp_path) == []


def test_the_parts_fit_their_own_profiles(tmp_path: Path) -> None:
    parts = written(tmp_path)["resources"]
    for name, found in (
        ("dataresource", parts),
        ("tableschema", [one["schema"] for one in parts]),
        ("tabledialect", [one["dialect"] for one in parts]),
    ):
        of = json.loads((schemas_folder() / f"{name}-2.0.json").read_bytes())
        for one in found:
            jsonschema.Draft7Validator(of).validate(one)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda found: found.pop("resources"),
        lambda found: found["resources"][0].update(path=7),
        lambda found: found["resources"][0]["schema"]["fields"][0].update(type="whole"),
        lambda found: found.update(licenses=[]),
    ],
)
def test_the_profile_refuses(spoil: Callable[[Any], None], tmp_path: Path) -> None:
    found = written(tmp_path)
    spoil(found)
    assert not profile().is_valid(found)


@pytest.mark.parametrize(
    ("column", "cell", "kind"),
    [
        ("sheet_fiscal_year", "令和6", "type-error"),
        ("sheet_kind", "施策", "constraint-error"),
        ("sheet_no", "9999", "foreign-key"),
        ("measure", "", "constraint-error"),
        ("value", "12,345", "type-error"),
        ("value", "12人", "type-error"),
    ],
)
def test_frictionless_refuses_a_spoiled_cell(
    column: str, cell: str, kind: str, tmp_path: Path
) -> None:
    written(tmp_path)
    spoil(tmp_path / "indicator_values.csv", column, cell)
    assert any(kind in one for one in complaints(tmp_path))


def test_frictionless_refuses_bytes_that_are_not_those_described(tmp_path: Path) -> None:
    written(tmp_path)
    path = tmp_path / "codes.csv"
    path.write_bytes(path.read_bytes().replace(b"program", b"progrom"))
    assert any("hash" in one for one in complaints(tmp_path))


def test_the_tables_are_those_of_csv_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()
    written(tmp_path)
    for path in FORMATS["csv"].write(few(), tmp_path / "csv", CONTEXT):
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_every_table_and_column_is_described_in_both_languages(tmp_path: Path) -> None:
    resources = {one["name"]: one for one in written(tmp_path)["resources"]}
    for name, table in TABLES.items():
        fields = resources[name]["schema"]["fields"]
        assert [field["name"] for field in fields] == [one.name for one in table.columns]
        for field, column in zip(fields, table.columns, strict=True):
            assert column.label_ja in field["title"]
            assert column.label_en in field["title"]


def test_choices_keys_and_references_are_told(tmp_path: Path) -> None:
    resources = {one["name"]: one["schema"] for one in written(tmp_path)["resources"]}
    values = resources["indicator_values"]
    measure = next(field for field in values["fields"] if field["name"] == "measure")
    assert {"value": "target", "label": "目標値 / target"} in measure["categories"]
    assert values["primaryKey"] == ["sheet_no", "indicator_position", "position"]
    assert values["foreignKeys"][0]["reference"]["resource"] == "indicators"


def test_an_edition_tells_version_and_day(tmp_path: Path) -> None:
    row = EditionRow(
        municipality_code="999997", edition="2024-2", fiscal_year=2024, number=2,
        kind="correction", published_on="2025-12-20", reason="集計の誤り",
    )  # fmt: skip
    context = ExportContext(
        "見本市", "2024-2", published_on=date(2025, 12, 20), beside=Beside(editions=(row,))
    )
    found = written(tmp_path, context=context)
    assert found["version"].endswith("-2")
    assert found["created"] == "2025-12-20T00:00:00+09:00"
    assert "集計の誤り" in found["description"]
    assert {one["name"] for one in found["licenses"]} == {"PDL-1.0", "CC-BY-4.0"}
