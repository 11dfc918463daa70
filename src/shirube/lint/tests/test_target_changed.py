import pytest

from shirube.lint import check
from shirube.lint.rules import target_changed
from shirube.lint.tests.bind import CITY, LIBRARY, bind, indicator, narrative, sheet
from shirube.schema import Note, Sheet
from shirube.schema.ledger import Ledger, LedgerLink, Relation

quiet, reports = bind(target_changed.rule)


def stated(target: str, *more: object, year: int, name: str = "図書館の利用者数") -> Sheet:
    return sheet(indicator(name, target={2030: target}), *more, year=year)


def test_the_target_stands() -> None:
    quiet(stated("500", year=2022), stated("500", year=2024))


def test_the_target_moved_silently() -> None:
    found = reports(
        stated("500", year=2022),
        stated("590", year=2024),
        kind="silent",
        target_year=2030,
        before="500",
        after="590",
        earlier_year=2022,
        paired_by="name",
    )
    assert found.sheet == "999990/2024/program/11"
    assert found.severity == "warning"


@pytest.mark.parametrize(
    "more",
    [
        narrative("利用が伸びたため、図書館の利用者数の目標を上方修正した。"),
        Note(mark="※1", text="計画の改定により目標値を変更"),
    ],
)
def test_the_change_is_explained(more: object) -> None:
    found = reports(stated("500", year=2022), stated("590", more, year=2024), kind="with_reason")
    assert found.severity == "notice"


def test_another_targets_reason_explains_nothing() -> None:
    other = narrative("公園の来園者数の目標を上方修正した。")
    reports(stated("500", year=2022), stated("590", other, year=2024), kind="silent")


def test_the_nearest_earlier_sheet_counts() -> None:
    changed_long_ago = stated("400", year=2020), stated("500", year=2022)
    quiet_now = stated("500", year=2024)
    found = reports(*changed_long_ago, quiet_now)
    assert found.fiscal_year == 2022


def test_undecided_is_not_joined() -> None:
    quiet(stated("500", year=2022), stated("590", year=2024, name="図書館利用者"))
    quiet(stated("500", year=2022), stated("590", year=2024).model_copy(update={"code": "12"}))


def linked(relation: Relation) -> list[dict[str, object]]:
    old, new = "program/11#indicator/図書館の利用者数", "program/11#indicator/図書館利用者"
    link = LedgerLink("indicator", 2022, old, 2024, new, relation)
    sheets = stated("500", year=2022), stated("590", year=2024, name="図書館利用者")
    ledger = {CITY.code: Ledger([link])}
    found = check(sheets, LIBRARY, rules=[target_changed.rule], ledger=ledger)
    return [finding.values for finding in found]


def test_the_ledger_joins_what_was_renamed() -> None:
    assert [values["paired_by"] for values in linked("renamed")] == ["ledger"]


def test_a_split_is_another_indicator() -> None:
    assert linked("split") == []
