import pytest

from shirube.lint.rules import mark_without_note
from shirube.lint.tests.bind import bind, indicator, narrative, project, sheet
from shirube.schema import Note

quiet, reports = bind(mark_without_note.rule)


def test_mark_and_note() -> None:
    quiet(sheet(indicator(actual="32.2(※)"), Note(mark="※", text="平成29年度実績")))
    quiet(sheet(indicator(actual="32.2(＊１)"), Note(mark="※1", text="平成29年度実績")))


def test_the_note_is_gone() -> None:
    reports(sheet(indicator(actual="32.2(※1)")), kind="no_note", mark="※1")


def test_the_mark_is_gone() -> None:
    reports(
        sheet(indicator(actual="32.2"), Note(mark="※1", text="平成29年度実績")),
        kind="no_mark",
        mark="※1",
    )


def test_one_cell_two_marks() -> None:
    first, second = Note(mark="※1", text="一"), Note(mark="※2", text="二")
    quiet(sheet(indicator(actual="32.2(※1,2)"), first, second))
    reports(sheet(indicator(actual="32.2(※1,2)"), first), mark="※2")


def test_a_project_carries_the_mark() -> None:
    quiet(sheet(project("図書館※1", "5"), Note(mark="※1", text="指定管理")))


@pytest.mark.parametrize(
    "text",
    [
        "利用が増えた。※速報値",
        "※1 開館日は300日。利用は※1のとおり。",
        "①貸出\n②閲覧\n③返却\n※②、③：窓口だけ",
    ],
)
def test_a_remark_inside_the_text(text: str) -> None:
    quiet(sheet(narrative(text)))


def test_a_text_points_to_nothing() -> None:
    reports(sheet(narrative("電子申請(※3)を始めた。")), kind="no_note", mark="※3")


def test_a_note_without_a_mark_of_its_own() -> None:
    quiet(sheet(Note(mark=None, text="端数処理のため合わないことがあります")))


def test_the_cell_carries_its_note() -> None:
    case = indicator(actual="32.2(※)")
    noted = case.values[0].model_copy(update={"note": "平成29年度実績"})
    quiet(sheet(case.model_copy(update={"values": (noted,)})))
