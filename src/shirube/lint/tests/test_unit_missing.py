import pytest

from shirube.lint.rules import unit_missing
from shirube.lint.tests.bind import bind, indicator, sheet

quiet, reports = bind(unit_missing.rule)


def test_there_is_a_unit() -> None:
    quiet(sheet(indicator(actual="120", unit="人")))


@pytest.mark.parametrize("unit", [None, "", "—", "　"])
def test_there_is_none(unit: str | None) -> None:
    reports(sheet(indicator("利用者数", actual="120", unit=unit)), name="利用者数")


def test_nothing_is_measured() -> None:
    quiet(sheet(indicator(actual="", unit=None)))


def test_a_ghost_needs_no_unit() -> None:
    quiet(sheet(indicator("0", actual="120", unit=None, flags=("ghost",))))
