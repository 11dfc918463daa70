from shirube.lint.rules import action_time_passed
from shirube.lint.tests.bind import bind, issue, sheet

quiet, reports = bind(action_time_passed.rule)


def test_from_the_year_after_writing() -> None:
    quiet(sheet(issue("周知する", 2026), carried_out=2025))


def test_the_year_of_writing_is_still_running() -> None:
    quiet(sheet(issue("周知する", 2025)))


def test_already_over() -> None:
    reports(sheet(issue("周知する", 2024)), kind="from", action_year=2024, written_year=2025)


def test_a_deadline_in_the_words() -> None:
    reports(sheet(issue("令和5年度末までに条例を改正する予定。")), kind="until", action_year=2023)
    quiet(sheet(issue("令和8年度末までに条例を改正する予定。")))


def test_what_was_done_is_no_promise() -> None:
    quiet(sheet(issue("令和5年度に改正した条例に基づき、周知する。")))


def test_an_undated_sheet() -> None:
    quiet(sheet(issue("周知する", 2001), year=None))
