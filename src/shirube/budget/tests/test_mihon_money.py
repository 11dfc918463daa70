"""見本市's money reconciles to the yen; did the evaluation change the budget?"""

import io
from dataclasses import replace
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from shirube.budget import queries
from shirube.budget.reckoning.matching import What
from shirube.budget.reckoning.totals import totals
from shirube.budget.reflecting.answers import answer, changed_most, filtered, sentence
from shirube.budget.reflecting.paper import reflection_paper
from shirube.budget.reflecting.rows import given
from shirube.budget.reflecting.workbook import COLUMNS, reflection_workbook
from shirube.budget.reflection import Year, reflection
from shirube.importers import read_path
from shirube.papers import text
from shirube.people.actors import system
from shirube.sample.building import _link, _settle
from shirube.sample.money import CITY, build_money
from shirube.sheets.forms import library
from shirube.workflow.fill_money import preview
from shirube.workflow.filling import State, Supply
from shirube.workflow.take_in import take_in
from shirube.workflow.tests.office import FILES

pytestmark = pytest.mark.django_db
SETTLED = What("settlement")


@pytest.fixture
def city() -> str:
    by = system("見本 花子")
    for year in (2022, 2023, 2024):
        for file in sorted(FILES.glob(f"r{year - 2018}_*")):
            take_in(read_path(file, library=library()), by=by)
        _settle(year, by)
        _link(by)
    build_money(by)
    return CITY


@pytest.mark.parametrize("year", [2023, 2024])
def test_the_accounts_reconcile_to_the_yen(city: str, year: int) -> None:
    rows = queries.reconciled(city, year, "settlement")
    assert len(rows) == 9  # seven 款, two 会計
    assert [row.difference for row in rows] == [0] * 9


def test_transfers_count_once(city: str) -> None:
    found = totals(queries.ledger(city, 2024).values(), "settlement")
    assert found.every.transfers == 303_599_965
    assert found.every.net == found.every.yen - 303_599_965
    assert found.funds["01"].yen + found.funds["21"].yen == found.every.yen


def test_what_is_nobodys_is_listed_on_both_sides(city: str) -> None:
    found = queries.matched(city, 2024, ["settlement"])
    assert [one.line.name for one in found.leftover] == [
        "議会運営費", "職員給与費", "国民健康保険会計繰出金", "国民健康保険事務費", "保険給付費",
    ]  # fmt: skip
    assert found.without == ()
    handed = sum(own[SETTLED].yen for own in found.money.values())
    left = sum(one.yen for one in found.leftover)
    assert handed + left == totals(found.lines.values(), "settlement").every.yen
    estimates = queries.matched(city, 2025, ["settlement_estimate"])
    assert estimates.without == ("project/0103020105",)  # 子育て相談 has not answered yet
    assert sum(one.yen for one in estimates.leftover) == 2_751_700_000


def test_projects_n_to_m(city: str) -> None:
    money = queries.matched(city, 2024, ["settlement"]).money
    web = money["project/0102010410"][SETTLED]
    assert [(one.account, one.yen) for one in web.sources] == [
        ("01-02-01-04-10", 19_340_008), ("01-02-01-09-01", 600_000),
    ]  # fmt: skip
    assert money["project/0102010301"][SETTLED].yen == 7_150_313 + 1_800_000


def test_carried_over_money_comes_in_the_year_after(city: str) -> None:
    whats = [What("carried_over"), What("carried_in")]
    roads = "project/0108020101"
    out = queries.matched(city, 2023, ["carried_over"]).money[roads][whats[0]]
    came = queries.matched(city, 2024, ["carried_in"]).money[roads][whats[1]]
    assert out.yen == came.yen == 17_000_000


def test_the_sheets_say_what_the_accounts_say(city: str) -> None:
    """Every printed amount of 令和6年度 is the account's, in 千円."""
    supply = Supply(city, 2024, ("settlement",), queries.supply(city, 2024, ["settlement"]))
    totals_of_sheets = [cell for cell in preview(supply).cells if cell.item == "total"]
    assert len(totals_of_sheets) > 15
    assert {cell.state for cell in totals_of_sheets} == {State.SAME}


@pytest.fixture
def years(city: str) -> tuple[Year, ...]:
    return reflection(city, (2022, 2023, 2024))


