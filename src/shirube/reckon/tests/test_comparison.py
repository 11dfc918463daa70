from decimal import Decimal

import pytest

from shirube.reckon import compare
from shirube.reckon.achievement import Better
from shirube.schema import Value


def value(number: str | None, year: int, **more: object) -> Value:
    return Value.model_validate({"measure": "actual", "fiscal_year": year, "value": number, **more})


@pytest.mark.parametrize(
    ("better", "this", "outcome"),
    [
        ("up", "11", "better"),
        ("up", "9", "worse"),
        ("down", "9", "better"),
        ("down", "11", "worse"),
        ("milestone", "11", "better"),
        (None, "11", "higher"),
        (None, "9", "lower"),
        ("range", "10", "same"),
        ("up", "10.0", "same"),
    ],
)
def test_against_ten_the_year_before(better: Better | None, this: str, outcome: str) -> None:
    assert compare(value(this, 2020), value("10", 2019), better).outcome == outcome


def test_the_difference_is_told() -> None:
    assert compare(value("9.5", 2020), value("10", 2019), "up").difference == Decimal("-0.5")


@pytest.mark.parametrize(
    ("this", "before", "why"),
    [
        (None, value("10", 2019), "missing"),
        (value(None, 2020, missing="blank"), value("10", 2019), "missing"),
        (value("9", 2020, flags=("shifted",)), value("10", 2019), "doubtful"),
        (value("9", 2020, qualifier="about"), value("10", 2019), "qualifier"),
        (value("10", 2020, observed_year=2019), value("10", 2019), "same_observation"),
    ],
)
def test_not_comparable(this: Value | None, before: Value, why: str) -> None:
    assert compare(this, before, "up").why_not == why


def test_other_unit() -> None:
    this, before = value("9", 2020), value("10", 2019)
    assert compare(this, before, "up", units=("人", "千人")).why_not == "unit"
    assert compare(this, before, "up", units=("ＧＢ", "GB")).outcome == "worse"


def test_a_range_is_not_above_or_below() -> None:
    assert compare(value("9", 2020), value("10", 2019), "range").why_not == "range"
