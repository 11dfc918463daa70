import pytest

from shirube.papers import PaperContext, pdf, sheet_paper, text
from shirube.papers.tests.cast import CONTEXT, FULL, cost, indicator, printed, sheet, value
from shirube.schema import Indicator, Narrative, Rating

UNCONFIRMED = "機械読取・未確認"


def test_a_reader_finds_tags_language_title_and_fonts() -> None:
    made = printed(FULL)
    assert made.tagged
    assert made.language == "ja-JP"
    assert made.title == "見本市 施策11 本の森づくり 令和6年度(2024)"
    assert made.fonts
    assert all(made.fonts.values())
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made.data
    assert b"<pdfaid:part>2</pdfaid:part>" in made.data
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made.data


def test_tables_have_heads_and_pictures_have_words() -> None:
    data = printed(FULL).data
    assert data.count(b"/S/TH") >= 5
    assert data.count(b"/S/Figure") == data.count(b"/Alt") == 1


def test_the_order_is_that_of_the_form() -> None:
    text = printed(FULL).text
    places = [text.index(word) for word in ("2めざす姿", "3構成事業", "4成果指標", "5ふりかえり")]
    assert places == sorted(places)


def test_every_page_says_that_nobody_has_confirmed() -> None:
    pages = printed(sheet(indicators=tuple(indicator(f"指標{n}") for n in range(12)))).pages
    assert len(pages) > 2
    assert all(UNCONFIRMED in page for page in pages)


def test_a_confirmed_sheet_does_not_say_so() -> None:
    made = printed(FULL.model_copy(update={"standing": "confirmed"}))
    assert UNCONFIRMED not in made.text
    assert "確認済み" in made.text


def test_file_page_and_edition_stand_at_the_foot() -> None:
    text = printed(FULL).text
    assert "元のファイル:r6.pdf12ページ" in text
    assert "第1版2025-11-01公表" in text


def test_what_is_no_edition_names_none() -> None:
    paper = sheet_paper(FULL, {}, PaperContext(CONTEXT.made_on))
    assert paper.edition == ""


def test_a_doubtful_value_says_so_and_why() -> None:
    doubtful = Indicator(name="来館者", values=(value(2024, "actual", "12", flags=("shifted",)),))
    text = printed(sheet(indicators=(doubtful,))).text
    assert "「12」不確か:列がずれている可能性" in text


def test_a_doubtful_amount_says_so_and_why() -> None:
    text = printed(sheet(costs=(cost(2024, 8510, flags=("unit_inferred",)),))).text
    assert "8,510不確か:単位を推定" in text


def test_a_lost_rating_says_so() -> None:
    lost = Rating(key="overall", scale="progress", missing="lost")
    assert "総合評価:読取で欠落" in printed(sheet(ratings=(lost,))).text


def test_a_missing_value_is_a_word() -> None:
    pending = Indicator(name="来館者", values=(value(2024, "actual", None, missing="pending"),))
    assert "集計中" in printed(sheet(indicators=(pending,))).text


def test_an_empty_sheet_says_that_it_is_empty() -> None:
    assert "まだ何も書かれていません" in printed(sheet()).text


def test_a_sheet_of_an_unknown_form_shows_everything_all_the_same() -> None:
    text = printed(FULL.model_copy(update={"design": "unknown"})).text
    assert "本を借りた人" in text
    assert "移動図書館事業" in text


@pytest.mark.parametrize("years", [1, 12, 30])
def test_all_years_are_on_paper(years: int) -> None:
    values = tuple(value(1995 + n, "actual", f"{1_000_000 + n}") for n in range(years))
    text = printed(sheet(indicators=(Indicator(name="人口", unit="人", values=values),))).text
    assert all(f"1,000,{n:03d}" in text for n in range(years))


def test_the_same_sheet_gives_the_same_bytes() -> None:
    paper = sheet_paper(FULL, {}, CONTEXT)
    assert pdf(paper) == pdf(paper)


def test_a_summary_in_plain_japanese_stands_first_under_one_heading() -> None:
    summary = Narrative(
        key="plain_summary", label="やさしい日本語の要約", text="道を なおしました。"
    )
    one = FULL.model_copy(update={"narratives": (*FULL.narratives, summary)})
    said = text(sheet_paper(one, {}, CONTEXT)).splitlines()
    assert said.index("道を なおしました。") == said.index("見出し やさしい日本語") + 1
    assert next(line for line in said if line.startswith("見出し")) == "見出し やさしい日本語"
