"""Proposing what the columns are, by the words of the header. A person confirms."""

import re
from collections.abc import Iterator, Sequence

from shirube.basics.problems import Problem
from shirube.budget.tables.columns import (
    AMOUNT_ROLES,
    STAGES,
    Column,
    Header,
    Mapping,
    names_of,
    number_of,
)
from shirube.sources.document import Document, Grid, shown

ROWS_TO_SEARCH = 40
_YEAR = r"(?:(?:令和|平成|R|H)?(?:元|\d+)年度?)?"
_MONEY = r"(?:額|予算額?|合計|計)?(?:\((?:円|千円)\))?"
# role → header, squeezed (width and spaces evened out); the first that fits is proposed.
WORDS: tuple[tuple[str, str], ...] = (
    ("municipality", r"(?:全国地方公共)?団体コード|市区?町村コード"),
    ("code", r"(?:予算)?科目(?:コード|番号)|予算コード|予算事業(?:コード|番号)"),
    ("fund", r"会計(?:コード|番号|CD)?"),
    ("chapter", r"款(?:コード|番号|CD)?"),
    ("section", r"項(?:コード|番号|CD)?"),
    ("head", r"目(?:コード|番号|CD)?"),
    ("detail", r"(?:細目|細事業|大事業)(?:コード|番号|CD)?"),
    ("work", r"(?:事業|中事業|小事業)(?:コード|番号|CD)"),
    ("node", r"節(?:コード|番号|CD)?"),
    ("name", r"(?:予算|細)?事業名称?|予算事業|細目名称?"),
    ("division", r"(?:担当|所管|所属|予算)(?:部?課|部署|所属)?名?|課名"),
    ("year", r"(?:会計|対象)?年度"),
    ("transfer", r"繰出金?(?:区分|の印|フラグ)?"),
    ("reason", r"(?:反映|査定)?(?:の)?(?:理由|内容)|反映状況|摘要"),
    ("stage_word", r"(?:予算|金額)?区分|段階"),
    ("unit", r"(?:金額の)?単位"),
    ("settlement_estimate", rf"{_YEAR}(?:決算見込|支出見込|執行見込){_MONEY}"),
    ("settlement", rf"{_YEAR}(?:決算|支出済){_MONEY}"),
    ("initial_budget", rf"{_YEAR}(?:当初予算|当初){_MONEY}"),
    ("supplementary", rf"{_YEAR}補正(?:予算)?{_MONEY}(?:\(?第?\d*号?\)?)?{_MONEY}"
                      rf"|第?\d+号補正{_MONEY}"),
    ("current_budget", rf"{_YEAR}予算現(?:額|計額?)(?:\((?:円|千円)\))?"),
    ("carried_in", rf"前年度(?:からの)?繰越(?:事業費)?{_MONEY}|{_YEAR}繰越予算{_MONEY}"),
    ("carried_over", rf"翌年度(?:への)?繰越{_MONEY}"),
    ("diverted", rf"(?:予備費)?流用(?:増減)?{_MONEY}"),
    ("request", rf"{_YEAR}(?:予算)?要求{_MONEY}"),
    ("assessed", rf"{_YEAR}(?:予算)?査定{_MONEY}"),
    ("reflected", rf"{_YEAR}(?:評価)?反映{_MONEY}"),
    ("amount", r"金額(?:\((?:円|千円)\))?"),
    ("source.national", rf"国庫?支出金{_MONEY}"),
    ("source.prefectural", rf"(?:都道府県|都|道|府|県)支出金{_MONEY}"),
    ("source.bond", rf"(?:地方|市|町|村|区)債{_MONEY}"),
    ("source.other", rf"(?:その他|その他(?:の)?(?:特定)?財源){_MONEY}"),
    ("source.general", rf"一般財源{_MONEY}"),
)  # fmt: skip
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in WORDS)
# Several columns may have these roles; of the others there is one.
_MANY = frozenset({"supplementary"})
_BARE_WORK = frozenset({"事業", "中事業", "小事業"})


def role_of(name: str) -> str | None:
    """The role whose words the header is, None where none fits for sure."""
    plain = name.partition("#")[0]
    return next((role for role, pattern in _PATTERNS if pattern.fullmatch(plain)), None)


def propose(document: Document) -> tuple[Mapping, Header, Grid] | Problem:
    """The grid that looks like a finance table, its header, and what the columns seem to be."""
    found = max(_candidates(document), key=lambda one: one[0], default=None)
    if found is None:
        return Problem("not_a_finance_table", document.name, fatal=True)
    _, grid, header = found
    return Mapping(columns=tuple(_columns(header))), header, grid


def find_header(document: Document, mapping: Mapping) -> tuple[Grid, Header] | Problem:
    """Where the confirmed columns are named in a file; a Problem that names what is missing."""
    wanted = {column.header for column in mapping.columns}
    best: tuple[int, Grid, Header] | None = None
    for grid in document.grids:
        for row, cells in enumerate(grid.rows[:ROWS_TO_SEARCH]):
            names = names_of([shown(cell) for cell in cells])
            hits = len(wanted & set(names))
            if best is None or hits > best[0]:
                best = (hits, grid, Header(row, names))
    if best is None or best[0] < len(wanted):
        there = set(best[2].names) if best else set()
        missing = "、".join(sorted(wanted - there))
        return Problem("finance_columns_missing", document.name, None, {"columns": missing}, True)
    return best[1], best[2]


def _candidates(document: Document) -> Iterator[tuple[int, Grid, Header]]:
    for grid in document.grids:
        for row, cells in enumerate(grid.rows[:ROWS_TO_SEARCH]):
            names = names_of([shown(cell) for cell in cells])
            roles = {role_of(name) for name in names if name} - {None}
            if roles & AMOUNT_ROLES and roles & {"code", "chapter", "work", "detail"}:
                yield len(roles), grid, Header(row, names)


def _columns(header: Header) -> Iterator[Column]:
    taken: set[str] = set()
    named = any(role_of(name) == "name" for name in header.names)
    for name in header.names:
        role = role_of(name)
        if role is None and named and name in _BARE_WORK:
            role = "work"  # 「事業」 beside 「事業名」 is its number
        if role is None or (role in taken and role not in _MANY):
            continue
        taken.add(role)
        yield Column(header=name, role=role, number=number_of(name, role))


_STAGE_WORDS = {role: pattern for role, pattern in _PATTERNS if role in STAGES}


def stage_of(word: str) -> tuple[str, int | None] | None:
    """A cell of the 区分 column as stage and number: 「補正第2号」 → supplementary, 2."""
    for stage, pattern in _STAGE_WORDS.items():
        if pattern.fullmatch(word):
            return stage, number_of(word, stage)
    return None


def unmapped(names: Sequence[str], mapping: Mapping) -> list[str]:
    """Headers that no column of the mapping uses."""
    used = {column.header for column in mapping.columns}
    return [name for name in names if name and name not in used]
