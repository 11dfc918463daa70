from shirube.lint.rules import actual_without_target
from shirube.lint.tests.bind import bind, indicator, sheet

quiet, reports = bind(actual_without_target.rule)


def test_year_not_over_yet() -> None:
    quiet(sheet(indicator(target="", actual="")))


def test_both_stand_there() -> None:
    quiet(sheet(indicator(target="100", actual="120")))


def test_actual_stands_alone() -> None:
    found = reports(sheet(indicator(actual="120")), kind="never", fiscal_years=[2024])
    assert found.severity == "warning"


def test_targets_begin_later() -> None:
    later = indicator(target={2024: "—", 2025: "130"}, actual="120")
    assert reports(sheet(later), kind="those_years").severity == "notice"


def test_a_doubtful_target_is_a_target() -> None:
    quiet(sheet(indicator(target="94/107", actual="120")))


def test_forms_and_indicators_that_have_no_targets() -> None:
    quiet(sheet(indicator(actual="120"), design="no_targets"))
    quiet(sheet(indicator(actual="120", kind="population")))
    quiet(sheet(indicator(actual="120"), design="not installed"))
