"""Lines of JSON made of the cells of CSV."""

from collections.abc import Callable
from functools import partial
from operator import getitem

from pydantic_core import to_json

from shirube.exporters.remembering import Remembered
from shirube.schema.tables import Column, Table, decode

Cells = Remembered[str]  # cell of CSV → its value in JSON


def _value(column: Column, text: str) -> str:
    return to_json(decode(text, column)).decode()


class Lines:
    """Makes lines; one for all tables of an export."""

    def __init__(self) -> None:
        self._cells: dict[str, Cells] = {}

    def of(self, table: Table) -> Callable[[list[str]], str]:
        """What makes a line with its end of a row of the table."""
        # Only the type of a column tells how its cells are read, so columns share what is known.
        cells = tuple(
            self._cells.setdefault(column.type, Cells(partial(_value, column)))
            for column in table.columns
        )
        names = (to_json(name).decode().replace("%", "%%") for name in table.names)
        shape = "{" + ",".join(f"{name}:%s" for name in names) + "}\n"
        return lambda line: shape % tuple(map(getitem, cells, line))
