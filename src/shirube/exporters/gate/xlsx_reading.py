"""A workbook as it is, read as raw XML from the zip: values, formulas, merges, looks, what is
hidden and what lies over the cells.
"""

import re
from collections.abc import Callable, Collection
from contextlib import closing
from functools import cache
from pathlib import Path

from shirube.exporters.gate import xlsx_parts
from shirube.exporters.gate.evidence import Cell, Evidence, Tab
from shirube.exporters.gate.tables import TabReader
from shirube.exporters.gate.xlsx_parts import OwnPackage, Parts, Styles
from shirube.exporters.gate.xlsx_pieces import (
    PHONETIC,
    TEXT,
    chunks,
    day,
    row_of,
    shared_texts,
    spaced,
    unescaped,
)
from shirube.sources.kinds import ZIP, kind_of
from shirube.sources.opening import MOST_BYTES
from shirube.sources.refusing import megabytes, refusal
from shirube.sources.xlsx.unpacking import Package, open_package

# The name of a tab → its columns that hold texts as printed.
Free = Callable[[str], Collection[str]]

FULLY_READ = 2_000  # rows of a tab of our own; behind them the structure alone is checked
MOST_RECTANGLE = 20_000_000  # cells from A1 to the last one, of all tabs of anybody's workbook
_CELLS_AT_ONCE = 400_000

_USUAL = re.compile(
    rb'(?:r="([A-Z]{1,3})\d{1,7}" ?)?+(?:s="(\d{1,6})" ?)?+(?:t="(s|n|str|inlineStr|b|e)")?+>'
    rb"(?:<v>([^<]*)</v>|<is><t[^>]*>([^<]*)</t></is>)</c>"
)
_PLACE = re.compile(rb'(?:^|\s)r\s*=\s*["\']([A-Z]{1,3})\d{1,7}["\']')
_STYLE = re.compile(rb'(?:^|\s)s\s*=\s*["\'](\d{1,6})["\']')
_KIND = re.compile(rb'(?:^|\s)t\s*=\s*["\'](\w+)["\']')
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>([^<]*)</v>")
_ROW_NUMBER = re.compile(rb'(?:^|\s)r\s*=\s*["\'](\d{1,7})["\']')
_HIDDEN = re.compile(rb'(?:^|\s)hidden\s*=\s*["\'](?:1|true)["\']')
_COLUMNS = re.compile(rb"<col\s([^>]*)>")
_MERGED = re.compile(rb'<mergeCell\s+ref\s*=\s*["\']([A-Z0-9:$]+)["\']')


def read_xlsx(path: Path, name: str, free: Free | None = None) -> Evidence:
    """What is to be seen of a workbook. ``free`` is given for one that this program has just
    written: which columns of a tab hold texts as printed; no bound on its size is wanted then.
    Raises UnreadableFileError: too_large, zip_bomb, not_a_workbook.
    """
    if free is None:
        return _read(_anybodys(path, name), name, None)
    with closing(OwnPackage(path)) as package:
        return _read(package, name, free)


def _read(package: Parts, name: str, free: Free | None) -> Evidence:
    evidence = Evidence(name, "xlsx")
    tabs = xlsx_parts.sheets(package)
    if not tabs:
        raise refusal("not_a_workbook", name, reason="シートがない / no worksheet")
    reader = _Workbook(package, evidence, free)
    for sheet in tabs:
        reader.read(sheet)
    return evidence


def _anybodys(path: Path, name: str) -> Package:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise refusal("too_large", name, size=megabytes(size), limit=megabytes(MOST_BYTES))
    data = path.read_bytes()
    if kind_of(data) != ZIP:
        raise refusal("not_a_workbook", name, reason=kind_of(data))
    return open_package(data, name)


class _Workbook:
    def __init__(self, package: Parts, evidence: Evidence, free: Free | None) -> None:
        self._package, self._evidence, self._free = package, evidence, free
        self._room = None if free else MOST_RECTANGLE
        self._texts = shared_texts(package)
        self._styles = xlsx_parts.styles(package)

    def read(self, sheet: xlsx_parts.Sheet) -> None:
        tab = Tab(sheet.name)
        self._evidence.tabs.append(tab)
        if sheet.hidden:
            self._evidence.seen["hidden"].add(sheet.name, "シート全体 / the whole sheet")
        for row, column, what in xlsx_parts.objects(self._package, sheet):
            self._evidence.seen["objects"].add(tab.at(row, column), what)
        rows = _Rows(tab, self._evidence, self._styles, self._texts)
        if self._free is not None:
            rows.trust(self._free(sheet.name))
        for chunk in chunks(self._package, sheet.part):
            rows.take(chunk)
            if self._room is not None:
                self._room -= rows.rectangle
                if self._room < 0:
                    self._evidence.cut = tab.at(rows.row)
                    break
        rows.end()