def test_three_years_answer(years: tuple[Year, ...]) -> None:
    assert [(year.evaluated, len(year.rows)) for year in years] == [(2022, 4), (2023, 4), (2024, 4)]
    answers = [year.answer for year in years if year.answer]
    assert [one.budget_year for one in answers] == [2024, 2025, 2026]
    # the web project stands in two programs and counts once
    assert answers[0].together.given.now == 171_400_000
    rows = [row for year in years for row in year.rows]
    assert sum(row.given.now or 0 for row in years[0].rows) == 171_400_000 + 20_000_000
    assert sentence(answers, rows).startswith(
        "3年間の延べ12枚のうち、評価が上下し予算も動いたのは4枚です。"
        "向きがそろったもの(上がって増えた・下がって減った)が2枚、逆のものが2枚でした。"
        "「評価を反映した」と財政が記録した額は、差し引き800万円です。"
        "ほかに、新しい事業など、評価したシートにない事業の反映額が90万円あります。"
    )
    assert [one.together.given.reflected for one in answers] == [3_500_000, 3_200_000, 1_300_000]
    assert [one.elsewhere for one in answers] == [0, 900_000, 0]  # the canteens were new


def test_a_sum_compares_only_what_both_budgets_state(city: str, years: tuple[Year, ...]) -> None:
    """A program whose budget of the year before is not known is in neither column."""
    now = queries.matched(city, 2026, ["request", "assessed", "reflected", "initial_budget"])
    before = queries.matched(city, 2025, ["initial_budget"])
    lost = next(row for row in years[2].rows if row.sheet.code == "41")
    without = replace(
        before, money={key: of for key, of in before.money.items() if key not in lost.projects}
    )
    rows = [replace(row, given=given(row.projects, now, without)) for row in years[2].rows]
    told, rest = (
        answer(rows, now, without),
        answer([r for r in rows if r.sheet.code != "41"], now, without),
    )
    assert told.together.unknown == 1
    assert told.together.given.change == rest.together.given.change
    assert told.together.given.now == rest.together.given.now
    assert told.together.given.reflected == 1_300_000


def test_lower_rating_more_money_and_its_opposite(years: tuple[Year, ...]) -> None:
    rows = [row for year in years for row in year.rows]
    fell = filtered(rows, "fell_more")
    assert [(row.evaluated, row.sheet.code) for row in fell] == [(2023, "41")]
    rose = filtered(rows, "rose_less")
    assert [(row.evaluated, row.sheet.code) for row in rose] == [(2024, "21")]
    assert filtered(rows, "no such filter") == tuple(rows)


def test_what_changed_most_says_why(years: tuple[Year, ...]) -> None:
    top = changed_most(years[1].rows)[0]
    assert top.sheet.code == "32"
    assert top.given.change == 23_000_000
    assert (
        "文書管理費",
        "文書管理のしくみの入れ替え。評価とはかかわりがない。",
    ) in top.given.reasons


def test_a_project_that_ended_is_named(years: tuple[Year, ...]) -> None:
    roads = next(row for row in years[0].rows if row.sheet.code == "21")
    assert roads.given.ended == ("project/0108040103",)
    children = next(row for row in years[1].rows if row.sheet.code == "11")
    assert children.given.begun == ()


def test_paper_and_workbook_say_the_same(years: tuple[Year, ...]) -> None:
    rows = [row for year in years for row in year.rows]
    answers = [year.answer for year in years if year.answer]
    said = text(reflection_paper(rows, answers, date(2026, 3, 1)))
    assert "評価が理由とは限りません" in said
    book = CalamineWorkbook.from_filelike(io.BytesIO(reflection_workbook(rows)))
    table = book.get_sheet_by_index(0).to_python()
    assert table[0] == [name for name, _ in COLUMNS]
    place = table[0].index("前年度当初との差(円)")
    assert [row[place] for row in table[1:]] == [row.given.change for row in rows]


def test_projects_too(city: str) -> None:
    (year,) = reflection(city, (2024,), "project")
    club = next(row for row in year.rows if row.sheet.code == "0103020102")
    assert (club.given.request, club.given.assessed) == (16_000_000, 15_500_000)
    assert club.said is not None
    assert club.said.value == "A"
