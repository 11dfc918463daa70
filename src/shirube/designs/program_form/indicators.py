"""Section 4 まちづくり指標: what is measured, and one value for every column of every row.

After 目標値, 実績値, 達成率 stand the cells of the years in the order of the header, wherever the
header and the label stand. Every column gives a value: an empty or absent cell one with missing
``blank``, in years to come as well, so that what is not there is said. A row with more values than
columns, or one that may have lost a cell in its middle, is flagged ``shifted`` as a whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from shirube.basics.fiscal_year import parse_fiscal_year
from shirube.basics.japanese_text import same_dash, squeeze, tidy
from shirube.basics.numbers_in_print import narrow
from shirube.designs.cells import value_of
from shirube.designs.program_form.hand import Hand, Piece, is_debris, matching, pieces_of
from shirube.designs.program_form.notes import Footnotes, marks_of
from shirube.designs.text_form import leading_number, unbroken
from shirube.schema import Indicator, Value
from shirube.schema.numbers import Measure
from shirube.sources.document import Line


class Column(NamedTuple):
    """A year's column; ``year`` is None when the header does not say it."""

    year: int | None
    marks: tuple[str, ...]
    named: bool


class Header(NamedTuple):
    """The row of years: its columns, and how many cells it has with those left of them."""

    columns: tuple[Column, ...] = ()
    width: int = 0


class Measured(NamedTuple):
    """The cells after a label 目標値, 実績値 or 達成率."""

    measure: Measure
    line: Line
    label: int
    header: Header

    @property
    def columns(self) -> tuple[Column, ...]:
        """The years, in the order of the cells."""
        return self.header.columns

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands after the label."""
        return self.line.cells[self.label + 1 :]

    @property
    def short(self) -> bool:
        """Cells are not there at the end."""
        return len(self.cells) < len(self.columns)


@dataclass
class _Draft:
    """An indicator while its rows are collected: the unit stands below the targets."""

    line: Line
    no: str | None = None
    texts: dict[str, str] = field(default_factory=dict)
    rows: list[Measured] = field(default_factory=list)


def read_indicators(
    lines: Sequence[Line], hand: Hand, footnotes: Footnotes
) -> tuple[Indicator, ...]:
    """The indicators in printed order."""
    header = Header()
    drafts: list[_Draft] = []
    for line in lines:
        if is_debris(line, hand.words):
            hand.takings.furniture(line)
        elif found := _header(line, hand):
            header = found
        elif any(line.cells):
            _collect(line, header, drafts, hand)
    shifted = _shifted(lines, [row for draft in drafts for row in draft.rows])
    return tuple(_indicator(draft, shifted, hand, footnotes) for draft in drafts)


def _header(line: Line, hand: Hand) -> Header | None:
    """The years' columns when the line is the header row."""
    cells = [squeeze(cell) for cell in line.cells]
    years = [index for index, cell in enumerate(cells) if parse_fiscal_year(cell) is not None]
    measured = any(_measure(cell, hand) for cell in cells)
    named = re.fullmatch(hand.words.indicator_header, cells[0]) is not None
    if measured or not (named or len(years) > 1):
        return None
    filled = [i for i, cell in enumerate(cells) if cell and not _is_label(cell, hand)]
    hand.takings.furniture(line, *(i for i, cell in enumerate(cells) if cell))
    if not filled:
        return Header()
    columns = (
        Column(parse_fiscal_year(cell), marks_of(cell), bool(cell))
        for cell in cells[filled[0] : filled[-1] + 1]
    )
    return Header(tuple(columns), len(cells))


def _is_label(words: str, hand: Hand) -> bool:
    return bool(
        re.fullmatch(hand.words.indicator_header, words)
        or matching(words, hand.words.indicator_labels)
    )


def _measure(cell: str, hand: Hand) -> Measure | None:
    words = re.sub(r"[(]?[※*]\d*[)]?|[(]%[)]", "", squeeze(cell))
    return cast(Measure | None, matching(words, hand.words.measures))


def _divided(line: Line, hand: Hand) -> tuple[int | None, list[Piece]]:
    """Where the row's label 目標値 … stands, and the cells on its left. 「% 実績値」 is both."""
    cells = line.cells
    labels = [i for i, cell in enumerate(cells) if _measure(cell, hand)]
    glued = [i for i, cell in enumerate(cells) if _measure(_last(cell), hand)]
    label = next(iter(labels or glued), None)
    left = [piece for piece in pieces_of(line) if label is None or piece.cell < label]
    if label is not None and not labels:
        hand.takings.place(line, label)
        left.append(Piece(line, label, cells[label].rsplit(maxsplit=1)[0]))
    return label, left


def _last(cell: str) -> str:
    return cell.rsplit(maxsplit=1)[-1] if cell else ""


def _collect(line: Line, header: Header, drafts: list[_Draft], hand: Hand) -> None:
    """One row of the table: words on the left, values after the label on the right."""
    label, left = _divided(line, hand)
    no, left = _number(left)
    named = any(matching(p.words, hand.words.indicator_labels) == "name" for p in left)
    if label is None and not any(matching(p.words, hand.words.indicator_labels) for p in left):
        return
    if not drafts or named or (no is not None and drafts[-1].no is not None):
        drafts.append(_Draft(line))
    draft = drafts[-1]
    if no is not None:
        hand.furniture(no[1])
        draft.no = draft.no or no[0]
    _words(left, draft, hand)
    if label is not None and header.columns:
        hand.takings.furniture(line, label)
        measure = _measure(line.cells[label], hand) or _measure(_last(line.cells[label]), hand)
        assert measure is not None
        draft.rows.append(Measured(measure, line, label, header))
        hand.takings.place(line, *range(label + 1, label + 1 + len(header.columns)))


