"""A spoiled file for each rule, named by its rule, and the clean one."""

from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from shirube.exporters.gate import RULES, Report, examine
from shirube.exporters.gate.model import Status
from shirube.exporters.gate.tests.making import (
    HEADER,
    ROWS,
    csv_of,
    described,
    report_of,
    workbook_report,
)


def places(report: Report, rule: str) -> list[tuple[str, str]]:
    return [
        (at, shown)
        for finding in report.verdicts[rule].findings
        for at, shown in finding.spots.first
    ]


def only(report: Report, *rules: str) -> None:
    """These are broken and no others."""
    assert report.broken == rules


def test_clean_csv_with_its_codebook_has_full_marks(tmp_path: Path) -> None:
    described(tmp_path)
    report = report_of(tmp_path, csv_of(HEADER, *ROWS))
    assert report.is_full
    assert report.reached == 3
    assert report.verdicts["L3-08"].status == Status.BESIDE


def test_clean_csv_alone_breaks_nothing_but_some_rules_cannot_be_judged(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(HEADER, *ROWS))
    only(report)
    unjudged = [i for i, v in report.verdicts.items() if v.status == Status.UNJUDGED]
    assert unjudged == ["L3-02", "L3-07", "L3-08"]
    assert not report.is_full


def test_clean_workbook_breaks_nothing(tmp_path: Path) -> None:
    only(workbook_report(tmp_path, lambda tab: None))


@pytest.mark.parametrize("name", ["plan.pdf", "plan.docx", "old.xls", "page.html"])
def test_l1_01_made_to_be_looked_at(name: str, tmp_path: Path) -> None:
    report = report_of(tmp_path, b"%PDF-1.7 ...", name)
    only(report, "L1-01")
    assert report.reached == 0
    assert report.verdicts["L1-02"].status == Status.UNJUDGED


def test_l1_01_pdf_under_the_name_of_a_workbook(tmp_path: Path) -> None:
    assert "L1-01" in report_of(tmp_path, b"%PDF-1.7 ...", "data.xlsx").broken


@pytest.mark.parametrize("name", ["a.json", "a.ods", "a.xml", "a.parquet"])
def test_l1_01_other_readable_formats_are_met_and_the_rest_is_not_judged(
    name: str, tmp_path: Path
) -> None:
    report = report_of(tmp_path, b"{}", name)
    assert report.verdicts["L1-01"].status == Status.MET
    assert report.scores[0].unjudged == 14


def test_l1_02_second_table_below(tmp_path: Path) -> None:
    names, row = ["facility", "books(冊)", "", ""], ["中央図書館", "9000", "", ""]
    report = report_of(tmp_path, csv_of(HEADER, *ROWS, ["", "", "", ""], names, row))
    only(report, "L1-02")
    assert places(report, "L1-02") == [("7", "facility books(冊)")]
    assert report.stopper == "L1-02"


def test_l1_02_second_table_to_the_right(tmp_path: Path) -> None:
    def spoil(tab: Worksheet) -> None:
        for row, (name, seats) in enumerate((("facility", "seats(席)"), ("中央図書館", 80)), 1):
            tab.cell(row, 6, name)
            tab.cell(row, 7, seats)

    assert places(workbook_report(tmp_path, spoil), "L1-02") == [("visitors!F1", "facility")]


def test_l1_03_blank_row_and_blank_column(tmp_path: Path) -> None:
    rows = [[*row[:2], "", *row[2:]] for row in (HEADER, *ROWS)]
    rows.insert(3, [""] * 5)
    report = report_of(tmp_path, csv_of(*rows))
    only(report, "L1-03")
    assert places(report, "L1-03") == [("4", ""), ("C1", "")]


def test_l1_04_note_below(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(HEADER, *ROWS, ["※令和6年度は速報値です", "", "", ""]))
    only(report, "L1-04")
    assert places(report, "L1-04") == [("A6", "※令和6年度は速報値です")]


def test_l1_05_column_without_a_name(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of([*HEADER[:2], "", "列4"], *ROWS))
    only(report, "L1-05", "L3-04")
    assert places(report, "L1-05") == [("C1", ""), ("D1", "列4")]


