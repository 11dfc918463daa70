"""Fictional programs 11 and 12 of 見本市; amounts in yen."""

from decimal import Decimal
from typing import Any

import pytest

from shirube.reckon import (
    Slot,
    Total,
    distinct_totals,
    overstatement,
    row_totals,
    totals_by_level,
)
from shirube.schema import Cost, MunicipalityRef, PlanLevel, Project, Sheet

SETTLED = Slot(2019, "settlement", "total")


def project(name: str, amount: str | None, code: str | None = None, **more: object) -> Project:
    flags: Any = more.pop("flags", ())
    cost = Cost(
        fiscal_year=2019,
        stage="settlement",
        item="total",
        amount=amount,
        missing=None if amount else "blank",
        flags=flags,
    )
    return Project.model_validate({"code": code, "name": name, "costs": (cost,), **more})


def program(code: str, *projects: Project, year: int = 2019) -> Sheet:
    return Sheet(
        design="mihon",
        design_version="1",
        kind="program",
        municipality=MunicipalityRef(code="999999", name="見本市"),
        fiscal_year=year,
        code=code,
        title=f"施策{code}",
        path=(PlanLevel(level="基本目標", code=code[0], title="まち"),),
        projects=projects,
    )


def distinct(*sheets: Sheet) -> Total:
    return distinct_totals(sheets).by_slot[SETTLED]


def test_a_project_of_two_programs_counts_once() -> None:
    sheets = (
        program("11", project("図書館", "100", "01"), project("公園", "50", "02")),
        program("12", project("図書館", "100", "01")),
    )
    assert distinct(*sheets) == Total(Decimal(150), counted=2)
    excess = overstatement(sheets)[SETTLED]
    assert excess.sum_of_sheets == 250
    assert excess.distinct == 150
    assert excess.excess == 100
    assert round(excess.percent or 0, 1) == Decimal("66.7")


def test_without_a_code_name_and_division_decide() -> None:
    same = project("広報 事業", "100", unit="広報課")
    assert distinct(program("11", same), program("12", same)).amount == 100
    other = project("広報事業", "100", unit="議会事務局")
    assert distinct(program("11", same), program("12", other)).amount == 200


def test_a_row_that_lost_its_code_joins_the_only_one_of_its_name() -> None:
    coded, bare = project("図書館", "100", "01"), project("図書館", "100")
    assert distinct(program("11", coded), program("12", bare)).amount == 100
    namesake = project("図書館", "7", "09")
    assert distinct(program("11", coded, namesake), program("12", bare)).amount == 207


def test_missing_amounts_are_counted_and_not_zero() -> None:
    sheet = program("11", project("図書館", "100"), project("公園", None))
    assert distinct(sheet) == Total(Decimal(100), counted=1, missing=1)
    assert distinct(program("11", project("公園", None))) == Total(None, missing=1)


def test_a_doubtful_amount_is_not_summed() -> None:
    sheet = program("11", project("図書館", "100"), project("公園", "50", flags=("shifted",)))
    assert distinct(sheet) == Total(Decimal(100), counted=1, doubtful=1)
    assert row_totals(sheet)[SETTLED].doubtful == 1


def test_a_blank_beside_an_amount_is_no_contradiction() -> None:
    sheets = (
        program("11", project("図書館", "100", "01")),
        program("12", project("図書館", None, "01")),
    )
    assert distinct(*sheets) == Total(Decimal(100), counted=1)


def test_different_amounts_are_a_conflict_and_in_no_sum() -> None:
    sheets = (
        program("11", project("図書館", "100", "01"), project("公園", "50", "02")),
        program("12", project("図書館", "120", "01")),
    )
    totals = distinct_totals(sheets)
    assert totals.by_slot[SETTLED] == Total(Decimal(50), counted=1, conflicting=1)
    assert [amount for _, amount in totals.conflicts[0].stated] == [100, 120]
    assert overstatement(sheets)[SETTLED].excess == 0


def test_shares_divide_a_project() -> None:
    sheets = (
        program("11", project("図書館", "100", "01", share="0.6")),
        program("12", project("図書館", "100", "01", share="0.4")),
    )
    assert row_totals(sheets[0])[SETTLED].amount == 60
    assert distinct(*sheets).amount == 100
    assert distinct(sheets[1]).amount == 40
    assert overstatement(sheets)[SETTLED].excess == 0


def test_by_plan_level() -> None:
    shared = project("図書館", "100", "01")
    sheets = program("11", shared), program("12", shared), program("21", shared)
    levels = totals_by_level(sheets, "基本目標")
    assert {node[0]: totals.by_slot[SETTLED].amount for node, totals in levels.items()} == {
        "1": 100,
        "2": 100,
    }


def test_a_project_sheet_is_itself_a_row() -> None:
    sheet = program("11").model_copy(
        update={"kind": "project", "costs": project("図書館", "100").costs}
    )
    assert distinct(sheet).amount == 100


def test_years_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="one municipality and year"):
        distinct_totals([program("11"), program("11", year=2020)])
