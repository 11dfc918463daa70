from shirube.lint.rules import cost_counted_twice
from shirube.lint.tests.bind import bind, project, sheet

quiet, reports = bind(cost_counted_twice.rule)

LIBRARY_ROW = project("図書館", "100", code="01")
PARK_ROW = project("公園", "50", code="02")


def test_every_project_in_one_program() -> None:
    quiet(sheet(LIBRARY_ROW, code="11"), sheet(PARK_ROW, code="12"))


def test_one_project_in_two_programs() -> None:
    programs = sheet(LIBRARY_ROW, PARK_ROW, code="11"), sheet(LIBRARY_ROW, code="12")
    reports(*programs, kind="project", name="図書館", programs=["11 施策11", "12 施策12"])
    summary = reports(*programs, kind="summary")
    assert summary.sheet is None
    assert summary.values["totals"] == [
        {
            "fiscal_year": 2024,
            "stage": "settlement",
            "item": "total",
            "sum_of_sheets_amount": "250000",
            "distinct_amount": "150000",
            "percent": "66.7",
        }
    ]


def test_shares_divide_the_cost() -> None:
    part = {"code": "01", "share": "0.5"}
    quiet(
        sheet(project("図書館", "100", **part), code="11"),
        sheet(project("図書館", "100", **part), code="12"),
    )


def test_named_twice_without_an_amount() -> None:
    blank = project("図書館", "", code="01")
    quiet(sheet(blank, code="11"), sheet(blank, code="12"))


def test_named_twice_in_one_program() -> None:
    quiet(sheet(LIBRARY_ROW, LIBRARY_ROW, code="11"))