def test_l1_06_spaces_for_looks(tmp_path: Path) -> None:
    header = [*HEADER[:2], "施　設　名", HEADER[3]]
    report = report_of(tmp_path, csv_of(header, ["999997", 2023, "　北公民館", 3], *ROWS))
    only(report, "L1-06")
    assert places(report, "L1-06") == [("C1", "施　設　名"), ("C2", "　北公民館")]


@pytest.mark.parametrize("cell", ["94/107", "31.6 38.9", "29（4）", "12、15"])
def test_l1_07_two_numbers_in_a_cell(cell: str, tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(HEADER, *ROWS, ["999997", 2024, "南公民館", cell]))
    only(report, "L1-07")
    assert places(report, "L1-07") == [("D6", cell)]


def test_l1_07_choices_joined(tmp_path: Path) -> None:
    rows = [["999997", 2024, kind, 1] for kind in ("福祉", "教育", "福祉、教育")]
    assert places(report_of(tmp_path, csv_of(HEADER, *rows)), "L1-07") == [("C2", "福祉、教育")]


@pytest.mark.parametrize("cell", ["2024/4/1", "2024/04", "12"])
def test_l1_07_is_quiet_about_a_date(cell: str, tmp_path: Path) -> None:
    header = [*HEADER, "opened_on"]
    assert "L1-07" not in report_of(tmp_path, csv_of(header, [*ROWS[0], cell])).broken


@pytest.mark.parametrize("cell", ["①北館", "㈱北館", "㍻館", "ﾎｸｶﾝ", "Ⅱ館", "北館\ue000"])
def test_l1_08_letters_that_depend_on_the_machine(cell: str, tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(HEADER, *ROWS, ["999997", 2024, cell, 5]))
    only(report, "L1-08")
    assert places(report, "L1-08") == [("C6", cell)]


def test_l1_08_text_as_printed_is_excused_by_the_codebook_in_unicode_only(tmp_path: Path) -> None:
    described(tmp_path)
    rows = csv_of(HEADER, *ROWS, ["999997", 2024, "①北館", 5])
    assert report_of(tmp_path, rows).verdicts["L1-08"].status == Status.BESIDE
    sjis = rows.decode("utf-8-sig").encode("cp932")
    assert "L1-08" in report_of(tmp_path, sjis).broken


def test_l1_08_a_private_letter_as_printed_is_never_called_met(tmp_path: Path) -> None:
    described(tmp_path)
    rows = csv_of(HEADER, *ROWS, ["999997", 2024, "北館\ue000", 5])
    assert report_of(tmp_path, rows).verdicts["L1-08"].status == Status.UNJUDGED


def test_l1_09_blank_among_numbers_cannot_be_judged_alone(tmp_path: Path) -> None:
    rows = csv_of(HEADER, *ROWS, ["999997", 2024, "南公民館", ""])
    assert report_of(tmp_path, rows).verdicts["L1-09"].status == Status.UNJUDGED
    described(tmp_path)
    assert report_of(tmp_path, rows).verdicts["L1-09"].status == Status.BESIDE


def test_l1_10_picture_and_comment(tmp_path: Path) -> None:
    picture = tmp_path / "dot.png"
    picture.write_bytes(PNG)

    def spoil(tab: Worksheet) -> None:
        tab.add_image(Image(picture), "F3")
        tab["C2"].comment = Comment("休館中", "市")

    report = workbook_report(tmp_path, spoil)
    only(report, "L1-10")
    assert {at for at, _ in places(report, "L1-10")} == {"visitors!F3", "visitors!C2"}


def test_l1_11_red_and_bold_cells(tmp_path: Path) -> None:
    def spoil(tab: Worksheet) -> None:
        tab["D3"].fill = PatternFill("solid", fgColor="FFFF0000")
        tab["C4"].font = Font(bold=True)
        for cell in tab[1]:
            cell.font = Font(bold=True)  # names may look as they like

    report = workbook_report(tmp_path, spoil)
    only(report, "L1-11")
    assert places(report, "L1-11") == [("visitors!C4", "中央図書館"), ("visitors!D3", "0")]