def _number(left: list[Piece]) -> tuple[tuple[str, Piece] | None, list[Piece]]:
    """The number in front of the row, alone in its cell or before the label."""
    if not left:
        return None, left
    number, rest = leading_number(left[0].text)
    if number is None and re.fullmatch(r"\d{1,2}", left[0].words) and left[0].cell == 0:
        number, rest = left[0].words, ""
    if number is None:
        return None, left
    found = (number, left[0])
    return found, ([left[0]._replace(text=rest)] if rest else []) + left[1:]


def _words(left: list[Piece], draft: _Draft, hand: Hand) -> None:
    """Label and text by turns; 「単位 %」 may be one cell."""
    key: str | None = None
    for piece in left:
        label = matching(piece.words, hand.words.indicator_labels)
        unit = re.fullmatch(r"単位[ \u3000::]*(\S.*)", tidy(piece.text))
        if label is not None:
            hand.furniture(piece)
            key = label
        elif unit:
            _put(draft, "unit", hand.text([piece._replace(text=unit[1])]))
            key = None
        elif same_dash(piece.words).strip("-") == "":
            hand.furniture(piece)  # a dash where there is nothing to explain
        elif key is not None and key not in draft.texts:
            _fill(draft, key, piece, hand)


def _fill(draft: _Draft, key: str, piece: Piece, hand: Hand) -> None:
    """The text beside a label; where the form offers words to choose from, only one of those."""
    choices = hand.words.choices(key)
    if choices is None:
        _put(draft, key, hand.text([piece]))
    elif chosen := matching(piece.words, choices):
        _put(draft, key, chosen)
        hand.takings.place(piece.line, piece.cell)


def _put(draft: _Draft, key: str, text: str) -> None:
    draft.texts.setdefault(key, text)


def _is_trimmed(lines: Sequence[Line], rows: Sequence[Measured]) -> bool:
    """The file has lost empty cells at the ends of its lines: no line keeps one, and more than
    one row is short. One short row among full ones has rather lost a cell.
    """
    keeps = any(line.text.strip() and not line.cells[-1] for line in lines)
    return not keeps and sum(row.short for row in rows) > 1


def _shifted(lines: Sequence[Line], rows: Sequence[Measured]) -> set[int]:
    """Numbers of the lines whose values may stand under the wrong year.

    A row with values beyond the last year says that it or the header is wrong: then every row as
    long is in doubt. Empty cells beyond it are padding only when every row has them and
    the header is as wide: one that has lost a year is narrower.
    """
    overflow = any(any(row.cells[len(row.columns) :]) for row in rows)
    padded = (
        not overflow
        and len({len(row.cells) for row in rows}) == 1
        and all(len(row.line.cells) <= row.header.width for row in rows)
    )
    trimmed = _is_trimmed(lines, rows)
    doubtful = set()
    for row in rows:
        lost = row.short and any(row.cells) and not (trimmed and row.cells[0])
        if lost or (not padded and len(row.cells) > len(row.columns)):
            doubtful.add(row.line.no)
    return doubtful


def _indicator(draft: _Draft, shifted: set[int], hand: Hand, footnotes: Footnotes) -> Indicator:
    name = draft.texts.get("name")
    flags = () if name else ("unnamed",)
    unit = draft.texts.get("unit")
    values: list[Value] = []
    seen: set[str] = set()
    for row in draft.rows:
        doubts = flags + (("shifted",) if row.line.no in shifted else ())
        doubts += ("doubtful_place",) if row.measure in seen else ()
        seen.add(row.measure)
        values += [
            footnotes.explain(value, marks, "indicators")
            for value, marks in _values(row, unit, doubts, hand)
        ]
    return Indicator(
        no=draft.no,
        name=unbroken(name) if name else "",
        definition=draft.texts.get("definition"),
        unit=unit,
        source=draft.texts.get("source"),
        **_chosen(draft),
        flags=flags,
        at=draft.line.at(),
        values=tuple(values),
    )


def _chosen(draft: _Draft) -> dict[str, Any]:
    better = draft.texts.get("better")
    return {
        "better": better,
        "better_basis": "printed" if better else None,
        "accumulation": draft.texts.get("accumulation"),
    }


def _values(
    row: Measured, unit: str | None, doubts: tuple[str, ...], hand: Hand
) -> list[tuple[Value, tuple[str, ...]]]:
    """Every column's value with the marks that stand on it, its column or its label."""
    printed_unit = "%" if row.measure == "achievement" else narrow(unit) if unit else None
    label_marks = marks_of(row.line.cells[row.label])
    found = []
    for offset, column in enumerate(row.columns):
        cell = row.cells[offset] if offset < len(row.cells) else ""
        if not column.named and not cell:
            continue
        flags = (*doubts, *_column_doubts(row.measure, column, cell, hand))
        at = row.line.at(row.label + 1 + offset)
        value = value_of(cell, row.measure, column.year, at, unit=printed_unit, flags=flags)
        on_cell = marks_of(cell)
        around = (*column.marks, *label_marks) if value.value is not None else ()
        found.append((value, (*on_cell, *around)))
    return found


def _column_doubts(measure: Measure, column: Column, cell: str, hand: Hand) -> tuple[str, ...]:
    if column.year is None:
        return ("doubtful_place",) if cell else ()
    number = any(letter.isdigit() for letter in narrow(cell))
    ahead = hand.fiscal_year is not None and column.year > hand.fiscal_year
    return ("ghost",) if ahead and number and measure in ("actual", "achievement") else ()
