import pytest

from shirube.lint.rules import personal_data
from shirube.lint.tests.bind import bind, narrative, sheet

quiet, reports = bind(personal_data.rule)


@pytest.mark.parametrize(
    "text",
    [
        "お客様や皆様、市民の皆さんの多様なご意見を仕様に反映した。",
        "氏名を公表した。源氏物語の講座を開いた。両氏の意見を聞いた。",
        "相談窓口は0120-000-000です。",
        "令和2年4月1日に開館し、2020-2024年度に5,000人が来館した。",
        "予算科目は01-02-0300です。",
        "番号は123456789012です。",
        "市内を一様に様々な方法で巡回し、様子を見た。",
        "さんまを焼くイベントにたくさんの人が来た。",
    ],
)
def test_nobody_is_named(text: str) -> None:
    quiet(sheet(narrative(text)))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("連絡先は０９０-0000-0000です。", "phone"),
        ("申込みは(000)または03(0000)0000へ。", "phone"),
        ("内線210まで。", "phone"),
        ("申込みは taro@example.jp へ。", "email"),
        ("生年月日は昭和40年1月2日。", "birthday"),
        ("平成2年3月4日生まれの方。", "birthday"),
        ("見本市中央町12番地3に住む。", "address"),
        ("見本市中央1丁目2番3号に住む。", "address"),
        ("田中様から寄付を受けた。", "name"),
        ("見本 太郎氏を講師に招いた。", "name"),
        ("大学教授の標本太郎氏を講師に招いた。", "name"),
        ("番号は1234-5678-9018です。", "my_number"),
    ],
)
def test_somebody_is(text: str, kind: str) -> None:
    assert reports(sheet(narrative(text))).kind == kind


def test_an_individual_number_is_not_repeated() -> None:
    assert "1234" not in reports(sheet(narrative("番号は123456789018です。"))).text()


def test_doubtful_kinds_do_not_block() -> None:
    assert not reports(sheet(narrative("田中様から寄付を受けた。"))).blocks
    assert reports(sheet(narrative("申込みは taro@example.jp へ。"))).blocks
