"""What was filled, as a workbook: one table a tab, heads in row 1, no cell merged.

A cell is a number only where it is certain; what is doubtful or missing is words, so that no sum
counts it. What stands small on paper stands in the last column, 「注記」.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from shirube.basics.fiscal_year import in_print
from shirube.charts.money import edition_money
from shirube.designs import Design
from shirube.papers.entry.fill import fill
from shirube.papers.entry.model import Entry, Filled, Head, Line, Made, Said
from shirube.papers.entry.onpaper import chosen_of
from shirube.papers.entry.template import Template
from shirube.papers.model import PaperContext
from shirube.papers.sheets import source_of
from shirube.schema import Sheet
from shirube.schema.codes import label

ABOUT, NOTES = "この書類について", "注記"
# Which sheet a row is of: in every table, so that a row can be sorted away from its neighbours.
LEADING = ("評価対象年度", "番号", "名称", "確認状態")
_LEAD_WIDTHS = (12, 10, 24, 16)
_MOST_LETTERS = 32_000  # of a cell; Excel's own limit is 32,767
_MORE = "…(長いため切りました。続きはPDFにあります)"
_HOW = "確かな数だけが数値です。不確かな値、空欄、集計中などは文字で、合計に入りません。"
_RISKY = tuple("=+-@\t\r")


def workbook_of(
    template: Template,
    entries: Sequence[Entry],
    designs: Mapping[str, Design],
    context: PaperContext,
) -> bytes:
    """A tab about the paper, then one a section with the rows of all sheets. Raises ValueError as
    ``paper_of``.
    """
    chosen, left = chosen_of(template, entries)
    made = fill(template, chosen, designs, alike=True)
    out = io.BytesIO()
    # A text that begins with = stays a text.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(out, options) as book:
        made_on = datetime.combine(context.made_on, time())
        book.set_properties(
            {"title": template.title, "author": _author(chosen), "created": made_on}
        )
        writer = _Writer(book, template)
        writer.facts(ABOUT, list(_about(template, chosen, left, context)))
        for place in range(len(template.sections)):
            writer.section(made, place)
    return out.getvalue()


def _author(entries: Sequence[Entry]) -> str:
    return "、".join(dict.fromkeys(one.sheet.municipality.name for one in entries))


def _about(
    template: Template, entries: Sequence[Entry], left: Sequence[Entry], context: PaperContext
) -> Iterator[tuple[str, str]]:
    sheets = [one.sheet for one in entries]
    yield "書類", template.title
    yield "団体", _author(entries)
    yield "作成日", context.made_on.isoformat()
    if template.lead:
        yield "この書類は", template.lead
    if context.edition:
        yield "版", context.edition
    yield "金額の単位", template.money_unit
    yield (
        "数の見かた",
        _HOW,
    )
    said = edition_money(sheets) if template.overview else None
    if said:
        yield "総括", said
    for one in entries:
        told = (label("standing", one.sheet.standing), one.state, source_of(one.sheet))
        yield f"{one.sheet.code} {one.sheet.title}", "。".join(word for word in told if word)
    for one in left:
        yield f"{one.sheet.code} {one.sheet.title}", "年度の記載がないため、載せていません。"


class _Writer:
    """Writes tabs of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, template: Template) -> None:
        self._book, self._template = book, template
        wrap = {"text_wrap": True, "valign": "top"}
        self._text = book.add_format(wrap)
        self._as_typed = book.add_format({**wrap, "quote_prefix": True})
        self._head = book.add_format({**wrap, "bold": True, "bottom": 1})
        self._formats: dict[int, Format] = {}
        self._tabs: set[str] = set()

    def facts(self, name: str, rows: Sequence[tuple[str, str]]) -> None:
        tab = self._tab(name, ("項目", "内容"), (28, 90))
        for number, row in enumerate(rows, start=1):
            for place, text in enumerate(row):
                self._write(tab, number, place, text)

    def section(self, made: Sequence[Made], place: int) -> None:
        """The section of all sheets; a sheet that has no such rows says so in one."""
        parts = [(one, one.sections[place]) for one in made]
        heads = _heads([filled for _, filled in parts])
        names = _distinct([*LEADING, *(head.text for head in heads), NOTES])
        widths = (*_LEAD_WIDTHS, *(_width(head, parts[0][1].facts) for head in heads), 36)
        tab = self._tab(parts[0][1].title, names, widths)
        number = 1
        for one, filled in parts:
            for line in filled.lines or (_nothing(filled),):
                self._line(tab, number, (one.entry.sheet, filled, heads), line)
                number += 1
        tab.autofilter(0, 0, max(number - 1, 1), len(names) - 1)

    def _line(
        self, tab: Worksheet, number: int, of: tuple[Sheet, Filled, list[Head]], line: Line
    ) -> None:
        sheet, filled, heads = of
        year = in_print(sheet.fiscal_year) if sheet.fiscal_year else "年度の記載なし"
        standing = label("standing", sheet.standing)
        for place, text in enumerate((year, sheet.code, sheet.title, standing)):
            self._write(tab, number, place, text)
        said = {head.key: cell for head, cell in zip(filled.heads, line.cells, strict=False)}
        notes = []
        for place, head in enumerate(heads, start=len(LEADING)):
            cell = said.get(head.key, Said("", mark="absent"))
            self._said(tab, (number, place), cell, foot=line.foot)
            notes += [f"{head.text}: {note}" for note in _notes(cell, head, heads)]
        self._write(tab, number, len(LEADING) + len(heads), "\n".join(notes))

    def _said(self, tab: Worksheet, at: tuple[int, int], said: Said, *, foot: bool) -> None:
        if said.number is not None:
            places = -int(said.number.normalize().as_tuple().exponent)
            tab.write_number(*at, float(said.number), self._number(max(places, 0)))
        elif said.mark == "absent":
            self._write(tab, *at, "" if foot else self._template.wording.absent)
        else:
            self._write(tab, *at, said.text)

    def _number(self, places: int) -> Format:
        if places not in self._formats:
            shown = "#,##0" + (f".{'0' * places}" if places else "")
            self._formats[places] = self._book.add_format({"num_format": shown, "valign": "top"})
        return self._formats[places]

    def _write(self, tab: Worksheet, row: int, column: int, text: str) -> None:
        if not text:
            return
        if len(text) > _MOST_LETTERS:
            text = text[: _MOST_LETTERS - len(_MORE)] + _MORE
        typed = self._as_typed if text.startswith(_RISKY) else self._text
        tab.write_string(row, column, text, typed)

    def _tab(self, title: str, heads: Sequence[str], widths: Sequence[float]) -> Worksheet:
        tab = self._book.add_worksheet(self._name(title))
        for place, head in enumerate(heads):
            tab.write_string(0, place, head, self._head)
            tab.set_column(place, place, widths[place])
        tab.freeze_panes(1, 0)
        tab.repeat_rows(0)
        tab.set_landscape()
        tab.set_paper(9)
        tab.fit_to_pages(1, 0)
        tab.set_header(f"&L{_ampersand(self._template.title)} {_ampersand(title)}&R&P / &N")
        return tab

    def _name(self, title: str) -> str:
        """A tab's name: 31 letters, none of those that Excel forbids, each but once."""
        plain = re.sub(r"[\[\]:*?/\\]", "・", title).strip("' ")[:28] or "表"
        name, number = plain, 1
        while name.lower() in self._tabs:
            number += 1
            name = f"{plain}{number}"
        self._tabs.add(name.lower())
        return name


