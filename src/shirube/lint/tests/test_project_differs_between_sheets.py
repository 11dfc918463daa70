from shirube.lint.rules import project_differs_between_sheets
from shirube.lint.tests.bind import bind, project, sheet

quiet, reports = bind(project_differs_between_sheets.rule)


def test_both_sheets_agree() -> None:
    row = project("図書館", "100", code="01", in_action_plan=True)
    quiet(sheet(row, code="11"), sheet(row, code="12"))


def test_two_amounts() -> None:
    found = reports(
        sheet(project("図書館", "100", code="01"), code="11"),
        sheet(project("図書館", "120", code="01"), code="12"),
        kind="amount",
        stated=[
            {"sheet_code": "11", "item": "total", "amount": "100000"},
            {"sheet_code": "12", "item": "total", "amount": "120000"},
        ],
    )
    assert found.severity == "error"


def test_one_sheet_lacks_the_mark() -> None:
    found = reports(
        sheet(project("図書館", "100", code="01", in_action_plan=True), code="11"),
        sheet(project("図書館", "100", code="01", in_action_plan=False), code="12"),
        kind="flag",
        marked=["11"],
        unmarked=["12"],
    )
    assert found.severity == "warning"


def test_a_form_that_does_not_ask() -> None:
    asked = project("図書館", "100", code="01", in_action_plan=True)
    quiet(sheet(asked, code="11"), sheet(project("図書館", "100", code="01"), code="12"))


def test_a_blank_contradicts_nothing() -> None:
    stated, blank = project("図書館", "100", code="01"), project("図書館", "", code="01")
    quiet(sheet(stated, code="11"), sheet(blank, code="12"))


def test_other_years_are_another_corpus() -> None:
    before, after = project("図書館", "100", code="01"), project("図書館", "120", code="01")
    quiet(sheet(before, year=2023), sheet(after, year=2024))


def test_namesakes_of_two_divisions() -> None:
    one, other = project("庶務", "100", unit="総務課"), project("庶務", "120", unit="議会事務局")
    quiet(sheet(one, code="11"), sheet(other, code="12"))
