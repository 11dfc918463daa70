"""A small form of another city: only data differs. Its headings name their years."""

from typing import Any

import pytest
from pydantic import ValidationError

from shirube.designs import Design, Failed, ReadOptions, ReadSheet
from shirube.designs.row_form import RowForm, read
from shirube.schema import Sheet
from shirube.sources import open_bytes

READER: dict[str, Any] = {
    "code": "事業番号",
    "title": "事業名",
    "year": {"column": "評価対象年度", "means": "fiscal_year"},
    "units": [{"role": "担当課", "column": "担当課"}],
    "ratings": [{"key": "overall", "column": "総合評価", "scale": "overall"}],
    "narratives": [{"key": "next", "column": "次年度の方針", "offset": 0}],
    "costs": [
        {"item": "general", "column": "一般財源（{year}決算）", "stage": "settlement"},
        {"item": "other", "column": "その他（{year}決算）", "stage": "settlement"},
        {
            "item": "total",
            "column": "決算額（{year}）",
            "stage": "settlement",
            "of": ["general", "other"],
        },
        {"item": "total", "column": "次年度予算額", "stage": "initial_budget", "offset": 0},
    ],
    "indicators": [
        {
            "no": "1",
            "kind": "outcome",
            "name": "成果指標",
            "unit": "単位",
            "values": [
                {"column": "目標値{year}", "measure": "target"},
                {"column": "実績値{year}", "measure": "actual"},
            ],
        }
    ],
}
HEADINGS = (
    "事業番号,事業名,担当課,評価対象年度,総合評価,次年度の方針,"
    "一般財源（令和5年度決算）,その他（令和5年度決算）,決算額（令和5年度）,決算額（R6）,次年度予算額,"
    "成果指標,単位,目標値（R5）,目標値（R6）,実績値（R5）,実績値（R6）"
)
LIBRARY = '11,図書館の催し,生涯学習課,令和6年度,Ａ,続ける,10,,10,"1,200",20,来た人,人,100,110,90,95'


def design(**changes: Any) -> Design:
    return Design.model_validate(
        {
            "id": "mihon",
            "version": "1",
            "title": {"ja": "見本市", "en": "Mihon"},
            "municipality": {"code": "999997", "name": "見本市"},
            "kind": "project",
            "money_unit": "円",
            "recognise": {"formats": ["csv"], "all": ["事業番号"]},
            "scales": [
                {
                    "key": "overall",
                    "title": {"ja": "総合評価", "en": "Overall"},
                    "grades": [
                        {"value": "A", "order": 1, "meaning": "よい", "tone": "good"},
                        {"value": "B", "order": 0, "meaning": "ふつう", "tone": "mid"},
                    ],
                }
            ],
            "reader": READER | changes,
        }
    )


def outcomes(
    *rows: str, headings: str = HEADINGS, year: int | None = None
) -> list[ReadSheet | Failed]:
    document = open_bytes("\n".join([headings, *rows]).encode(), "mihon.csv")
    return list(read(document, design(), ReadOptions(year)))


def sheet(row: str = LIBRARY, headings: str = HEADINGS) -> Sheet:
    (outcome,) = outcomes(row, headings=headings)
    assert isinstance(outcome, ReadSheet)
    return outcome.sheet


def test_years_of_the_headings() -> None:
    library = sheet()

    assert (library.fiscal_year, library.carried_out) == (2024, 2025)
    assert [(c.fiscal_year, c.stage, c.item, c.amount) for c in library.costs] == [
        (2023, "settlement", "general", "10"),
        (2023, "settlement", "other", None),
        (2023, "settlement", "total", "10"),
        (2024, "settlement", "total", "1200"),
        (2025, "initial_budget", "total", "20"),
    ]
    assert [(v.measure, v.fiscal_year, v.value) for v in library.indicators[0].values] == [
        ("target", 2023, "100"),
        ("target", 2024, "110"),
        ("actual", 2023, "90"),
        ("actual", 2024, "95"),
    ]


def test_words() -> None:
    library = sheet()

    assert (library.ratings[0].value, library.ratings[0].printed) == ("A", "Ａ")
    assert [(n.text, n.fiscal_year) for n in library.narratives] == [("続ける", 2025)]
    assert not library.unplaced


def test_two_columns_of_one_year_are_not_guessed() -> None:
    library = sheet(headings=HEADINGS.replace("実績値（R6）", "実績値（令和5）"))

    assert [v.value for v in library.indicators[0].of("actual")] == []
    assert [one.text for one in library.unplaced] == ["90", "95"]


def test_heading_without_a_readable_year_is_left_alone() -> None:
    library = sheet(headings=HEADINGS.replace("実績値（R6）", "実績値（現在）"))

    assert [v.fiscal_year for v in library.indicators[0].of("actual")] == [2023]
    assert [one.text for one in library.unplaced] == ["95"]


def test_choice_that_is_not_on_the_scale() -> None:
    rating = sheet(LIBRARY.replace("Ａ", "AB")).ratings[0]

    assert (rating.value, rating.printed, rating.flags) == (None, "AB", ("unknown_choice",))


def test_bare_year_without_an_era_rule_is_not_guessed() -> None:
    (outcome,) = outcomes(LIBRARY.replace("令和6年度", "6"))

    assert isinstance(outcome, Failed)
    assert outcome.reason == "「評価対象年度」を年度として読めません"


def test_form_without_its_year_column() -> None:
    (outcome,) = outcomes(LIBRARY, headings=HEADINGS.replace("評価対象年度", "備考"))

    assert isinstance(outcome, Failed)
    assert outcome.reason == "見出し「評価対象年度」が1つだけ必要です"


def test_year_that_the_reader_states() -> None:
    headings = HEADINGS.replace("評価対象年度", "備考")

    (outcome,) = outcomes(LIBRARY, headings=headings, year=2023)

    assert isinstance(outcome, ReadSheet)
    assert (outcome.sheet.fiscal_year, outcome.sheet.carried_out) == (2023, 2024)


def test_rating_without_a_scale_is_refused() -> None:
    changed = design(ratings=[{"key": "overall", "column": "総合評価", "scale": "other"}])
    document = open_bytes(f"{HEADINGS}\n{LIBRARY}".encode(), "mihon.csv")

    with pytest.raises(ValueError, match="other"):
        list(read(document, changed, ReadOptions()))


def test_another_table_is_none_of_ours() -> None:
    assert outcomes("1,2", headings="品名,単価") == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"furniture": ["事業名"]},
        {"costs": [{"item": "total", "column": "計", "of": ["general"]}]},
        {"indicators": [{"no": "1", "name": "指標", "values": [{"column": "実績値"}]}]},
        {"cost": []},
    ],
    ids=["heading used twice", "parts after their total", "repeated, but no blocks", "misspelt"],
)
def test_wrong_mapping_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        RowForm.model_validate(READER | wrong)
