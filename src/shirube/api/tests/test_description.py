"""What the interface says about itself is right OpenAPI, and the pages say all of it."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from django.test import Client
from openapi_spec_validator import validate

from shirube.api.description.openapi import openapi, openapi_bytes
from shirube.api.problems import KINDS
from shirube.publishing.rows.keys import filters
from shirube.schema.tables import TABLES

ROOT = Path(__file__).resolve().parents[4]
LINTER = ROOT / "node_modules" / ".bin" / "redocly"
OPERATIONS = [
    pytest.param(path, operation, id=operation["operationId"])
    for path, methods in openapi()["paths"].items()
    for operation in methods.values()
]


def test_openapi_is_valid() -> None:
    assert openapi()["openapi"] == "3.1.0"
    validate(json.loads(openapi_bytes()))


def test_a_linter_has_nothing_to_say(tmp_path: Path) -> None:
    if not LINTER.exists():
        pytest.skip("node_modules/.bin/redocly is not installed: .ci/install")
    file = tmp_path / "openapi.json"
    file.write_bytes(openapi_bytes())
    run = [str(LINTER), "lint", str(file), "--extends", "recommended", "--format", "json"]
    quiet = os.environ | {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    said = subprocess.run(run, env=quiet, cwd=tmp_path, capture_output=True, check=False)
    assert json.loads(said.stdout)["problems"] == []


@pytest.mark.django_db
def test_the_same_bytes_every_time() -> None:
    first, second = (Client().get("/api/v1/openapi.json").content for _ in range(2))
    assert first == second == openapi_bytes()


@pytest.mark.parametrize(("path", "operation"), OPERATIONS)
def test_every_operation_has_examples_and_both_languages(
    path: str, operation: dict[str, object]
) -> None:
    for text in (operation["summary"], operation["description"]):
        assert " / " in str(text)
    for parameter in operation["parameters"]:  # type: ignore[attr-defined]
        assert "example" in parameter
        assert " / " in parameter["description"]
    for status, answer in operation["responses"].items():  # type: ignore[attr-defined]
        for content in answer.get("content", {}).values():
            assert "example" in content or "examples" in content, (path, status)


@pytest.mark.parametrize("name", TABLES)
def test_every_filter_is_described(name: str) -> None:
    parameters = openapi()["paths"][f"/api/v1/tables/{name}"]["get"]["parameters"]
    said = {one["name"] for one in parameters}
    own = {"fields", "empty", "edition", "limit", "cursor", "format"}
    assert said == set(filters(TABLES[name])) | own


@pytest.mark.django_db
def test_pages_tell_every_operation_and_every_problem() -> None:
    reference = Client().get("/api/docs/").content.decode()
    for path in openapi()["paths"]:
        assert f"GET {path}<" in reference
    problems = Client().get("/api/problems/").content.decode()
    for name in KINDS:
        assert f'id="{name}"' in problems
    assert "curl" in Client().get("/api/").content.decode()
