"""Plain sheets as one tidy set of tables and back, without a difference.

``rows``, ``row_stream`` and ``line_stream`` make rows of Python values, ``sheets_from``
makes the sheets again (of ``TREE``; ``BESIDE`` follows from the sheets or from the edition);
``encode`` and ``decode`` are the one way in which a value stands in a cell of text.
"""

from shirube.schema.tables.beside import NOTHING, Beside, Decided
from shirube.schema.tables.building import TableError, each_sheet, sheets_from
from shirube.schema.tables.catalogue import BESIDE, TABLES, TREE, Table
from shirube.schema.tables.cells import ENCODING, Convention, decode, encode
from shirube.schema.tables.columns import Cell, Column, Line, Row
from shirube.schema.tables.models import EditionRow
from shirube.schema.tables.rows import line_stream, row_stream, rows

__all__ = [
    "BESIDE",
    "ENCODING",
    "NOTHING",
    "TABLES",
    "TREE",
    "Beside",
    "Cell",
    "Column",
    "Convention",
    "Decided",
    "EditionRow",
    "Line",
    "Row",
    "Table",
    "TableError",
    "decode",
    "each_sheet",
    "encode",
    "line_stream",
    "row_stream",
    "rows",
    "sheets_from",
]
