"""A plan, the turn to the next one, and a city's own design."""

from dataclasses import replace
from datetime import date

import pytest

from shirube.designs.adapting import Adaptation, FieldWords
from shirube.designs.model import Grade
from shirube.people.models import LogEntry
from shirube.people.permissions import Refused
from shirube.plans.crosswalk import Said, crosswalk, read_crosswalk
from shirube.plans.ledger import ledger
from shirube.plans.models import PlanNode, PlanPeriod
from shirube.plans.table import PlanTable, read_plan
from shirube.sheets.forms import library
from shirube.sheets.models import StoredDesign
from shirube.workflow.decide_crosswalk import decide_crosswalk
from shirube.workflow.keep_design import change_design, copy_design, remove_design
from shirube.workflow.link import accept_same, propose
from shirube.workflow.models import Case
from shirube.workflow.open_cycle import Opening, open_cycle
from shirube.workflow.routes import ready_routes
from shirube.workflow.set_plan import Plan, set_plan
from shirube.workflow.tests.office import CITY, Office, found_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return found_office()


def tree(*nodes: str) -> PlanTable:
    return read_plan("段\t番号\t名称\n" + "\n".join(f"施策\t{one}" for one in nodes))


def plan(office: Office, first: int, last: int, *nodes: str) -> PlanPeriod:
    return set_plan(Plan(CITY, f"{first}年の計画", first, last), tree(*nodes), by=office.tanaka)


def programs(office: Office) -> list[tuple[str, str, bool]]:
    """Code, title, and whether last year's sheet leads there."""
    rows = Case.objects.filter(cycle=office.cycle, kind="program").order_by("code")
    return [(one.code, one.title, bool(one.reference)) for one in rows]


def old_codes(period: PlanPeriod) -> list[str]:
    return [one.code for one in crosswalk(period).old if one.kind == "program"]


def turned(office: Office, period: PlanPeriod, said: dict[str, tuple[str, ...]]) -> None:
    """What is said of some programs; all the rest ended."""
    plans = crosswalk(period)
    lines = [
        Said(no, one.kind, one.code, said.get(one.code, ()) if one.kind == "program" else (), "")
        for no, one in enumerate(plans.old, start=1)
    ]
    reached = {code for codes in said.values() for code in codes}
    lines += [
        Said(99, one.kind, "", (one.code,), "") for one in plans.new if one.code not in reached
    ]
    decide_crosswalk(period, lines, by=office.tanaka)


class TestPlan:
    def test_pasted_again_it_takes_the_place_of_the_first(self, office: Office) -> None:
        plan(office, 2030, 2034, "A\t道", "B\t舟")
        period = plan(office, 2030, 2035, "A\t道", "C\t本")
        assert [one.node.code for one in period.entries.all()] == ["A", "C"]
        assert not PlanNode.objects.filter(municipality=CITY, code="B").exists()

    def test_two_plans_do_not_meet(self, office: Office) -> None:
        plan(office, 2030, 2034, "A\t道")
        with pytest.raises(Refused, match="年度が重なります"):
            plan(office, 2034, 2039, "A\t道")

    def test_what_is_under_evaluation_does_not_go(self, office: Office) -> None:
        period = plan(office, 2025, 2029, "11\t子ども", "X\t新しい")
        turned(office, period, {"11": ("11",)})
        office.open()
        with pytest.raises(Refused, match="評価が始まっている"):
            plan(office, 2025, 2029, "X\t新しい")


