import tomllib
from pathlib import Path

import pytest

from shirube.basics.testing import samples_folder
from shirube.designs import Failed, ReadSheet, Warned
from shirube.designs.chofu_gyokaku.tests.forms import (
    FIXTURE,
    LEGEND,
    first,
    lines,
    outcomes,
    sheets,
    unplaced,
)

TRUTH = tomllib.loads((Path(__file__).parent / "truth.toml").read_text("utf-8"))["sheets"]


def test_everything_typed_by_hand_from_the_sample_is_read() -> None:
    found = sheets((samples_folder() / "chofu_gyokaku_r4.txt").read_bytes())

    assert [sheet.code for sheet in found] == [truth["code"] for truth in TRUTH]
    for sheet, truth in zip(found, TRUTH, strict=True):
        texts = {n.key: n for n in sheet.narratives}
        rating = sheet.ratings[0]
        assert {
            "code": sheet.code,
            "title": sheet.title,
            "year": sheet.fiscal_year,
            "path": [[level.level, level.code, level.title] for level in sheet.path],
            "units": [unit.name for unit in sheet.units],
            "year_plan_lines": lines(texts["year_plan"].text),
            "annual": rating.value,
            "reason_lines": lines(rating.reason),
            "progress": [
                [
                    p.period,
                    lines(p.plan),
                    lines(p.result),
                    p.rating or "",
                    lines(p.action),
                    bool(p.flags),
                ]
                for p in sheet.progress
            ],
        } == truth
        assert texts["year_plan"].fiscal_year == truth["year"]
        assert len(sheet.contacts) == 1
        assert sheet.carried_out is None


def test_sample_is_placed_whole_and_without_markup() -> None:
    for outcome in outcomes((samples_folder() / "chofu_gyokaku_r4.txt").read_bytes()):
        assert isinstance(outcome, ReadSheet)
        assert outcome.coverage.share >= 0.99
        assert not outcome.sheet.unplaced
        assert "<" not in outcome.sheet.model_dump_json()


def test_order_decides_the_half_and_a_label_that_disagrees_is_flagged() -> None:
    one, two = first().progress

    assert (one.period, one.rating, one.flags) == ("前期", "◎", ("doubtful_place",))
    assert (two.period, two.rating, two.flags) == ("後期", None, ())


def test_mark_in_the_next_cell_and_a_blank_one() -> None:
    one, two = sheets(FIXTURE)[1].progress

    assert (one.rating, two.rating) == ("△", None)
    assert (one.flags, two.flags) == ((), ())


def test_legend_without_a_mark_is_no_rating() -> None:
    assert first(f"{LEGEND} ◎", LEGEND).progress[0].rating is None


@pytest.mark.parametrize(
    ("printed", "mark"),
    [
        (f"○ {LEGEND}", "○"),
        (f"{LEGEND}△", "△"),
        (f"{LEGEND} 〇", "○"),
        (f"{LEGEND} －", None),
        ("◎", "◎"),
    ],
)
def test_where_a_mark_may_stand(printed: str, mark: str | None) -> None:
    one = first(f"{LEGEND} ◎", printed).progress[0]

    assert one.rating == mark
    assert "unreadable" not in one.flags


@pytest.mark.parametrize("printed", ["○ △", "○（一部△）"])
def test_two_marks_are_not_decided(printed: str) -> None:
    sheet = first(f"{LEGEND} ◎", f"{LEGEND} {printed}")

    assert sheet.progress[0].rating is None
    assert "unreadable" in sheet.progress[0].flags
    assert len(unplaced(sheet)) == 1


def test_only_the_first_half_is_written() -> None:
    start = FIXTURE.index("後 期\t【取組計画】")
    end = FIXTURE.index("3 年次評価")
    sheet = sheets(FIXTURE[:start] + FIXTURE[end:])[0]

    assert [p.period for p in sheet.progress] == ["前期"]
    assert sheet.ratings[0].value == "B"


def test_blank_rating_keeps_its_reason() -> None:
    rating = sheets(FIXTURE)[1].ratings[0]

    assert (rating.value, rating.missing) == (None, "blank")
    assert rating.reason


@pytest.mark.parametrize(
    ("printed", "value", "flags"),
    [("Ａ", "A", ()), ("－", None, ()), ("?", None, ("unreadable",))],
)
def test_what_a_year_may_be_rated(printed: str, value: str | None, flags: tuple[str, ...]) -> None:
    rating = first("\nB\t", f"\n{printed}\t").ratings[0]

    assert (rating.value, rating.printed, rating.flags) == (value, printed, flags)
    assert lines(rating.reason) == 2


def test_list_items_and_paragraphs_become_lines() -> None:
    sheet = first()

    assert [lines(n.text) for n in sheet.narratives] == [1, 2]
    assert lines(sheet.progress[0].plan) == 2
    assert lines(sheets(FIXTURE)[1].progress[0].plan) == 2


def test_footnote_is_a_note_and_no_part_of_the_reason() -> None:
    sheet = first()

    assert [note.mark for note in sheet.notes] == ["※1"]
    assert "※1" not in (sheet.ratings[0].reason or "")


