from shirube.lint.rules import printed_rate_differs
from shirube.lint.tests.bind import bind, indicator, sheet

quiet, reports = bind(printed_rate_differs.rule)


def test_more_is_better() -> None:
    quiet(sheet(indicator(target="68.0", actual="59.4", achievement="87.4%")))


def test_less_is_better() -> None:
    quiet(sheet(indicator(target="92.7", actual="95.1", achievement="97.5%")))


def test_neither_direction_gives_the_rate() -> None:
    found = reports(
        sheet(indicator(target="200", actual="100", achievement="80.0%")),
        kind="differs",
        computed="50.0 / 200.0",
    )
    assert found.severity == "error"


def test_the_stated_direction_leaves_one_formula() -> None:
    down = indicator(target="92.7", actual="95.1", achievement="102.6", better="down")
    reports(sheet(down), computed="97.5")
    at_most = indicator(target="520g以下", actual="650", achievement="125.0")
    reports(sheet(at_most), computed="80.0")


def test_an_inferred_direction_is_no_evidence() -> None:
    down = {"better": "down", "better_basis": "inferred"}
    quiet(sheet(indicator(target="68.0", actual="59.4", achievement="87.4", **down)))


def test_printed_decimals_decide() -> None:
    quiet(sheet(indicator(target="3", actual="2", achievement="67%")))


def test_the_actual_may_have_been_rounded() -> None:
    case = indicator(target="68.0", actual="59.4", achievement="87.3%")
    assert reports(sheet(case), kind="rounded_actual").severity == "notice"


def test_nothing_to_compute_from() -> None:
    quiet(
        sheet(
            indicator(target="0", actual="3", achievement="100%"),
            indicator(target="—", actual="3", achievement="100%"),
            indicator(target="3 4", actual="3", achievement="100%"),
            indicator(target="4", actual="3", achievement="—"),
        )
    )
