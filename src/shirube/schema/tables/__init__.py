"""Plain sheets as one tidy set of tables and back, without a difference.

``rows`` and ``row_stream`` make rows of Python values, ``sheets_from`` makes the sheets again;
``encode`` and ``decode`` are the one way in which a value stands in a cell of text.
"""

from shirube.schema.tables.building import TableError, each_sheet, sheets_from
from shirube.schema.tables.catalogue import TABLES, TREE, Table
from shirube.schema.tables.cells import ENCODING, Convention, decode, encode
from shirube.schema.tables.columns import Cell, Column, Row
from shirube.schema.tables.rows import row_stream, rows

__all__ = [
    "ENCODING",
    "TABLES",
    "TREE",
    "Cell",
    "Column",
    "Convention",
    "Row",
    "Table",
    "TableError",
    "decode",
    "each_sheet",
    "encode",
    "row_stream",
    "rows",
    "sheets_from",
]
