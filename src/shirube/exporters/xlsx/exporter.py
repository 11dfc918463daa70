r"""``tables.xlsx``: one workbook, a worksheet a table; and the worksheets ``long_texts``,
``codebook``, ``codes`` and ``about``.

Row 1 has the names of the columns, from row 2 on stand the data; nothing is merged, hidden,
coloured or computed. Numbers are numbers, yes and no are TRUE and FALSE, a day is a text
(``2026-11-21``). Behind each decimal stands a column ``…_exact`` with the same number as text: a
spreadsheet keeps 15 digits and shows 2.50 as 2.5. All other cells are the texts of the CSV files,
with their marks: a line break inside a text is ``\n`` here too, so that no cell breaks a line for
the eye, and a worksheet saved as CSV has one record a line. Only the mark before = + - @ is not
needed, for a text cell is no formula.

A table longer than a worksheet goes on in ``name_2``, ``name_3`` …, each with the header. A text
longer than a cell ends in ``\+`` and goes on in ``long_texts``, by table, key and column.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from shirube.exporters.formats import ExportContext, Format, about
from shirube.exporters.tables import lines_of, ready_tables
from shirube.exporters.xlsx.cells import (
    EMPTY,
    Rows,
    long_cells,
    names,
    plain,
    text_cell,
)
from shirube.exporters.xlsx.packing import Worksheet, put_together
from shirube.schema import Sheet
from shirube.schema.documentation import (
    CODE_COLUMNS,
    CODEBOOK_COLUMNS,
    code_rows,
    codebook_rows,
)
from shirube.schema.sheet import SCHEMA_VERSION
from shirube.schema.tables import ENCODING, TABLES, Convention, Table, encode
from shirube.schema.tables.cells import FORMULA_MARK
from shirube.schema.tables.exact import with_exact
from shirube.schema.tables.long_texts import (
    GOES_ON,
    LONG_TEXT_COLUMNS,
    LONG_TEXT_MEANINGS,
    LONG_TEXTS,
    PIECE,
    key_of,
)

MOST_ROWS = 1_048_576  # of a worksheet, the header counted
FILE = "tables.xlsx"
ABOUT_COLUMNS = ("item", "value", "meaning_ja", "meaning_en")
_LONG = Convention(
    f"セルに入りきらない文の終わりに置く。続きはシート {LONG_TEXTS} にある",
    f"Ends a text that is longer than a cell; it goes on in the worksheet {LONG_TEXTS}",
    GOES_ON,
)


class _Book:
    """The worksheets of a workbook while they grow in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0
        self._rows = Rows()
        self._long = self._begun(LONG_TEXTS, LONG_TEXT_COLUMNS)
        self._worksheets: list[Worksheet] = []

    def _begun(self, name: str, header: Iterable[str]) -> Worksheet:
        self._made += 1
        begun = Worksheet(name, self._folder / str(self._made))
        begun.add(f"<row>{''.join(map(text_cell, header))}</row>")
        return begun

    def _done(self, sheet: Worksheet) -> None:
        sheet.close()
        self._worksheets.append(sheet)

    def table(self, table: Table, lines: Iterable[list[str]]) -> None:
        """A table in as many worksheets as it needs."""
        cells, header, count = self._rows.of(table.columns), names(table.columns), 1
        sheet = self._begun(table.name, header)
        for line in lines:
            if sheet.rows == MOST_ROWS:
                self._done(sheet)
                count += 1
                sheet = self._begun(f"{table.name}_{count}", header)
            xml = self._rows.xml(cells, line)
            sheet.add(xml)
            if len(xml) >= PIECE:  # perhaps a first piece
                self._go_on(table, line)
        self._done(sheet)

    def _go_on(self, table: Table, line: list[str]) -> None:
        said = dict(zip(table.names, line, strict=True))
        key = key_of([said[name] for name in table.key])
        for column, number, piece in long_cells(table.columns, line):
            before = "".join(map(text_cell, (table.name, key, column)))
            self._long.add(f"<row>{before}<c><v>{number}</v></c>{text_cell(piece)}</row>")

    def words(self, name: str, header: tuple[str, ...], rows: Iterable[dict[str, str]]) -> None:
        """A worksheet of texts."""
        sheet = self._begun(name, header)
        for row in rows:
            cells = (row.get(column, "") for column in header)
            sheet.add(f"<row>{''.join(text_cell(cell) if cell else EMPTY for cell in cells)}</row>")
        self._done(sheet)

    def long_texts(self) -> None:
        """The rest of all long texts, when no table comes any more."""
        self._done(self._long)

    def put_together(self, path: Path) -> None:
        """Write the workbook."""
        put_together(path, self._worksheets)


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the file; see ``Format``. Every table has its worksheet, also one without a row."""
    path = folder / FILE
    with ready_tables(sheets, folder, context) as tables, TemporaryDirectory(dir=folder) as made:
        book = _Book(Path(made))
        for table in TABLES.values():
            book.table(table, lines_of(tables, table))
        book.long_texts()
        explained = chain(codebook_rows(with_exact), _long_text_rows())
        book.words("codebook", CODEBOOK_COLUMNS, explained)
        book.words("codes", CODE_COLUMNS, code_rows())
        book.words("about", ABOUT_COLUMNS, _about(context))
        book.put_together(path)
    return [path]


def _long_text_rows() -> Iterator[dict[str, str]]:
    """The columns of ``long_texts``, as the codebook explains columns."""
    for column, (kind, ja, en) in LONG_TEXT_MEANINGS.items():
        yield {
            "table": LONG_TEXTS, "column": column, "type": kind, "required": "true",
            "label_ja": ja, "label_en": en, "meaning_ja": ja, "meaning_en": en,
        }  # fmt: skip


def _about(context: ExportContext) -> Iterator[dict[str, str]]:
    stated = {**about(context), "schema_version": SCHEMA_VERSION, "encoding": "UTF-8 (XML)"}
    for item, value in stated.items():
        yield {"item": item, "value": plain(encode(value))}  # a title may hold anything
    for rule in (*ENCODING, _LONG):
        if rule is not FORMULA_MARK:
            yield {
                "item": "cell",
                "value": plain(rule.example),
                "meaning_ja": rule.ja,
                "meaning_en": rule.en,
            }


FORMAT = Format(
    "xlsx",
    "Excelブック(1表1シート)",
    "Excel workbook (a worksheet a table)",
    write,
    reads_back=True,
    made_of="csv",
)
