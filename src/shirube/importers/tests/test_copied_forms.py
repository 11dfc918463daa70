"""Files of a form that the city copied for another year."""

from pathlib import Path

from shirube.designs import Design, Library, packaged
from shirube.designs.adapting import Adaptation, FieldWords, adapt, copied
from shirube.designs.model import Grade
from shirube.importers import Reading, read_path
from shirube.schema import MunicipalityRef

FILES = Path(__file__).parents[2] / "sample" / "files"
ORIGIN = packaged()["mihon_shisaku"]
HIKARI = MunicipalityRef(code="999989", name="ひかり町")


def copy(first_year: int, city: MunicipalityRef = ORIGIN.municipality, name: str = "own") -> Design:
    plain = copied(ORIGIN, new_id=f"{name}_{first_year}", city=city, first_year=first_year)
    grades = [
        Grade(value="順調", order=2, meaning="進んでいる", tone="good"),
        Grade(value="おおむね順調", order=1, meaning="ほぼ進んでいる", tone="mid"),
    ]
    words = {"narratives.aim": FieldWords("10年後の姿", private=True)}
    change = Adaptation(plain.title.ja, "slide", fields=words, scales={"progress": grades})
    return adapt(plain, plain.sections, change)


def library(*copies: Design) -> Library:
    known = packaged()
    pairs = [(design, known.reader(name)) for name, design in known.items()]
    return Library(pairs, [(one, ORIGIN.id) for one in copies])


def read(file: str, *copies: Design, design: str | None = None) -> Reading:
    return read_path(FILES / file, library=library(*copies), design=design)


def test_a_year_of_the_copy_is_read_in_its_words_and_scales() -> None:
    own = copy(2024)
    reading = read("r6_shisaku.txt", own)
    assert reading.design == own
    assert {sheet.design for sheet in reading.sheets} == {own.id}
    assert own.privacy.narratives == ("aim",)
    assert {one.scale for sheet in reading.sheets for one in sheet.ratings} == {"progress"}
    before = read("r6_shisaku.txt")
    assert [one.indicators for one in reading.sheets] == [one.indicators for one in before.sheets]
    assert [one.projects for one in reading.sheets] == [one.projects for one in before.sheets]


def test_earlier_years_stay_in_the_form_of_before() -> None:
    assert {sheet.design for sheet in read("r5_shisaku.txt", copy(2024)).sheets} == {ORIGIN.id}


def test_of_two_copies_the_later_one_that_was_in_use() -> None:
    files = {"r5_shisaku.txt": "own_2023", "r6_shisaku.txt": "own_2024"}
    for file, wanted in files.items():
        reading = read(file, copy(2023), copy(2024), copy(2025))
        assert {sheet.design for sheet in reading.sheets} == {wanted}


def test_another_towns_copy_reads_only_when_it_is_named() -> None:
    town = copy(2024, HIKARI, "town")
    assert {one.design for one in read("r6_shisaku.txt", town).sheets} == {ORIGIN.id}
    named = read("r6_shisaku.txt", town, design=town.id)
    assert {(one.design, one.municipality.code) for one in named.sheets} == {(town.id, "999989")}


def test_a_copy_of_a_copy_reads_like_the_first() -> None:
    known = packaged()
    pairs = [(design, known.reader(name)) for name, design in known.items()]
    first, second = copy(2023), copy(2024)
    made = Library(pairs, [(second, first.id), (first, ORIGIN.id)])
    reading = read_path(FILES / "r6_shisaku.txt", library=made)
    assert reading.design == second
