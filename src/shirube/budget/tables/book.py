"""Totals of a printed 決算書 out of a small table: 会計, 款, 金額."""

from dataclasses import dataclass

from shirube.basics.japanese_text import squeeze
from shirube.basics.problems import Problem
from shirube.budget.tables.columns import STAGES, Column, Header, Mapping, names_of
from shirube.budget.tables.headers import ROWS_TO_SEARCH, role_of
from shirube.budget.tables.rows import Fault, Row, Terms
from shirube.budget.tables.units import unit_of_table
from shirube.sources.document import Document, Grid, shown

_WIDTH = 2


@dataclass(frozen=True, slots=True)
class BookTotal:
    """A total: the accounts it is of (``01-03``, ``01``, "" for all), its name, yen."""

    prefix: str
    name: str
    yen: int
    at: str


@dataclass(frozen=True, slots=True)
class Book:
    """What was read; with problems nothing of it is to be kept."""

    totals: tuple[BookTotal, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_book(document: Document, money_unit: str | None = None) -> Book:
    """Every row with an amount; a row without 会計 and 款 is the total of all. Never raises."""
    found = _header(document)
    if found is None:
        return Book(problems=(Problem("not_a_book", document.name, fatal=True),))
    grid, header, column = found
    roles = [
        Column(header=name, role=role)
        for name in header.names
        if name and (role := role_of(name)) in {"fund", "chapter"}
    ]
    names = Mapping(columns=(*roles, column), money_unit=money_unit)
    unit = unit_of_table(grid, header, names, document.name)
    if isinstance(unit, Problem):
        return Book(problems=(unit,))
    return _rows(document.name, grid, header, Terms(names, unit, None, None))


def _header(document: Document) -> tuple[Grid, Header, Column] | None:
    for grid in document.grids:
        for number, cells in enumerate(grid.rows[:ROWS_TO_SEARCH]):
            names = names_of([shown(cell) for cell in cells])
            roles = {name: role_of(name) for name in names if name}
            money = [name for name, role in roles.items() if role in {*STAGES, "amount"}]
            if len(money) == 1 and {"fund", "chapter"} <= set(roles.values()):
                # Which stage it is of is said by whoever enters the book.
                return grid, Header(number, names), Column(header=money[0], role="settlement")
    return None


def _rows(file: str, grid: Grid, header: Header, terms: Terms) -> Book:
    totals, problems = [], []
    ((column, unit),) = terms.amounts
    for number in range(header.row + 1, len(grid.rows)):
        texts = [shown(cell) for cell in grid.rows[number]]
        row = Row(dict(zip(header.names, texts, strict=False)), terms)
        at = grid.at(number)
        amount = row.amount(column, unit, at)
        if isinstance(amount, Fault):
            values = {"column": column.header, **amount.values}
            problems.append(Problem(amount.code, file, at, values, refused=True))
            continue
        if amount.yen is None:
            continue
        parts = [squeeze(row.text(level)).zfill(_WIDTH) for level in ("fund", "chapter")
                 if row.text(level)]  # fmt: skip
        name = next((t for t in texts if t and not t.replace(",", "").isdigit()), "")
        totals.append(BookTotal("-".join(parts), name, amount.yen, at))
    prefixes = [one.prefix for one in totals]
    for one in totals:
        if prefixes.count(one.prefix) > 1:
            values = {"account": one.prefix or "合計"}
            problems.append(Problem("book_total_twice", file, one.at, values, refused=True))
    return Book(tuple(totals), tuple(problems))
