"""The fixture as a table that tests bend, and back to files."""

import csv
import io
import re
from pathlib import Path

import xlsxwriter

from shirube.basics.japanese_text import squeeze
from shirube.designs import Failed, Library, ReadOptions, ReadSheet, Warned, load_folder
from shirube.schema import Sheet
from shirube.sources import Document, open_bytes

HERE = Path(__file__).parent
HEADER = 1  # the fixture's second row
DESIGN, READ = load_folder(HERE.parent)
Table = list[list[str]]
Outcome = ReadSheet | Failed | Warned


def fixture() -> Table:
    """Remarks, headings, three projects with an empty row before the last."""
    with (HERE / "fixture.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def as_csv(table: Table, encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode(encoding)


def as_xlsx(table: Table, tab: str = "集計") -> bytes:
    """Plain numbers as numbers, as Excel keeps them; codes with a leading zero stay text."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet(tab)
        for no, row in enumerate(table):
            for column, text in enumerate(row):
                if re.fullmatch(r"0|[1-9]\d*(\.\d+)?", text):
                    sheet.write_number(no, column, float(text))
                elif text:
                    sheet.write_string(no, column, text)
    return data.getvalue()


def read(data: bytes, name: str, year: int | None = None) -> list[Outcome]:
    document = open_bytes(data, name)
    assert recognised(document)
    assert READ is not None
    return list(READ(document, DESIGN, ReadOptions(fiscal_year=year)))


def recognised(document: Document) -> bool:
    return Library([(DESIGN, READ)]).recognise(document) == [DESIGN]


def read_table(table: Table, year: int | None = None) -> list[Outcome]:
    return read(as_csv(table), "table.csv", year)


def sheets(outcomes: list[Outcome]) -> list[Sheet]:
    return [outcome.sheet for outcome in outcomes if isinstance(outcome, ReadSheet)]


def failures(outcomes: list[Outcome]) -> list[tuple[str, str]]:
    return [(one.reason, one.at) for one in outcomes if isinstance(one, Failed)]


def places(table: Table, heading: str) -> list[int]:
    """The columns under a heading."""
    return [i for i, text in enumerate(table[HEADER]) if squeeze(text) == squeeze(heading)]


def without(table: Table, *columns: int) -> Table:
    return [[text for i, text in enumerate(row) if i not in columns] for row in table]


def reordered(table: Table, order: list[int]) -> Table:
    return [[row[i] for i in order] for row in table]


def content(sheet: Sheet) -> dict[str, object]:
    """Everything but where it was read, and the words about the year column."""
    return {
        key: _without_place(value)
        for key, value in sheet.model_dump(mode="json").items()
        if key != "source"
    }


def _without_place(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_place(one) for key, one in value.items() if key != "at"}
    return [_without_place(one) for one in value] if isinstance(value, list) else value
