"""「評価から予算へ」 as a workbook: one table, a row a sheet, plain numbers, blank if unstated."""

import io
from collections.abc import Sequence

import xlsxwriter

from shirube.budget.reflecting import words
from shirube.budget.reflecting.rows import Row

# header of the column (ASCII, unique), what it is, letters wide
COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("evaluated_year", "評価対象年度(西暦)", 14),
    ("budget_year", "予算の年度(西暦)", 12),
    ("kind", "種類", 10),
    ("code", "番号", 12),
    ("title", "名称", 28),
    ("divisions", "担当", 18),
    ("rating", "評価", 14),
    ("rating_before", "前年の評価", 14),
    ("rating_moved", "前年との比較", 14),
    ("rating_reason", "評価の理由", 40),
    ("opinions", "意見と回答", 40),
    ("next_actions", "今後の取組", 40),
    ("budget_before_yen", "前年度当初予算(円)", 16),
    ("request_yen", "要求額(円)", 16),
    ("assessed_yen", "査定額(円)", 16),
    ("reflected_yen", "評価の反映額(円)", 16),
    ("budget_now_yen", "当初予算(まだなら査定額、円)", 16),
    ("change_yen", "前年度当初との差(円)", 16),
    ("reasons", "反映の理由", 40),
)


def reflection_workbook(rows: Sequence[Row]) -> bytes:
    """Two tabs: the table, and what its columns mean."""
    out = io.BytesIO()
    # A text that begins with = stays a text.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        tab = book.add_worksheet("evaluation_to_budget")
        for place, (name, _, width) in enumerate(COLUMNS):
            tab.write_string(0, place, name)
            tab.set_column(place, place, width)
        tab.freeze_panes(1, 5)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(_cells(row)):
                if cell is not None and cell != "":
                    tab.write(number, place, cell)
        legend = book.add_worksheet("columns")
        legend.write_row(0, 0, ("column", "meaning"))
        for number, (name, meaning, _) in enumerate(COLUMNS, start=1):
            legend.write_row(number, 0, (name, meaning))
        legend.set_column(0, 1, 30)
    return out.getvalue()


def _cells(row: Row) -> tuple[int | str | None, ...]:
    given = row.given
    return (
        row.evaluated, row.budget_year, row.sheet.kind, row.sheet.code, row.sheet.title,
        "、".join(row.units),
        row.said.value if row.said else "",
        row.said_before.value if row.said_before else "",
        row.moved or "", row.said.reason if row.said else "",
        _joined(row.opinions), _joined(row.next_actions),
        given.before, given.request, given.assessed, given.reflected, given.now, given.change,
        _joined(words.reasons(row)),
    )  # fmt: skip


def _joined(texts: Sequence[str]) -> str:
    return " / ".join(" ".join(text.split()) for text in texts)
