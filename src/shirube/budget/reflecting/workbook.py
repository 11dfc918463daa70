"""「評価から予算へ」 as a workbook: one table, a row a sheet, plain numbers, blank if unstated."""

import io
from collections.abc import Sequence

import xlsxwriter

from shirube.budget.reflecting import words
from shirube.budget.reflecting.answers import MOVED
from shirube.budget.reflecting.rows import Row
from shirube.schema.codes import label

# header of the column (unique), letters wide
COLUMNS: tuple[tuple[str, int], ...] = (
    ("評価対象年度(西暦)", 14),
    ("予算の年度(西暦)", 12),
    ("種類", 10),
    ("番号", 12),
    ("名称", 28),
    ("担当", 18),
    ("評価", 14),
    ("前年の評価", 14),
    ("前年との比較", 14),
    ("評価の理由", 40),
    ("意見と回答", 40),
    ("今後の取組", 40),
    ("前年度当初予算(円)", 16),
    ("要求額(円)", 16),
    ("査定額(円)", 16),
    ("評価の反映額(円)", 16),
    ("当初予算(まだなら査定額、円)", 16),
    ("前年度当初との差(円)", 16),
    ("反映の理由", 40),
)


def reflection_workbook(rows: Sequence[Row]) -> bytes:
    """One tab: a heading, then a row a sheet."""
    out = io.BytesIO()
    # A text that begins with = stays a text.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        tab = book.add_worksheet("評価から予算へ")
        for place, (name, width) in enumerate(COLUMNS):
            tab.write_string(0, place, name)
            tab.set_column(place, place, width)
        tab.freeze_panes(1, 5)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(_cells(row)):
                if cell is not None and cell != "":
                    tab.write(number, place, cell)
    return out.getvalue()


def _cells(row: Row) -> tuple[int | str | None, ...]:
    given = row.given
    return (
        row.evaluated, row.budget_year, label("kind", row.sheet.kind), row.sheet.code,
        row.sheet.title,
        "、".join(row.units),
        row.said.value if row.said else "",
        row.said_before.value if row.said_before else "",
        MOVED[row.moved], row.said.reason if row.said else "",
        _joined(row.opinions), _joined(row.next_actions),
        given.before, given.request, given.assessed, given.reflected, given.now, given.change,
        _joined(words.reasons(row)),
    )  # fmt: skip


def _joined(texts: Sequence[str]) -> str:
    return " / ".join(" ".join(text.split()) for text in texts)
