"""The one description, and schema.org made of it: what search engines for data ask of a Dataset
(developers.google.com, structured data, Dataset) is there, and nothing that is not known.
"""

import json
from datetime import date
from typing import Any

import pytest

from shirube.exporters.dcat import catalogue_graph
from shirube.exporters.dcat.graph import Literal
from shirube.exporters.describing import Catalogue, DataFile, Dataset, Tally, schema_org
from shirube.exporters.describing.files import file_title
from shirube.exporters.describing.model import Contents, Places
from shirube.exporters.tests.real import EVERY, published
from shirube.schema import MunicipalityRef

MIHON = MunicipalityRef(code="999997", name="見本市")
FILES = tuple(
    DataFile(path, size=120, sha256="0" * 64)
    for path in (
        "sheets.json",
        "csv/indicator_values.csv",
        "csv/datapackage.json",
        "csv/csv-metadata.json",
        "xlsx/indicator_values-2.xlsx",
        "jsonl/sheets.jsonl",
        "parquet/sheets.parquet",
        "stratml/999997-2024.xml",
        "catalog.jsonld",
    )
)
EDITION = Dataset(
    Contents((MIHON,), (2024,), {"program": 12}, measures=("actual", "target")),
    FILES,
    Places("https://a.example/999997/e/2024-2/", "https://a.example/999997/2024/"),
    number=2,
    issued=date(2025, 10, 31),
    modified=date(2025, 12, 20),
    reason="集計の誤り",
    early=True,
)


def told(dataset: Dataset) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema_org(dataset))
    return found


def test_everything_that_is_asked_of_a_dataset_is_said() -> None:
    found = told(EDITION)
    assert found["@context"] == "https://schema.org/"
    assert found["@type"] == "Dataset"
    assert found["name"] == "見本市 令和6年度(2024)の行政評価"
    assert found["identifier"] == "urn:shirube:999997/2024"
    assert found["version"] == "2"
    assert found["temporalCoverage"] == "2024-04-01/2025-03-31"
    assert (found["datePublished"], found["dateModified"]) == ("2025-10-31", "2025-12-20")
    assert found["isAccessibleForFree"] is True
    assert [one["name"] for one in found["variableMeasured"]] == ["実績値", "目標値"]
    for name in ("creator", "publisher", "spatialCoverage"):
        assert [(one["name"], one["identifier"]) for one in found[name]] == [("見本市", "999997")]
    assert any("creativecommons.org/licenses/by/4.0" in one for one in found["license"])
    assert any("public_data_license_v1.0" in one for one in found["license"])
    assert {"行政評価", "policy evaluation", "見本市"} <= set(found["keywords"])


def test_every_file_is_a_download_with_address_and_type() -> None:
    downloads = told(EDITION)["distribution"]
    base = EDITION.places.base
    assert [one["contentUrl"] for one in downloads] == [base + file.path for file in FILES]
    types = {one["encodingFormat"] for one in downloads}
    assert {"text/csv", "application/vnd.apache.parquet", "application/ld+json"} <= types
    assert all(one["sha256"] == "0" * 64 for one in downloads)


@pytest.mark.parametrize("name", EVERY)
def test_descriptions_are_long_enough_and_not_too_long(name: str) -> None:
    tally = Tally()
    assert len(list(tally.over(published(name)))) == tally.contents.sheets
    found = told(Dataset(tally.contents))
    assert 50 <= len(found["description"]) <= 5000
    assert found["creator"][0]["name"] in found["name"]


def test_what_is_not_known_is_not_said() -> None:
    found = told(Dataset(Contents(())))
    absent = {"version", "url", "creator", "spatialCoverage", "temporalCoverage", "dateModified"}
    assert absent.isdisjoint(found)
    assert len(found["description"]) >= 50


def test_doubts_about_the_whole_are_told_in_both_languages() -> None:
    unsure = Dataset(Contents((MIHON,), (2024,), {"program": 3}, unconfirmed=2), early=True)
    description = told(unsure)["description"]
    assert "2枚は「機械読取・未確認」です" in description
    assert "2 sheets are machine-read, unconfirmed" in description
    assert "決算の認定前" in description
    assert "before the assembly approved the accounts" in description


def test_dcat_says_the_same_words() -> None:
    graph = list(catalogue_graph(Catalogue((EDITION,))))
    (dataset,) = (one for one in graph if "dcat:Dataset" in one.types)
    words = {
        (predicate, of.language): of.value
        for predicate, of in dataset.says
        if isinstance(of, Literal) and of.language and predicate != "dcat:keyword"
    }
    found = told(EDITION)
    assert words["dct:title", "ja"] == found["name"]
    assert words["dct:title", "en"] == found["alternateName"]
    both = f"{words['dct:description', 'ja']}\n\n{words['dct:description', 'en']}"
    assert both == found["description"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("csv/indicator_values.csv", "指標の値(CSV)"),
        ("xlsx/indicator_values-2.xlsx", "指標の値 2(Excel)"),
        ("csv/csv-metadata.json", "CSVW の記述(JSON)"),
        ("csv/datapackage.json", "Data Package の記述(JSON)"),
        ("stratml/999997-2024.xml", "計画と実績(StratML)"),
        ("odd.bin", "odd(BIN)"),
    ],
)
def test_files_are_called_by_what_they_hold(path: str, words: str) -> None:
    assert file_title(DataFile(path)).ja == words


def test_years_and_kinds_are_counted() -> None:
    contents = Contents((MIHON,), (2022, 2024), {"program": 1, "project": 2})
    found = told(Dataset(contents))
    assert found["name"] == "見本市 令和4年度(2022)から令和6年度(2024)の行政評価"
    assert "シート3枚(施策 1枚、事務事業 2枚)" in found["description"]
