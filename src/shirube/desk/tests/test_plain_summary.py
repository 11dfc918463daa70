"""A summary in plain Japanese on its way through the office: offered, never asked for."""

import pytest

from shirube.desk.sheet.sections import page
from shirube.schema import Narrative
from shirube.workflow.approve import approve
from shirube.workflow.finalise import finalise
from shirube.workflow.models import Case
from shirube.workflow.submit import submit
from shirube.workflow.tests.office import Office, found_office

pytestmark = pytest.mark.django_db

WRITTEN = "子(こ)どもの 場所を つくりました。"


@pytest.fixture
def office() -> Office:
    found = found_office()
    found.open("town")
    return found


def summary(case: Case) -> Narrative:
    (one,) = (text for text in case.plain().narratives if text.key == "plain_summary")
    return one


def final(office: Office) -> tuple[Narrative, ...]:
    office.fill(office.sato)
    submit(office.target(), by=office.sato)
    approve(office.target(), by=office.kato)
    finalise(office.target(), by=office.tanaka)
    version = office.case().sheet_version
    assert version is not None
    return tuple(text for text in version.plain().narratives if text.key == "plain_summary")


def test_the_editor_offers_it_with_guidance_and_nobody_must_write_it(office: Office) -> None:
    sections = page(office.case(), writes=True).sections
    offered = [section for section in sections if "やさしい日本語" in section.title]
    assert [(section.asked, bool(section.blocks[0].guidance)) for section in offered] == [(0, True)]


def test_a_project_whose_form_does_not_name_it_is_offered_it_as_well(office: Office) -> None:
    case = Case.objects.filter(cycle=office.cycle, kind="project")[0]
    titles = [section.title for section in page(case, writes=True).sections]
    assert titles.count("やさしい日本語の要約") == 1


def test_what_was_written_last_year_is_not_taken_over(office: Office) -> None:
    last = office.case().last_year()
    assert last is not None
    assert any(text.key == "plain_summary" and text.text for text in last.narratives)
    assert summary(office.case()).text == ""


def test_what_nobody_wrote_is_not_in_the_final_sheet(office: Office) -> None:
    assert final(office) == ()


def test_what_somebody_wrote_is_in_the_final_sheet(office: Office) -> None:
    office.type(office.sato, f"narratives:{summary(office.case()).at}:text", WRITTEN)
    assert [one.text for one in final(office)] == [WRITTEN]
