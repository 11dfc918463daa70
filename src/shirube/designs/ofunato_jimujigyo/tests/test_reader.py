"""The form as it is, and as other years and other hands may leave it."""

import random

import pytest

from shirube.designs.ofunato_jimujigyo.tests.tables import (
    DESIGN,
    HEADER,
    HERE,
    Table,
    as_csv,
    as_xlsx,
    content,
    failures,
    fixture,
    places,
    read,
    read_table,
    reordered,
    sheets,
    without,
)
from shirube.schema import Sheet, from_json, public
from shirube.sources.document import column_letters


@pytest.fixture
def table() -> Table:
    return fixture()


def bridges(table: Table) -> Sheet:
    """The fixture's first project."""
    return sheets(read_table(table))[0]


def values(sheet: Sheet, no: str) -> list[str | None]:
    return [v.value for i in sheet.indicators if i.no == no for v in i.values]


def test_fixture_reads_as_expected() -> None:
    found = sheets(read((HERE / "fixture.csv").read_bytes(), "fixture.csv"))

    assert tuple(found) == from_json((HERE / "expected.json").read_bytes())


def test_workbook_reads_as_the_csv(table: Table) -> None:
    from_csv, from_xlsx = read_table(table), read(as_xlsx(table), "table.xlsx")

    as_numbers = [content(sheet) for sheet in sheets(from_xlsx)]
    assert [one["title"] for one in as_numbers] == [s.title for s in sheets(from_csv)]
    assert [one["ratings"] for one in as_numbers] == [
        content(sheet)["ratings"] for sheet in sheets(from_csv)
    ]
    assert values(sheets(from_xlsx)[0], "カ") == values(sheets(from_csv)[0], "カ")
    assert sheets(from_xlsx)[0].indicators[0].at == "集計!AZ3"


def test_shift_jis(table: Table) -> None:
    found = sheets(read(as_csv(table, "cp932"), "table.csv"))

    assert [content(sheet) for sheet in found] == [content(s) for s in sheets(read_table(table))]


@pytest.mark.parametrize("row", range(5))
def test_headings_in_another_row(table: Table, row: int) -> None:
    moved = [[""] * len(table[0])] * row + table[HEADER:]

    found = sheets(read_table(moved))

    assert [content(sheet) for sheet in found] == [content(s) for s in sheets(read_table(table))]


def test_headings_with_other_spaces_and_widths(table: Table) -> None:
    expected = content(bridges(table))
    table[HEADER] = [text.replace("\n", " ").replace("（", "(") for text in table[HEADER]]

    assert content(bridges(table)) == expected


def test_columns_in_another_order(table: Table) -> None:
    """The blocks keep their order; everything else may stand anywhere."""
    expected = content(bridges(table))
    repeated = [i for i, text in enumerate(table[HEADER]) if table[HEADER].count(text) > 1]
    others = [i for i in range(len(table[HEADER])) if i not in repeated]
    random.Random(1).shuffle(others)

    assert content(bridges(reordered(table, others[:50] + repeated + others[50:]))) == expected


def test_year_after_year_within_a_heading(table: Table) -> None:
    """All years of 国庫支出金, then all of the next: the n-th of a heading is the n-th year."""
    expected = content(bridges(table))
    header = table[HEADER]
    order = sorted(
        range(len(header)), key=lambda i: (header.count(header[i]), header.index(header[i]))
    )

    assert content(bridges(reordered(table, order))) == expected


def test_unknown_column_is_unplaced(table: Table) -> None:
    at = places(table, "国庫支出金")[2]
    longer = [[*row[:at], "", *row[at:]] for row in table]
    longer[HEADER][at] = "備考"
    longer[HEADER + 1][at] = "確認中"

    sheet = bridges(longer)

    assert [(one.text, one.at) for one in sheet.unplaced] == [("確認中", f"{column_letters(at)}3")]
    assert content(sheet) | {"unplaced": []} == content(bridges(table))


def test_heading_that_stands_twice_is_not_guessed(table: Table) -> None:
    at = places(table, "根拠法令")[0]
    twice = [[*row[: at + 1], row[at], *row[at + 1 :]] for row in table]

    sheet = bridges(twice)

    assert not [one for one in sheet.attributes if one.key == "legal_basis"]
    assert [one.text for one in sheet.unplaced] == ["道路法", "道路法"]


def test_missing_single_column(table: Table) -> None:
    sheet = bridges(
        without(table, *places(table, "総合戦略"), *places(table, "全体計画（地方債）"))
    )

    assert values(sheet, "サ") == values(bridges(table), "サ")
    assert "bond" not in {cost.item for cost in sheet.costs if cost.stage == "plan_total"}


def test_half_a_number_is_no_number(table: Table) -> None:
    """Without its tens, 施策12 would become 施策2."""
    tens = places(table, "施策番号十の位")
    cut = bridges(without(table, *tens))
    table[HEADER + 1][tens[0]] = ""

    for sheet in (cut, bridges(table)):
        assert [level.code for level in sheet.path] == ["5", None, "4"]
        assert [one.text for one in sheet.unplaced] == ["2"]


