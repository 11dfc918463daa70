"""The examples of docs/clients.md are run as they stand, in their order, against a server."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from shirube.api.tests.asking import counted, published

PAGE = Path(__file__).resolve().parents[4] / "docs" / "clients.md"
EXAMPLE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_RUN = {"r", "powerquery"}
SAYS = {  # a word of each example's answer
    "api/v1/municipalities": "見本市",
    "head -n 3": "相談件数",
    "If-None-Match": "304",
    "groupby": "相談件数",
    "urljoin": "2 sheets",
    "duckdb.sql": "相談件数",
    "soffice": "sheets.xlsx",
}


def test_the_page_says_which_are_not_run() -> None:
    parts = re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    for part in parts:
        languages = {language for language, _ in EXAMPLE.findall(part)}
        assert bool(languages & NOT_RUN) == ("not run)" in part.splitlines()[0])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_examples_run(live_server: LiveServer, settings: Settings, tmp_path: Path) -> None:
    settings.SHIRUBE_PAGE_MAKERS = []
    published(counted("32", 1, 2, year=2024), counted("33", 3, year=2024), year=2024)
    said = []
    for language, text in EXAMPLE.findall(PAGE.read_text("utf-8")):
        needs_office = "soffice" in text
        if language in NOT_RUN or (needs_office and shutil.which("soffice") is None):
            continue
        program = ["bash", "-e", "-c"] if language == "sh" else [sys.executable, "-c"]
        done = subprocess.run(
            [*program, text.replace("https://example.jp", live_server.url)],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"
        said.append((text, done.stdout))
    for sign, word in SAYS.items():
        answers = [answer for text, answer in said if sign in text]
        assert all(word in answer for answer in answers), (sign, answers)
    assert len(said) >= len(SAYS)
