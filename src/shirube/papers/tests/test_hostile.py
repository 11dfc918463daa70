"""Texts that try to be more than text, and texts that no font has."""

import pytest

from shirube.papers import text
from shirube.papers.sheets import sheet_paper
from shirube.papers.tests.cast import CONTEXT, indicator, printed, sheet
from shirube.schema import Narrative, Project

MARKUP = [
    '#import "secret.typ"',
    '#eval("1+1")',
    "$x^2$ *bold* _it_ `raw` @ref <label>",
    "= 見出し",
    "\\u{41} ~ -- ...",
    '"); #read("paper.typ")',
    "<script>alert(1)</script>",
    '=HYPERLINK("x")',
    "+1+1",
    "@SUM(A1)",
    "https://example.invalid/x",
    "{{ 7*7 }} {% x %}",
    "// comment",
    "/* comment */",
]


def narrative(words: str) -> Narrative:
    return Narrative(key="aim", label="めざす姿", text=words)


@pytest.mark.parametrize("words", MARKUP)
def test_markup_is_text(words: str) -> None:
    assert (
        words.replace(" ", "") in printed(sheet(title=words, narratives=(narrative(words),))).text
    )


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("あ\u202eい", "あ〔U+202E〕い"),
        ("あ\u200fい", "あ〔U+200F〕い"),
        ("絵😀", "絵〔U+1F600〕"),
        ("髙\ue000木", "髙〔外字U+E000〕木"),
        ("鈴\x07\x00木", "鈴〔U+0007〕〔U+0000〕木"),
        ("葛\U000e0100城", "葛城"),
        ("か\u3099", "が"),
        ("あ\u2028い", "あい"),
        ("あ\u200b\u00ad\ufeffい", "あい"),
    ],
)
def test_what_cannot_be_printed_is_named(words: str, shown: str) -> None:
    assert shown in printed(sheet(narratives=(narrative(words),))).text


def test_a_word_without_end_stays_on_the_page() -> None:
    made = printed(sheet(narratives=(narrative("x" * 3000),)))
    assert made.text.count("x") >= 3000
    page = made.document[0]
    for item in page.get_objects():
        assert item.get_bounds()[2] <= page.get_width()


def test_names_of_300_letters() -> None:
    name = "長い名前" * 75
    made = printed(
        sheet(
            title=name,
            indicators=(indicator(name),),
            projects=(Project(name=name, unit=name), Project(name="W" * 300)),
        )
    )
    assert made.text.count(name) >= 4
    assert "W" * 300 in made.text


def test_twelve_indicators_are_all_there() -> None:
    text_ = printed(sheet(indicators=tuple(indicator(f"指標{n}番") for n in range(1, 13)))).text
    assert all(f"指標{n}番" in text_ for n in range(1, 13))


def test_text_to_read_aloud_keeps_markup_as_text() -> None:
    said = text(sheet_paper(sheet(narratives=(narrative("<b>太字</b> #x"),)), {}, CONTEXT))
    assert "<b>太字</b> #x" in said


def test_a_long_title_is_cut_only_at_the_top_of_the_pages() -> None:
    title = "長い題名" * 75
    made = printed(sheet(title=title, indicators=(indicator(),)))
    top = made.pages[0].splitlines()[0]
    assert "…" in top
    assert title in made.text
