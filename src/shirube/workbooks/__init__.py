"""The city's form as an Excel workbook, both ways: written to be filled, read by its hidden key."""

from shirube.workbooks.forms import Form
from shirube.workbooks.reading import MOST_BYTES, read_workbook
from shirube.workbooks.said import Book, Filled, Tab, Trouble
from shirube.workbooks.writing import write_workbook

__all__ = [
    "MOST_BYTES",
    "Book",
    "Filled",
    "Form",
    "Tab",
    "Trouble",
    "read_workbook",
    "write_workbook",
]
