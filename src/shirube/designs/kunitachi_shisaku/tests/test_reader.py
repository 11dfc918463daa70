"""The form in other years, clean and damaged, with more and with fewer rows."""

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shirube.basics.testing import samples_folder
from shirube.designs import Failed, Library, Privacy, ReadOptions, ReadSheet, Warned, load_folder
from shirube.schema import Indicator, Sheet, Value, from_json, public
from shirube.schema.numbers import Measure
from shirube.sources import open_bytes, open_path

HERE = Path(__file__).parent
FIXTURE = (HERE / "fixture.txt").read_text("utf-8")
CLEAN, DAMAGED = (
    "# " + part for part in re.split(r"^#+ (?=施策マネ)", FIXTURE, flags=re.MULTILINE)[1:]
)
DESIGN, READ = load_folder(HERE.parent)
Outcome = ReadSheet | Failed | Warned


def outcomes(text: str, year: int | None = None) -> list[Outcome]:
    assert READ is not None
    document = open_bytes(text.encode(), "sheet.txt")
    return list(READ(document, DESIGN, ReadOptions(fiscal_year=year)))


def sheets(text: str) -> list[Sheet]:
    return [outcome.sheet for outcome in outcomes(text) if isinstance(outcome, ReadSheet)]


def clean(*changes: tuple[str, str]) -> Sheet:
    """The clean sheet, with some things printed otherwise."""
    text = CLEAN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (sheet,) = sheets(text)
    return sheet


def actuals(indicator: Indicator) -> list[str | None]:
    return [value.value for value in indicator.of("actual")]


def certain(sheet: Sheet) -> dict[tuple[str, Measure, int | None], str | None]:
    return {
        (f"{i.kind} {i.direction} {i.no}", v.measure, v.fiscal_year): v.value
        for i in sheet.indicators
        for v in i.values
        if v.certain
    }


def amounts(sheet: Sheet) -> dict[tuple[str, int | None], str | None]:
    return {(c.item, c.fiscal_year): c.amount for c in sheet.costs if c.certain}


@cache
def sound() -> Sheet:
    return clean()


def test_fixture_reads_as_expected() -> None:
    expected = from_json((HERE / "expected.json").read_bytes())
    document = open_path(HERE / "fixture.txt")

    assert READ is not None
    found = [o for o in READ(document, DESIGN, ReadOptions()) if isinstance(o, ReadSheet)]
    assert tuple(outcome.sheet for outcome in found) == expected


def test_knows_its_own_and_no_other() -> None:
    library = Library([(DESIGN, READ)])
    for path in samples_folder().glob("*.txt"):
        own = path.name.startswith("kunitachi")
        assert bool(library.recognise(open_path(path))) == own


def test_clean_sheet_has_no_doubt_and_nothing_left() -> None:
    (outcome,) = outcomes(CLEAN)
    assert isinstance(outcome, ReadSheet)
    sheet = outcome.sheet

    assert not sheet.unplaced
    assert outcome.coverage.share == 1
    assert not [v for i in sheet.indicators for v in i.values if v.flags]
    assert not [c for c in sheet.costs if c.flags]
    assert [u.name for u in sheet.units] == ["みどり課", "下水道課", "DX推進課"]
    assert [i.name for i in sheet.indicators][:2] == ["川沿いの世帯数", "池の数"]


def test_names_of_people_are_private() -> None:
    shown = public(clean(), Privacy())

    assert clean().contacts[0].name == "見本 太郎"
    assert "見本 太郎" not in shown.model_dump_json()


def test_blank_cell_of_a_sound_table_is_blank() -> None:
    actual = clean().indicators[2].of("actual")

    assert [v.value for v in actual[:5]] == ["3.9", "3.7", None, "3.5", "3.4"]
    assert actual[2].missing == "blank"


def test_empty_cell_of_a_damaged_table_is_lost() -> None:
    actual = sheets(DAMAGED)[0].indicators[2].of("actual")

    assert [(v.fiscal_year, v.missing) for v in actual if v.missing] == [(2022, "lost")]


def test_another_year() -> None:
    sheet = clean(("6年度の", "5年度の"), ("7年度の", "6年度の"), ("8年度の", "7年度の"),
                  ("6年度における", "5年度における"), ("\t3.4\t", "\t\t"), ("\t1,236\t", "\t\t"),
                  ("\t470\t", "\t\t"))  # fmt: skip

    assert (sheet.fiscal_year, sheet.carried_out) == (2023, 2024)
    assert sheet.issues[0].next_actions[0].from_fiscal_year == 2025
    assert sheet.indicators[2].get("status", 2023)
    assert not [v for i in sheet.indicators[2:] for v in i.values if v.flags]


def test_actual_behind_the_evaluated_year_is_a_ghost() -> None:
    sheet = clean(("6年度の", "5年度の"), ("6年度における", "5年度における"))

    ghosts = [v for i in sheet.indicators for v in i.values if v.flags == ("ghost",)]
    assert {(v.measure, v.fiscal_year) for v in ghosts} == {("actual", 2024)}


