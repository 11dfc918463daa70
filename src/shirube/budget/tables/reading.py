"""A finance table as lines: every row is a line, a total, a heading, or left out with its place."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from shirube.basics.fiscal_year import in_print
from shirube.basics.problems import Problem
from shirube.budget.tables.checks import after_reading, before_reading, sources_stage
from shirube.budget.tables.columns import Header, Mapping
from shirube.budget.tables.headers import find_header
from shirube.budget.tables.lines import Amount, LeftOut, Line, Slot, StatedTotal, TableReading
from shirube.budget.tables.rows import Fault, Row, Terms
from shirube.budget.tables.units import unit_of_table, year_above, years_stated
from shirube.sources.document import Document, Grid, shown


@dataclass(frozen=True, slots=True)
class Expected:
    """What the office says about a file before it is read. The year is None where lines say it."""

    municipality: str
    name: str = ""
    fiscal_year: int | None = None


def read_table(document: Document, mapping: Mapping, expected: Expected) -> TableReading:
    """Every line with its account and amounts. Problems name their place; never raises."""
    empty = TableReading(document.name, document.sha256)
    found = find_header(document, mapping)
    if isinstance(found, Problem):
        return replace(empty, problems=(found,))
    grid, header = found
    unit = unit_of_table(grid, header, mapping, document.name)
    stage = sources_stage(mapping, document.name)
    fatal = [one for one in (unit, stage) if isinstance(one, Problem)]
    asked = expected.municipality, expected.name
    fatal += before_reading(document.name, grid, header, mapping, asked)
    year = _year(document, grid, header, mapping, expected)
    fatal += [year] if isinstance(year, Problem) else []
    if (
        isinstance(unit, Problem)
        or isinstance(stage, Problem)
        or isinstance(year, Problem)
        or fatal
    ):
        return replace(empty, problems=tuple(fatal))
    terms = Terms(mapping, unit, year, stage)
    table = _Table(document.name, grid, header, terms)
    table.read()
    return after_reading(table.reading(document.sha256))


def _year(
    document: Document, grid: Grid, header: Header, mapping: Mapping, expected: Expected
) -> int | Problem | None:
    """The year of rows that state none: the one said with the file, else the one above the table.

    A Problem where both are there and differ, or a column is of another year.
    """
    given = expected.fiscal_year
    if mapping.header("year"):
        return given
    above = year_above(grid, header)
    if above is not None and given is not None and above != given:
        values = {"stated": in_print(above), "year": in_print(given)}
        return Problem("finance_year_above_differs", document.name, None, values, fatal=True)
    year = given or above
    other = [c.header for c in mapping.amounts if years_stated(c.header) - {year}]
    if other and year is not None:
        values = {"columns": "、".join(other), "year": in_print(year)}
        at = grid.at(header.row)
        return Problem("finance_column_of_another_year", document.name, at, values, fatal=True)
    return year


@dataclass
class _Table:
    """A table under way."""

    file: str
    grid: Grid
    header: Header
    terms: Terms
    lines: list[Line] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    restored: Counter[str] = field(default_factory=Counter)
    above: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)

    def read(self) -> None:
        """Row after row, then what stands twice."""
        self.places = {name: n for n, name in enumerate(self.header.names) if name}
        for number in range(self.header.row + 1, len(self.grid.rows)):
            cells = self.grid.rows[number]
            texts = {
                name: shown(cells[place]) if place < len(cells) else ""
                for name, place in self.places.items()
            }
            row = Row(texts, self.terms)
            if not row.empty and texts != {name: name for name in texts}:
                self._row(row, number)
        self._merge()

    def _row(self, row: Row, number: int) -> None:
        at = self.grid.at(number)
        code, whole = row.code(self.above)
        self.above = row.parts(self.above)
        amounts, faults = self._amounts(row, number)
        money = any(one.yen is not None for one in amounts) or bool(faults)
        if row.is_total and not whole:
            prefix = code.account if code else None
            self.totals.append(StatedTotal(prefix, row.text("name"), tuple(amounts), at))
            return
        if not money and not whole:
            return  # a heading
        year = row.year()
        if isinstance(year, Fault):
            faults.append(year)
        elif year is None:
            faults.append(Fault("finance_year_missing"))
        if code is None:
            said = row.text("code") or "-".join(row.parts({}).values()).strip("-")
            kind = "finance_code_unreadable" if said else "finance_code_missing"
            faults.append(Fault(kind, None, {"text": said}))
        elif not whole:
            # A 款 with money and without 項 is a total or a gap: the sum below it tells.
            self.totals.append(StatedTotal(code.account, row.text("name"), tuple(amounts), at))
            return
        if faults or code is None or isinstance(year, Fault) or year is None:
            self._leave_out(row, number, faults, amounts)
            return
        if code.restored:
            self.restored[at] += 1
        self.lines.append(self._line(row, code.account, year, tuple(amounts), at))

    def _line(
        self, row: Row, account: str, year: int, amounts: tuple[Amount, ...], at: str
    ) -> Line:
        name = row.text("name")
        words = self.terms.mapping.transfer_words
        marked = row.text("transfer") not in {"", "0", "-", "いいえ", "FALSE"}
        transfer = marked or any(word in name or word in row.text("node") for word in words)
        return Line(
            account, year, name, row.text("division"), amounts, transfer, row.text("reason"), at
        )

    def _amounts(self, row: Row, number: int) -> tuple[list[Amount], list[Fault]]:
        amounts, faults = [], []
        for column, unit in self.terms.amounts:
            read = row.amount(column, unit, self._at(number, column.header))
            if isinstance(read, Fault):
                faults.append(read)
            elif read.missing != "blank" or "amount" not in self.terms.headers:
                amounts.append(read)
        return amounts, faults

    def _at(self, number: int, header: str | None) -> str:
        """``tab!C12``."""
        return self.grid.at(number, self.places.get(header or ""))

    def _leave_out(self, row: Row, number: int, faults: list[Fault], amounts: list[Amount]) -> None:
        for fault in faults:
            at = self._at(number, fault.column)
            values = {"column": fault.column or "", **fault.values}
            self.problems.append(Problem(fault.code, self.file, at, values, refused=True))
        yen = {one.slot: one.yen for one in amounts if one.yen is not None}
        label = row.text("name") or row.text("code")
        self.left_out.append(LeftOut(self.grid.at(number), faults[0].code, label, yen))

    def _merge(self) -> None:
        """Rows of one account: by 節 or by stage they are one line; said twice, none is taken."""
        groups: dict[tuple[int, str], list[Line]] = defaultdict(list)
        for line in self.lines:
            groups[line.fiscal_year, line.account].append(line)
        by_node = "node" in self.terms.headers
        self.lines = list(self._merged(groups, by_node=by_node))

    def _merged(
        self, groups: dict[tuple[int, str], list[Line]], *, by_node: bool
    ) -> Iterator[Line]:
        for (_, account), lines in groups.items():
            if len(lines) == 1:
                yield lines[0]
                continue
            seen = Counter(one.slot for line in lines for one in line.amounts)
            if by_node:
                yield _summed(lines)
            elif max(seen.values(), default=0) <= 1:
                own, transfer = _evenly_marked(lines)
                every = tuple(one for line in own for one in line.amounts)
                yield replace(own[0], amounts=every, transfer=transfer)
            else:
                self._twice(account, lines)

    def _twice(self, account: str, lines: list[Line]) -> None:
        alike = len({(line.name, tuple((a.slot, a.yen) for a in line.amounts)) for line in lines})
        code = "finance_row_twice" if alike == 1 else "finance_account_twice"
        places = "、".join(line.at for line in lines)
        values = {"account": account, "places": places}
        self.problems.append(Problem(code, self.file, lines[0].at, values, refused=True))
        for line in lines:
            yen = {one.slot: one.yen for one in line.amounts if one.yen is not None}
            self.left_out.append(LeftOut(line.at, code, f"{account} {line.name}", yen))

    def reading(self, sha256: str) -> TableReading:
        """What was read."""
        problems = list(self.problems)
        if self.restored:
            first = next(iter(self.restored))
            values = {"count": str(len(self.restored))}
            problems.append(Problem("finance_zeros_restored", self.file, first, values))
        return TableReading(
            self.file, sha256, tuple(self.lines), tuple(self.totals), tuple(self.left_out),
            tuple(problems),
        )  # fmt: skip


def _evenly_marked(lines: list[Line]) -> tuple[list[Line], bool]:
    """The lines, all 繰出金 or none: where only some are, each amount bears the mark."""
    if all(line.transfer for line in lines):
        return lines, True
    return [line.by_amount() for line in lines], False


def _summed(lines: list[Line]) -> Line:
    """Rows by 節 as one line; where one of them misses an amount, the sum misses it too."""
    lines, transfer = _evenly_marked(lines)
    found: dict[Slot, list[Amount]] = defaultdict(list)
    for line in lines:
        for one in line.amounts:
            found[one.slot].append(one)
    amounts = tuple(_sum(slot, parts) for slot, parts in found.items())
    named = next((line for line in lines if line.name), lines[0])
    return replace(named, amounts=amounts, transfer=transfer)


def _sum(slot: Slot, parts: list[Amount]) -> Amount:
    # A blank 節 adds nothing; 集計中 leaves the sum open.
    open_ = [one for one in parts if one.missing not in {None, "blank", "dash", "none"}]
    stated = [one.yen for one in parts if one.yen is not None]
    if open_ or not stated:
        return Amount(slot, None, (open_ or parts)[0].missing, parts[0].at)
    transferred = sum(one.transferred for one in parts)
    return Amount(slot, sum(stated), None, parts[0].at, transferred)
