"""Every number of the six papers is in the PDF's text and in the workbook, read back."""

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from shirube.basics.testing import SAMPLES, samples_folder
from shirube.designs import packaged
from shirube.importers import read_path
from shirube.papers.entry import Entry, Made, Order, fill, packaged_papers, printed
from shirube.papers.tests.cast import FULL, cost, indicator, sheet, value
from shirube.papers.tests.reading import Printed, numbers
from shirube.papers.tests.test_entry import CONTEXT, SIX
from shirube.schema import Indicator, Narrative, Project, Sheet, public

MOST = 2  # sheets of a file


def of_file(path: Path) -> list[Sheet]:
    read = read_path(path, library=packaged())
    return [public(one, packaged()[one.design].privacy) for one in read.sheets[:MOST]]


def book(kind: str, *sheets: Sheet) -> openpyxl.Workbook:
    order = Order(packaged_papers()[kind], "xlsx", CONTEXT)
    data = printed(order, [Entry(one) for one in sheets], packaged())
    return openpyxl.load_workbook(io.BytesIO(data))


def said(made: Made) -> set[str]:
    """Numbers of every cell that is filled."""
    cells = [cell for part in made.sections for line in part.lines for cell in line.cells]
    return {n for cell in cells for text in (cell.text, *cell.notes) for n in numbers(text)}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_number_of_a_sample_is_in_text_and_workbook(name: str) -> None:
    for one in of_file(samples_folder() / name):
        for kind in SIX:
            if kind == "results" and one.fiscal_year is None:
                continue
            template, entry = packaged_papers()[kind], Entry(one)
            (made,) = fill(template, [entry], packaged(), alike=False)
            data = printed(Order(template, "pdf", CONTEXT), [entry], packaged())
            assert said(made) - numbers("\n".join(Printed(data).pages)) == set(), kind
            assert certain(made) - in_book(book(kind, one)) == set(), kind


def certain(made: Made) -> set[float]:
    cells = [cell for part in made.sections for line in part.lines for cell in line.cells]
    return {float(cell.number) for cell in cells if cell.number is not None}


def in_book(book: openpyxl.Workbook) -> set[float]:
    values = (cell.value for tab in book for row in tab.iter_rows() for cell in row)
    return {float(value) for value in values if isinstance(value, (int, float))}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_evaluation_paper_leaves_out_no_value_and_no_amount(name: str) -> None:
    for one in of_file(samples_folder() / name):
        order = Order(packaged_papers()["evaluation"], "pdf", CONTEXT)
        found = numbers("\n".join(Printed(printed(order, [Entry(one)], packaged())).pages))
        values = [v.printed or "" for i in one.indicators for v in i.values]
        costs = [c for p in one.projects for c in p.costs] + list(one.costs)
        amounts = [c.printed or "" for c in costs if c.unit in {"千円", None} or c.item == "hours"]
        wanted = {n for text in (*values, *amounts) for n in numbers(text)}
        shown = {Decimal(n) for n in found}
        assert {n for n in wanted if Decimal(n) not in shown} == set(), str(one.key)


@pytest.mark.parametrize("kind", SIX)
def test_a_tab_is_one_table_with_its_heads_in_row_one(kind: str) -> None:
    made = book(kind, FULL, sheet(code="12", title="川の学校"))
    assert made.sheetnames[0] == "この書類について"
    for tab in made:
        heads = [cell.value for cell in tab[1]]
        assert None not in heads
        assert len(set(heads)) == len(heads)
        assert not tab.merged_cells.ranges
        assert tab.freeze_panes == "A2"
        assert not any(row.hidden for row in tab.row_dimensions.values())


@pytest.mark.parametrize("kind", SIX)
def test_every_row_says_whose_it_is_and_whether_somebody_confirmed(kind: str) -> None:
    made = book(kind, FULL)
    for tab in made.worksheets[1:]:
        assert [cell.value for cell in tab[1]][:4] == ["評価対象年度", "番号", "名称", "確認状態"]
        assert [cell.value for cell in tab[2]][:4] == [
            "令和6年度(2024)", "11", "本の森づくり", "機械読取・未確認",
        ]  # fmt: skip


def test_an_empty_part_says_so_in_a_row() -> None:
    tab = book("evaluation", sheet())["10 期ごとの進捗"]
    assert tab["E2"].value == "このシートにはない項目です"


def test_what_begins_like_a_formula_is_text() -> None:
    texts = ("=1+1", "+81", "-5度", "@home")
    risky = tuple(Narrative(key="aim", label=text, text=text) for text in texts)
    tab = book("evaluation", sheet(narratives=risky))["8 様式に書かれた文"]
    for number, text in enumerate(texts, start=2):
        assert (tab.cell(number, 6).value, tab.cell(number, 6).data_type) == (text, "s")
        assert tab.cell(number, 6).quotePrefix


def test_doubtful_and_missing_are_words_that_no_sum_counts() -> None:
    values = (value(2024, "target", "1000"), value(2024, "actual", "12", flags=("glued",)))
    one = sheet(
        indicators=(Indicator(name="来館者", unit="人", values=values),),
        projects=(
            Project(name="甲", costs=(cost(2024, 5),)),
            Project(name="乙", costs=(cost(2024, 0, amount=None, printed="-", missing="dash"),)),
        ),
    )
    made = book("results", one)
    found = list(made["4 成果"].iter_rows(min_row=2, values_only=True))
    assert found[0][5:7] == (1000, "「12」")
    assert "不確か: 数が続いている" in str(found[0][-1])
    amounts = [row[8] for row in made["2 決算額"].iter_rows(min_row=2, values_only=True)]
    assert amounts == [5, "横線"]


def test_a_number_keeps_its_unit() -> None:
    tab = book("results", sheet(indicators=(indicator(),)))["4 成果"]
    assert tab["F2"].value == 1000
    assert "目標値: 単位は人" in str(tab.cell(2, tab.max_column).value)
    money = [cell.value for cell in book("results", FULL)["2 決算額"][1]]
    assert "令和6年度 決算額(千円)" in money


def test_sheets_of_several_years_share_columns_that_count_from_their_year() -> None:
    heads = [cell.value for cell in book("kpi", FULL, sheet(fiscal_year=2023))["2 目標と実績"][1]]
    assert "評価対象年度 実績値" in heads
    assert "評価対象年度-1年 実績値" in heads


def test_a_text_longer_than_a_cell_says_where_the_rest_is() -> None:
    long = Narrative(key="aim", label="めざす姿", text="あ" * 40_000)
    told = book("evaluation", sheet(narratives=(long,)))["8 様式に書かれた文"]["F2"].value
    assert str(told).endswith("続きはPDFにあります)")