def test_years_that_disagree_are_no_year() -> None:
    sheet = clean(("6 6年度の評価結果", "6 5年度の評価結果"))

    assert (sheet.fiscal_year, sheet.carried_out) == (None, None)


def test_a_plan_of_two_eras() -> None:
    sheet = clean(
        ("令和2~令和9年度", "平成29~令和6年度"),
        *((f"R{n}年度", f"{'H' if n < 4 else 'R'}{n + 27 if n < 4 else n - 3}年度")
          for n in range(2, 10)),
    )  # fmt: skip

    assert sheet.fiscal_year == 2024
    assert [v.fiscal_year for v in sheet.indicators[0].of("forecast")] == list(range(2017, 2025))


def test_full_width_digits() -> None:
    wide = str.maketrans("0123456789(),.", "０１２３４５６７８９（），．")

    (sheet,) = sheets(CLEAN.translate(wide))
    assert certain(sheet) == certain(sound())
    assert amounts(sheet) == amounts(sound())
    assert sheet.code == "31"
    assert (sheet.fiscal_year, sheet.carried_out) == (2024, 2025)


@pytest.mark.parametrize("printed", ["R{}", "令和{}年度", "{}年度", "Ｒ{}年度"])
def test_how_a_header_names_its_years(printed: str) -> None:
    sheet = clean(*((f"R{n}年度", printed.format(n)) for n in range(2, 10)))

    assert certain(sheet) == certain(sound())


def test_shift_jis() -> None:
    document = open_bytes(CLEAN.encode("cp932"), "sheet.txt")

    assert READ is not None
    (outcome,) = READ(document, DESIGN, ReadOptions())
    assert isinstance(outcome, ReadSheet)
    assert certain(outcome.sheet) == certain(sound())


def test_third_direction() -> None:
    row = ["", "展開方向3", "ア", "本", "成り行き値", *"11111111", "", ""]
    target = ["", "", "", "", "目標値", *"23456789", "", ""]
    empty = CLEAN.index("\t事務事業\t")
    text = CLEAN[:empty] + "\t".join(row) + "\n" + "\t".join(target) + "\n" + CLEAN[empty:]
    text = text.replace("3\t\t\t\n", "3\t池を守る\t池を残します。\t◆池を測ります。\n")

    (sheet,) = sheets(text)
    assert [d.no for d in sheet.directions] == ["1", "2", "3"]
    assert (sheet.indicators[-1].direction, sheet.indicators[-1].unit) == ("3", "本")
    assert [v.value for v in sheet.indicators[-1].of("target")] == list("23456789")


def test_fewer_indicators() -> None:
    text = "".join(line for line in CLEAN.splitlines(keepends=True) if "か所" not in line)

    (sheet,) = sheets(text)
    assert [i.kind for i in sheet.indicators].count("outcome") == 2


def test_digit_of_the_margin_that_disagrees_is_a_doubt() -> None:
    assert "doubtful_place" in clean(("展開方向2\tア", "展開方向3\tア")).indicators[3].flags


def test_rows_that_fell_together_are_told_apart_by_the_yearly_step_of_the_targets() -> None:
    indicator = sheets(DAMAGED)[0].indicators[-1]
    glued, alone = indicator.get("trend", 2024), indicator.get("target", 2022)

    assert glued is not None
    assert (glued.value, glued.parts, glued.printed) == ("20.5", ("20.5", "26"), "20.5 26")
    assert glued.flags == ("glued",)
    assert alone is not None
    assert (alone.value, alone.flags) == ("24", ())


def test_rows_that_fell_together_stay_in_doubt_where_the_targets_have_no_step() -> None:
    damaged = DAMAGED.replace("23 22.5", "23.4 22.5")
    read = sheets(damaged)[0]

    assert damaged != DAMAGED
    assert not [v for v in read.indicators[-1].values if v.certain]
    assert "24" in [u.text for u in read.unplaced]


def rows_with_numbers() -> list[int]:
    lines = CLEAN.split("\n")
    return [n for n, line in enumerate(lines) if re.search(r"値\t[\d.]|円\t\d|間\t\d", line)]


@pytest.mark.parametrize("row", rows_with_numbers())
def test_a_lost_cell_never_moves_a_number_unflagged(row: int) -> None:
    lines = CLEAN.split("\n")
    cells = lines[row].split("\t")
    for lost in range(len(cells)):
        short = "\t".join(cells[:lost] + cells[lost + 1 :])
        for line in (short, short.rstrip("\t")):
            (sheet,) = sheets("\n".join([*lines[:row], line, *lines[row + 1 :]]))
            assert certain(sheet).items() <= certain(sound()).items()
            assert amounts(sheet).items() <= amounts(sound()).items()