def test_l1_11_is_quiet_about_bands(tmp_path: Path) -> None:
    def spoil(tab: Worksheet) -> None:
        for row in ROWS:
            tab.append(row)
        for number in range(2, 10, 2):
            for cell in tab[number]:
                cell.fill = PatternFill("solid", fgColor="FFEEEEEE")

    only(workbook_report(tmp_path, spoil))


def test_l1_12_merged_cells(tmp_path: Path) -> None:
    report = workbook_report(tmp_path, lambda tab: tab.merge_cells("C4:C5"))
    only(report, "L1-12")
    assert places(report, "L1-12") == [("visitors!C4:C5", "")]


def test_l1_13_hidden_row_column_and_sheet(tmp_path: Path) -> None:
    def spoil(tab: Worksheet) -> None:
        tab.row_dimensions[3].hidden = True
        tab.column_dimensions["B"].hidden = True
        assert tab.parent is not None
        tab.parent.create_sheet("作業").sheet_state = "hidden"

    report = workbook_report(tmp_path, spoil)
    only(report, "L1-13")
    assert {at for at, _ in places(report, "L1-13")} == {"visitors!3", "visitors!B", "作業"}


def test_l1_14_line_break_inside_a_record(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(HEADER, ["999997", 2023, '"中央\r\n図書館"', 12], *ROWS))
    only(report, "L1-06", "L1-14")
    assert places(report, "L1-14") == [("C2", "中央\r\n図書館")]


def test_l1_14_record_in_two_pieces(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(HEADER, *ROWS, ["999997", 2023, "中央\r\n図書館", 12]))
    assert "L1-14" in report.broken
    assert ("6", "3 + 2") in places(report, "L1-14")


def test_l1_15_comma_without_quotation_marks(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(HEADER, *ROWS, ["999997", 2024, "南公民館", "1,234"]))
    only(report, "L1-15")
    assert places(report, "L1-15") == [("6", "5 > 4")]


def test_l1_15_quotation_mark_that_does_not_close(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(HEADER, *ROWS, ["999997", 2024, '"南公民館', 1]))
    only(report, "L1-15")
    assert report.verdicts["L1-02"].status == Status.UNJUDGED


@pytest.mark.parametrize(
    "cell",
    ["410円", "▲410", "12.3%", "410※", "約410人", "４１０", '"1,410"', "23% 以上", "410千円"],
)
def test_l2_01_dressed_number(cell: str, tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(HEADER, *ROWS, ["999997", 2024, "南公民館", cell]))
    only(report, "L2-01")
    assert places(report, "L2-01") == [("D6", cell.strip('"'))]
    assert report.reached == 1


def test_l2_01_number_held_as_text(tmp_path: Path) -> None:
    def spoil(tab: Worksheet) -> None:
        tab["D3"] = "1200"

    report = workbook_report(tmp_path, spoil)
    only(report, "L2-01")
    assert places(report, "L2-01") == [("visitors!D3", "1200")]


def test_l2_01_a_mark_shown_by_the_format_is_allowed(tmp_path: Path) -> None:
    def spoil(tab: Worksheet) -> None:
        tab["D3"] = -5
        tab["D3"].number_format = '#,##0;"▲"#,##0'

    only(workbook_report(tmp_path, spoil))


@pytest.mark.parametrize("cell", ["〃", "同上", '"""" '.strip()])
def test_l2_02_ditto(cell: str, tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(HEADER, *ROWS, ["999997", 2024, cell, 3]))
    assert "L2-02" in report.broken


def test_l2_02_left_blank_below(tmp_path: Path) -> None:
    rows = [["中央図書館", 2023, 5], ["", 2024, 6], ["北公民館", 2023, 7], ["", 2024, 8]]
    report = report_of(tmp_path, csv_of(["facility", "fiscal_year", "visitors_persons"], *rows))
    only(report, "L2-02")
    assert places(report, "L2-02") == [("A3", "")]


def test_l2_03_the_same_name_twice(tmp_path: Path) -> None:
    rows = [[*row, 3] for row in ROWS]
    report = report_of(tmp_path, csv_of([*HEADER, HEADER[3]], *rows))
    only(report, "L2-03")
    assert places(report, "L2-03") == [("E1", HEADER[3])]


