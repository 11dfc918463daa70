"""Forms that hold one sheet a row (xlsx, csv): read wholly by the design's TOML.

A design of this kind has a ``[reader]`` table (``mapping.RowForm`` is its contract) and a
``reader.py`` of two lines: ``from shirube.designs.row_form import read`` and ``__all__``.

Columns are found by their heading, never by their number. A heading in the TOML is compared
after NFKC with all white space removed; ``*`` stands for any text, ``{year}`` for a fiscal year
that the heading names (「決算額（{year}）」). Headings that return, once a year, are told apart by
their order. What stands in a column that the mapping does not know becomes ``unplaced``.
"""

from shirube.designs.row_form.mapping import RowForm
from shirube.designs.row_form.reader import read

__all__ = ["RowForm", "read"]