def test_ends_of_rows_cut_off_change_nothing() -> None:
    (sheet,) = sheets("\n".join(line.rstrip("\t") for line in CLEAN.split("\n")))

    assert certain(sheet) == certain(sound())
    assert amounts(sheet).items() <= amounts(sound()).items()


@pytest.mark.parametrize("year", range(2, 10))
def test_a_year_lost_from_the_header(year: int) -> None:
    for old in (f"R{year}年度\t", f"R{year}年度"):
        (sheet,) = sheets(CLEAN.replace(old, "", 1))
        assert certain(sheet).items() <= certain(sound()).items()


def test_zero_of_a_formula_and_zero_of_money() -> None:
    costs = {(c.item, c.fiscal_year): c for c in clean().costs}

    assert (costs["bond", 2024].amount, costs["bond", 2024].missing) == ("0", None)
    assert (costs["total", 2025].amount, costs["total", 2025].missing) == (None, "formula_zero")
    assert costs["total", 2024].amount == "1280000"
    assert costs["hours", 2024].amount == "295"
    assert (costs["total", 2024].stage, costs["total", 2025].stage) == ("settlement", "plan")


B = "B:成果はあるが改善の余地がある。"
LEGEND = ["A:とてもよい。", B, "C:足りない。", "D:とても足りない。", "E:見直しが必要。"]


@pytest.mark.parametrize(
    ("printed", "value", "missing"),
    [
        (B, "B", None),
        ("B", "B", None),
        ("総合評価:B", "B", None),
        ("\n".join(LEGEND), None, "lost"),
        ("\n".join(LEGEND).replace("B:", "○B:"), "B", None),
        ("\n".join([*LEGEND, "C"]), "C", None),
        ("", None, "blank"),
    ],
)
def test_overall_rating(printed: str, value: str | None, missing: str | None) -> None:
    (overall,) = (r for r in clean((B, printed)).ratings if r.key == "overall")

    assert (overall.value, overall.missing) == (value, missing)


def test_passages_are_signed_and_their_lines_whole() -> None:
    passages = [n for n in clean().narratives if n.key == "situation"]

    assert [(n.by, n.text) for n in passages] == [
        ("みどり課", "・夏の気温が上がり、池の藻が増えている。"),
        ("下水道課", "・下水道の更新の時期を迎えている。"),
    ]


def test_passage_of_a_direction() -> None:
    sheet = clean(("○水質を12回測った。", "【展開方向1】\n○測った。\n【展開方向2】\n○延ばした。"))
    first, second = (n for n in sheet.narratives if n.key == "work_done")

    assert (first.direction, second.direction, second.by) == ("1", "2", None)


def test_sections_in_another_order() -> None:
    head, four = CLEAN.split("4 施策の成果", 1)
    middle, seven = four.split("7 施策の課題", 1)

    (sheet,) = sheets(f"{head}7 施策の課題{seven}\n4 施策の成果{middle}")
    assert {r.key: r.value for r in sheet.ratings}["overall"] == "B"
    assert [len(i.next_actions) for i in sheet.issues] == [2, 1]


def test_two_sheets_in_a_file_and_a_title_on_a_second_page() -> None:
    again = CLEAN.replace("4 施策の成果指標", "# 施策マネジメントシート\n\n4 施策の成果指標")

    assert [s.code for s in sheets(again + DAMAGED)] == ["31", "32"]
    assert [s.code for s in sheets(FIXTURE)] == ["31", "32"]


def test_bad_sheet_among_good_ones() -> None:
    unnamed = CLEAN.replace("31\t水辺のみどりの保全", "\t")

    failed, good = (o for o in outcomes(unnamed + DAMAGED) if not isinstance(o, Warned))
    assert isinstance(failed, Failed)
    assert isinstance(good, ReadSheet)


@pytest.mark.parametrize("text", [CLEAN, DAMAGED], ids=["clean", "damaged"])
def test_truncated_reads_as_far_as_it_goes(text: str) -> None:
    whole = certain(sheets(text)[0])
    lines = text.split("\n")
    for end in range(1, len(lines), 2):
        for sheet in sheets("\n".join(["# 施策マネジメントシート", *lines[1:end]])):
            assert certain(sheet).items() <= whole.items()


def test_end_of_file_is_told() -> None:
    (_, warned) = outcomes(CLEAN[: CLEAN.index("7 施策の課題")])

    assert isinstance(warned, Warned)
    assert warned.code == "truncated"


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_damage_is_survived(data: st.DataObject) -> None:
    lines = DAMAGED.split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(2, len(lines) - 1))
        lines[place] = data.draw(st.sampled_from(["", lines[place][1:], lines[place] * 2, "\t1"]))

    for sheet in sheets("\n".join(lines)):
        assert all(isinstance(v, Value) for i in sheet.indicators for v in i.values)
        assert from_json(f"[{sheet.model_dump_json()}]") == (sheet,)