class _Rows:
    """Takes the XML of one tab chunk by chunk."""

    def __init__(self, tab: Tab, evidence: Evidence, styles: Styles, texts: list[str]) -> None:
        self._tab, self._evidence, self._styles, self._texts = tab, evidence, styles, texts
        self._table = TabReader(tab, typed=True)
        self._styled: list[tuple[int, int, int, Cell]] = []  # until it is known where data begins
        self._hidden_columns: list[tuple[int, int]] = []
        self._is_own = False
        self._row_pattern: re.Pattern[bytes] | None = None
        self.row = 0
        self.rectangle = 0  # cells of the last chunk, blanks counted
        self._batch: list[list[Cell]] = []
        self._batch_row = 1

    def trust(self, free: Collection[str]) -> None:
        """The tab of a workbook of our own: these columns hold texts as printed."""
        self._table = TabReader(self._tab, typed=True, free=free)
        self._is_own = True

    def take(self, chunk: bytes) -> None:
        """Rows, the first piece with what stands before them, the last with what stands behind."""
        if self._is_own and self.row > FULLY_READ and self._is_plain(chunk):
            return
        before, *rows = spaced(chunk).split(b"<row ")
        for told in map(xlsx_parts.attributes, _COLUMNS.findall(before)):
            if told.get("hidden") in ("1", "true"):
                low, high = told.get("min", "1"), told.get("max", "1")
                if low.isdigit() and high.isdigit():
                    self._hidden_columns.append((int(low) - 1, int(high) - 1))
        self.rectangle = 0
        for xml in rows:
            self._row(xml)
            if self._batch and len(self._batch) * len(self._batch[-1]) > _CELLS_AT_ONCE:
                self._flush()
        self._flush()
        after = rows[-1] if rows else before
        for place in _MERGED.findall(after[after.rfind(b"</sheetData>") :]):
            self._evidence.seen["merged"].add(f"{self._tab.name}!{place.decode()}")

    def _is_plain(self, chunk: bytes) -> bool:
        """Whole rows of as many bare cells as the header has, the first one filled, and nothing
        else: such rows are only counted. What stands in them was checked in the CSV file of the
        same table.
        """
        if self._row_pattern is None:
            self._row_pattern = row_of(len(self._tab.columns))
        if not self._row_pattern.fullmatch(chunk):
            return False
        rows = chunk.count(b"</row>")
        self.row += rows
        self._table.count(rows)
        return True

    def end(self) -> None:
        """After the last chunk."""
        self._table.end()
        self._looks()
        used = {column.index: column for column in self._tab.columns}
        for low, high in self._hidden_columns:
            for at in sorted(at for at in used if low <= at <= high):
                place = f"{self._tab.name}!{used[at].letters}"
                self._evidence.seen["hidden"].add(place, used[at].name)

    def _row(self, xml: bytes) -> None:
        head, _, body = xml.partition(b">")
        number = _ROW_NUMBER.search(head)
        row = int(number[1]) if number else self.row + 1
        if row <= self.row:
            return  # rows run downwards; a file in which they do not is broken
        cells = self._cells(row, body) if b"<c " in body else []
        self.rectangle += len(cells) or 1
        if not cells:
            self.row = row
            return
        if _HIDDEN.search(head):
            self._evidence.seen["hidden"].add(self._tab.at(row), "行 / row")
        if row != self.row + 1 or not self._batch:
            self._flush()
            self._batch_row = row
        self._batch.append(cells)
        self.row = row

    def _flush(self) -> None:
        if self._batch:
            batch, self._batch = self._batch, []
            self._table.take(batch, self._batch_row)

    def _cells(self, row: int, body: bytes) -> list[Cell]:
        cells: list[Cell] = []
        next_at = 0  # where a cell stands that does not say
        for xml in body.split(b"<c ")[1:]:
            if xml == b"/>":
                next_at += 1
                continue
            usual = _USUAL.match(xml)
            if usual:
                letters, style, kind, value, inline = usual.groups()
                at = _column(letters) if letters else next_at
                cell = self._value(kind, value if inline is None else inline, style)
            else:
                at, style, cell = self._unusual(row, next_at, xml)
            next_at = at + 1
            if cell == "":
                continue
            if at >= len(cells):
                cells.extend([""] * (at + 1 - len(cells)))
            cells[at] = cell
            if style and (look := self._styles.look(int(style))):
                self._styled.append((row, at, look, cell))
        if len(self._styled) > _CELLS_AT_ONCE:
            self._looks()
        return cells

    def _unusual(self, row: int, next_at: int, xml: bytes) -> tuple[int, bytes, Cell]:
        head, _, body = xml.partition(b">")
        place = _PLACE.search(head)
        at = min(_column(place[1]), 16_383) if place else next_at
        if b"<f>" in body or b"<f " in body or b"<f/>" in body:
            formula = re.search(rb"<f[^>]*>([^<]*)<", body)
            shown = b"=" + formula[1] if formula else b"="
            self._evidence.seen["formulas"].add(self._tab.at(row, at), unescaped(shown))
        style = _STYLE.search(head)
        kind = _KIND.search(head)
        if head.endswith(b"/"):
            return at, b"", ""
        value = _VALUE.search(body)
        if value is None:
            text = b"".join(TEXT.findall(PHONETIC.sub(b"", body)))
            return at, style[1] if style else b"", unescaped(text)
        found = self._value(kind[1] if kind else None, value[1], style[1] if style else None)
        return at, style[1] if style else b"", found

    def _value(self, kind: bytes | None, value: bytes, style: bytes | None) -> Cell:
        if kind is None or kind == b"n":
            if style and value and self._styles.is_date(int(style)):
                return day(value)
            return value or ""
        if kind == b"s":
            number = int(value) if value.isdigit() else -1
            return self._texts[number] if 0 <= number < len(self._texts) else ""
        if kind == b"b":
            return "TRUE" if value == b"1" else "FALSE"
        return unescaped(value)

    def _looks(self) -> None:
        """Cells of the data that look otherwise than the plain ones of their column."""
        begin = self._tab.first_data_row
        if not begin:
            return
        columns = {column.index: column for column in self._tab.columns}
        for row, at, look, cell in self._styled:
            if row >= begin and at in columns:
                shown = cell.decode() if isinstance(cell, bytes) else cell
                columns[at].looks[look].add(self._tab.at(row, at), shown)
        self._styled.clear()


@cache
def _column(letters: bytes) -> int:
    return xlsx_parts.column_number(letters)
