"""A form's PDF gives the same sheets as its text: the reader cannot tell them apart."""

from itertools import groupby
from pathlib import Path

import pytest

from shirube import designs
from shirube.importers import Reading, read_bytes
from shirube.sources.tests.making import pdf

# Fixtures whose rows are whole: rows with lost or extra cells do not occur in a ruled table.
FORMS = ["kiyose_shisaku_r3", "chofu_gyokaku"]
PAGE = '#set page(paper: "a2", flipped: true, margin: 10mm)'
WIDEST = 40  # letters in a column before the cell is broken into lines


def typeset(text: str) -> str:
    """The text as a document: runs of lines with tabs become ruled tables."""
    parts = [PAGE]
    for has_cells, lines in groupby(text.split("\n"), key=lambda line: "\t" in line):
        rows = [line.split("\t") for line in lines]
        parts.append(table(rows) if has_cells else "\n\n".join(quoted(row[0]) for row in rows))
    return "\n\n".join(parts)


def table(rows: list[list[str]]) -> str:
    """In a row of fewer cells the longest one spans columns, as a name does in print."""
    count = max(len(row) for row in rows)
    whole = [row for row in rows if len(row) == count]
    widths = [min(max(len(row[at]) for row in whole), WIDEST) + 5 for at in range(count)]
    columns = ", ".join(f"{width}fr" for width in widths)
    cells: list[str] = []
    for row in rows:
        spans = [1] * len(row)
        spans[row.index(max(row, key=len))] += count - len(row)
        for cell, span in zip(row, spans, strict=True):
            cells.append(f"table.cell(colspan: {span})[{quoted(cell)}]")
    return f"#table(columns: ({columns}), {', '.join(cells)})"


def quoted(text: str) -> str:
    return "".join(
        "\\" + letter if letter in "\\#*_`$<>@=-+/~[]\"'." else letter for letter in text
    )


def numbers(reading: Reading) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for sheet in reading.sheets:
        for indicator in sheet.indicators:
            found += [(sheet.key, indicator.name, v.measure, v.fiscal_year, v.value, v.flags)
                      for v in indicator.values]  # fmt: skip
        for project in sheet.projects:
            found += [(sheet.key, project.name, c.fiscal_year, c.amount, c.flags)
                      for c in project.costs]  # fmt: skip
        found += [(sheet.key, rating.key, rating.period, rating.value) for rating in sheet.ratings]
    return found


@pytest.mark.parametrize("form", FORMS)
def test_same_sheets_from_text_and_pdf(form: str) -> None:
    fixture = Path(designs.__file__).parent / form / "tests" / "fixture.txt"
    text = fixture.read_text("utf-8")
    printed, plain = read_bytes(pdf(typeset(text)), "a.pdf"), read_bytes(text.encode(), "a.txt")
    assert [sheet.key for sheet in printed.sheets] == [sheet.key for sheet in plain.sheets]
    assert numbers(printed) == numbers(plain)
    assert printed.coverage == plain.coverage
