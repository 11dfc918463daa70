"""A tab read row by row: its heading, its data, and what stands around them."""

from collections.abc import Collection, Sequence
from itertools import pairwise, zip_longest

from shirube.exporters.gate.evidence import Cell, Column, Tab
from shirube.exporters.gate.headers import is_document
from shirube.exporters.gate.heading import HEAD_ROWS, Heading, find_heading, is_number
from shirube.exporters.gate.scanning import Scanner

_NOTE_MARKS = ("※", "*", "＊", "注", "(注", "（注", "資料", "出典", "備考")
_MOST_NOTES = 50
_MOST_KEPT = 20_000
_MOST_TAIL = 30  # rows
_TEXT_PAGE = 15  # letters: one column of longer texts is a page of notes


class TabReader:
    """Takes rows in batches and fills a ``Tab``; nothing of the rows is kept."""

    def __init__(self, tab: Tab, *, typed: bool, free: Collection[str] = ()) -> None:
        self.tab = tab
        self._scanner = Scanner(tab, typed=typed, free=free)
        self._head: list[tuple[int, list[Cell]]] = []
        self._begun = False
        self._last_row = 0  # of what was seen
        self._elsewhere = False  # inside another table of the same tab
        self._tail: list[tuple[int, list[Cell]]] = []  # lonely cells that may be notes
        self._is_document = False  # a codebook: its rows are kept, for they explain others

    def take(self, rows: Sequence[list[Cell]], first_row: int) -> None:
        """Rows that follow one another; blank ones may be among them or left out."""
        start = 0
        for at, row in enumerate(rows):
            if not any(row):
                self._run(rows[start:at], first_row + start)
                start = at + 1
        self._run(rows[start:] if start else rows, first_row + start)

    def count(self, rows: int) -> None:
        """Rows that somebody else has looked at."""
        self.tab.rows += rows
        self._last_row += rows

    def end(self) -> None:
        """After the last row."""
        if not self._begun:
            self._begin()
        self._flush_tail(at_end=True)
        self._blank_columns()
        tab = self.tab
        named = [column for column in tab.columns if column.filled or column.name]
        tab.columns = named
        if len(named) == 1 and named[0].longest > _TEXT_PAGE and not named[0].numbers:
            tab.is_text = True

    def _run(self, rows: Sequence[list[Cell]], first_row: int) -> None:
        """Rows without a blank one between them."""
        if not rows:
            return
        if not self._begun:
            room = HEAD_ROWS - len(self._head)
            self._head += enumerate(rows[:room], first_row)
            rows, first_row = rows[room:], first_row + room
            if len(self._head) >= HEAD_ROWS:
                self._begin()
        if rows:
            self._data(rows, first_row)

    def _begin(self) -> None:
        self._begun = True
        head, self._head = self._head, []
        heading = find_heading(head)
        tab = self.tab
        for at in heading.above:
            self._outside(*head[at])
        if not head:
            return
        tab.header_row = None if heading.last is None else head[heading.last][0]
        if heading.first is not None and heading.last is not None:
            tab.header_rows = heading.last - heading.first + 1
        first = heading.data if heading.last is not None else len(heading.above)
        width = max(len(cells) for _, cells in head[len(heading.above) :])
        tab.columns = [Column(at, name) for at, name in enumerate(_names(head, heading, width))]
        self._is_document = is_document(column.name for column in tab.columns)
        self._last_row = head[max(first - 1, 0)][0] if first else head[0][0] - 1
        above = [number for number, _ in head[: first or 1]]
        self._gaps(above)
        for run in _runs(head[first:]):
            self._data([cells for _, cells in run], run[0][0])

    def _gaps(self, numbers: Sequence[int]) -> None:
        """Blank rows above the table, between titles and names."""
        before = 0
        for number in numbers:
            if number > before + 1:
                self.tab.blank_rows.add(self.tab.at(before + 1), count=number - before - 1)
            before = number

    def _data(self, rows: Sequence[list[Cell]], first_row: int) -> None:
        if first_row > self._last_row + 1 and self._last_row:
            self._after_gap(rows, first_row)
        self._last_row = first_row + len(rows) - 1
        if self._elsewhere:
            return
        lonely = _lonely_from(rows) if len(self.tab.columns) > 1 else len(rows)
        if lonely or len(self._tail) > _MOST_TAIL:
            self._flush_tail()
        if lonely:
            self._scan(rows[:lonely], first_row)
        self._tail += enumerate(rows[lonely:], first_row + lonely)

    def _after_gap(self, rows: Sequence[list[Cell]], first_row: int) -> None:
        """After blank rows: another table, a note, or the same table going on."""
        tab, row = self.tab, rows[0]
        filled = [cell for cell in row if cell != ""]
        if len(filled) >= 2 and tab.rows and self._looks_like_names(row):
            tab.other_tables.add(tab.at(first_row), " ".join(map(_shown, filled)))
            self._elsewhere = True
            return
        if len(filled) >= 2 or len(tab.columns) <= 1:
            self._elsewhere = False
            gap = first_row - self._last_row - 1
            tab.blank_rows.add(tab.at(self._last_row + 1), count=gap)

    def _looks_like_names(self, row: Sequence[Cell]) -> bool:
        """Words where the columns above hold numbers, or the names again."""
        words = [
            (at, cell)
            for at, cell in enumerate(row)
            if cell != "" and not is_number(cell) and isinstance(cell, str)
        ]
        if any(is_number(cell) for cell in row if cell != "") or len(words) < 2:
            return False
        columns = {column.index: column for column in self.tab.columns}
        again = sum(at in columns and columns[at].name == cell for at, cell in words)
        over = sum(at in columns and columns[at].is_numeric for at, cell in words)
        return again * 2 > len(words) or over > 0

    def _scan(self, rows: Sequence[list[Cell]], first_row: int) -> None:
        tab = self.tab
        tab.first_data_row = tab.first_data_row or first_row
        tab.rows += len(rows)
        if self._is_document and len(tab.kept) < _MOST_KEPT:
            tab.kept += ([_shown(cell) for cell in row] for row in rows)
        even = len(set(map(len, rows))) == 1
        columns = list(zip(*rows, strict=True) if even else zip_longest(*rows, fillvalue=""))
        while len(tab.columns) < len(columns):
            tab.columns.append(Column(len(tab.columns), ""))
        for column, values in zip(tab.columns, columns, strict=False):
            self._scanner.take(column, values, first_row)

    def _flush_tail(self, *, at_end: bool = False) -> None:
        """Rows with one cell only: at the end they are notes where they read like notes."""
        tail, self._tail = self._tail, []
        data = []
        for number, row in tail:
            text = next(_shown(cell) for cell in row if cell != "")
            if at_end and (text.startswith(_NOTE_MARKS) or len(text) > _TEXT_PAGE):
                self._outside(number, row)
            else:
                data.append((number, row))
        for run in _runs(data):
            self._scan([cells for _, cells in run], run[0][0])

    def _outside(self, number: int, row: Sequence[Cell]) -> None:
        tab = self.tab
        for at, cell in enumerate(row):
            if cell != "":
                tab.outside.add(tab.at(number, at), _shown(cell))
                if len(tab.notes) < _MOST_NOTES:
                    tab.notes.append(_shown(cell))

    def _blank_columns(self) -> None:
        """Columns without a name or a value between others: they divide one table, or two."""
        tab = self.tab
        used = [column.index for column in tab.columns if column.filled or column.name]
        if not used:
            return
        if used[0] > 0:
            tab.blank_columns.add(tab.at(tab.header_row or 1, 0), count=used[0])
        blocks = [[used[0]]]
        for before, after in pairwise(used):
            if after > before + 1:
                blocks.append([])
            blocks[-1].append(after)
        for left, right in pairwise(blocks):
            at = tab.at(tab.header_row or 1, left[-1] + 1)
            if self._is_table_of_its_own(left, right):
                tab.other_tables.add(
                    tab.at(tab.header_row or 1, right[0]), tab.columns[right[0]].name
                )
            else:
                tab.blank_columns.add(at, count=right[0] - left[-1] - 1)

    def _is_table_of_its_own(self, left: list[int], right: list[int]) -> bool:
        """The same names again, or rows that end elsewhere."""
        columns = self.tab.columns
        names = [{columns[at].name for at in block} - {""} for block in (left, right)]
        if not names[1]:
            return False
        ends = [max(columns[at].last_row for at in block) for block in (left, right)]
        return bool(names[0] & names[1]) or (len(right) > 1 and ends[0] != ends[1])


