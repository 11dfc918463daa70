"""The fictional city: its files are read without a problem, and every rule has something to say."""

from pathlib import Path

import pytest

from shirube.designs import packaged
from shirube.importers import read_path
from shirube.lint import RULES, Finding, check
from shirube.schema import Sheet

FILES = Path(__file__).parents[1] / "src/shirube/sample/files"
SHEETS = {
    "r4_shisaku.txt": 4,
    "r4_jimujigyo.csv": 8,
    "r5_shisaku.txt": 4,
    "r5_jimujigyo.csv": 8,
    "r6_shisaku.txt": 4,
    "r6_jimujigyo.csv": 8,
}
# What was put into the files on purpose; anything else would be a slip of ours.
INTENDED = {
    ("printed_rate_differs", "2022/program/21"),
    ("unit_missing", "2022/program/21"),
    ("actual_of_another_year", "2022/program/21"),
    ("foreign_letters", "2022/program/32"),
    ("cost_counted_twice", "2022/program/32"),
    ("repeated_value", "2023/program/21"),
    ("target_changed", "2023/program/32"),
    ("cost_counted_twice", "2023/program/32"),
    ("total_differs_from_rows", "2023/program/41"),
    ("mark_without_note", "2023/program/41"),
    ("project_differs_between_sheets", "2023/program/41"),
    ("project_differs_between_sheets", "2023/program/32"),
    ("plain_summary_hard_to_read", "2023/program/41"),
    ("actual_without_target", "2024/program/11"),
    ("actual_of_another_year", "2024/program/21"),
    ("final_target_passed", "2024/program/32"),
    ("final_target_passed", "2024/project/0102010410"),
    ("personal_data", "2024/program/32"),
    ("cost_counted_twice", "2024/program/32"),
    ("actual_before_year_end", "2024/program/41"),
    ("rating_against_numbers", "2024/program/41"),
    ("action_time_passed", "2024/program/41"),
}


@pytest.fixture(scope="module")
def sheets() -> tuple[Sheet, ...]:
    return tuple(sheet for name in SHEETS for sheet in read_path(FILES / name).sheets)


@pytest.fixture(scope="module")
def findings(sheets: tuple[Sheet, ...]) -> tuple[Finding, ...]:
    return check(sheets, packaged())


@pytest.mark.parametrize(("name", "count"), SHEETS.items(), ids=SHEETS)
def test_file_is_read_whole(name: str, count: int) -> None:
    reading = read_path(FILES / name)
    assert reading.problems == ()
    assert len(reading.sheets) == count
    assert reading.coverage.unplaced == 0


def test_every_rule_reports(findings: tuple[Finding, ...]) -> None:
    assert {finding.rule for finding in findings} == set(RULES)


def test_nothing_but_what_was_put_there_is_found(findings: tuple[Finding, ...]) -> None:
    found = {(f.rule, f.sheet.removeprefix("999997/")) for f in findings if f.sheet}
    assert found == INTENDED
