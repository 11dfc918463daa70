from shirube.lint.rules import actual_of_another_year
from shirube.lint.tests.bind import bind, indicator, sheet
from shirube.schema import Value

quiet, reports = bind(actual_of_another_year.rule)


def surveyed(in_year: int | None) -> Value:
    return Value(
        measure="actual", fiscal_year=2024, observed_year=in_year, value="32.2", printed="32.2(※)"
    )


def test_measured_in_its_own_year() -> None:
    quiet(sheet(indicator("満足度", surveyed(None)), indicator("愛着", surveyed(2024))))


def test_an_old_survey() -> None:
    reports(
        sheet(indicator("満足度", surveyed(2021))),
        fiscal_year=2024,
        observed_year=2021,
        printed="32.2(※)",
    )
