"""What is generated is fresh: ``just docs`` writes these pages anew."""

from pathlib import Path

import pytest

from shirube.commands.docs import PAGES, write_pages
from shirube.commands.main import COMMANDS
from shirube.schema.codes import LISTS
from shirube.schema.tables import TABLES

DOCS = Path(__file__).resolve().parents[1] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_page_is_fresh(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == PAGES[name]()


def test_all_pages_are_written(tmp_path: Path) -> None:
    assert sorted(write_pages(tmp_path)) == sorted(tmp_path / name for name in PAGES)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_described_in_both_languages(name: str) -> None:
    assert (DOCS / "commands.md").read_text("utf-8").count(f"\n### shirube {name}\n") == 2


@pytest.mark.parametrize("name", [*TABLES, *LISTS])
def test_every_table_and_list_is_described(name: str) -> None:
    assert f"### {name}" in (DOCS / "codebook.md").read_text("utf-8")
