"""Files made for the tests, so that no binary file stands in the repository."""

import io
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import xlsxwriter

from shirube.basics.problems import Problem, UnreadableFileError
from shirube.sources import Document, open_bytes

FONT = "Noto Sans CJK JP"
SHEET = "xl/worksheets/sheet1.xml"


def refused(data: bytes, name: str) -> Problem:
    """The problem of a file that must not open."""
    with pytest.raises(UnreadableFileError) as caught:
        open_bytes(data, name)
    return caught.value.problem


def workbook(fill: Callable[[Any], None]) -> bytes:
    """A workbook whose only tab is filled by a function."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    fill(book.add_worksheet("評価"))
    book.close()
    return buffer.getvalue()


@cache
def small_workbook() -> bytes:
    return workbook(lambda tab: tab.write_row("A1", ["事業名", "決算", 12.5]))


def with_part(book: bytes, part: str, content: bytes) -> bytes:
    """The workbook with one part of its zip replaced."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {*old.namelist(), part}:
            new.writestr(name, content if name == part else old.read(name))
    return buffer.getvalue()


def sheet_xml(rows: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'.encode()


@cache
def pdf(body: str) -> bytes:
    """A PDF of a typst text; skips the test on a machine without the font."""
    import typst

    fonts = typst.Fonts().families()
    if FONT not in fonts:
        pytest.skip(f"the font {FONT} is not on this machine")
    return bytes(typst.compile(f'#set text(font: "{FONT}", size: 9pt)\n{body}'.encode()))


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]
