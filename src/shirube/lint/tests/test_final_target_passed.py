from datetime import date

from shirube.lint.rules import final_target_passed
from shirube.lint.tests.bind import bind, indicator, sheet

quiet, reports = bind(final_target_passed.rule)

RISING = {2024: "100", 2028: "150"}
FALLING = {2024: "50", 2028: "30"}


def test_on_the_way() -> None:
    quiet(sheet(indicator(target=RISING, actual="120"), indicator(target=FALLING, actual="40")))


def test_already_there() -> None:
    reports(
        sheet(indicator(target=RISING, actual="160")),
        kind="passed",
        actual="160",
        target="150",
        target_year=2028,
    )
    reports(sheet(indicator(target=FALLING, actual="30")), kind="passed")


def test_a_printed_direction_wins_over_the_course_of_targets() -> None:
    quiet(sheet(indicator(target=FALLING, actual="20", better="up")))
    reports(sheet(indicator(target={2024: "150", 2028: "150"}, actual="160", better="up")))


def test_keeping_a_level_is_not_passing_it() -> None:
    quiet(sheet(indicator(target={2024: "100", 2028: "100"}, actual="100", better="up")))


def test_without_a_direction_nothing_is_said() -> None:
    quiet(sheet(indicator(target={2028: "150"}, actual="160")))


def test_reached_in_its_own_year() -> None:
    quiet(sheet(indicator(target={2020: "100", 2024: "150"}, actual="160")))


def test_an_old_survey_counts_as_of_its_year() -> None:
    found = reports(sheet(indicator(target=RISING, actual={2022: "160"})), kind="passed")
    assert found.values["actual_year"] == 2022


def test_no_target_for_the_evaluated_year_any_more() -> None:
    reports(sheet(indicator(target={2023: "150"}, actual="120")), kind="over", target_year=2023)


def test_the_day_decides_whether_the_last_year_is_over() -> None:
    plan = sheet(indicator(target={2025: "150"}), year=None)
    quiet(plan)
    quiet(plan, as_of=date(2026, 3, 1))