class TestTurn:
    def test_undecided_no_year_begins(self, office: Office) -> None:
        plan(office, 2025, 2029, "11\tまったくべつのこと")
        with pytest.raises(Refused, match="決まっていません"):
            office.open()

    def test_moved_split_merged_ended_and_new(self, office: Office) -> None:
        period = plan(office, 2025, 2029, "A1\t移った", "S1\t甲", "S2\t乙", "M\t丙", "N\t新しい")
        first, second, third, fourth, *_ = old_codes(period)
        turned(
            office, period, {first: ("A1",), second: ("S1", "S2"), third: ("M",), fourth: ("M",)}
        )
        relations = {(one.from_key, one.to_key): one.relation for one in ledger(CITY)}
        assert relations[f"program/{first}", "program/A1"] == "renamed"
        assert relations[f"program/{second}", "program/S1"] == "split"
        assert relations[f"program/{third}", "program/M"] == "merged"
        assert crosswalk(period).open == 0
        opened = office.open()
        assert programs(office) == [
            ("A1", "移った", True), ("M", "丙", False), ("N", "新しい", False),
            ("S1", "甲", False), ("S2", "乙", False),
        ]  # fmt: skip
        assert set(opened.left_out) >= {f"program/{second}", f"program/{third}"}

    def test_promises_go_with_a_split(self, office: Office) -> None:
        propose(CITY, by=office.tanaka)
        accept_same(CITY, by=office.tanaka)
        period = plan(office, 2025, 2029, "S1\t甲", "S2\t乙")
        turned(office, period, {"11": ("S1", "S2")})
        office.open()
        asked = [len(office.case(code).plain().follow_ups) for code in ("S1", "S2")]
        assert asked[0] == asked[1] > 0

    def test_said_again_it_changes(self, office: Office) -> None:
        period = plan(office, 2025, 2029, "A\t甲", "B\t乙")
        first, second, *_ = old_codes(period)
        decide_crosswalk(period, [Said(1, "program", first, ("A",), "")], by=office.tanaka)
        decide_crosswalk(period, [Said(1, "program", second, ("A",), "")], by=office.tanaka)
        found = {one.from_key: one.relation for one in ledger(CITY)}
        assert found == {f"program/{first}": "merged", f"program/{second}": "merged"}
        decide_crosswalk(period, [Said(1, "program", second, ("B",), "")], by=office.tanaka)
        again = {(one.from_key, one.to_key): one.relation for one in ledger(CITY)}
        assert again == {
            (f"program/{first}", "program/A"): "renamed",
            (f"program/{second}", "program/B"): "renamed",
        }

    def test_numbers_that_are_nowhere_are_refused_whole(self, office: Office) -> None:
        period = plan(office, 2025, 2029, "A\t甲")
        first = old_codes(period)[0]
        said = [Said(1, "program", first, ("A",), ""), Said(2, "program", "99", ("Z",), "")]
        with pytest.raises(Refused, match="前の計画に番号99はありません"):
            decide_crosswalk(period, said, by=office.tanaka)
        assert len(ledger(CITY)) == 0

    def test_a_plan_of_programs_says_nothing_about_projects(self, office: Office) -> None:
        period = plan(office, 2025, 2029, "11\t子ども")
        assert {one.kind for one in crosswalk(period).old} == {"program"}
        turned(office, period, {"11": ("11",)})
        office.open()
        assert Case.objects.filter(cycle=office.cycle, kind="project").exists()

    def test_a_year_in_between_without_evaluation_breaks_no_thread(self, office: Office) -> None:
        period = plan(office, 2026, 2029, "A1\t移った")
        turned(office, period, {"11": ("A1",)})
        opening = Opening(CITY, 2026, ready_routes()["town"], date(2027, 5, 10))
        open_cycle(opening, by=office.tanaka)
        assert [one.year for one in ledger(CITY).thread("node", 2026, "program/A1")][-2:] in (
            [2025, 2026],
            [2024, 2026],
        )
        assert any(one.from_year == 2024 for one in ledger(CITY))

    def test_pasted_as_a_table(self) -> None:
        said, wrong = read_crosswalk(
            "前の番号\t新しい番号\t理由\n11\tA1、A2\t分けた\n12\t終了\t\n新規\tN\t\n13\t\t"
        )
        assert [(one.old, one.new) for one in said] == [
            ("11", ("A1", "A2")),
            ("12", ()),
            ("", ("N",)),
        ]
        assert wrong[0].text().startswith("5行目: 新しい番号がありません")


class TestDesign:
    def copied(self, office: Office, year: int = 2025) -> StoredDesign:
        return copy_design(CITY, "mihon_shisaku", year, by=office.tanaka)

    def change(self, **fields: FieldWords) -> Adaptation:
        words = {path.replace("__", "."): one for path, one in fields.items()}
        return Adaptation("新しい様式", "fixed", {}, words, {})

    def test_the_next_year_is_written_in_it_and_the_old_stays(self, office: Office) -> None:
        row = self.copied(office)
        office.open()
        assert office.case("11").design == row.design
        assert library()["mihon_shisaku"].title.ja == "見本市 施策評価シート"

    def test_words_scales_and_columns_change(self, office: Office) -> None:
        row = self.copied(office)
        hidden = FieldWords("変化", used=False)
        change = self.change(environment=hidden, narratives__aim=FieldWords("姿", private=True))
        grades = [
            Grade(value="○", order=2, meaning="よい", tone="good"),
            Grade(value="×", order=1, meaning="わるい", tone="bad"),
        ]
        change = replace(change, scales={"progress": grades})
        change_design(row.pk, change, by=office.tanaka)
        made = library()[row.design]
        assert (made.version, made.year_columns) == ("1.1", "fixed")
        assert made.label("environment") is None
        assert made.privacy.narratives == ("aim",)
        assert [one.value for one in made.scales[0].grades] == ["○", "×"]
        shown_again = self.change(environment=FieldWords("まわり"))
        change_design(row.pk, shown_again, by=office.tanaka)
        assert library()[row.design].label("environment") == "まわり"
        assert LogEntry.objects.filter(verb="keep_designs").count() == 3

    def test_what_is_hidden_does_not_go_on(self, office: Office) -> None:
        row = self.copied(office)
        hidden = FieldWords("課題", used=False)
        change_design(row.pk, self.change(issues=hidden, environment=hidden), by=office.tanaka)
        office.open()
        case = office.case("11")
        last, draft = case.last_year(), case.plain()
        assert last is not None
        assert last.issues
        assert (draft.issues, draft.environment) == ((), ())
        assert draft.indicators

    def test_once_a_sheet_is_made_with_it_it_stays(self, office: Office) -> None:
        row = self.copied(office)
        office.open()
        with pytest.raises(Refused, match="次の年度の様式として"):
            change_design(row.pk, self.change(), by=office.tanaka)
        with pytest.raises(Refused):
            remove_design(row.pk, by=office.tanaka)
        following = copy_design(CITY, row.design, 2026, by=office.tanaka)
        assert following.plain().first_year == 2026

    def test_only_the_planning_office(self, office: Office) -> None:
        with pytest.raises(Refused):
            copy_design(CITY, "mihon_shisaku", 2025, by=office.sato)
