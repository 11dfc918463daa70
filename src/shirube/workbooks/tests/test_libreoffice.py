"""Who has no Excel fills the workbook in LibreOffice: what it saves changes nothing by itself."""

from pathlib import Path

import pytest

from shirube.basics.testing import saved_by_libreoffice
from shirube.designs.library import packaged
from shirube.schema import Narrative
from shirube.workbooks import Book, Form, read_workbook, write_workbook
from shirube.workbooks.tests.hand import filled
from shirube.workbooks.tests.test_round_trip import DAY, FOLDERS, fixture, forms

MIHON = next(folder for folder in FOLDERS if folder.name == "mihon_shisaku")
AWKWARD = (
    "=1+1", "+81", "@SUM(A1)", "\t=1", "'=1", "'", "_x0041_", "a\n\n\nb", "a\r\nb", " a  b ",
    "\x0b", "\u2028", "１２", "012", "1e5", "94/107", "98.5%", "▲3", "TRUE", "2024-01-01",
    "12:30", "#N/A", "𠮷", "<b>&amp;", "あ" * 30_000,
)  # fmt: skip


def saved(data: bytes, folder: Path) -> Book:
    (folder / "記入.xlsx").write_bytes(data)
    again = saved_by_libreoffice(folder / "記入.xlsx", "xlsx")
    return read_workbook(again.read_bytes(), again.name)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_workbook_that_was_only_saved_changes_nothing(folder: Path, tmp_path: Path) -> None:
    made = forms(fixture(folder))
    book = saved(write_workbook(made, "b1", DAY), tmp_path)
    assert book.troubles == ()
    assert {tab.key.sheet for tab in book.tabs} == {str(form.sheet.key) for form in made}
    assert all(tab.filled == () for tab in book.tabs)


def test_awkward_texts_stay_as_they_are(tmp_path: Path) -> None:
    texts = tuple(
        Narrative(key=f"k{n}", label="文", text=text, at=f"e{n}") for n, text in enumerate(AWKWARD)
    )
    sheet = fixture(MIHON)[0].model_copy(update={"narratives": texts})
    book = saved(write_workbook([Form(sheet, packaged()[sheet.design])], "b1", DAY), tmp_path)
    assert book.troubles == ()
    assert [tab.filled for tab in book.tabs] == [()]


def test_what_was_typed_comes_back_and_nothing_else(tmp_path: Path) -> None:
    sheet = fixture(MIHON)[0]
    texts = (Narrative(key="aim", label="めざす姿", text="前", at="e1"),)
    form = Form(sheet.model_copy(update={"narratives": texts}), packaged()[sheet.design])
    typed = filled(write_workbook([form], "b1", DAY), {"narratives:e1:text": "後\n2行目"})
    (tab,) = saved(typed, tmp_path).tabs
    assert [(one.address, one.text) for one in tab.filled] == [("narratives:e1:text", "後\n2行目")]
