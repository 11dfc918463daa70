"""What every design folder keeps to; a new folder is tested here without a line being added."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args, get_origin

import pytest

import shirube.designs
from shirube.basics.testing import samples_folder
from shirube.designs import Design, load_folder, packaged
from shirube.importers import read_document
from shirube.schema import Sheet, from_json, public, to_json
from shirube.sources import Document, open_path

HOME = Path(shirube.designs.__file__).parent
FOLDERS = sorted(path.parent for path in HOME.glob("*/design.toml"))
READABLE = [folder for folder in FOLDERS if (folder / "reader.py").exists()]
SAMPLES = {
    "kiyose_shisaku_r1.txt": "kiyose_shisaku_r1",
    "kiyose_shisaku_r3.txt": "kiyose_shisaku_r3",
    "kunitachi_shisaku_r6.txt": "kunitachi_shisaku",
    "chofu_gyokaku_r4.txt": "chofu_gyokaku",
    "koganei_keikaku_r3.txt": "koganei_keikaku",
    "ofunato_jimujigyo_r7.xlsx": "ofunato_jimujigyo",
}
# Parts of a sheet that hold several entries; of the keyed ones a section asks for a single key.
PARTS = [
    name for name, field in Sheet.model_fields.items() if get_origin(field.annotation) is tuple
]
KEYED = [
    name for name in PARTS if "key" in get_args(Sheet.model_fields[name].annotation)[0].model_fields
]
NOT_ASKED = ("path", "unplaced")  # the head of every sheet; what belongs to no section

each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
each_readable = pytest.mark.parametrize("folder", READABLE, ids=lambda folder: folder.name)
each_sample = pytest.mark.parametrize("sample", SAMPLES)


@cache
def opened(path: Path) -> Document:
    return open_path(path)


def fixture(folder: Path) -> Path:
    (found,) = (folder / "tests").glob("fixture.*")
    return found


def read(design_id: str, path: Path) -> tuple[Sheet, ...]:
    return read_document(opened(path), design=design_id).sheets


@cache
def read_fixture(folder: Path) -> tuple[Sheet, ...]:
    return read(folder.name, fixture(folder))


@cache
def read_sample(sample: str) -> tuple[Sheet, ...]:
    return read(SAMPLES[sample], samples_folder() / sample)


def paths(design: Design) -> Iterator[str]:
    return (spec.path for section in design.sections for spec in section.fields)


def marks_off_the_scale(design: Design, sheets: tuple[Sheet, ...]) -> set[tuple[str, str]]:
    """(scale, mark) of every rating that its scale does not explain."""
    marks = {(r.scale, r.value) for sheet in sheets for r in sheet.ratings if r.value}
    marks |= {("progress", p.rating) for sheet in sheets for p in sheet.progress if p.rating}
    scales = {scale.key: scale for scale in design.scales}
    return {(s, mark) for s, mark in marks if s not in scales or scales[s].grade(mark) is None}


def undeclared(design: Design, sheets: tuple[Sheet, ...]) -> set[str]:
    """Parts that were read although no section of the design asks for them.

    An attribute that a sheet has several times is numbered: account_1 declares account_2.
    """
    found = {f"{part}.{e.key}" for sheet in sheets for part in KEYED for e in getattr(sheet, part)}
    found |= {
        part for sheet in sheets for part in PARTS if part not in KEYED and getattr(sheet, part)
    }
    declared = {*paths(design), *NOT_ASKED}
    return {path for path in found - declared if re.sub(r"_\d+$", "_1", path) not in declared}


@each_folder
def test_folder_loads(folder: Path) -> None:
    design, reader = load_folder(folder)

    assert design == packaged()[folder.name]
    assert (reader is not None) == (folder in READABLE)


@each_folder
def test_sections_name_parts_that_exist(folder: Path) -> None:
    for path in paths(packaged()[folder.name]):
        part, _, key = path.partition(".")
        assert part in Sheet.model_fields, path
        assert bool(key) == (part in KEYED), path


@each_folder
def test_labels_and_keys_are_said_once(folder: Path) -> None:
    design = packaged()[folder.name]

    for said in (
        [*paths(design)],
        [s.key for s in design.sections],
        [s.key for s in design.scales],
    ):
        assert len(said) == len(set(said))


@each_folder
def test_grades_of_a_scale_are_in_order(folder: Path) -> None:
    for scale in packaged()[folder.name].scales:
        for said in ([g.value for g in scale.grades], [g.order for g in scale.grades]):
            assert len(said) == len(set(said)), scale.key


@each_readable
def test_fixture_is_read_as_expected(folder: Path) -> None:
    assert read_fixture(folder) == from_json((folder / "tests/expected.json").read_bytes())


@each_readable
def test_fixture_is_known_as_its_own_form_and_no_other(folder: Path) -> None:
    found = packaged().recognise(opened(fixture(folder)))

    assert [design.id for design in found] == [folder.name]


@each_sample
def test_sample_is_known_as_its_own_form_and_no_other(sample: str) -> None:
    found = packaged().recognise(opened(samples_folder() / sample))

    assert [design.id for design in found] == [SAMPLES[sample]]


@each_readable
def test_scales_explain_every_mark_of_the_fixture(folder: Path) -> None:
    assert not marks_off_the_scale(packaged()[folder.name], read_fixture(folder))


@each_sample
def test_scales_explain_every_mark_of_the_sample(sample: str) -> None:
    assert not marks_off_the_scale(packaged()[SAMPLES[sample]], read_sample(sample))


@each_readable
def test_whatever_is_read_has_its_section(folder: Path) -> None:
    assert not undeclared(packaged()[folder.name], read_fixture(folder))


@each_sample
def test_whatever_is_read_from_the_sample_has_its_section(sample: str) -> None:
    assert not undeclared(packaged()[SAMPLES[sample]], read_sample(sample))


@each_readable
def test_public_sheet_holds_only_what_the_design_opens(folder: Path) -> None:
    privacy = packaged()[folder.name].privacy
    closed = {"name", "post", "phone", "email"} - set(privacy.contact_fields)

    for sheet in read_fixture(folder):
        shown = public(sheet, privacy)
        assert not shown.unplaced
        assert not any(getattr(contact, name) for contact in shown.contacts for name in closed)
        assert not {entry.key for entry in shown.attributes} & set(privacy.attributes)
        assert not {entry.key for entry in shown.narratives} & set(privacy.narratives)
        assert public(shown, privacy) == shown


@each_readable
def test_reading_twice_gives_the_same_bytes(folder: Path) -> None:
    assert to_json(read(folder.name, fixture(folder))) == to_json(read_fixture(folder))


@each_readable
def test_sheets_survive_json(folder: Path) -> None:
    sheets = read_fixture(folder)

    assert from_json(to_json(sheets)) == sheets


@each_sample
def test_sheets_of_the_sample_survive_json_and_have_their_own_keys(sample: str) -> None:
    sheets = read_sample(sample)

    assert from_json(to_json(sheets)) == sheets
    assert len({sheet.key for sheet in sheets}) == len(sheets) > 0