def _runs(rows: Sequence[tuple[int, list[Cell]]]) -> list[list[tuple[int, list[Cell]]]]:
    """Rows that follow one another, by their numbers."""
    found: list[list[tuple[int, list[Cell]]]] = []
    for row in rows:
        if not found or row[0] != found[-1][-1][0] + 1:
            found.append([])
        found[-1].append(row)
    return found


def _lonely_from(rows: Sequence[list[Cell]]) -> int:
    """Index behind the last row that has more than one cell; only the last rows may be notes."""
    at, least = len(rows), max(len(rows) - _MOST_TAIL, 0)
    while at > least and len(rows[at - 1]) - rows[at - 1].count("") <= 1:
        at -= 1
    return at


def _names(head: Sequence[tuple[int, list[Cell]]], heading: Heading, width: int) -> list[str]:
    """The name of each column; of several rows of names, joined, the upper ones carried on."""
    if heading.first is None or heading.last is None:
        return [""] * width
    rows = [[_shown(c) for c in cells] + [""] * (width - len(cells))
            for _, cells in head[heading.first : heading.last + 1]]  # fmt: skip
    for upper in rows[:-1]:
        for at in range(1, width):
            upper[at] = upper[at] or upper[at - 1]
    return ["/".join(dict.fromkeys(filter(None, parts))) for parts in zip(*rows, strict=True)]


def _shown(cell: Cell) -> str:
    return cell.decode() if isinstance(cell, bytes) else cell
