import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shirube.basics.testing import samples_folder
from shirube.designs import Failed, Library, ReadOptions, ReadSheet, Warned, load_folder
from shirube.schema import Sheet
from shirube.sources import open_bytes

HERE = Path(__file__).parent
FIXTURE = (HERE / "fixture.txt").read_text("utf-8")
TRUTH = tomllib.loads((HERE / "truth.toml").read_text("utf-8"))["sheets"]
DESIGN, READ = load_folder(HERE.parent)


def outcomes(data: str | bytes) -> list[ReadSheet | Failed | Warned]:
    document = open_bytes(data.encode() if isinstance(data, str) else data, "page.txt")
    assert READ is not None
    assert Library([(DESIGN, READ)]).recognise(document) == [DESIGN]
    return list(READ(document, DESIGN, ReadOptions()))


def sheets(data: str | bytes) -> list[Sheet]:
    return [outcome.sheet for outcome in outcomes(data) if isinstance(outcome, ReadSheet)]


def without_places(sheet: Sheet) -> object:
    return {k: v for k, v in sheet.model_dump().items() if k != "source"}


def unplaced(sheet: Sheet) -> list[str]:
    return [left.text for left in sheet.unplaced]


def table(*rows: str) -> Sheet:
    """The fixture's first page with another table."""
    page = FIXTURE[: FIXTURE.index("指標\t")]
    return sheets(page + "\n".join(rows) + "\n")[0]


def numbers(sheet: Sheet) -> list[list[tuple[str, int | None, str | None]]]:
    return [[(v.measure, v.fiscal_year, v.value) for v in i.values] for i in sheet.indicators]


def test_everything_typed_by_hand_from_the_sample_is_read() -> None:
    data = (samples_folder() / "koganei_keikaku_r3.txt").read_bytes()
    found = sheets(data)

    assert [sheet.code for sheet in found] == [truth["code"] for truth in TRUTH]
    for sheet, truth in zip(found, TRUTH, strict=True):
        assert (sheet.title, sheet.fiscal_year, sheet.carried_out) == (truth["title"], None, None)
        assert [[level.code, level.title] for level in sheet.path] == [truth["parent"]]
        assert len(sheet.issues) == truth["issues"]
        assert [direction.title for direction in sheet.directions] == truth["directions"]
        assert all(direction.means for direction in sheet.directions)
        assert [
            {
                "name": i.name,
                **({"source": i.source} if i.source else {}),
                "values": [[v.measure, v.fiscal_year, v.value, i.unit] for v in i.values],
            }
            for i in sheet.indicators
        ] == truth["indicators"]
        assert not any(v.flags for i in sheet.indicators for v in i.values)
    assert found[0].indicators[0].values[0].printed == "21.0%"


def test_sample_is_placed_whole() -> None:
    data = (samples_folder() / "koganei_keikaku_r3.txt").read_bytes()

    for outcome in outcomes(data):
        assert isinstance(outcome, ReadSheet)
        assert outcome.coverage.share >= 0.99
        assert not outcome.sheet.unplaced


def test_page_without_its_chapter_belongs_to_the_chapter_before() -> None:
    first, second = sheets(FIXTURE)

    assert second.path == first.path
    assert (first.path[0].code, first.path[0].title) == ("3", "みどりと水")


def test_new_chapter_belongs_to_the_page_below_it() -> None:
    _, second = sheets(FIXTURE.replace("## 施策12", "## 4 公園と広場\n\n## 施策12"))

    assert second.path[0].title == "公園と広場"
    assert not unplaced(sheets(FIXTURE)[0])


def test_wrapped_bullet_stays_one_line() -> None:
    present = sheets(FIXTURE)[0].narratives[1]

    assert present.key == "present"
    assert len(present.text.splitlines()) == 2


def test_unknown_column_stays_unplaced_and_shifts_nothing() -> None:
    sheet = sheets(FIXTURE)[1]

    assert numbers(sheet)[0] == [("baseline", 2020, "18"), ("target", 2026, "30")]
    assert "24 団体" in unplaced(sheet)
    assert "中間値(令和5年度)" in unplaced(sheet)


