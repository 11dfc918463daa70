"""The fixtures give the plain sheets that were checked by hand, and only one form fits each."""

import pytest

from shirube.basics.testing import samples_folder
from shirube.designs.program_form.tests.forms import FORMS, LIBRARY, R1, R3, Form, read_text
from shirube.schema import from_json
from shirube.sources import open_path


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_the_fixture_reads_as_expected(form: Form) -> None:
    assert read_text(form.fixture).sheets == from_json(form.expected)


def test_a_sheet_without_its_code_is_reported_and_the_others_go_on() -> None:
    reading = read_text(FORMS[0].fixture)
    assert [sheet.code for sheet in reading.sheets] == ["411", "412"]
    (problem,) = reading.problems
    assert (problem.code, problem.values["title"]) == ("sheet_unreadable", "番号のない施策")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_only_its_own_design_fits(form: Form) -> None:
    reading = read_text(form.fixture)
    assert reading.design is not None
    assert reading.design.id == form.id


def test_samples_of_other_cities_are_left_alone() -> None:
    own = {f"{R1}.txt", f"{R3}.txt"}
    for path in samples_folder().glob("*.txt"):
        found = [design.id for design in LIBRARY.recognise(open_path(path))]
        assert found == ([path.stem] if path.name in own else [])
