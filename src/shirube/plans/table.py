"""A plan tree as a table that somebody pasted: read whole, every problem with its line.

Two shapes are understood. One node a line: 段, 番号, 名称 (and 担当課), a node standing under the
nearest line above with a higher level. One column a level: 基本目標, 施策番号, 施策 …, where an
empty cell means the one above (a merged cell of Excel).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shirube.people.tables import (
    MOST_ROWS,
    Row,
    Trouble,
    became_a_date,
    code_of,
    column_of,
    heading,
    rows_of,
)
from shirube.schema.codes import KIND
from shirube.schema.keys import NodeKey

Step = tuple[str, str, str]  # level, code, title
Way = tuple[Step, ...]  # from the top down

_LEVEL = ("段", "階層", "レベル", "区分", "level")
_CODE = ("番号", "コード", "no", "no.", "code")
_TITLE = ("名称", "名前", "題名", "title")
_DIVISION = ("担当課", "所管課", "主管課", "担当", "所管", "担当部署", "division")
_TOTALS = frozenset({"計", "合計", "総計", "小計", "総合計"})
_MOST_ABOVE = 10  # rows that may stand above the headings
_DIGIT = "[0-9\uff10-\uff19]"
_NUMBERED = re.compile(
    rf"({_DIGIT}+(?:[-.\uff0d\uff0e\u30fc\u2010\u2212\u2013]{_DIGIT}+)*)[\s\u3000]+(.*[^\s\u3000])"
)
KINDS = {code.ja: kind for kind, code in KIND.items()}  # 施策 → program


class PlanLine(NamedTuple):
    """A node: its way from the top, itself last, and the division that has it."""

    line: int
    way: Way
    division: str = ""

    @property
    def key(self) -> str | None:
        """The key in the ledger of a node that gets a sheet; None for what only orders."""
        level, code, _ = self.way[-1]
        return str(NodeKey(KINDS[level], code)) if level in KINDS else None


@dataclass(frozen=True, slots=True)
class PlanTable:
    """What was read. With problems nothing of it is stored."""

    lines: tuple[PlanLine, ...]
    problems: tuple[Trouble, ...]

    @property
    def levels(self) -> tuple[tuple[str, int], ...]:
        """Levels from the top with the number of their nodes."""
        counts: dict[str, int] = {}
        for one in self.lines:
            counts[one.way[-1][0]] = counts.get(one.way[-1][0], 0) + 1
        return tuple(counts.items())

    @property
    def sheets(self) -> int:
        """How many nodes get a sheet."""
        return sum(one.key is not None for one in self.lines)


def read_plan(text: str) -> PlanTable:
    """Read a pasted table."""
    rows = rows_of(text)
    if not rows:
        return _nothing("表が空です。見出しの行から貼り付けてください。", "The table is empty.")
    if len(rows) > MOST_ROWS:
        return _nothing(
            f"行が多すぎます({len(rows)}行、上限{MOST_ROWS}行)。", f"More than {MOST_ROWS} rows."
        )
    rows = rows[_head(rows) :]
    found = list(_listed(rows) if _is_listed(rows[0]) else _spread(rows))
    lines = tuple(one for one in found if isinstance(one, PlanLine))
    problems = [one for one in found if isinstance(one, Trouble)]
    problems += _doubles(lines)
    if not lines and not problems:
        problems.append(Trouble(0, "見出しのほかに行がありません。", "Only headings."))
    return PlanTable(lines, tuple(sorted(problems)))


def _head(rows: Sequence[Row]) -> int:
    """Where the headings are: below a title and a date, as tables have them in Excel. The first
    row, where none is understood.
    """
    known = (at for at, row in enumerate(rows[:_MOST_ABOVE]) if _is_listed(row) or _is_spread(row))
    return next(known, 0)


def _is_listed(row: Row) -> bool:
    return column_of(row.cells, _LEVEL) is not None


def _is_spread(row: Row) -> bool:
    return any(one.level in KINDS for one in _columns(row.cells)[0])


def _is_total(row: Row) -> Trouble | None:
    """A line 合計 at the foot of the table is no node."""
    if not any("".join(cell.split()) in _TOTALS for cell in row.cells):
        return None
    words = "合計の行のようです。計画の表には要らないので、消してください。"
    return Trouble(row.line, words, "A line of totals.")


def _nothing(ja: str, en: str) -> PlanTable:
    return PlanTable((), (Trouble(0, ja, en),))


def _listed(rows: Sequence[Row]) -> Iterator[PlanLine | Trouble]:
    head = rows[0].cells
    level_at, code_at, title_at, division_at = (
        column_of(head, names) for names in (_LEVEL, _CODE, _TITLE, _DIVISION)
    )
    if title_at is None:
        yield Trouble(
            rows[0].line, "「名称」の列がありません。見出しを「段 番号 名称」にしてください。",
            "No column 名称.",
        )  # fmt: skip
        return
    way: list[Step] = []
    order: list[str] = []
    for row in rows[1:]:
        if (total := _is_total(row)) is not None:
            yield total
            continue
        step = (row.cell(level_at), code_of(row.cell(code_at)), row.cell(title_at))
        if not step[0]:
            yield Trouble(
                row.line, "段がありません。施策、事務事業などと書いてください。", "No level."
            )
            continue
        if step[0] not in order:
            order.append(step[0])
        yield from _mistakes(row.line, step)
        above = [one for one in way if order.index(one[0]) < order.index(step[0])]
        way = [*above, step]
        yield from _upside_down(row.line, way)
        if step[2]:
            yield PlanLine(row.line, tuple(way), row.cell(division_at))


class _Column(NamedTuple):
    level: str
    code: int | None
    title: int


def _spread(rows: Sequence[Row]) -> Iterator[PlanLine | Trouble]:
    columns, division_at = _columns(rows[0].cells)
    if not columns or not any(one.level in KINDS for one in columns):
        yield Trouble(
            rows[0].line,
            "見出しが分かりません。1行に1つなら「段 番号 名称」、段ごとに列を分けるなら"
            "「基本目標 施策番号 施策」のように、段の名前を見出しにしてください。"
            "シートをつくる段は" + "、".join(KINDS) + "です。",
            "The headings are not understood.",
        )
        return
    way: list[Step] = []
    seen: set[Way] = set()
    for row in rows[1:]:
        if (total := _is_total(row)) is not None:
            yield total
            continue
        way, wrong = _stepped(row, columns, way)
        yield from wrong
        for depth in range(1, len(way) + 1):
            part = tuple(way[:depth])
            if part not in seen:
                seen.add(part)
                yield PlanLine(row.line, part, row.cell(division_at) if depth == len(way) else "")


def _columns(head: Sequence[str]) -> tuple[list[_Column], int | None]:
    """A number column belongs to the level that it names, or to the next column."""
    division_at = column_of(head, _DIVISION)
    named: dict[str, int] = {}
    bare: int | None = None
    found: list[_Column] = []
    for at, name in enumerate(heading(one) for one in head):
        if not name or at == division_at:
            continue
        code = re.fullmatch(r"(.*?)(番号|コード|no\.?)", name)
        if code is not None:
            bare, named[code[1]] = (at if not code[1] else bare), at
            continue
        level = re.sub(r"(?<=.)(名称|名)$", "", name)
        found.append(_Column(level, bare if bare is not None else named.get(level), at))
        bare = None
    # 施策 | 施策番号: the number may stand behind as well
    found = [one._replace(code=named.get(one.level)) if one.code is None else one for one in found]
    return found, division_at


def _stepped(
    row: Row, columns: Sequence[_Column], before: Sequence[Step]
) -> tuple[list[Step], list[Trouble]]:
    """The way of a row; empty cells above the last filled one mean those of the row before."""
    filled = [n for n, one in enumerate(columns) if row.cell(one.title) or row.cell(one.code)]
    way: list[Step] = []
    wrong: list[Trouble] = []
    last = {step[0]: step for step in before}
    changed = False
    for column in columns[: max(filled, default=-1) + 1]:
        code, title = _parted(row.cell(column.code), row.cell(column.title))
        old = None if changed else last.get(column.level)
        if not title and not code:
            if old is not None:
                way.append(old)
            else:
                words = (
                    f"「{column.level}」が空です。上の行から続くときは、同じ名称を書いてください。"
                )
                wrong.append(Trouble(row.line, words, f"{column.level} is empty."))
            continue
        step = (column.level, code, title)
        if old is not None and title == old[2] and code in ("", old[1]):
            way.append(old)
            continue
        changed = True
        wrong += _mistakes(row.line, step)
        way.append(step)
    return (way, wrong) if not wrong else (list(before), wrong)


def _parted(code: str, title: str) -> tuple[str, str]:
    """Number and name out of one cell: 「1-2　福祉」 where the number has no cell of its own."""
    found = None if code else _NUMBERED.fullmatch(title)
    return (code_of(found[1]), found[2]) if found else (code_of(code), title)


def _mistakes(line: int, step: Step) -> Iterator[Trouble]:
    level, code, title = step
    if not title:
        yield Trouble(line, f"{level}{code}の名称がありません。", "No title.")
    if level in KINDS and not code:
        yield Trouble(
            line,
            f"「{title}」の番号がありません。{level}にはシートの番号になる番号が要ります。",
            f"{title} has no number.",
        )
    if became_a_date(code):
        words = "Excelが番号を日付に変えています。列を「文字列」にして打ち直してください。"
        yield Trouble(line, f"番号「{code}」: {words}", f"{code} became a date.")
    if "/" in code or "#" in code:
        yield Trouble(line, f"番号「{code}」に / と # は使えません。", "No / or # in a number.")


_DEPTH = {"政策": 0, "施策": 1, "事務事業": 2}


def _upside_down(line: int, way: Sequence[Step]) -> Iterator[Trouble]:
    """施策 below 事務事業: the order of the levels is that of their first lines."""
    known = [step[0] for step in way if step[0] in _DEPTH]
    if known != sorted(known, key=_DEPTH.__getitem__):
        words = f"{known[-1]}が{known[-2]}の下にあります。上の段から順に並べてください。"
        yield Trouble(line, words, "The levels are upside down.")


def _doubles(lines: Sequence[PlanLine]) -> Iterator[Trouble]:
    keys: dict[str, PlanLine] = {}
    ways: dict[Way, PlanLine] = {}
    for one in lines:
        if one.way in ways:
            words = f"「{one.way[-1][2]}」は{ways[one.way].line}行目にもあります。"
            yield Trouble(one.line, words, "Twice.")
            continue
        ways[one.way] = one
        if one.key is not None and one.way[-1][1] and one.key in keys:
            level, code, title = one.way[-1]
            first = keys[one.key]
            yield Trouble(
                one.line,
                f"{level}の番号{code}が{first.line}行目の「{first.way[-1][2]}」と同じです。"
                f"「{title}」の番号を確かめてください。",
                f"Number {code} is in line {first.line} as well.",
            )
        elif one.key is not None:
            keys[one.key] = one