def test_row_with_too_few_cells_is_doubted() -> None:
    short = sheets(FIXTURE)[1].indicators[1]

    assert all("shifted" in value.flags for value in short.values)


def test_dash_is_missing_and_keeps_the_unit_of_the_other_cell() -> None:
    fish = sheets(FIXTURE)[0].indicators[2]

    assert fish.unit == "区間"
    assert [(v.value, v.missing) for v in fish.values] == [(None, "dash"), ("6", None)]


def test_other_years_and_spellings_of_the_header() -> None:
    sheet = table("指標\t現状値（平成31年度）\t目標値（R１２）", "散歩する人\t１２．５％\t２０％")

    assert numbers(sheet) == [[("baseline", 2019, "12.5"), ("target", 2030, "20")]]
    assert sheet.indicators[0].unit == "%"
    assert not any(value.flags for value in sheet.indicators[0].values)


def test_header_broken_in_two_rows() -> None:
    sheet = table("指標\t現状値\t目標値", "\t(令和3年度)\t(令和9年度)", "会の数\t3 団体\t5 団体")

    assert numbers(sheet) == [[("baseline", 2021, "3"), ("target", 2027, "5")]]


@pytest.mark.parametrize("stated", ["令和7～9年度", "計画期間末"])
def test_header_that_names_no_single_year_is_doubted(stated: str) -> None:
    sheet = table(f"指標\t現状値(令和3年度)\t目標値({stated})", "会の数\t3 団体\t5 団体")

    target = sheet.indicators[0].values[1]
    assert target.fiscal_year is None
    assert target.flags == ("doubtful_place",)


def test_many_indicators_blank_cells_and_a_missing_column() -> None:
    rows = [f"指標その{n}\t{n}.0%" for n in range(1, 9)]
    sheet = table("指標\t目標値(令和8年度)", *rows, "空の指標\t")

    assert len(sheet.indicators) == 9
    assert sheet.indicators[-1].values[0].missing == "blank"


def test_column_of_units() -> None:
    sheet = table("指標\t単位\t現状値(令和3年度)\t目標値(令和9年度)", "会の数\t団体\t3\t5")

    assert sheet.indicators[0].unit == "団体"
    assert numbers(sheet) == [[("baseline", 2021, "3"), ("target", 2027, "5")]]


def test_cells_that_differ_in_unit_are_doubted() -> None:
    sheet = table("指標\t現状値(令和3年度)\t目標値(令和9年度)", "会の数\t3 団体\t5 人")

    assert [value.flags for value in sheet.indicators[0].values] == [(), ("unit_differs",)]


def test_beginning_of_a_name_on_a_line_of_its_own_is_not_guessed() -> None:
    head = "指標\t現状値(令和3年度)\t目標値(令和9年度)"
    sheet = table(head, "とても長い名前の", "指標\t1%\t2%", "次の指標", "\t3%\t4%")

    assert [i.flags for i in sheet.indicators] == [("doubtful_place",)]
    assert unplaced(sheet) == ["とても長い名前の", "次の指標", "3%", "4%"]


def test_source_on_a_line_of_its_own_ends_the_name() -> None:
    sheet = table("指標\t現状値(令和3年度)", "満足する人の割合\t21.0%", "(アンケート)\t")

    assert sheet.indicators[0].name == "満足する人の割合(アンケート)"
    assert sheet.indicators[0].source == "アンケート"


def test_unknown_block_is_kept_aside() -> None:
    sheet = sheets(
        FIXTURE.replace("#### ■ 課題", "#### ■ 関連計画\n\n- みどりの計画\n\n#### ■ 課題")
    )[0]

    assert unplaced(sheet) == ["#### ■ 関連計画", "- みどりの計画"]


