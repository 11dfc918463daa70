"""Six papers from one entry: what is said, what is not known, what a city may change."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from shirube.designs import packaged
from shirube.papers import PaperContext
from shirube.papers.entry import (
    Entry,
    Order,
    Template,
    TemplateError,
    fill,
    packaged_papers,
    papers_with_folder,
    printed,
)
from shirube.papers.tests.cast import FULL, cost, indicator, sheet, value
from shirube.papers.tests.reading import Printed
from shirube.schema import (
    Cost,
    FollowUp,
    Indicator,
    Issue,
    NextAction,
    Project,
    Review,
    Sheet,
)

CONTEXT = PaperContext(date(2026, 4, 1))
SIX = ("audit", "budget", "evaluation", "kpi", "plan", "results")
PROJECT = "project/0110050101"
each_paper = pytest.mark.parametrize("kind", SIX)


def on_paper(kind: str, *entries: Entry | Sheet) -> Printed:
    given = [one if isinstance(one, Entry) else Entry(one) for one in entries]
    return Printed(printed(Order(packaged_papers()[kind], "pdf", CONTEXT), given, packaged()))


def cells(template: Template, entry: Entry, title: str) -> list[dict[str, str]]:
    """The rows of a section, by head: text and what stands small below it."""
    (made,) = fill(template, [entry], packaged(), alike=False)
    (section,) = [one for one in made.sections if title in one.title]
    return [
        {
            head.text: " / ".join((cell.text, *cell.notes))
            for head, cell in zip(section.heads, line.cells, strict=True)
            if cell.mark != "absent"
        }
        for line in section.lines
    ]


def ledger(*costs: Cost) -> Mapping[str, tuple[Cost, ...]]:
    return {PROJECT: costs}


def yen(stage: str, amount: int, year: int = 2024, item: str = "total") -> Cost:
    return Cost(fiscal_year=year, stage=stage, item=item, amount=str(amount), unit="円")


def test_there_are_six() -> None:
    assert tuple(packaged_papers()) == SIX


@each_paper
def test_a_paper_is_tagged_and_says_what_nobody_confirmed(kind: str) -> None:
    made = on_paper(kind, FULL)
    assert made.tagged
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made.data
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made.data
    assert all("機械読取・未確認" in page for page in made.pages)
    assert "元のファイル:r6.pdf12ページ" in made.text


@each_paper
def test_what_the_sheet_does_not_have_is_said(kind: str) -> None:
    assert "このシートにはない項目です" in on_paper(kind, sheet()).text


@each_paper
def test_several_sheets_have_cover_and_contents(kind: str) -> None:
    made = on_paper(kind, FULL, sheet(code="12", title="川の学校"))
    assert "シート2枚" in made.pages[0].replace(" ", "")
    assert made.outline[-2:] == ["施策11 本の森づくり", "施策12 川の学校"]


@each_paper
def test_the_same_sheets_give_the_same_bytes(kind: str) -> None:
    for form in ("pdf", "xlsx"):
        order = Order(packaged_papers()[kind], form, CONTEXT)
        assert printed(order, [Entry(FULL)], packaged()) == printed(
            order, [Entry(FULL)], packaged()
        )


def test_a_field_of_the_form_that_is_empty_is_no_missing_field() -> None:
    facts = cells(packaged_papers()["plan"], Entry(sheet()), "目的")[0]
    assert facts["めざす姿・目的"] == "空欄"
    assert "手段" not in facts  # this form does not ask for it


def test_a_draft_says_that_it_is_not_final() -> None:
    assert "確定前の内容です" in on_paper("plan", Entry(FULL, state="確定前の内容です")).text


# --- money ----------------------------------------------------------------------------------------


def money(kind: str, entry: Entry, title: str) -> dict[str, str]:
    return cells(packaged_papers()[kind], entry, title)[0]


def test_finance_fills_what_the_sheet_does_not_say_and_is_named() -> None:
    row = money("audit", Entry(FULL, finance=ledger(yen("current_budget", 10_000_000))), "執行")
    assert row["予算現額(千円)"] == "10,000 / 財務会計の額"
    assert row["決算額(千円)"] == "8,200"
    assert row["執行率(%)"] == "82 / 財務会計の額"
    assert row["不用額など(千円)"] == "1,800 / 財務会計の額"


def test_where_sheet_and_finance_differ_both_are_said() -> None:
    row = money("audit", Entry(FULL, finance=ledger(yen("settlement", 8_310_000))), "執行")
    assert row["決算額(千円)"] == "8,200 / 財務会計では8,310千円"


def test_yen_that_the_form_does_not_print_are_no_difference() -> None:
    row = money("audit", Entry(FULL, finance=ledger(yen("settlement", 8_200_400))), "執行")
    assert row["決算額(千円)"] == "8,200"


def test_a_rate_of_a_doubtful_amount_is_not_computed() -> None:
    doubtful = Project(
        code="0110050101", name="移動図書館事業", costs=(cost(2024, 8200, flags=("shifted",)),)
    )
    entry = Entry(sheet(projects=(doubtful,)), finance=ledger(yen("current_budget", 10_000_000)))
    row = money("audit", entry, "執行")
    assert row["決算額(千円)"] == "「8200」 / 不確か: 列がずれている可能性"
    assert row["執行率(%)"] == "計算できません"


def test_an_estimate_in_place_of_the_accounts_is_named() -> None:
    early = Project(name="事業", costs=(cost(2024, 5, stage="settlement_estimate"),))
    row = money("results", Entry(sheet(projects=(early,))), "決算額")
    assert row["令和6年度 決算額(千円)"] == "5 / 決算見込"


def test_parts_of_a_thousand_stay_exact() -> None:
    odd = Project(name="事業", costs=(cost(2024, 0, amount="1355392.5", printed="1355.3925"),))
    row = money("results", Entry(sheet(projects=(odd,))), "決算額")
    assert row["令和6年度 決算額(千円)"] == "1,355.3925"


def test_the_budget_that_an_evaluation_can_change_is_the_year_after_the_next() -> None:
    entry = Entry(FULL, finance=ledger(yen("request", 9_000_000, 2026)))
    assert money("budget", entry, "事業ごと")["令和8年度 要求額(千円)"] == "9,000 / 財務会計の額"


def test_an_hour_is_no_yen() -> None:
    entry = Entry(FULL, finance={PROJECT: (yen("settlement", 350, item="hours"),)})
    assert money("audit", entry, "財源")["業務時間(時間)"].startswith("350")


def test_a_sheet_without_projects_is_itself_the_row() -> None:
    row = money("results", Entry(sheet(costs=(cost(2024, 310),))), "決算額")
    assert row["事業"] == "施策11 本の森づくり"
    assert row["令和6年度 決算額(千円)"] == "310"


# --- indicators -----------------------------------------------------------------------------------


def test_the_rate_comes_with_its_numbers() -> None:
    row = money("kpi", Entry(FULL), "目標と実績")
    assert row["達成率(計算)"] == "94.0% / 940÷1,000(実績÷目標)"
    assert row["判定"] == "未達成"
    assert row["前年度からの増減"] == "+60人"


def test_a_value_of_another_year_is_not_compared() -> None:
    late = Indicator(
        name="満足度",
        unit="%",
        values=(
            value(2023, "actual", "40"),
            value(2024, "actual", "41", observed_year=2022, note="※令和4年度の値"),
        ),
    )
    row = money("kpi", Entry(sheet(indicators=(late,))), "目標と実績")
    assert row["令和6年度 実績値"] == "41% / 令和4年度の値"
    assert row["前年度からの増減"] == "比べられません"


def test_a_doubtful_value_says_why() -> None:
    doubtful = Indicator(name="来館者", values=(value(2024, "actual", "12", flags=("glued",)),))
    row = money("kpi", Entry(sheet(indicators=(doubtful,))), "目標と実績")
    assert row["令和6年度 実績値"] == "「12」 / 不確か: 数が続いている"


def test_everything_doubtful_stands_in_the_auditors_list() -> None:
    doubtful = indicator().model_copy(
        update={"values": (value(2024, "actual", "12", flags=("glued",)),)}
    )
    (row,) = cells(packaged_papers()["audit"], Entry(sheet(indicators=(doubtful,))), "不確か")
    assert row == {
        "どこの値か": "本を借りた人 令和6年度 実績値",
        "書かれている文字": "12",
        "不確かな理由": "数が続いている",
    }


# --- last year ------------------------------------------------------------------------------------

BEFORE = sheet(
    fiscal_year=2023,
    issues=(
        Issue(
            no="1",
            text="夜に借りられない。",
            next_actions=(
                NextAction(text="金曜の夜に開ける。", from_fiscal_year=2024),
                NextAction(text="駅に返却箱を置く。", from_fiscal_year=2025),
            ),
        ),
    ),
    reviews=(Review(no="1", round="外部評価", text="夜も開けてはどうか。"),),
)


def test_a_promise_is_answered_or_it_is_said_that_nobody_speaks_of_it() -> None:
    answered = FollowUp(no="1", text="金曜の夜に 開ける。", status="done", answer="6月から。")
    entry = Entry(sheet(follow_ups=(answered,)), BEFORE)
    rows = cells(packaged_papers()["audit"], entry, "約束")
    assert [(row["約束したこと"], row["どうなったか"]) for row in rows] == [
        ("金曜の夜に 開ける。", "できた"),
        ("駅に返却箱を置く。", "このシートでは触れていません"),
    ]


def test_last_years_opinions_stand_in_the_audit_paper() -> None:
    (row,) = cells(packaged_papers()["audit"], Entry(sheet(), BEFORE), "前の年度の意見")
    assert row["市の回答"] == "まだ回答がありません"


# --- what a city changes --------------------------------------------------------------------------

ADAPTED = """
id = "audit"
title = "定期監査資料"
money_unit = "円"
wording = { absent = "様式にありません" }

