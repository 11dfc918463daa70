"""A form may print which way is better and how values add up; only the words it knows count."""

import pytest

from shirube.designs.program_form.tests.forms import DESIGNS
from shirube.importers.read import Reading, read_bytes, read_path
from shirube.schema import Indicator

FIXTURE = DESIGNS / "mihon_shisaku/tests/fixture.txt"


def read(**changes: str) -> Reading:
    text = FIXTURE.read_text("utf-8")
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    return read_bytes(text.encode(), "fixture.txt")


def indicator(reading: Reading, name: str) -> Indicator:
    (found,) = (i for sheet in reading.sheets for i in sheet.indicators if i.name == name)
    return found


@pytest.mark.parametrize(
    ("name", "better", "accumulation"),
    [
        ("週に3日以上歩く人の割合", "up", "point"),
        ("直した歩道の延長(累計)", "up", "cumulative"),
        ("公園の遊具の不具合の件数", "down", "year"),
    ],
)
def test_printed_words_are_understood(name: str, better: str, accumulation: str) -> None:
    found = indicator(read_path(FIXTURE), name)
    assert (found.better, found.better_basis) == (better, "printed")
    assert found.accumulation == accumulation


def test_a_word_that_the_form_does_not_know_is_left_unplaced() -> None:
    reading = read(低いほどよい="ほどほどがよい")
    found = indicator(reading, "公園の遊具の不具合の件数")
    assert found.better_basis != "printed"
    assert [rest.text for rest in reading.sheets[0].unplaced] == ["ほどほどがよい"]


def test_a_direction_without_a_word_is_none() -> None:
    found = indicator(read(低いほどよい="—"), "公園の遊具の不具合の件数")
    assert found.better_basis != "printed"


def test_the_values_stand_where_they_stood() -> None:
    text = FIXTURE.read_text("utf-8")
    without = "\n".join(line for line in text.split("\n") if "よい方向" not in line)
    with_, bare = (
        [
            [(v.fiscal_year, v.measure, v.printed, v.flags) for v in i.values]
            for sheet in read_bytes(version.encode(), "fixture.txt").sheets
            for i in sheet.indicators
        ]
        for version in (text, without)
    )
    assert with_ == bare
