"""The readings of the real samples against tables that a person typed from the files."""

import pytest

from shirube.designs.program_form.tests.forms import FORMS, R1, R3, Form, read_text
from shirube.designs.program_form.tests.truth import Score, score_sheet
from shirube.schema import Sheet


def sheets_of(form: Form) -> dict[str, Sheet]:
    return {sheet.code: sheet for sheet in read_text(form.sample).sheets}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_printed_number_is_read_and_none_wrongly(form: Form) -> None:
    truth, sheets, score = form.truth, sheets_of(form), Score()
    tables = {key: table for key, table in truth.items() if key.isdigit()}
    for code, table in tables.items():
        assert sheets[code].fiscal_year == table["fiscal_year"]
        score.add(score_sheet(sheets[code], table, truth))
    assert list(sheets) == list(tables)
    assert score.wrong == []
    assert score.recall >= 0.99


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_character_finds_its_place(form: Form) -> None:
    reading = read_text(form.sample)
    assert reading.design is not None
    assert reading.design.id == form.id
    assert reading.problems == ()
    assert [unplaced for sheet in reading.sheets for unplaced in sheet.unplaced] == []
    assert reading.coverage.share >= 0.99


def test_four_targets_and_an_empty_fifth_cell() -> None:
    for indicator in sheets_of(FORMS[0])["521"].indicators:
        last = indicator.of("target")[-1]
        assert (last.fiscal_year, last.value, last.missing, last.flags) == (2025, None, "blank", ())


def test_a_survey_value_carried_over() -> None:
    value = sheets_of(FORMS[0])["513"].indicators[0].get("actual", 2019)
    assert value is not None
    assert (value.value, value.fiscal_year, value.observed_year) == ("62.7", 2019, 2017)


def test_a_note_without_a_year_stays_a_note() -> None:
    value = sheets_of(FORMS[1])["513"].indicators[1].get("actual", 2021)
    assert value is not None
    assert value.observed_year is None
    assert value.note is not None


def test_parts_of_every_sheet_are_counted() -> None:
    def counts(sheet: Sheet) -> tuple[int, ...]:
        parts = (sheet.units, sheet.contacts, sheet.directions, sheet.narratives)
        return tuple(map(len, (*parts, sheet.environment, sheet.issues, sheet.notes)))

    by_code = {R1: sheets_of(FORMS[0]), R3: sheets_of(FORMS[1])}
    assert {code: counts(sheet) for code, sheet in by_code[R1].items()} == {
        "511": (6, 1, 2, 1, 8, 3, 1),
        "512": (4, 1, 2, 1, 4, 2, 1),
        "513": (7, 1, 2, 1, 7, 3, 1),
        "521": (6, 1, 2, 1, 6, 3, 1),
        "522": (9, 1, 4, 1, 7, 4, 0),
    }
    assert counts(by_code[R3]["513"]) == (2, 0, 2, 2, 0, 4, 2)


def test_issues_of_the_three_layouts_are_whole() -> None:
    for sheet in sheets_of(FORMS[0]).values():
        assert [issue.no for issue in sheet.issues] == list("①②③④"[: len(sheet.issues)])
        for issue in sheet.issues:
            assert issue.text
            assert issue.status
            assert [action.from_fiscal_year for action in issue.next_actions] == [2021]


def test_ratings_come_with_their_reason() -> None:
    for form in FORMS:
        for sheet in sheets_of(form).values():
            (rating,) = sheet.ratings
            assert rating.reason is not None
            assert len(rating.reason) > 100
            assert "<p>" not in rating.reason
            assert not rating.reason.startswith(("総合評価", "維持"))


def test_effects_are_taken_apart_and_factors_joined() -> None:
    factors = [factor for sheet in sheets_of(FORMS[0]).values() for factor in sheet.environment]
    assert {factor.factor for factor in factors} == {
        "市民ニーズの状況", "将来人口の推移", "他自治体との比較", "民間企業・NPO・市民の動向",
        "法・制度改正の動向", "技術革新の動向", "その他",
    }  # fmt: skip
    assert {effect[:2] for factor in factors for effect in factor.effects} == {"1.", "2.", "3."}
    assert max(len(factor.effects) for factor in factors) == 2
