from shirube.lint.rules import plain_summary_hard_to_read
from shirube.lint.tests.bind import bind, narrative, sheet
from shirube.schema import Narrative

quiet, reports = bind(plain_summary_hard_to_read.rule)

FORTY = "あ" * 39 + "。"


def summary(text: str) -> Narrative:
    return Narrative(key="plain_summary", label="やさしい日本語の要約", text=text)


def test_short_sentences_in_everyday_words() -> None:
    quiet(sheet(summary("子どもが 安心して いられる 場所を つくっています。\n9つ できました。")))


def test_a_sentence_of_forty_letters() -> None:
    quiet(sheet(summary(FORTY)))


def test_a_sentence_of_forty_one_letters() -> None:
    reports(sheet(summary(f"あ{FORTY}")), kind="long", letters=41, count=1)


def test_the_longest_of_two_long_sentences_is_shown() -> None:
    reports(sheet(summary(f"あ{FORTY}いう{FORTY}")), beginning="いう" + "あ" * 10, count=2)


def test_spaces_and_readings_do_not_count() -> None:
    quiet(sheet(summary("学校(がっこう) あい " * 9 + "おわり。")))


def test_office_words() -> None:
    text = "関係機関と連携した支援体制を充実。"
    reports(sheet(summary(text * 2)), kind="heavy", share=75)


def test_foreign_words_are_as_heavy_as_kanji() -> None:
    reports(
        sheet(summary("プラットフォームをアップデート。コミュニティをエンパワーする。")),
        kind="heavy",
    )


def test_too_short_to_judge() -> None:
    quiet(sheet(summary("道路整備。")))


def test_other_texts_are_not_meant_to_be_plain() -> None:
    quiet(sheet(narrative("関係機関と連携した支援体制の充実強化を図る。" * 3)))
