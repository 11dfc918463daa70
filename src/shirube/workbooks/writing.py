"""Writing the workbook: one tab a sheet, protected but for the fields, lists to choose from."""

import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from shirube.basics.office_days import in_words
from shirube.designs.entries import is_number
from shirube.sources.document import column_letters
from shirube.workbooks.filling import ENTRY, LABEL, WIDTHS
from shirube.workbooks.forms import Cell, Form, Line
from shirube.workbooks.keys import FieldKey, TabKey, line_key, mark
from shirube.workbooks.layout import HEAD_LINES, lines
from shirube.workbooks.styles import FONT, formats, wrapped

LISTS, FIRST = "_選択肢", "はじめに"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")  # in the name of a tab
_GUIDE = (
    "白い欄に書きます。灰色の欄は、計算で決まるか、ここでは書けない欄です。右の列は前の年に書いたことです。",
    "数は、1,234、１２．５、▲3.1、約1200人、98.5% のどれでも読み取ります。",
    "金額は、見出しの単位(千円など)で書きます。",
    "まだ数えていないときは「集計中」、調べなかった年は「調査なし」と書きます。0とは書きません。",
    "年度は、令和8年度、R8、2026 のどれでも読み取ります。",
    "書き終えたら保存し、しるべの「Excelで書く」から送ってください。書き換えなかった欄は、何も変わりません。",
    "タブの名前や行の位置が変わっても読み取れます。隠れた1行目と1列目は、消さないでください。",
)


class _Book:
    """The workbook while it is written: formats, and lists already written down."""

    def __init__(self, book: str) -> None:
        self.out = io.BytesIO()
        self.id = book
        self.file = xlsxwriter.Workbook(self.out, {"in_memory": True, "default_font": FONT})
        self.formats = formats(self.file)
        self.wrapped = wrapped(self.file)
        self.names: set[str] = {FIRST.casefold(), LISTS.casefold()}
        self.lists: dict[tuple[str, ...], str] = {}

    def tab_name(self, sheet: Any) -> str:
        """「11 子どもの居場所」, 31 letters, each name once."""
        plain = " ".join(_FORBIDDEN.sub(" ", f"{sheet.code} {sheet.title}").split())
        name, number = plain[:31].strip() or "シート", 1
        while name.casefold() in self.names:
            number += 1
            name = f"{plain[: 31 - len(str(number)) - 2]}({number})"
        self.names.add(name.casefold())
        return name

    def list_of(self, words: tuple[str, ...]) -> str:
        """Where a list stands on the hidden tab."""
        if words not in self.lists:
            column = column_letters(len(self.lists))
            self.lists[words] = f"='{LISTS}'!${column}$1:${column}${len(words)}"
        return self.lists[words]


def write_workbook(forms: Sequence[Form], book: str, made_on: date) -> bytes:
    """The workbook of these sheets. ``book``: an id of its own, new each time."""
    made = _Book(book)
    first = made.file.add_worksheet(FIRST)
    tabs = [(made.tab_name(form.sheet), form) for form in forms]
    for name, form in tabs:
        _tab(made, made.file.add_worksheet(name), form)
    _first(made, first, tabs, made_on)
    hidden = made.file.add_worksheet(LISTS)
    hidden.hide()
    for column, words in enumerate(made.lists):
        for row, word in enumerate(words):
            hidden.write_string(row, column, word)
    made.file.close()
    return made.out.getvalue()


def _first(made: _Book, tab: Worksheet, tabs: Sequence[tuple[str, Form]], made_on: date) -> None:
    """How to fill it, and the way to every sheet."""
    tab.set_column(0, 0, 110)
    tab.write_string(0, 0, "評価シートの記入用ブック", made.formats["title"])
    tab.write_string(
        1, 0, f"{in_words(made_on)}に、しるべで作りました。シートは{len(tabs)}枚です。"
    )
    for row, text in enumerate(_GUIDE, 3):
        tab.write_string(row, 0, f"・{text}", made.formats["plain"])
    for row, (name, _) in enumerate(tabs, len(_GUIDE) + 4):
        tab.write_url(row, 0, f"internal:'{name}'!B2", string=name)
    tab.protect()


def _tab(made: _Book, tab: Worksheet, form: Form) -> None:
    tab.set_column(0, 0, None, None, {"hidden": True})
    tab.set_column(LABEL, LABEL, WIDTHS[LABEL])
    tab.set_column(ENTRY, 60, WIDTHS[ENTRY])
    chosen: dict[Any, list[str]] = defaultdict(list)
    widest = fields = 0
    for row, line in enumerate(lines(form), 1):
        fields += _line(made, tab, row, line, chosen)
        widest = max(widest, *line.cells)
    for column in range(1, widest + 1):
        tab.write_string(0, column, column_letters(column))
    key = TabKey(
        book=made.id,
        sheet=str(form.sheet.key),
        born=form.born,
        revision=form.revision,
        design=f"{form.design.id} {form.design.version}",
        fields=fields,
    )
    tab.write_string(0, 0, key.model_dump_json())
    tab.set_row(0, None, None, {"hidden": True})
    _validate(made, tab, chosen)
    tab.freeze_panes(HEAD_LINES, 2)
    tab.ignore_errors({"number_stored_as_text": "A1:XFD5000"})
    tab.protect("", {"format_rows": True, "format_columns": True})
    tab.set_landscape()
    tab.set_paper(9)
    tab.fit_to_pages(1, 0)


def _line(
    made: _Book, tab: Worksheet, row: int, line: Line, chosen: Mapping[Any, list[str]]
) -> int:
    """Write a line; returns how many fields it holds."""
    keys: dict[str, FieldKey] = {}
    if line.height is not None:
        tab.set_row(row, line.height)
    for column, cell in line.cells.items():
        _cell(made, tab, row, column, cell)
        if cell.address is None:
            continue
        fixed = cell.style in {"fixed", "fixed_figure"}
        marked = mark(cell.text, number=is_number(cell.address))
        keys[column_letters(column)] = FieldKey(address=str(cell.address), mark=marked, fixed=fixed)
        if not fixed and (cell.words or cell.limit):
            chosen[(cell.words, cell.limit)].append(xl_rowcol_to_cell(row, column))
    tab.write_string(row, 0, line_key(keys))
    return len(keys)


def _cell(made: _Book, tab: Worksheet, row: int, column: int, cell: Cell) -> None:
    look = (made.wrapped if cell.span > 1 else made.formats)[cell.style]
    if cell.span > 1:
        tab.merge_range(row, column, row, column + cell.span - 1, "", look)
    # Always a text: 「=1+1」 and 「@SUM」 are words here, 「94/107」 is no date.
    if cell.text:
        tab.write_string(row, column, cell.text, look)
    elif cell.span == 1:
        tab.write_blank(row, column, None, look)


def _validate(made: _Book, tab: Worksheet, chosen: Mapping[Any, list[str]]) -> None:
    for (words, limit), cells in chosen.items():
        asked: dict[str, Any] = {"multi_range": " ".join(cells)} if len(cells) > 1 else {}
        if words:
            asked |= {
                "validate": "list",
                "source": made.list_of(words),
                "error_title": "選択肢から選びます",
                "error_message": "▼を押して、選択肢から選んでください。",
            }
        else:
            asked |= {
                "validate": "length",
                "criteria": "<=",
                "value": limit,
                "error_type": "warning",
                "error_title": f"{limit}字をこえています",
                "error_message": "紙に入りきらないかもしれません。このまま書きますか。",
                "input_title": f"{limit}字まで",
                "input_message": "紙の欄に入る長さです。",
            }
        tab.data_validation(cells[0], asked)
