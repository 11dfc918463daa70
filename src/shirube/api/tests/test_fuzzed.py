"""Requests that nobody would write by hand, made by schemathesis out of the description.

``SHIRUBE_FUZZ=10000`` makes so many; as a rule there are some hundred.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from shirube.api.description.openapi import openapi
from shirube.api.tests.asking import counted, published

MANY = int(os.environ.get("SHIRUBE_FUZZ") or 0)
SCHEMATHESIS = Path(sys.executable).parent / "schemathesis"
OPERATIONS = sum(len(methods) for methods in openapi()["paths"].values())


def without_cursors(description: dict[str, object]) -> dict[str, object]:
    """A cursor cannot be made up: only an answer gives one out (``test_rows``)."""
    copy = json.loads(json.dumps(description))
    for methods in copy["paths"].values():
        for operation in methods.values():
            operation["parameters"] = [p for p in operation["parameters"] if p["name"] != "cursor"]
    return copy  # type: ignore[no-any-return]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_answer_is_as_described_and_none_is_our_mistake(
    live_server: LiveServer, settings: Settings, tmp_path: Path
) -> None:
    settings.SHIRUBE_API_RATE = 0
    settings.SHIRUBE_PAGE_MAKERS = []
    published(counted("32", *range(150), year=2024), counted("11", 7, year=2024), year=2024)
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(without_cursors(openapi())), "utf-8")
    phases = "examples,coverage,fuzzing" if MANY else "examples,fuzzing"
    run = [str(SCHEMATHESIS), "run", str(file), "--url", live_server.url, "--checks", "all",
           "--phases", phases, "--max-examples", str(max(3, MANY // OPERATIONS)), "--seed", "1",
           "--continue-on-failure", "--no-shrink"]  # fmt: skip
    said = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    print(said.stdout[-3000:])  # noqa: T201 - the summary, shown by -s
    assert said.returncode == 0, said.stdout[-6000:] + said.stderr[-2000:]
