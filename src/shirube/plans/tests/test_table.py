"""A plan tree as somebody pastes it."""

from hypothesis import given
from hypothesis import strategies as st

from shirube.plans.table import PlanTable, read_plan

HEAD = "段\t番号\t名称\t担当課\n"


def keys(table: PlanTable) -> list[str]:
    return [one.key for one in table.lines if one.key]


def problems(text: str) -> list[str]:
    return [one.text() for one in read_plan(text).problems]


def test_one_node_a_line() -> None:
    table = read_plan(HEAD + "基本目標\t1\t水辺\t\n施策\t１１\t道\t建設課\n事務事業\t0101\t橋\t")
    assert table.problems == ()
    assert keys(table) == ["program/11", "project/0101"]
    assert [step[2] for step in table.lines[2].way] == ["水辺", "道", "橋"]
    assert table.levels == (("基本目標", 1), ("施策", 1), ("事務事業", 1))


def test_one_column_a_level_with_merged_cells() -> None:
    table = read_plan("基本目標\t施策番号\t施策名\n水辺\t11\t道\n\t12\t舟\n学び\t21\t本")
    assert table.problems == ()
    assert [(one.key, one.way[0][2]) for one in table.lines if one.key] == [
        ("program/11", "水辺"),
        ("program/12", "水辺"),
        ("program/21", "学び"),
    ]


def test_a_new_branch_does_not_inherit_what_hung_on_the_last() -> None:
    table = read_plan(
        "基本目標\t施策番号\t施策\t事務事業番号\t事務事業\n水辺\t11\t道\t1\t橋\n学び\t\t\t2\t本"
    )
    assert "2行目" not in " ".join(one.text() for one in table.problems)
    assert problems(
        "基本目標\t施策番号\t施策\t事務事業番号\t事務事業\n水辺\t11\t道\t1\t橋\n学び\t\t\t2\t本"
    ) == ["3行目: 「施策」が空です。上の行から続くときは、同じ名称を書いてください。"]


def test_commas_wide_spaces_and_broken_cells() -> None:
    assert keys(read_plan("段,番号,名称\n施策,11,道")) == ["program/11"]
    assert keys(read_plan("段　番号　名称\n施策　11　道")) == ["program/11"]
    assert read_plan('段\t番号\t名称\n施策\t11\t"道と\n橋"').lines[0].way[-1][2] == "道と 橋"


def test_problems_stand_with_their_line_and_how_to_mend() -> None:
    assert problems("") == ["表が空です。見出しの行から貼り付けてください。"]
    assert "2行目: 「道」の番号がありません" in problems(HEAD + "施策\t\t道\t")[0]
    assert (
        "2行目: 番号「1月2日」: Excelが番号を日付に変えています"
        in problems(HEAD + "施策\t1月2日\t道\t")[0]
    )
    twice = problems(HEAD + "施策\t11\t道\t\n施策\t11\t舟\t")
    assert "3行目: 施策の番号11が2行目の「道」と同じです" in twice[0]
    assert (
        "3行目: 施策が事務事業の下にあります"
        in problems(HEAD + "事務事業\t1\t橋\t\n施策\t11\t道\t")[0]
    )
    assert "見出しが分かりません" in problems("道\t舟\n本\t橋")[0]


def test_lines_are_those_of_the_paste() -> None:
    assert problems(HEAD + "\n\n施策\t\t道\t")[0].startswith("4行目")


@given(st.text(alphabet='段番号名称施策事務業\t\n,"　1', max_size=200))
def test_whatever_is_pasted_is_read_or_told(text: str) -> None:
    table = read_plan(text)
    assert table.lines or table.problems
    found = [one.key for one in table.lines if one.key and not table.problems]
    assert len(set(found)) == len(found)


def test_headings_below_a_title_and_a_date() -> None:
    table = read_plan("ひかり町の計画\t\t令和6年4月1日\n\n基本目標\t施策番号\t施策\n水辺\t11\t道")
    assert table.problems == ()
    assert keys(table) == ["program/11"]
    listed = read_plan("計画の一覧\n段\t番号\t名称\n施策\t11\t道")
    assert keys(listed) == ["program/11"]
    assert listed.sheets == 1


def test_a_number_in_the_cell_of_its_name() -> None:
    table = read_plan("基本目標\t基本施策\t施策\n１　水辺\t１－２　川\t１１　道\n\t\t12 舟")
    assert table.problems == ()
    assert table.lines[0].way == (("基本目標", "1", "水辺"),)
    assert table.lines[1].way[-1] == ("基本施策", "1-2", "川")
    assert keys(table) == ["program/11", "program/12"]
    assert read_plan("基本目標\t施策番号\t施策\n2つの川\t11\t3か年の道").lines[0].way[-1][1:] == (
        "",
        "2つの川",
    )


def test_a_line_of_totals_is_told_for_what_it_is() -> None:
    words = "合計の行のようです。計画の表には要らないので、消してください。"
    assert problems("基本目標\t施策番号\t施策\n水辺\t11\t道\n合　計\t1\t") == [f"3行目: {words}"]
    assert problems("段\t番号\t名称\n施策\t11\t道\n合計\t\t1") == [f"3行目: {words}"]
