"""A summary in plain Japanese: offered by every form, shown first, unsaid where nobody wrote it."""

import pytest

from shirube.designs import packaged
from shirube.designs.layout import placed_sections
from shirube.designs.plain_summary import KEY, LABEL, PATH, asked_sections, without_empty
from shirube.schema import Narrative, Sheet

AIM = Narrative(key="aim", label="めざす姿", text="歩いて暮らせるまち")
WRITTEN = Narrative(key=KEY, label=LABEL, text="道を なおしました。")
EMPTY = Narrative(key=KEY, label=LABEL, text=" ")


def sheet(design: str, *narratives: Narrative) -> Sheet:
    one = packaged()[design]
    return Sheet(
        design=design,
        design_version=one.version,
        kind=one.kind,
        municipality=one.municipality,
        code="1",
        title="道",
        narratives=narratives,
    )


@pytest.mark.parametrize("design", sorted(packaged()))
def test_every_form_asks_for_it_once_with_guidance(design: str) -> None:
    asked = [
        spec
        for section in asked_sections(packaged()[design])
        for spec in section.fields
        if spec.path == PATH
    ]
    assert [(spec.must, bool(spec.guidance)) for spec in asked] == [(False, True)]


@pytest.mark.parametrize("design", sorted(packaged()))
def test_it_stands_first_and_only_there(design: str) -> None:
    first, *others = placed_sections(packaged()[design], sheet(design, AIM, WRITTEN))
    assert (first.title, first.fields[0].items) == ("やさしい日本語", (WRITTEN,))
    assert PATH not in {placed.spec.path for one in others for placed in one.fields}


def test_without_a_text_nothing_is_shown() -> None:
    one = sheet("mihon_shisaku", AIM, EMPTY)
    placed = [field.spec.path for part in placed_sections(None, one) for field in part.fields]
    assert placed == ["narratives.aim"]


def test_a_sheet_is_kept_without_a_summary_that_nobody_wrote() -> None:
    assert without_empty(sheet("mihon_shisaku", AIM, EMPTY)).narratives == (AIM,)
    written = sheet("mihon_shisaku", AIM, WRITTEN)
    assert without_empty(written) is written
