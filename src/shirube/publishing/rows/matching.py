"""Whether a line holds a value, without taking it apart: ``"measure":"actual"`` can stand in a line
of JSON as a name and its value only, since a quotation mark inside a text is written ``\\"``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from pydantic_core import to_json

from shirube.publishing.rows.keys import SHEET_COLUMNS
from shirube.publishing.rows.layout import SPLICED, shared
from shirube.schema.tables import Cell, Table

Columns = Mapping[str, frozenset[Cell]]  # one of the values in each of the columns
# Of lines and the numbers of some of them: the numbers of those that match.
Matches = Callable[[Sequence[bytes], Iterable[int]], Sequence[int]]


def matcher(table: Table, columns: Columns) -> Matches | None:
    """What tells lines that match; None where all lines of a block match or none."""
    alike = {*SHEET_COLUMNS, *SPLICED} if shared(table) else set()
    lists = {column.name for column in table.columns if column.type == "list"}
    wanted = [
        _in_list(name, values)
        if name in lists
        else _in_cell(name, values, b"}" if name == table.names[-1] else b",")
        for name, values in columns.items()
        if name not in alike
    ]
    if not wanted:
        return None

    def matches(lines: Sequence[bytes], numbers: Iterable[int]) -> Sequence[int]:
        for narrowed in wanted:
            numbers = narrowed(lines, numbers)
        return cast("Sequence[int]", numbers)

    return matches


def _in_cell(name: str, values: frozenset[Cell], end: bytes) -> Matches:
    # What follows a value is told as well: 202 is not 2024.
    signs = [to_json(name) + b":" + to_json(value) + end for value in values]
    if len(signs) == 1:
        (sign,) = signs
        return lambda lines, numbers: [n for n in numbers if sign in lines[n]]
    return lambda lines, numbers: [n for n in numbers if any(sign in lines[n] for sign in signs)]


def _in_list(name: str, values: frozenset[Cell]) -> Matches:
    begin = to_json(name) + b":["
    signs = [to_json(value) for value in values if value is not None]
    empty = None in values

    def matches(line: bytes) -> bool:
        _, _, rest = line.partition(begin)
        held = rest[: rest.find(b"]")]  # codes hold no bracket
        return not held if empty and not held else any(sign in held for sign in signs)

    return lambda lines, numbers: [n for n in numbers if matches(lines[n])]