def test_l2_03_two_rows_of_names(tmp_path: Path) -> None:
    upper = ["市", "年度", "visitors_persons", ""]
    lower = ["", "", "adults", "children"]
    rows = [["見本市", 2023, 5, 6], ["見本市", 2024, 7, 8]]
    report = report_of(tmp_path, csv_of(upper, lower, *rows))
    assert "L2-03" in report.broken
    assert places(report, "L2-03") == [("1", "2")]


def test_l2_04_two_ways_to_write_one_choice(tmp_path: Path) -> None:
    rows = [["999997", 2024, kind, n] for n in range(6) for kind in ("実施済", "実施 済", "検討中")]
    report = report_of(tmp_path, csv_of(HEADER, *rows))
    only(report, "L2-04")
    assert places(report, "L2-04") == [("C2", "実施 済 / 実施済")]


def test_l2_04_code_that_is_not_in_its_list(tmp_path: Path) -> None:
    described(tmp_path)
    (tmp_path / "codebook.csv").write_text(
        "table,column,type,meaning_ja,code_list\n"
        "data,municipality_code,text,団体,\ndata,fiscal_year,integer,年度,\n"
        "data,facility,code,施設,facilities\ndata,visitors_persons,integer,人数,\n"
    )
    (tmp_path / "codes.csv").write_text("list,code,label_ja\nfacilities,library,図書館\n")
    rows = [["999997", 2024, "library", 1], ["999997", 2024, "hall", 1]]
    report = report_of(tmp_path, csv_of(HEADER, *rows))
    only(report, "L2-04")
    assert places(report, "L2-04") == [("C2", "hall")]


def test_l2_04_a_list_that_may_be_added_to(tmp_path: Path) -> None:
    described(tmp_path)
    (tmp_path / "codebook.csv").write_text(
        "table,column,type,meaning_ja,code_list,closed\n"
        + "".join(f"data,{name},text,意味,,\n" for name in HEADER if name != "facility")
        + "data,facility,code,施設,facilities,false\n"
    )
    (tmp_path / "codes.csv").write_text("list,code,label_ja\nfacilities,library,図書館\n")
    assert report_of(tmp_path, csv_of(HEADER, ["999997", 2024, "hall", 1])).broken == ()


def test_l2_05_other_with_what_it_means(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(HEADER, *ROWS, ["999997", 2024, "その他（観光）", 3]))
    only(report, "L2-05")
    assert places(report, "L2-05") == [("C6", "その他（観光）")]


def test_l2_06_formula(tmp_path: Path) -> None:
    def spoil(tab: Worksheet) -> None:
        tab["D6"] = "=SUM(D2:D5)"

    report = workbook_report(tmp_path, spoil)
    assert "L2-06" in report.broken
    assert places(report, "L2-06") == [("visitors!D6", "=SUM(D2:D5)")]


def test_l3_01_title_above_the_names(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(["見本市の施設", "", "", ""], HEADER, *ROWS))
    only(report, "L1-04", "L3-01")
    assert places(report, "L3-01") == [("2", "")]
    assert report.reached == 2


def test_l3_01_no_names_at_all(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(*ROWS))
    assert {"L1-05", "L2-03", "L3-01"} <= set(report.broken)


def test_l3_02_codes_without_their_list(tmp_path: Path) -> None:
    described(tmp_path)
    book = "table,column,type,meaning_ja,code_list\n" + "".join(
        f"data,{name},code,意味,{'facilities' if name == 'facility' else ''}\n" for name in HEADER
    )
    (tmp_path / "codebook.csv").write_text(book)
    report = report_of(tmp_path, csv_of(HEADER, *ROWS))
    only(report, "L3-02")
    assert places(report, "L3-02") == [("C1", "facility")]


@pytest.mark.parametrize("cell", ["X", "-", "…", "***", "秘匿"])
def test_l3_03_symbol_without_a_meaning(cell: str, tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(HEADER, *ROWS, ["999997", 2024, "南公民館", cell]))
    only(report, "L3-03")
    assert places(report, "L3-03") == [("D6", cell)]


