"""Numbers typed with a unit, beside the unit of their indicator."""

import pytest

from shirube.workflow.drafts.addresses import Address, Item
from shirube.workflow.drafts.fields import BadTextError, Reading, read
from shirube.workflow.drafts.units import unit_said

WHERE = Address("indicators.values", "e1", "value")


def cell() -> Item:
    return {"measure": "actual", "fiscal_year": 2025, "at": "e1"}


def typed(text: str, unit: str | None) -> Reading:
    return read(cell(), WHERE, text, {"unit": unit})


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("２４，５００人", "人"),
        ("98.5%", "％"),
        ("10ヶ所", "か所"),
        ("10箇所", "カ所"),
        ("2.4千人", "千人"),
        ("1.5ポイント", "%"),
        ("約1200人以上", "人"),
        ("1,234", "人"),
        ("210人", None),
    ],
)
def test_the_same_unit(text: str, unit: str | None) -> None:
    assert unit_said(text, unit).kind == "same"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("2.4千人", "人"),
        ("1.2万", "人"),
        ("2400人", "千人"),
        ("98.5%", "校区"),
        ("12人", "%"),
        ("3億円", "百万円"),
        ("1.2万人", None),
    ],
)
def test_another_size_or_kind_is_no_number_of_this_indicator(text: str, unit: str | None) -> None:
    with pytest.raises(BadTextError, match="単位に直した数だけ"):
        typed(text, unit)


def test_another_word_for_the_unit_is_kept_and_told() -> None:
    reading = typed("12世帯", "件")
    assert reading.changes["value"] == "12"
    assert "「世帯」と書かれています" in reading.say


def test_words_for_a_missing_number_have_no_unit() -> None:
    assert typed("集計中", "人").changes["missing"] == "pending"
