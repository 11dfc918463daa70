"""A form that prints a summary in plain Japanese, and the same form where nobody wrote one."""

from pathlib import Path

import pytest

from shirube.designs import packaged
from shirube.importers import read_path
from shirube.schema import Sheet

FIXTURE = Path(__file__).parents[2] / "mihon_shisaku" / "tests" / "fixture.txt"
SUMMARY = "道(みち)を なおしました。\nこれから、公園(こうえん)も なおします。"


def read_with(tmp_path: Path, more: str) -> Sheet:
    file = tmp_path / "sheet.txt"
    file.write_text(FIXTURE.read_text("utf-8").rstrip("\n") + more, "utf-8")
    return read_path(file, library=packaged()).sheets[-1]


def test_lines_below_the_heading_are_one_text(tmp_path: Path) -> None:
    one = read_with(tmp_path, f"\n\n10 やさしい日本語の要約\n\n{SUMMARY}\n")
    assert [text.text for text in one.narratives if text.key == "plain_summary"] == [SUMMARY]


def test_a_page_number_is_no_part_of_it(tmp_path: Path) -> None:
    first, second = SUMMARY.split("\n")
    one = read_with(tmp_path, f"\n\n10 やさしい日本語の要約\n\n{first}\n\n12\n\n{second}\n")
    assert [text.text for text in one.narratives if text.key == "plain_summary"] == [SUMMARY]


@pytest.mark.parametrize("more", ["\n", "\n\n10 やさしい日本語の要約\n"], ids=["absent", "empty"])
def test_the_form_without_it_reads_as_before(tmp_path: Path, more: str) -> None:
    one = read_with(tmp_path, more)
    assert one.narratives == read_with(tmp_path, "\n").narratives
    assert "plain_summary" not in {text.key for text in one.narratives}
