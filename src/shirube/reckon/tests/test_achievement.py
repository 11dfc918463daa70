"""Worked cases from print are the specification."""

from decimal import Decimal

import pytest

from shirube.reckon import Formula, NotComputable, Range, Rate, achievement, rounded
from shirube.reckon.achievement import REASONS


def rate(formula: Formula, actual: str, target: str | Range, baseline: str | None = None) -> Rate:
    result = achievement(
        formula,
        target=Decimal(target) if isinstance(target, str) else target,
        actual=Decimal(actual),
        baseline=None if baseline is None else Decimal(baseline),
    )
    assert isinstance(result, Rate)
    return result


def refusal(formula: Formula, actual: str | None, target: str | None) -> str:
    result = achievement(
        formula,
        target=None if target is None else Decimal(target),
        actual=None if actual is None else Decimal(actual),
    )
    assert isinstance(result, NotComputable)
    return result.reason


@pytest.mark.parametrize(
    ("formula", "actual", "target", "printed"),
    [
        ("actual/target", "59.4", "68.0", "87.4"),
        ("actual/target", "606399", "460000", "131.8"),
        ("actual/target", "701907", "450000", "156.0"),
        ("actual/target", "339480", "440000", "77.2"),
        ("target/actual", "95.1", "92.7", "97.5"),
        ("2-actual/target", "0.42", "0.27", "44.4"),
        ("2-actual/target", "0.60", "0.27", "-22.2"),
    ],
)
def test_printed_rates(formula: Formula, actual: str, target: str, printed: str) -> None:
    assert rounded(rate(formula, actual, target)) == Decimal(printed)


def test_way_from_the_baseline() -> None:
    assert rate("baseline_progress", "30", "40", baseline="20").percent == 50
    assert rate("baseline_progress", "30", "20", baseline="40").percent == 50
    assert rate("baseline_progress", "15", "40", baseline="20").percent == -25


def test_ends_belong_to_a_range() -> None:
    band = Range(Decimal(10), Decimal(20))
    assert rate("range", "20", band).met
    assert not rate("range", "20.1", band).met
    assert rate("range", "999", Range(Decimal(10), None)).met
    assert rate("range", "15", band).yes_or_no


def test_milestone_is_reached_from_below_or_from_above() -> None:
    assert rate("milestone", "1", "1").met
    assert not rate("milestone", "3", "0", baseline="9").met
    assert rate("milestone", "0", "0", baseline="9").met


@pytest.mark.parametrize(
    ("formula", "actual", "target", "reason"),
    [
        ("actual/target", "5", None, "no_target"),
        ("actual/target", None, "5", "no_actual"),
        ("actual/target", "5", "0", "target_zero"),
        ("actual/target", "-5", "-10", "negative"),
        ("target/actual", "5", "0", "target_zero"),
        ("target/actual", "0", "5", "actual_zero"),
        ("target/actual", "-1", "5", "negative"),
        ("2-actual/target", "5", "0", "target_zero"),
        ("baseline_progress", "5", "9", "no_baseline"),
        ("range", "5", "9", "no_range"),
    ],
)
def test_what_cannot_be_computed_says_why(
    formula: Formula, actual: str | None, target: str | None, reason: str
) -> None:
    assert refusal(formula, actual, target) == reason


def test_baseline_at_the_target() -> None:
    five = Decimal(5)
    result = achievement("baseline_progress", target=five, actual=five, baseline=five)
    assert result == NotComputable("baseline_progress", "baseline_is_target")


def test_a_ratio_has_no_range_as_target() -> None:
    band = Range(Decimal(1), Decimal(2))
    result = achievement("actual/target", target=band, actual=Decimal(1))
    assert result == NotComputable("actual/target", "range_is_no_number")


def test_reasons_are_told_in_both_languages() -> None:
    assert NotComputable("actual/target", "target_zero").text() == REASONS["target_zero"][0]
    assert NotComputable("actual/target", "target_zero").text("en") == "the target is zero"


def test_formula_and_inputs_travel_with_the_rate() -> None:
    shown = rate("actual/target", "9", "8")
    assert shown.formula == "actual/target"
    assert shown.inputs == {"actual": Decimal(9), "target": Decimal(8)}


@pytest.mark.parametrize(
    ("rounding", "expected"), [("half_up", "0.5"), ("down", "0.4"), ("half_even", "0.4")]
)
def test_rounding_is_the_designs(rounding: str, expected: str) -> None:
    half = rate("actual/target", "0.45", "100")
    assert rounded(half, 1, rounding) == Decimal(expected)  # type: ignore[arg-type]


def test_decimals_are_the_designs() -> None:
    assert str(rounded(rate("actual/target", "2", "3"), 0)) == "67"
    assert str(rounded(rate("actual/target", "2", "3"), 2)) == "66.67"
