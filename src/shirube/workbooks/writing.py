"""Writing the workbook: one tab a sheet, protected but for the fields, lists to choose from."""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from shirube.basics.office_days import in_words
from shirube.designs.entries import is_number
from shirube.schema import Sheet
from shirube.schema.addresses import Address
from shirube.sources.document import column_letters
from shirube.workbooks.cells import Rows, Texts, put_together
from shirube.workbooks.filling import ACROSS, ENTRY, LABEL, WIDTHS
from shirube.workbooks.forms import Cell, Form, Line
from shirube.workbooks.keys import FieldKey, TabKey, line_key, mark
from shirube.workbooks.layout import HEAD_LINES, lines
from shirube.workbooks.styles import FONT, formats, wrapped

LISTS, FIRST = "_選択肢", "はじめに"
_LOOKS = 1000  # row of the hidden tab where the looks begin, far below any list
_SHORT_LIST = 255  # letters that Excel takes for a list inside of a rule
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
    """The workbook while it is written: names of tabs, and lists already written down."""

    def __init__(self, book: str) -> None:
        self.out = io.BytesIO()
        self.id = book
        self.file = xlsxwriter.Workbook(self.out, {"in_memory": True, "default_font": FONT})
        self.formats = {False: formats(self.file), True: wrapped(self.file)}
        self.names: set[str] = {FIRST.casefold(), LISTS.casefold()}
        self.lists: dict[tuple[str, ...], str] = {}

    def tab_name(self, sheet: Sheet) -> str:
        """「11 子どもの居場所」, 31 letters, each name once."""
        plain = " ".join(_FORBIDDEN.sub(" ", f"{sheet.code} {sheet.title}").split())
        name, number = plain[:31].strip() or "シート", 1
        while name.casefold() in self.names:
            number += 1
            name = f"{plain[: 31 - len(str(number)) - 2]}({number})"
        self.names.add(name.casefold())
        return name

    def list_of(self, words: tuple[str, ...]) -> list[str] | str:
        """A list to choose from: itself, or where it stands on the hidden tab if it is long."""
        if len(",".join(words)) <= _SHORT_LIST and not any("," in word for word in words):
            return list(words)
        if words not in self.lists:
            column = column_letters(len(self.lists))
            self.lists[words] = f"='{LISTS}'!${column}$1:${column}${len(words)}"
        return self.lists[words]

    def close(self) -> zipfile.ZipFile:
        """The hidden tab: its lists, and far below a cell in every look, to learn their numbers."""
        hidden = self.file.add_worksheet(LISTS)
        hidden.hide()
        for column, words in enumerate(self.lists):
            for row, word in enumerate(words):
                hidden.write_string(row, column, word)
        for over in (False, True):
            for row, look in enumerate(self.formats[over].values()):
                hidden.write_blank(_LOOKS + row, int(over), None, look)
        self.file.close()
        return zipfile.ZipFile(self.out)


@cache
def _styles() -> dict[tuple[str, bool], int]:
    """Style and whether over several columns → its number in every workbook made here.

    Learned from a workbook without sheets, so that no sheet has to wait for the last one.
    """
    made = _Book("")
    _first(made, made.file.add_worksheet(FIRST), ["x"], date.min)
    hidden = made.close().read("xl/worksheets/sheet2.xml").decode()
    found = {}
    for over, letter in ((False, "A"), (True, "B")):
        for row, name in enumerate(made.formats[over], _LOOKS + 1):
            cell = re.search(rf'<c r="{letter}{row}" s="(\d+)"', hidden)
            found[name, over] = int(cell[1]) if cell else 0
    return found


def write_workbook(forms: Iterable[Form], book: str, made_on: date) -> bytes:
    """The workbook of these sheets (at least one). ``book``: an id of its own, new each time."""
    made, texts, parts = _Book(book), Texts(), dict[str, Rows]()
    first, names = made.file.add_worksheet(FIRST), list[str]()
    # One form at a time: a quarter of a million cells at once keep the collector busy.
    for number, form in enumerate(forms, 2):
        names.append(name := made.tab_name(form.sheet))
        rows, out = list(lines(form)), Rows(texts, _styles())
        _tab(made, made.file.add_worksheet(name), rows)
        fields = _rows(out, rows)
        out.hidden([_key(form, book, name, fields), *_letters(out.last)])
        parts[f"xl/worksheets/sheet{number}.xml"] = out
    _first(made, first, names, made_on)
    return put_together(made.close(), parts, texts)


def _first(made: _Book, tab: Worksheet, names: Sequence[str], made_on: date) -> None:
    """How to fill it, and the way to every sheet."""
    tab.set_column(0, 0, 110)
    tab.write_string(0, 0, "評価シートの記入用ブック", made.formats[False]["title"])
    when = f"{in_words(made_on)}に、しるべで作りました。シートは{len(names)}枚です。"
    tab.write_string(1, 0, when)
    for row, text in enumerate(_GUIDE, 3):
        tab.write_string(row, 0, f"・{text}", made.formats[False]["plain"])
    for row, name in enumerate(names, len(_GUIDE) + 4):
        tab.write_url(row, 0, f"internal:'{name}'!B2", string=name)
    tab.protect()


def _tab(made: _Book, tab: Worksheet, rows: Sequence[Line]) -> None:
    """A tab without its cells: columns, rules for what may be typed, protection, page."""
    tab.set_column(0, 0, None, None, {"hidden": True})
    tab.set_column(LABEL, LABEL, WIDTHS[LABEL])
    widest = max(column for line in rows for column in line.cells)
    tab.set_column(ENTRY, max(widest, ENTRY + ACROSS), WIDTHS[ENTRY])
    chosen: dict[Any, list[str]] = defaultdict(list)
    for row, line in enumerate(rows, 1):
        for column, cell in line.cells.items():
            if cell.typed and (cell.words or cell.limit):
                chosen[(cell.words, cell.limit)].append(f"{column_letters(column)}{row + 1}")
    _validate(made, tab, chosen)
    tab.freeze_panes(HEAD_LINES, 2)
    tab.ignore_errors({"number_stored_as_text": "A1:XFD5000"})
    tab.protect("", {"format_rows": True, "format_columns": True})
    tab.set_landscape()
    tab.set_paper(9)
    tab.fit_to_pages(1, 0)


def _rows(out: Rows, rows: Sequence[Line]) -> int:
    """The cells of a tab with their keys; returns the number of fields."""
    fields = 0
    for number, line in enumerate(rows, 2):
        asked = {n: cell for n, cell in line.cells.items() if cell.address is not None}
        fields += len(asked)
        line.key = line.key or line_key({column_letters(n): _field(asked[n]) for n in asked})
        out.add(number, line.key, line)
    return fields


def _field(cell: Cell) -> FieldKey:
    address = cell.address or Address("", "", "")
    return FieldKey(str(address), mark(cell.text, number=is_number(address)), not cell.typed)


def _key(form: Form, book: str, name: str, fields: int) -> str:
    key = TabKey(
        book=book,
        sheet=str(form.sheet.key),
        name=name,
        born=form.born,
        revision=form.revision,
        design=f"{form.design.id} {form.design.version}",
        fields=fields,
    )
    return key.model_dump_json()


def _letters(last: int) -> Iterator[str]:
    return map(column_letters, range(1, last + 1))


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
