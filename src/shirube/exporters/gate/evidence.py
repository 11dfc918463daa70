"""What was seen while a file was read: enough for every rule, and never the whole file."""

from collections import defaultdict
from dataclasses import dataclass, field

from shirube.exporters.gate.model import Spots
from shirube.sources.document import column_letters

# A cell: text, or the digits of a number that a workbook holds as a number; "" is blank.
Cell = str | bytes

MOST_CHOICES = 200  # different texts of a column that are remembered
TEXT_NUMBER = "text number"  # the name under which a workbook's digits held as text are kept
PRIVATE = "private letters"  # and of letters that only one machine knows, or that are damaged
CHOICES = 30  # a column with no more different texts than that may be one of choices


def place(tab: str, row: int, column: int | None = None) -> str:
    """``Sheet1!C12``; ``C12`` where there are no tabs; ``12`` for a row (rows from 1)."""
    cell = f"{column_letters(column) if column is not None else ''}{row}"
    return f"{tab}!{cell}" if tab else cell


@dataclass
class Column:
    """One column of a table. Texts are counted once for each time they are met anew."""

    index: int  # 0 is column A
    name: str
    filled: int = 0
    numbers: int = 0
    texts: int = 0  # other than numbers
    padded: int = 0  # numbers with a zero in front: codes
    years: int = 0  # numbers and dates that are western years
    longest: int = 0
    omitted: int = 0  # blank right below a value, while the row has other values
    repeated: int = 0  # the same value as right above
    first_omitted: int = 0
    first_row: int = 0
    last_row: int = 0
    choices: set[str] | None = field(default_factory=set)  # None: too many
    hits: dict[str, Spots] = field(default_factory=lambda: defaultdict(Spots))
    looks: dict[int, Spots] = field(default_factory=lambda: defaultdict(Spots))

    @property
    def is_numeric(self) -> bool:
        """Most of what stands in it is a number, dressed numbers (1,234円) counted, codes not."""
        if self.padded * 10 > self.numbers:
            return False
        dressed = self.hits["L2-01"].total if "L2-01" in self.hits else 0
        symbols = self.hits["L3-03"].total if "L3-03" in self.hits else 0
        words = self.texts - dressed - symbols
        return self.numbers + dressed > max(words, 0) and self.numbers + dressed > 0

    @property
    def letters(self) -> str:
        """C for the third column."""
        return column_letters(self.index)


@dataclass
class Tab:
    """One tab of a workbook, or the whole of a csv file, as a table."""

    name: str = ""
    is_text: bool = False  # one column of words: a page of notes, not a table
    header_row: int | None = None  # of the row next to the data, from 1; None: no header
    header_rows: int = 1
    columns: list[Column] = field(default_factory=list)
    rows: int = 0  # of data
    first_data_row: int = 0
    outside: Spots = field(default_factory=Spots)  # texts above, below and beside the table
    kept: list[list[str]] = field(default_factory=list)  # rows of a codebook
    notes: list[str] = field(default_factory=list)  # what stands there, for what it defines
    blank_rows: Spots = field(default_factory=Spots)
    blank_columns: Spots = field(default_factory=Spots)
    other_tables: Spots = field(default_factory=Spots)
    short_rows: Spots = field(default_factory=Spots)
    long_rows: Spots = field(default_factory=Spots)
    split_records: Spots = field(default_factory=Spots)

    @property
    def is_empty(self) -> bool:
        """Nothing stands in it."""
        return not self.columns

    def at(self, row: int, column: int | None = None) -> str:
        """A place of this tab."""
        return place(self.name, row, column)

    def header_at(self, column: Column) -> str:
        """Where a column's name stands."""
        return self.at(self.header_row or self.first_data_row or 1, column.index)


@dataclass
class Evidence:
    """What was seen of one file. ``kind`` is csv, xlsx, or the suffix of another format."""

    name: str
    kind: str
    real_kind: str = ""  # where the contents are not what the name says
    encoding: str | None = None
    bom: bool = False
    delimiter: str = ","
    tabs: list[Tab] = field(default_factory=list)
    seen: dict[str, Spots] = field(default_factory=lambda: defaultdict(Spots))
    cut: str = ""  # where reading ended early: nothing is called met behind that place

    @property
    def tables(self) -> list[Tab]:
        """The tabs that are tables."""
        return [tab for tab in self.tabs if not tab.is_text and not tab.is_empty]

    def hits(self, rule: str) -> Spots:
        """All places that a rule's pattern hit, of all columns."""
        found = Spots()
        for tab in self.tables:
            for column in tab.columns:
                if rule in column.hits:
                    found.extend(column.hits[rule])
        return found
