import pytest

from shirube.papers import sheet_paper, text
from shirube.papers.spoken import spoken, year_spoken
from shirube.papers.tests.cast import CONTEXT, FULL, indicator, sheet, value
from shirube.schema import Indicator


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("12.5(※)", "12.5(注)"),
        ("▲3.1%", "マイナス3.1パーセント"),
        ("△258", "マイナス258"),
        ("-3", "マイナス3"),
        ("2019-2024", "2019-2024"),
        ("電話 000-000-0011", "電話 000-000-0011"),
        ("◎", "二重丸"),
        ("前期は○、後期は△", "前期は丸、後期は三角"),
        ("○図書館を開いた", "図書館を開いた"),
        ("・本を買う", "本を買う"),
        ("R1", "令和元年"),
        ("R6年度", "令和6年度"),
        ("H30からR2まで", "平成30年から令和2年まで"),
        ("H32", "平成32年"),
        ("ISO9001 PR1", "ISO9001 PR1"),
        ("T5", "T5"),
        ("１２，３４５㎡", "12,345平方メートル"),
        ("令和4~7年度", "令和4から7年度"),
        ("①と②", "(1)と(2)"),
        ("―", "横線"),
        ("デジタル", "デジタル"),
    ],
)
def test_words(printed: str, said: str) -> None:
    assert spoken(printed) == said


def test_a_column_is_named_by_its_year() -> None:
    assert year_spoken("2024 令和6\n決算") == "令和6年度(2024年度)決算"
    assert year_spoken("年度なし\n計画") == "年度なし 計画"


def test_a_table_is_read_as_sentences() -> None:
    said = text(sheet_paper(FULL, {}, CONTEXT))
    assert "実績値: 令和5年度(2023年度) 880、令和6年度(2024年度) 940。" in said
    assert "移動図書館事業(図書館、番号 0110050101): 令和6年度(2024年度)決算 8,200。" in said


def test_what_is_missing_is_said() -> None:
    values = (value(2023, "actual", "5"), value(2024, "actual", None, missing="dash", printed="―"))
    said = text(sheet_paper(sheet(indicators=(Indicator(name="数", values=values),)), {}, CONTEXT))
    assert "令和6年度(2024年度) 横線" in said


def test_nothing_hangs_on_position_or_sign() -> None:
    marked = sheet(indicators=(indicator("◎の数 ※1"),))
    said = text(sheet_paper(marked, {}, CONTEXT))
    assert not set("◎※％▲①→") & set(said)


def test_standing_and_edition_are_said_first() -> None:
    lines = text(sheet_paper(FULL, {}, CONTEXT)).splitlines()
    assert any("機械読取・未確認" in line for line in lines[:6])
    assert lines[2].startswith("版 令和6年度")