[[sections]]
title = "執行"
table = "projects"
columns = [
  { head = "{year}の支出({unit})", take = "cost" },
  { head = "事業の名前", take = "name" },
  { head = "繰越", take = "cost", stage = "carried_over" },
]

[[sections]]
title = "はじめに"
facts = [{ label = "課", take = "units" }, { label = "所見", take = "write" }]
"""


def folder(home: Path, text: str, name: str = "audit.toml") -> Path:
    (home / name).write_text(text, "utf-8")
    return home


def test_a_city_changes_wording_order_columns_and_unit(tmp_path: Path) -> None:
    papers = papers_with_folder(folder(tmp_path, ADAPTED))
    assert tuple(papers) == SIX
    made = Printed(printed(Order(papers["audit"], "pdf", CONTEXT), [Entry(FULL)], packaged()))
    assert "定期監査資料" in made.title
    assert "令和6年度の支出(円)" in made.text
    assert "8,200,000" in made.text
    assert "様式にありません:繰越(円)" in made.text
    assert made.text.index("事業の名前") < made.text.index("はじめに")


def test_the_manuals_example_is_a_paper(tmp_path: Path) -> None:
    manual = Path(__file__).parents[4] / "docs" / "manual_administrator.md"
    (example,) = re.findall(r"```toml\n(id = .*?)```", manual.read_text("utf-8"), re.DOTALL)
    papers = papers_with_folder(folder(tmp_path, example))
    made = Printed(printed(Order(papers["audit"], "pdf", CONTEXT), [Entry(FULL)], packaged()))
    assert "8,200,000" in made.text


def test_a_new_name_is_a_paper_of_its_own(tmp_path: Path) -> None:
    own = ADAPTED.replace('"audit"', '"hearing"')
    assert "hearing" in papers_with_folder(folder(tmp_path, own, "hearing.toml"))


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ('take = "name"', 'take = "namae"', "「namae」はありません。使える語: name"),
        ('take = "units"', 'take = "division"', "「division」はありません"),
        ('table = "projects"', 'table = "jigyo"', "「jigyo」はありません"),
        ('title = "定期監査資料"', "", "title"),
        ("money_unit", "unit_of_money", "unit_of_money"),
        ('id = "audit"', 'id = "other"', "other.toml"),
        ("[[sections]]", "[[sections", "audit.toml"),
    ],
)
def test_a_wrong_template_says_where_and_what(
    tmp_path: Path, wrong: str, right: str, said: str
) -> None:
    with pytest.raises(TemplateError) as error:
        papers_with_folder(folder(tmp_path, ADAPTED.replace(wrong, right)))
    assert "audit.toml" in str(error.value)
    assert said in str(error.value)


def test_an_editor_of_windows_may_leave_its_mark(tmp_path: Path) -> None:
    assert papers_with_folder(folder(tmp_path, f"\ufeff{ADAPTED}"))["audit"].title
