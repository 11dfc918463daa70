"""円 or 千円: what a file states about its money. Stated or asked for, never guessed."""

import re
from collections.abc import Iterable, Sequence

from shirube.basics.fiscal_year import typed_year
from shirube.basics.japanese_text import nfkc, squeeze
from shirube.basics.problems import Problem
from shirube.basics.yen import UNITS
from shirube.budget.tables.columns import Header, Mapping
from shirube.sources.document import Grid, shown

_STATED = re.compile(r"単位[:：]?\(?(百万円|千円|万円|億円|円)")
_FISCAL = re.compile(r"(?:(?:令和|平成)\s*(?:元|\d+)|\d{4})\s*年\s*度")
_IN_HEADER = re.compile(r"\((百万円|千円|万円|億円|円)\)")


def unit_of_header(name: str) -> str | None:
    """決算額(千円) → 千円."""
    found = _IN_HEADER.search(name)
    return found[1] if found else None


def stated(grid: Grid, header: Header) -> tuple[set[str], str]:
    """Units that the rows above the header (and the header) state for the table, and where."""
    found: set[str] = set()
    place = ""
    for row, cells in enumerate(grid.rows[: header.row + 1]):
        for column, cell in enumerate(cells):
            match = _STATED.search(squeeze(shown(cell)))
            if match:
                found.add(match[1])
                place = place or grid.at(row, column)
    return found, place


def unit_of_table(grid: Grid, header: Header, mapping: Mapping, file: str) -> str | Problem | None:
    """The unit of columns that state none of their own. None: every column states its own.

    A Problem where two statements differ, or nothing and nobody says it.
    """
    said, place = stated(grid, header)
    given = {mapping.money_unit} - {None}
    if len(said | given) > 1:
        units = "、".join(sorted(unit for unit in said | given if unit))
        return Problem("money_units_differ", file, place or None, {"units": units}, fatal=True)
    for unit in said | given:
        return unit
    silent = [c.header for c in mapping.amounts if unit_of_header(c.header) is None]
    if silent and mapping.header("unit") is None:
        values = {"columns": "、".join(silent[:5])}
        return Problem("money_unit_not_stated", file, grid.at(header.row), values, fatal=True)
    return None


def mixed(headers: Iterable[str]) -> set[str]:
    """The units that headers state, when they are several."""
    found = {unit for unit in map(unit_of_header, headers) if unit}
    return found if len(found) > 1 else set()


def known(unit: str | None) -> bool:
    """Whether it is a unit of money."""
    return unit is not None and unit in UNITS


def year_above(grid: Grid, header: Header) -> int | None:
    """The fiscal year that the rows above the header state, if they state one; dates do not."""
    found = {year for line in preface(grid, header) for year in years_stated(line)}
    return found.pop() if len(found) == 1 else None


def years_stated(text: str) -> set[int]:
    """The years of 「令和6年度決算額」; a date states none."""
    texts = _FISCAL.findall(nfkc(text))
    return {year for one in texts if (year := typed_year(one)) is not None}


def preface(grid: Grid, header: Header) -> Sequence[str]:
    """The texts above the header."""
    return [text for row in grid.rows[: header.row] for cell in row if (text := shown(cell))]
