"""The codebook as rows: every column of every table, every code of every list."""

from collections.abc import Callable, Iterable, Iterator

from shirube.schema.codes import LISTS
from shirube.schema.tables import TABLES, Column, encode

CODEBOOK_COLUMNS = (
    "table", "column", "type", "required", "label_ja", "label_en", "meaning_ja", "meaning_en",
    "code_list", "closed", "unit", "unit_column",
)  # fmt: skip
CODE_COLUMNS = ("list", "code", "label_ja", "label_en", "meaning_ja", "meaning_en")

Words = dict[str, str]
Columns = Callable[[Iterable[Column]], Iterable[Column]]


def codebook_rows(of: Columns = iter) -> Iterator[Words]:
    """One row a column, in the order of the tables; ``of`` makes of a table's columns those of a
    format that has others.
    """
    for table in TABLES.values():
        for column in of(table.columns):
            yield {
                "table": table.name,
                "column": column.name,
                "type": column.type,
                "required": encode(column.required),
                "label_ja": column.label_ja,
                "label_en": column.label_en,
                "meaning_ja": column.meaning_ja,
                "meaning_en": column.meaning_en,
                "code_list": column.code_list or "",
                "closed": encode(column.closed) if column.code_list else "",
                "unit": column.unit or "",
                "unit_column": column.unit_column or "",
            }


def code_rows() -> Iterator[Words]:
    """One row a code, in the order of the lists."""
    for name, codes in LISTS.items():
        for code, entry in codes.items():
            yield {
                "list": name,
                "code": code,
                "label_ja": entry.ja,
                "label_en": entry.en,
                "meaning_ja": entry.meaning_ja,
                "meaning_en": entry.meaning_en,
            }
