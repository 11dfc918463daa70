"""Every form goes out as a workbook and comes back: nothing differs, no field is missing."""

import io
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shirube.designs
from shirube.basics.testing import SAMPLES, samples_folder
from shirube.designs.entries import FIELDS, names
from shirube.designs.library import packaged
from shirube.importers import read_path
from shirube.schema import Narrative, Sheet, from_json
from shirube.schema.addresses import index
from shirube.workbooks import Form, read_workbook, write_workbook
from shirube.workbooks.tests.hand import addresses, field, opened, saved
from shirube.workflow.carrying import carry, fresh
from shirube.workflow.carrying.numbering import Names, renumbered

DAY = date(2026, 11, 21)
HOME = Path(shirube.designs.__file__).parent
FOLDERS = sorted(path.parent for path in HOME.glob("*/design.toml"))
DEMO = sorted((HOME.parent / "sample" / "files").glob("*_*.*"))


def forms(sheets: tuple[Sheet, ...]) -> list[Form]:
    """As they were read, as drafts of the next year with last year beside, and empty."""
    made = []
    for sheet in sheets:
        design = packaged()[sheet.design]
        made.append(Form(renumbered(sheet, Names()), design))
        if sheet.fiscal_year is not None:
            carried = carry(sheet, design, sheet.fiscal_year + 1)
            made.append(Form(carried.draft, design, carried.reference))
        made.append(Form(fresh(sheet, design).draft, design))
    return made


def fixture(folder: Path) -> tuple[Sheet, ...]:
    return from_json((folder / "tests" / "expected.json").read_text("utf-8"))


def comes_back_unchanged(made: list[Form]) -> bytes:
    data = write_workbook(made, "b1", DAY)
    book = read_workbook(data, "記入.xlsx")
    assert book.troubles == ()
    # Three states of one sheet are three tabs with one key, which is one sheet to the reader.
    assert {tab.key.sheet for tab in book.tabs} == {str(form.sheet.key) for form in made}
    assert all(tab.filled == () for tab in book.tabs)
    return data


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_design(folder: Path) -> None:
    comes_back_unchanged(forms(fixture(folder)))


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.name)
def test_the_demo_city(path: Path) -> None:
    comes_back_unchanged(forms(read_path(path, library=packaged()).sheets))


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_real_samples(sample: str) -> None:
    sheets = read_path(samples_folder() / sample, library=packaged()).sheets
    made = forms(sheets)
    states = len(made) // len(sheets)
    comes_back_unchanged(made[states - 2 :: states])  # with last year beside, where there is one


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_field_of_a_form_is_there_and_holds_what_is_typed(folder: Path) -> None:
    for form in forms(fixture(folder))[:2]:
        book = opened(write_workbook([form], "b1", DAY))
        asked = {
            f"{spot}:{name}"
            for spot, one in index(form.sheet.model_dump(mode="json")).items()
            if spot.part in FIELDS
            for name in names(spot.part, one.item)
            if one.item.get(name) not in (None, [], "") and name != "note"
        }
        typed = {address: f"{address} に書いた" for address in addresses(book)}
        fixed = {key for key in asked if key not in typed}
        assert all(is_worked_out(address) for address in fixed)
        for address, text in typed.items():
            field(book, address).value = text
        (tab,) = read_workbook(saved(book), "a.xlsx").tabs
        assert {one.address: one.text for one in tab.filled} == typed


def is_worked_out(address: str) -> bool:
    """Rates and totals, which nobody types."""
    return address.startswith(("indicators.values:", "costs:"))


def test_the_parts_of_the_file_are_sound() -> None:
    data = write_workbook(forms(fixture(HOME / "mihon_shisaku")), "b1", DAY)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
    book = opened(data)
    assert book["_選択肢"].sheet_state == "hidden"
    tab = book.worksheets[1]
    assert tab.protection.sheet
    assert tab.row_dimensions[1].hidden
    assert tab.column_dimensions["A"].hidden
    assert not field(book, addresses(book)[0]).protection.locked
    assert tab["B2"].protection.locked
    lists = [rule.formula1 for rule in tab.data_validations.dataValidation if rule.type == "list"]
    assert '"順調,おおむね順調,要改善"' in lists


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_any_text_comes_back_as_it_was(texts: list[str]) -> None:
    narratives = tuple(
        Narrative(key=f"k{n}", label="文", text=text, at=f"e{n}") for n, text in enumerate(texts)
    )
    sheet = fixture(HOME / "mihon_shisaku")[0].model_copy(update={"narratives": narratives})
    data = write_workbook([Form(sheet, packaged()["mihon_shisaku"])], "b1", DAY)
    book = read_workbook(data, "a.xlsx")
    assert book.troubles == ()
    assert [tab.filled for tab in book.tabs] == [()]


@pytest.mark.parametrize("text", ["=1+1", "+81", "-3", "@SUM(A1)", "\t=1", "_x0041_", "'=1"])
def test_what_looks_like_a_formula_is_a_text(text: str) -> None:
    sheet = fixture(HOME / "mihon_shisaku")[0]
    narratives = (Narrative(key="aim", label="めざす姿", text=text, at="e1"),)
    form = Form(sheet.model_copy(update={"narratives": narratives}), packaged()["mihon_shisaku"])
    data = write_workbook([form], "b1", DAY)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist())
    cell = field(opened(data), "narratives:e1:text")
    assert (cell.data_type, cell.number_format) == ("s", "@")
    (tab,) = read_workbook(data, "a.xlsx").tabs
    assert tab.filled == ()
