"""The rows of an edition, from its stored bytes only."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from shirube.designs import Design
from shirube.publishing.models import Edition
from shirube.publishing.queries import designs_of, edition_row, sheets_of, stored_file
from shirube.schema import Sheet
from shirube.schema.tables import BESIDE, Beside, Line, Table, decode, line_stream


@dataclass(frozen=True)
class Frozen:
    """What an edition holds, as plain values."""

    edition: Edition
    sheets: tuple[Sheet, ...]
    designs: dict[str, Design]

    def lines(self) -> Iterator[tuple[Table, Line]]:
        """Every row of every table. What stands beside the sheets comes out of the files that were
        frozen; editions of before there were such files say what their sheets say.
        """
        told = {table: _stored(self.edition, table) for table in BESIDE}
        for table, line in line_stream(self.sheets, self._beside()):
            if told.get(table) is None:
                yield table, line
        for table, lines in told.items():
            for line in lines or ():
                yield table, line

    def _beside(self) -> Beside:
        return Beside(editions=(edition_row(self.edition),), formula=self._formula)

    def _formula(self, sheet: Sheet, better: str | None) -> str | None:
        return self.designs[sheet.design].formula(better)


def frozen(edition: Edition) -> Frozen:
    """What the edition's stored bytes hold."""
    return Frozen(edition, sheets_of(edition), designs_of(edition))


def _stored(edition: Edition, table: Table) -> Iterator[Line] | None:
    file = stored_file(edition, f"csv/{table.name}.csv")
    return None if file is None else _decoded(file.blob.content, table)


def _decoded(content: bytes, table: Table) -> Iterator[Line]:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    places = {name: place for place, name in enumerate(next(rows, []))}
    for row in rows:
        yield tuple(
            decode(row[places[column.name]], column) if column.name in places else None
            for column in table.columns
        )