def test_blocks_in_another_order_and_a_missing_one() -> None:
    present = FIXTURE[FIXTURE.index("#### ■ 現状") : FIXTURE.index("#### ■ 課題")]
    moved = FIXTURE.replace(present, "").replace("## ■施策の方向性", present + "## ■施策の方向性")

    assert sheets(moved)[0].narratives[1].text == sheets(FIXTURE)[0].narratives[1].text
    assert [n.key for n in sheets(FIXTURE.replace(present, ""))[0].narratives] == ["aim"]


def test_full_width_code_and_headings_without_marks() -> None:
    plain = FIXTURE.replace("#", "").replace("施策11", "施策１１")

    assert [sheet.code for sheet in sheets(plain)] == ["11", "12"]
    assert sheets(plain)[0].path[0].title == "みどりと水"


def test_page_without_a_name_is_reported_and_the_others_are_read() -> None:
    bad, good = outcomes(FIXTURE.replace("### 施策11 水辺の再生", "### 施策11"))

    assert isinstance(bad, Failed)
    assert bad.at == "L5"
    assert isinstance(good, ReadSheet)


def test_footnote_is_kept_with_its_mark() -> None:
    assert [note.mark for note in sheets(FIXTURE)[0].notes] == ["※1"]


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9])
def test_truncated_file_reads_as_far_as_it_goes(share: float) -> None:
    found = sheets(FIXTURE[: int(len(FIXTURE) * share)])

    assert found[0].title == "水辺の再生"


def test_block_that_was_cut_off_is_warned_of() -> None:
    (warning,) = [
        o for o in outcomes(FIXTURE[: FIXTURE.index("## ■指標")]) if isinstance(o, Warned)
    ]

    assert (warning.title, warning.code) == ("施策11 水辺の再生", "truncated")


def test_shift_jis_bytes_read_the_same() -> None:
    text = FIXTURE.replace("−", "－")

    assert [without_places(s) for s in sheets(text.encode("cp932"))] == [
        without_places(s) for s in sheets(text)
    ]


def test_year_is_only_what_a_person_adds() -> None:
    document = open_bytes(FIXTURE.encode(), "page.txt")
    assert READ is not None

    for outcome in READ(document, DESIGN, ReadOptions(fiscal_year=2021)):
        assert isinstance(outcome, ReadSheet)
        assert outcome.sheet.fiscal_year == 2021


def test_page_whose_heading_was_lost_does_not_run_into_the_one_before() -> None:
    good, bad = outcomes(FIXTURE.replace("## 施策12　公園の手入れ\n", ""))

    assert isinstance(good, ReadSheet)
    assert good.sheet.indicators == sheets(FIXTURE)[0].indicators
    assert isinstance(bad, Failed)


def certain(found: list[Sheet]) -> set[tuple[str, ...]]:
    return {
        (sheet.code, i.name, v.measure, str(v.fiscal_year), str(v.value))
        for sheet in found
        for i in sheet.indicators
        for v in i.values
        if v.certain and not i.flags
    }


def with_one_cell_less() -> Iterator[str]:
    rows = [line.split("\t") for line in FIXTURE.split("\n")]
    for row in rows:
        for index in range(len(row)):
            cell = row.pop(index)
            yield "\n".join("\t".join(cells) for cells in rows)
            row.insert(index, cell)


def test_no_lost_cell_makes_a_wrong_number() -> None:
    right = certain(sheets(FIXTURE))
    names = {name for _, name, *_ in right}

    for damaged in with_one_cell_less():
        assert {value for value in certain(sheets(damaged)) if value[1] in names} <= right


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_whatever_stands_in_a_table_is_read_without_an_error(data: st.DataObject) -> None:
    cell = st.text("0123456789０９,.%人-−※()（）約目標値現状R令和年度 ", max_size=12)
    rows = data.draw(st.lists(st.lists(cell, min_size=1, max_size=5).map("\t".join), max_size=4))

    assert table("指標\t現状値(令和3年度)\t目標値(令和9年度)", *rows).code == "11"
