"""Which sheets and whose money belong to a topic or a committee."""

from decimal import Decimal

import pytest

from shirube.people.city.model import Group
from shirube.publishing.ways import money_of, sheets_of, unknown
from shirube.reckon.totals import Slot, distinct_totals
from shirube.schema import Cost, PlanLevel, Project, Sheet, Unit
from shirube.sheets.tests.build import sheet

AIM = PlanLevel(level="将来像", code="1", title="育つまち")
GOAL = PlanLevel(level="基本目標", code="1", title="子どもがのびのび育つ")
SPENT = Slot(2019, "settlement", "total")


def cost(amount: str) -> Cost:
    return Cost(fiscal_year=2019, stage="settlement", item="total", amount=amount, unit="円",
                printed=amount, at=f"L{amount}")  # fmt: skip


def project(code: str, unit: str | None, amount: str) -> Project:
    return Project(code=code, name=f"事業{code}", unit=unit, costs=(cost(amount),))


def program(code: str, unit: str, *projects: Project, path: tuple[PlanLevel, ...] = ()) -> Sheet:
    return sheet(code, path=path, units=(Unit(role="担当課", name=unit),), projects=projects)


PROGRAM = program("11", "子ども課", project("01", None, "10"), project("02", "広報課", "200"),
                  path=(AIM, GOAL))  # fmt: skip
OTHER = program("32", "広報課", project("02", "広報課", "200"), project("03", "広報課", "3000"))
OWN_SHEET = sheet("01", kind="project", path=(AIM, GOAL), costs=(cost("10"),), projects=(),
                  units=(Unit(role="担当課", name="子ども課"),))  # fmt: skip
ALL = (PROGRAM, OTHER, OWN_SHEET)


def group(**holds: tuple[str, ...]) -> Group:
    return Group(key="a", title="組", **holds)


@pytest.mark.parametrize("name", ["基本目標1", "子どもがのびのび育つ", "1 子どもがのびのび育つ",
                                  "基本目標 1 子どもがのびのび育つ", "基本目標\uff11"])  # fmt: skip
def test_branch_by_name_or_by_level_and_number(name: str) -> None:
    assert sheets_of(group(branches=(name,)), ALL) == (PROGRAM, OWN_SHEET)


def test_a_bare_number_of_a_branch_finds_nothing_and_is_told() -> None:
    assert sheets_of(group(branches=("1",)), ALL) == ()
    assert unknown(group(branches=("1",)), ALL) == ["1"]


def test_sheet_by_number_with_or_without_kind() -> None:
    assert sheets_of(group(sheets=("32",)), ALL) == (OTHER,)
    assert sheets_of(group(sheets=("施策32",)), ALL) == (OTHER,)
    assert sheets_of(group(sheets=("事務事業32",)), ALL) == ()
    assert unknown(group(sheets=("施策32", "事務事業32")), ALL) == ["事務事業32"]


def test_projects_below_a_program_come_with_it() -> None:
    below = OWN_SHEET.model_copy(
        update={"path": (PlanLevel(level="施策", code="11", title="居場所"),)}
    )
    assert sheets_of(group(branches=("基本目標1",)), (PROGRAM, OTHER, below)) == (PROGRAM, below)
    assert sheets_of(group(sheets=("施策11",)), (PROGRAM, OTHER, below)) == (PROGRAM, below)


def test_a_division_that_only_takes_part_answers_for_nothing() -> None:
    units = (Unit(role="担当課", name="子ども課"), Unit(role="関係課", name="広報課"))
    both = PROGRAM.model_copy(update={"units": units})
    assert sheets_of(group(divisions=("広報課",)), (both, OTHER)) == (OTHER,)


def spent(which: Group) -> Decimal | None:
    return distinct_totals(money_of(which, ALL)).by_slot[SPENT].amount


def test_money_of_a_division_is_what_it_carries_wherever_it_stands() -> None:
    assert spent(group(divisions=("広報課",))) == 3200  # 02 once, though in two sheets


def test_money_of_a_division_leaves_out_what_others_carry_in_its_sheets() -> None:
    assert spent(group(divisions=("子ども課",))) == 10  # the project's own sheet is the same row


def test_money_of_a_branch_is_all_of_its_sheets() -> None:
    assert spent(group(branches=("基本目標1",))) == 210


def test_branch_and_division_together_count_once() -> None:
    assert spent(group(branches=("基本目標1",), divisions=("広報課",))) == 3210


def test_a_division_is_known_by_its_projects_as_well() -> None:
    assert unknown(group(divisions=("広報課", "税務課")), (PROGRAM,)) == ["税務課"]
