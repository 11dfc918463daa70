from shirube.lint.rules import total_differs_from_rows
from shirube.lint.tests.bind import bind, cost, project, sheet

quiet, reports = bind(total_differs_from_rows.rule)


def test_rows_add_up() -> None:
    quiet(sheet(project("図書館", "1,000"), project("公園", "500"), cost("1,500")))


def test_a_row_is_lost() -> None:
    found = reports(
        sheet(project("図書館", "1,000"), project("公園", "500"), cost("1,900")),
        kind="differs",
        printed_amount="1900000",
        rows_amount="1500000",
    )
    assert found.severity == "error"


def test_blanks_that_count_nothing() -> None:
    quiet(sheet(project("図書館", "1,000"), project("公園", ""), cost("1,000")))


def test_blanks_may_explain_what_is_missing() -> None:
    rows = project("図書館", "1,000"), project("公園", "")
    assert reports(sheet(*rows, cost("1,900")), kind="blanks", missing=1).severity == "warning"


def test_blanks_never_explain_too_much() -> None:
    reports(sheet(project("図書館", "1,000"), project("公園", ""), cost("700")), kind="differs")


def test_a_doubtful_row_proves_nothing() -> None:
    quiet(sheet(project("図書館", "1,000 500"), cost("1,900")))


def test_thousands_may_have_been_rounded() -> None:
    rows = project("図書館", "1,000"), project("公園", "500")
    assert reports(sheet(*rows, cost("1,501")), kind="rounding").severity == "notice"


def test_single_yen_are_not_rounded() -> None:
    sources = ("national", "prefectural", "bond", "other", "general")
    yen = [cost("1", item, unit="円") for item in sources]
    quiet(sheet(*yen, cost("5", unit="円")))
    reports(sheet(*yen, cost("6", unit="円")), kind="differs")


def test_a_source_of_its_own_may_be_part_of_the_total() -> None:
    rows = cost("1", "national"), cost("1", "general"), cost("900", "fees")
    quiet(sheet(*rows, cost("902")))
    quiet(sheet(*rows, cost("2")))


def test_sources_make_the_total_and_personnel_the_full_cost() -> None:
    parts = [cost("300", "national"), cost("700", "general"), cost("1,000")]
    quiet(sheet(*parts, cost("200", "personnel"), cost("1,200", "full")))
    reports(sheet(*parts, cost("200", "personnel"), cost("2,100", "full")), kind="differs")


def test_a_total_without_rows() -> None:
    quiet(sheet(cost("1,000")))