def test_l3_03_symbol_explained_beside(tmp_path: Path) -> None:
    described(tmp_path)
    (tmp_path / "codes.csv").write_text("list,code,label_ja\nmissing,X,秘匿\n")
    report = report_of(tmp_path, csv_of(HEADER, *ROWS, ["999997", 2024, "南公民館", "X"]))
    assert report.verdicts["L3-03"].status == Status.BESIDE


def test_l3_04_number_without_a_unit(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of([*HEADER[:3], "決算"], *ROWS))
    only(report, "L3-04")
    assert places(report, "L3-04") == [("D1", "決算")]


@pytest.mark.parametrize("year", ["令和5年度", "R5", "H30", "令和元年"])
def test_l3_05_year_of_an_era_only(year: str, tmp_path: Path) -> None:
    rows = [["999997", year, "北公民館", n] for n in range(3)]
    report = report_of(tmp_path, csv_of(["municipality_code", "年度", *HEADER[2:]], *rows))
    assert "L3-05" in report.broken
    assert places(report, "L3-05")[0] == ("B2", year)


def test_l3_05_the_western_year_beside_is_enough(tmp_path: Path) -> None:
    header = ["municipality_code", "年度(西暦)", "年度(和暦)", "facility", "visitors_persons"]
    rows = [["999997", 2023, "令和5年度", "北公民館", n] for n in range(3)]
    assert "L3-05" not in report_of(tmp_path, csv_of(header, *rows)).broken


def test_l3_06_code_that_is_none_and_name_without_its_kind(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(HEADER, ["999998", 2023, "北公民館", 5]))
    only(report, "L3-06")
    assert places(report, "L3-06") == [("A2", "999998")]
    named = report_of(tmp_path, csv_of(["市町村名", *HEADER[1:]], ["見本", 2023, "北公民館", 5]))
    assert places(named, "L3-06") == [("A2", "見本")]


def test_l3_06_no_code_of_the_municipality_cannot_be_judged(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(HEADER[1:], *(row[1:] for row in ROWS)))
    assert report.verdicts["L3-06"].status == Status.UNJUDGED


def test_l3_07_other_names_in_another_year(tmp_path: Path) -> None:
    for year, header in ((2023, HEADER), (2024, [*HEADER[:3], "users(人)"])):
        (tmp_path / f"visitors_{year}.csv").write_bytes(csv_of(header, *ROWS))
    first, second = examine(sorted(tmp_path.glob("*.csv")))
    only(first)
    only(second, "L3-07")
    assert {shown for _, shown in places(second, "L3-07")} == {"visitors_persons", "users(人)"}


def test_l3_08_column_that_the_codebook_forgot(tmp_path: Path) -> None:
    described(tmp_path)
    rows = [[*row, "雨"] for row in ROWS]
    report = report_of(tmp_path, csv_of([*HEADER, "天気"], *rows))
    only(report, "L3-08")
    assert places(report, "L3-08") == [("E1", "天気"), ("E1", "天気")]  # unexplained, not ASCII


def test_l3_08_other_encoding_than_stated(tmp_path: Path) -> None:
    described(tmp_path)
    data = csv_of(HEADER, *ROWS).removeprefix(b"\xef\xbb\xbf")
    only(report_of(tmp_path, data), "L3-08")


@pytest.mark.parametrize("names", [["2019", "2020", "2021"], ["R1(人)", "R2(人)", "R3(人)"]])
def test_l3_09_a_column_for_each_year(names: list[str], tmp_path: Path) -> None:
    rows = [["999997", "北公民館", 1, 2, 3], ["999997", "中央図書館", 4, 5, 6]]
    report = report_of(tmp_path, csv_of(["municipality_code", "facility", *names], *rows))
    assert "L3-09" in report.broken
    assert places(report, "L3-09") == [("C1", names[0])]


def test_l3_09_the_same_item_again_and_again(tmp_path: Path) -> None:
    names = ["指標1_名称", "指標2_名称", "指標3_名称"]
    report = report_of(tmp_path, csv_of(names, ["利用者", "冊数", "席"]))
    assert "L3-09" in report.broken


def test_every_rule_has_a_spoiled_file_here() -> None:
    tests = [name for name in globals() if name.startswith("test_l")]
    assert {name[5:10].upper().replace("_", "-") for name in tests} == set(RULES)


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
