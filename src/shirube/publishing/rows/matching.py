"""Whether a line holds a value, without taking it apart: ``"measure":"actual"`` can stand in a line
of JSON as a name and its value only, since a quotation mark inside a text is written ``\\"``.
"""

from collections.abc import Callable, Mapping

from pydantic_core import to_json

from shirube.publishing.rows.keys import SHEET_COLUMNS
from shirube.publishing.rows.layout import SPLICED, shared
from shirube.schema.tables import Cell, Table

Columns = Mapping[str, frozenset[Cell]]  # one of the values in each of the columns
Matches = Callable[[bytes], bool]


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
    return wanted[0] if len(wanted) == 1 else lambda line: all(one(line) for one in wanted)


def _in_cell(name: str, values: frozenset[Cell], end: bytes) -> Matches:
    # What follows a value is told as well: 202 is not 2024.
    signs = [to_json(name) + b":" + to_json(value) + end for value in values]
    if len(signs) == 1:
        (sign,) = signs
        return lambda line: sign in line
    return lambda line: any(sign in line for sign in signs)


def _in_list(name: str, values: frozenset[Cell]) -> Matches:
    begin = to_json(name) + b":["
    signs = [to_json(value) for value in values if value is not None]
    empty = None in values

    def matches(line: bytes) -> bool:
        _, _, rest = line.partition(begin)
        held = rest[: rest.find(b"]")]  # codes hold no bracket
        return not held if empty and not held else any(sign in held for sign in signs)

    return matches