def test_column_missing_from_one_year_keeps_the_others_in_their_years(table: Table) -> None:
    sheet = bridges(without(table, places(table, "⑦成果指標サ")[2]))

    share = next(one for one in sheet.indicators if one.no == "サ")
    assert [(v.fiscal_year, v.value) for v in share.values] == [
        (2020, "95.5"), (2021, "96.5"), (2023, "97"), (2024, "98"), (2025, "99"),
    ]  # fmt: skip
    assert {v.flags for v in share.values} == {("shifted",)}
    assert {v.flags for v in sheet.indicators[0].values} == {()}


@pytest.mark.parametrize("years", [5, 7])
def test_another_number_of_years_is_refused(table: Table, years: int) -> None:
    first = places(table, "国庫支出金")[0]
    block = list(range(first, first + 19))
    header = range(len(table[HEADER]))
    order = [i for i in header if i not in block] if years == 5 else [*header, *block]

    outcomes = read_table(reordered(table, order))

    assert not sheets(outcomes)
    assert failures(outcomes) == [
        (f"年度別の列は6組のはずですが、{years}組に見えます", str(HEADER + 1))
    ]


@pytest.mark.parametrize(
    ("printed", "carried_out"),
    [("6", 2024), ("８", 2026), ("令和9年度", 2027), ("R10", 2028), ("2031", 2031), ("30", 2018)],
)
def test_other_years(table: Table, printed: str, carried_out: int) -> None:
    table[HEADER + 1][places(table, "年度")[0]] = printed

    sheet = bridges(table)

    assert (sheet.carried_out, sheet.fiscal_year) == (carried_out, carried_out - 1)
    assert [(v.fiscal_year, v.measure) for v in sheet.indicators[0].values] == [
        *((carried_out - 5 + n, "actual") for n in range(5)),
        (carried_out, "forecast"),
    ]


def test_row_without_year_follows_the_others_and_says_so(table: Table) -> None:
    table[HEADER + 1][places(table, "年度")[0]] = ""

    sheet = bridges(table)

    assert (sheet.carried_out, sheet.attributes[0].flags) == (2025, ("year_inferred",))
    assert all("year_inferred" in v.flags for i in sheet.indicators for v in i.values)
    assert {c.flags for c in sheet.costs if c.stage == "plan_total"} == {()}


def test_no_row_has_a_year(table: Table) -> None:
    for row in table[HEADER + 1 :]:
        row[places(table, "年度")[0]] = "50" if row[0] else ""

    assert failures(read_table(table))[0] == ("「年度」を年度として読めません", "3")
    stated = sheets(read_table(table, year=2024))
    assert [sheet.carried_out for sheet in stated] == [2025, 2025, 2025]
    assert not stated[0].attributes[0].flags
    assert ("50", "E3") in [(one.text, one.at) for one in stated[0].unplaced]


def test_row_without_id_is_reported_and_the_others_are_read(table: Table) -> None:
    table[HEADER + 1][places(table, "事務事業ID")[0]] = ""

    outcomes = read_table(table)

    assert failures(outcomes) == [("「事務事業ID」が空です", "3")]
    assert [sheet.code for sheet in sheets(outcomes)] == ["0", "0420"]


def test_remark_under_the_table_is_reported(table: Table) -> None:
    table.append(["※ 単位は千円"])

    assert failures(read_table(table)) == [("「事務事業ID」が空です", "7")]


def test_rows_that_say_nothing(table: Table) -> None:
    """Empty, only formulas' zeros, headings of a new page."""
    table += [[], ["0"] * 60, table[HEADER]]

    assert len(read_table(table)) == 3


def test_two_rows_with_one_id_both_survive(table: Table) -> None:
    table[-1][places(table, "事務事業ID")[0]] = "0301"

    first, _, second = sheets(read_table(table))

    assert (first.code, second.code) == ("0301", "0301~2")
    assert first.key != second.key
    for sheet in (first, second):
        doubts = [(one.value, one.flags) for one in sheet.attributes if one.key == "code"]
        assert doubts == [("0301", ("doubtful_code",))]


def test_names_of_people_stay_inside(table: Table) -> None:
    sheet = bridges(table)

    assert [contact.phone for contact in sheet.contacts] == [None, "000-000-0000（内線12）"]
    assert not public(sheet, DESIGN.privacy).contacts


def test_total_of_parts_that_are_not_there_is_missing(table: Table) -> None:
    totals = [
        (sheet.code, cost.fiscal_year, cost.item)
        for sheet in sheets(read_table(table))
        for cost in sheet.costs
        if cost.missing == "formula_zero"
    ]

    assert totals == [
        ("0301", None, "total"),
        ("0301", None, "personnel"),
        ("0301", None, "full"),
        ("0", 2020, "total"),  # over five dashes
    ]
