"""A PDF reads as its text would: lines in order, a row of a ruled table one line."""

import pytest

from shirube.sources import Document, open_bytes
from shirube.sources.tests.making import pdf, texts

FORM = """
#set page(margin: 15mm)
1. 基本情報

評価対象年度(令和6 年度)
#table(columns: (auto, auto, auto, 1fr),
  [施策コード], [511], [施策名], [地域の力を育てる],
  [将来像], [5], table.cell(colspan: 2)[人がつながるまち])
3. 構成事業の状況 #h(1fr) (単位:千円)
#table(columns: (70pt, 90pt, 45pt, 1fr, 60pt),
  [No.], [事務事業名], [実行計画], [担当課], [令和6年度決算],
  [0102010806], [みんなで育てる花いっぱい広場づくり], [], [協働課], [2,450],
  [0102010807], [open data portal], [対象], [情報課], [▲103])
#pagebreak()
4. まちづくり指標
#table(columns: (20pt, 40pt, 1fr, 50pt, 50pt),
  table.cell(rowspan: 2)[①], [名称], [つながりを感じる人の割合], [目標値], [33.0],
  [単位], [%], [実績値], [32.2(※)])
※令和4年度の値を記載
"""


@pytest.fixture(scope="module")
def form() -> Document:
    return open_bytes(pdf(FORM), "form.pdf")


def test_lines_are_those_of_the_form(form: Document) -> None:
    assert texts(form) == [
        "1. 基本情報",
        "評価対象年度(令和6 年度)",
        "施策コード\t511\t施策名\t地域の力を育てる",
        "将来像\t5\t人がつながるまち\t",
        "3. 構成事業の状況\t(単位:千円)",
        "No.\t事務事業名\t実行計画\t担当課\t令和6年度決算",
        "0102010806\tみんなで育てる花いっぱい広場づくり\t\t協働課\t2,450",
        "0102010807\topen data portal\t対象\t情報課\t▲103",
        "4. まちづくり指標",
        "①\t名称\tつながりを感じる人の割合\t目標値\t33.0",
        "\t単位\t%\t実績値\t32.2(※)",
        "※令和4年度の値を記載",
    ]


def test_numbers_of_lines_run_through_the_pages(form: Document) -> None:
    assert [line.no for line in form.lines] == list(range(1, 13))
    assert [line.page for line in form.lines] == [1] * 8 + [2] * 4
    assert form.pages == 2
    assert form.lines[9].at(3) == "p2L10C4"


def test_ruled_tables_are_grids(form: Document) -> None:
    assert [(grid.name, grid.page) for grid in form.grids] == [
        ("p1t1", 1),
        ("p1t2", 1),
        ("p2t1", 2),
    ]
    assert form.grids[2].rows[1] == ("", "単位", "%", "実績値", "32.2(※)")


def test_frame_around_text_is_no_table() -> None:
    document = open_bytes(pdf("#rect[\n囲みの文です。\n\n二つ目の段落です。]"), "a.pdf")
    assert texts(document) == ["囲みの文です。", "二つ目の段落です。"]
    assert document.grids == ()


def test_spaced_out_heading_stays_one_word() -> None:
    document = open_bytes(pdf("#text(tracking: 0.5em)[施策名] #h(6em) 子育て"), "a.pdf")
    assert texts(document) == ["施策名\t子育て"]


def test_page_without_text_is_named() -> None:
    document = open_bytes(
        pdf("一頁目\n#pagebreak()\n#rect(fill: red)\n#pagebreak()\n三頁目"), "a.pdf"
    )
    assert document.meta == {"pages_without_text": "2"}
    assert [line.page for line in document.lines] == [1, 3]
