"""A csv file as it is: encoding, mark, records, and its one table."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from shirube.exporters.gate.evidence import Cell, Evidence, Tab
from shirube.exporters.gate.tables import TabReader
from shirube.sources.csv.source import delimiter_of
from shirube.sources.refusing import MEGABYTE, megabytes, refusal
from shirube.sources.text.encodings import decode

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

MOST_DECODED = 50 * MEGABYTE  # in an encoding other than UTF-8, held as a whole
MOST_CELL = 50 * MEGABYTE
MOST_COLUMNS = 16_384  # as many as Excel has
_CELLS_AT_ONCE = 400_000
_PIECE = 1 * MEGABYTE
_BEGINNING = 64 * 1024  # letters to find the delimiter by


def read_csv(path: Path, name: str, free: Collection[str] = ()) -> Evidence:
    """What is to be seen of a csv file of any size; ``free`` columns hold texts as printed. Raises
    UnreadableFileError: unknown_encoding, too_large (in an encoding other than UTF-8).
    """
    evidence = Evidence(name, "csv")
    with _opened(path, name, evidence) as text:
        try:
            _Records(text, evidence, free).read()
        except UnicodeDecodeError as error:
            raise refusal("unknown_encoding", name) from error
    return evidence


def _opened(path: Path, name: str, evidence: Evidence) -> TextIO:
    with path.open("rb") as file:
        evidence.bom = file.read(3) == codecs.BOM_UTF8
    if evidence.bom or _is_utf_8(path):
        evidence.encoding = "utf-8"
        return path.open(encoding="utf-8-sig", newline="")
    size = path.stat().st_size
    if size > MOST_DECODED:
        raise refusal("too_large", name, size=megabytes(size), limit=megabytes(MOST_DECODED))
    data = path.read_bytes()
    found = decode(data)
    if found is None:
        raise refusal("unknown_encoding", name)
    text, evidence.encoding = found
    evidence.bom = data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return io.StringIO(text, newline="")


def _is_utf_8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while piece := file.read(_PIECE):
                if b"\x00" in piece:
                    return False
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


class _Records:
    """The records of a text, batch by batch, into the evidence."""

    def __init__(self, text: TextIO, evidence: Evidence, free: Collection[str]) -> None:
        csv.field_size_limit(MOST_CELL)  # Python's own limit is less than a long text
        beginning = text.read(_BEGINNING)
        text.seek(0)
        evidence.delimiter = delimiter_of(_whole_lines(beginning))
        self._evidence = evidence
        self._tab = Tab()
        self._table = TabReader(self._tab, typed=False, free=free)
        # Strict: an open quotation mark would otherwise swallow the rest of the file in silence.
        self._reader: CsvReader = csv.reader(text, delimiter=evidence.delimiter, strict=True)
        self._width = 0
        self._short: tuple[int, int] | None = None  # row and width of a short record right above

    def read(self) -> None:
        """All of them; an error of csv ends the reading and stays as a finding."""
        first_row = 1
        for batch in self._batches():
            self._table.take(self._even(batch, first_row), first_row)
            first_row += len(batch)
            if self._width > MOST_COLUMNS:
                self._evidence.cut = f"{MOST_COLUMNS}+"
                break
        self._table.end()
        self._evidence.tabs.append(self._tab)

    def _batches(self) -> Iterator[list[list[Cell]]]:
        row, line = 1, 0
        while True:
            batch: list[list[Cell]] = []
            size = max(1, _CELLS_AT_ONCE // max(self._width, 25))
            try:
                batch.extend(islice(self._reader, size))  # type: ignore[arg-type]
            except csv.Error as error:
                # What was read before the error is in the batch.
                at = self._tab.at(row + len(batch))
                self._evidence.seen["broken csv"].add(at, str(error))
                self._evidence.cut = at
            if batch:
                self._newlines(batch, row, self._reader.line_num - line)
                row, line = row + len(batch), self._reader.line_num
                self._width = self._width or _usual_width(batch)
                yield batch
            if not batch or self._evidence.cut:
                return

    def _newlines(self, batch: list[list[Cell]], first_row: int, lines: int) -> None:
        """Records of several lines, if there are more lines than records."""
        if lines == len(batch):
            return
        for at, record in enumerate(batch):
            for column, cell in enumerate(record):
                if "\n" in cell or "\r" in cell:
                    place = self._tab.at(first_row + at, column)
                    self._tab.split_records.add(place, cell)

    def _even(self, batch: list[list[Cell]], first_row: int) -> list[list[Cell]]:
        """The batch with long records cut, so that they do not shift what stands below."""
        width = self._width
        lengths = set(map(len, batch))
        if lengths <= {width, 0}:
            self._short = None
            return batch
        for at, record in enumerate(batch):
            row, found = first_row + at, len(record)
            if found > width:
                self._tab.long_rows.add(self._tab.at(row), f"{found} > {width}")
            elif 1 < found < width:
                self._count_short(row, found)
            if found != 0 and not 1 < found < width:
                self._short = None
        return [record[:width] for record in batch]

    def _count_short(self, row: int, found: int) -> None:
        """Two short records of one width together were one, broken by a line end."""
        above, self._short = self._short, (row, found)
        if above and above[0] == row - 1 and above[1] + found in (self._width, self._width + 1):
            self._tab.split_records.add(self._tab.at(above[0]), f"{above[1]} + {found}")
            self._short = None
        else:
            self._tab.short_rows.add(self._tab.at(row), f"{found} < {self._width}")


def _usual_width(batch: list[list[Cell]]) -> int:
    widths = Counter(len(record) for record in batch if len(record) > 1)
    return widths.most_common(1)[0][0] if widths else 1


def _whole_lines(beginning: str) -> str:
    """Without the piece of a line at the end."""
    if len(beginning) < _BEGINNING:
        return beginning
    return beginning[: beginning.rfind("\n") + 1] or beginning