def test_divisions_are_separated_by_any_comma() -> None:
    assert [u.name for u in first(", 見本広報課、", "，見本広報課,").units] == [
        "見本企画課",
        "見本広報課",
        "関係各課",
    ]


def test_name_in_the_place_of_a_telephone_number_stays_inside() -> None:
    sheet = first("000-111-2222", "見本 花子")

    assert sheet.contacts == ()
    assert unplaced(sheet) == ["見本 花子"]


@pytest.mark.parametrize(
    ("printed", "year"), [("令和６年度", 2024), ("平成31年度", 2019), ("R元年度", 2019)]
)
def test_other_years(printed: str, year: int) -> None:
    assert first("令和5年度", printed).fiscal_year == year


def test_only_the_year_of_its_row_counts() -> None:
    assert first("全庁に広げる", "令和9年度に全庁へ広げる").fiscal_year == 2023


@pytest.mark.parametrize("printed", ["令和5～8年度", "令和5年度\t◆調べる\t\t\t\t\n\t令和6年度"])
def test_several_years_are_not_decided(printed: str) -> None:
    sheet = first("令和5年度", printed)

    assert sheet.fiscal_year is None
    assert [(a.key, a.flags) for a in sheet.attributes] == [
        ("year_plan_years", ("doubtful_place",))
    ]


def test_two_years_have_a_text_each() -> None:
    sheet = first("令和5年度", "令和5年度\t◆調べる\t\t\t\t\n\t令和6年度")

    assert [n.fiscal_year for n in sheet.narratives] == [None, 2023, 2024]


def test_a_person_adds_the_year_that_is_not_printed() -> None:
    (outcome, _) = outcomes(FIXTURE.replace("令和5年度", ""), year=2021)

    assert isinstance(outcome, ReadSheet)
    assert outcome.sheet.fiscal_year == 2021


def test_four_plans() -> None:
    more = FIXTURE.replace("プラン\t7", "プラン\t９").replace("プラン\t8", "プラン\t１０")

    assert [sheet.code for sheet in sheets(FIXTURE + more)] == ["7", "8", "9", "10"]


def test_plan_without_a_number_is_reported_and_the_others_are_read() -> None:
    bad, good = outcomes(FIXTURE.replace("プラン\t7\t", "プラン\t\t"))

    assert isinstance(bad, Failed)
    assert isinstance(good, ReadSheet)


def test_blocks_in_another_order() -> None:
    start, end = FIXTURE.index("1 プランの内容"), FIXTURE.index("2 取組状況")
    later = FIXTURE.index("3 年次評価")
    moved = FIXTURE[:start] + FIXTURE[end:later] + FIXTURE[start:end] + FIXTURE[later:]

    sheet = sheets(moved)[0]
    assert sheet.narratives[0].text == first().narratives[0].text
    assert sheet.progress[1].result == first().progress[1].result


def test_block_that_the_form_did_not_have_is_kept_aside() -> None:
    sheet = first("3 年次評価及び総括", "3 外部委員の意見\n委員の意見です。\n4 年次評価及び総括")

    assert unplaced(sheet) == ["3 外部委員の意見", "委員の意見です。"]
    assert sheet.ratings[0].value == "B"


def test_spaces_instead_of_tabs() -> None:
    sheet = sheets(FIXTURE.replace("\t", " "))[0]

    assert (sheet.code, sheet.fiscal_year, sheet.contacts[0].phone) == ("7", 2023, "000-111-2222")
    assert [p.period for p in sheet.progress] == ["前期", "後期"]
    assert sheet.progress[0].rating == "◎"


@pytest.mark.parametrize("share", [0.15, 0.3, 0.5, 0.7, 0.9])
def test_truncated_file_reads_as_far_as_it_goes(share: float) -> None:
    sheet = sheets(FIXTURE[: int(len(FIXTURE) * share)])[0]

    assert sheet.code == "7"
    assert "<" not in sheet.model_dump_json()


def test_block_that_was_cut_off_is_warned_of() -> None:
    (warning,) = [
        o for o in outcomes(FIXTURE[: FIXTURE.index("3 年次評価")]) if isinstance(o, Warned)
    ]

    assert (warning.title, warning.code) == ("7 書かない窓口の導入", "truncated")


def test_shift_jis_bytes_read_the_same() -> None:
    wide, narrow = sheets(FIXTURE.encode("cp932")), sheets(FIXTURE)

    assert [s.model_copy(update={"source": None}) for s in wide] == [
        s.model_copy(update={"source": None}) for s in narrow
    ]


def test_sheet_whose_head_was_lost_does_not_run_into_the_one_before() -> None:
    start = FIXTURE.rindex("方針\t")
    good, bad = outcomes(FIXTURE[:start] + FIXTURE[FIXTURE.rindex("1 プランの内容") :])

    assert isinstance(good, ReadSheet)
    assert good.sheet.progress == first().progress
    assert isinstance(bad, Failed)