def _ampersand(text: str) -> str:
    return text.replace("&", "&&")


def _heads(parts: Sequence[Filled]) -> list[Head]:
    """The columns of all sheets, each once, in the order of the template."""
    found = {head.key: head for filled in parts for head in filled.heads}
    places = {key: number for number, key in enumerate(found)}
    return sorted(found.values(), key=lambda head: (int(head.key.split("/")[0]), places[head.key]))


def _nothing(filled: Filled) -> Line:
    """Where a sheet has no rows: one that says so."""
    first = Said(filled.nothing)
    return Line((first, *(Said("") for _ in filled.heads[1:])))


def _notes(said: Said, head: Head, heads: Sequence[Head]) -> Iterator[str]:
    yield from said.notes
    beside = any(other.text == "単位" for other in heads)
    if said.number is not None and said.unit and not head.unit and not beside:
        yield f"単位は{said.unit}"


def _width(head: Head, facts: bool) -> float:
    if facts:
        return 30
    return 16 if head.numbers else min(60, 10 + 10 * head.width)


def _distinct(names: Sequence[str]) -> list[str]:
    """Heads of a table differ from each other, as filters and readers need it."""
    found: list[str] = []
    for name in names:
        number, own = 1, name
        while own in found:
            number += 1
            own = f"{name} {number}"
        found.append(own)
    return found
