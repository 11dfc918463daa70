"""Finance tables written for the tests: rows of texts as a csv of any encoding, or a workbook."""

import io

import xlsxwriter

from shirube.budget.tables.columns import Mapping
from shirube.budget.tables.headers import propose
from shirube.budget.tables.lines import TableReading
from shirube.budget.tables.reading import Expected, read_table
from shirube.sources.document import Document
from shirube.sources.opening import open_bytes

CITY = Expected("999997", "見本市", 2024)
HEADER = "科目コード,予算事業名,担当課,当初予算額,決算額"
CRECHE = "01-03-02-01-01,児童館運営費,子ども課,46000000,45200123"
ROADS = "01-08-02-01-01,歩道段差解消費,道路公園課,36000000,35400456"


def csv(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> Document:
    """A csv file."""
    return open_bytes("\n".join([header, *rows]).encode(encoding), "kessan.csv")


def xlsx(rows: list[list[object]]) -> Document:
    """A workbook of one tab."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        tab = book.add_worksheet("決算")
        for number, row in enumerate(rows):
            tab.write_row(number, 0, row)
    return open_bytes(out.getvalue(), "kessan.xlsx")


def proposed(document: Document, **terms: object) -> Mapping:
    """The proposal, confirmed as it is, in 円 unless said otherwise."""
    found = propose(document)
    assert isinstance(found, tuple), found
    return found[0].model_copy(update={"money_unit": "円"} | terms)


def read(document: Document, expected: Expected = CITY, **terms: object) -> TableReading:
    """Proposed, confirmed and read."""
    return read_table(document, proposed(document, **terms), expected)


def codes(reading: TableReading) -> list[tuple[str, str | None]]:
    """What is wrong, and where."""
    return [(problem.code, problem.at) for problem in reading.problems]
