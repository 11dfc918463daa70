from datetime import date

from shirube.lint.rules import actual_before_year_end
from shirube.lint.tests.bind import bind, indicator, sheet
from shirube.schema import Value

quiet, reports = bind(actual_before_year_end.rule)


def test_the_year_is_over() -> None:
    quiet(sheet(indicator(actual={2023: "110", 2024: "120"}), carried_out=2025))


def test_the_year_is_running_when_the_sheet_is_written() -> None:
    reports(sheet(indicator(actual={2025: "120"}), carried_out=2025), fiscal_year=2025)


def test_without_a_printed_year_the_sheet_was_written_the_year_after() -> None:
    quiet(sheet(indicator(actual={2024: "120"})))
    reports(sheet(indicator(actual={2025: "120"})), fiscal_year=2025)


def test_a_plan_without_any_year_is_not_judged() -> None:
    quiet(sheet(indicator(actual={2030: "120"}), year=None))


def test_a_given_day_decides() -> None:
    quiet(sheet(indicator(actual={2025: "120"})), as_of=date(2026, 4, 1))


def test_targets_and_blanks_of_years_to_come() -> None:
    quiet(sheet(indicator(target={2030: "120"}, actual={2030: ""})))


def test_a_ghost_is_reported_a_shifted_value_is_not() -> None:
    def flagged(flag: str) -> Value:
        return Value(measure="actual", fiscal_year=2026, value="5", flags=(flag,))

    reports(sheet(indicator("利用者", flagged("ghost"))))
    quiet(sheet(indicator("利用者", flagged("shifted"))))
