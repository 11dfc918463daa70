"""What a form's attributes say of one year is not said of the next without anybody touching it."""

import re
from functools import cache
from pathlib import Path

import pytest

import shirube.designs
from shirube.basics.fiscal_year import years_in
from shirube.basics.testing import SAMPLES, samples_folder
from shirube.designs import Design, packaged
from shirube.importers import read_path
from shirube.schema import Attribute, Sheet
from shirube.workflow.carrying import asked, carry

HOME = Path(shirube.designs.__file__).parent
FIXTURES = sorted(HOME.glob("*/tests/fixture.*"))
# Named by the form as what stays: the years of a plan or of a project, not of its evaluation.
LASTING = re.compile("期間")


@cache
def sheets(path: Path) -> tuple[Sheet, ...]:
    return read_path(path).sheets


def silently_kept(sheet: Sheet, design: Design) -> list[Attribute]:
    """Attributes of next year's draft that still speak of last year's evaluation."""
    assert sheet.fiscal_year is not None
    draft = carry(sheet, design, sheet.fiscal_year + 1).draft
    old = {sheet.fiscal_year, sheet.carried_out}
    return [
        one
        for one in draft.attributes
        if old & set(years_in(one.value or "")) and not LASTING.search(one.label)
    ]


def kept(path: Path) -> list[tuple[str, str, str | None]]:
    found = []
    for sheet in sheets(path):
        if sheet.fiscal_year is not None:
            left = silently_kept(sheet, packaged()[sheet.design])
            found += [(str(sheet.key), one.key, one.value) for one in left]
    return found


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.parent.parent.name)
def test_no_attribute_of_a_form_speaks_of_last_year(path: Path) -> None:
    assert kept(path) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_nor_of_a_real_one(name: str) -> None:
    assert kept(samples_folder() / name) == []


def project_form() -> Sheet:
    return sheets(HOME / "mihon_jimujigyo" / "tests" / "fixture.csv")[0]


def test_how_last_years_file_was_read_is_no_question_to_anybody() -> None:
    last = project_form()
    assert "years_basis" in {one.key for one in last.attributes}
    assert last.fiscal_year is not None
    draft = carry(last, packaged()[last.design], last.fiscal_year + 1).draft
    assert "years_basis" not in {one.key for one in draft.attributes}


def test_also_where_a_citys_own_form_does_not_name_it() -> None:
    last = project_form()
    design = packaged()[last.design]
    bare = design.model_copy(update={"sections": ()})
    assert last.fiscal_year is not None
    draft = carry(last, bare, last.fiscal_year + 1).draft
    assert "years_basis" not in {one.key for one in draft.attributes}


def test_the_day_of_writing_is_asked_anew_and_the_legal_basis_stays() -> None:
    design = packaged()["ofunato_jimujigyo"]
    written = Attribute(key="written_on", label="作成年月日", value="令和7年5月1日", at="A1")
    basis = Attribute(key="legal_basis", label="根拠法令", value="架空の条例", at="B1")
    last = Sheet.model_validate(
        project_form().model_dump()
        | {"design": design.id, "attributes": [written.model_dump(), basis.model_dump()]}
    )
    assert last.fiscal_year is not None
    draft = carry(last, design, last.fiscal_year + 1).draft
    assert [(one.key, one.value) for one in draft.attributes] == [
        ("written_on", ""),
        ("legal_basis", "架空の条例"),
    ]
    wanted = [one for one in asked(draft, last, design) if one.part == "attributes"]
    assert [(one.label, one.done) for one in wanted] == [("作成年月日", False)]
