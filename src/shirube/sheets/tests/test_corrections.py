"""Fixes as plain values: each lands on its place, or is handed back."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shirube.sheets.corrections import Fix, Place, apply, places
from shirube.sheets.tests.build import indicator, sheet, value
from shirube.sheets.typed import typed

VALUE = Place("indicators.values", "L10C2")


def test_every_located_item_is_found() -> None:
    assert [str(place) for place in places(sheet())] == [
        "indicators L9",
        "indicators.values L10C2",
        "projects L20",
        "projects.costs L20C3",
    ]


def test_items_of_one_place_are_numbered() -> None:
    two = sheet(indicators=(indicator("比率", value(2019, "1", "L1"), value(2020, "2", "L1")),))
    assert [place.nth for place in places(two) if place.part == "indicators.values"] == [0, 1]


def test_fix_changes_its_place_only() -> None:
    fixed, homeless = apply(sheet(), [Fix(VALUE, {"value": "120"}, {"value": "130"})])
    assert homeless == ()
    assert fixed.indicators[0].values[0].value == "130"
    assert fixed.model_copy(update={"indicators": ()}) == sheet(indicators=())


def test_reader_that_has_learnt_it_needs_no_fix() -> None:
    fix = Fix(VALUE, {"value": "12"}, {"value": "120"})
    assert apply(sheet(), [fix]) == (sheet(), ())


@pytest.mark.parametrize(
    "fix",
    [
        Fix(VALUE._replace(at="L99"), {"value": "120"}, {"value": "130"}),
        Fix(VALUE._replace(nth=1), {"value": "120"}, {"value": "130"}),
        Fix(VALUE, {"value": "777"}, {"value": "130"}),
    ],
    ids=["no such place", "no second item", "another value stands there"],
)
def test_fix_without_a_home_is_handed_back(fix: Fix) -> None:
    assert apply(sheet(), [fix]) == (sheet(), (fix,))


def test_fix_that_breaks_the_sheet_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apply(sheet(), [Fix(VALUE, {"value": "120"}, {"value": "about 12"})])


@given(
    some.lists(some.sampled_from(["0", "7", "31.6", "-258"]), min_size=1, max_size=6), some.data()
)
def test_fixes_applied_twice_are_applied_once(texts: list[str], data: some.DataObject) -> None:
    cells = (value(2019 + n, text, f"L{n}") for n, text in enumerate(texts))
    read = sheet(indicators=(indicator("件数", *cells),))
    fixes = [
        Fix(place, {"value": item["value"]}, {"value": data.draw(some.sampled_from(["1", "2"]))})
        for place, item in places(read).items()
        if place.part == "indicators.values"
    ]
    once = apply(read, fixes)
    assert once.homeless == ()
    assert apply(once.sheet, fixes) == once


@pytest.mark.parametrize("part", ["unplaced", "sheet"])
def test_some_parts_cannot_be_typed(part: str) -> None:
    with pytest.raises(ValueError, match=part):
        typed(Place(part, "L1"), {"text": "x", "at": "L1"}, "y")


@pytest.mark.parametrize("field", ["at", "values", "flags"])
def test_place_and_lists_are_not_typed_over(field: str) -> None:
    item = {"at": "L1", "values": [], "flags": [], "name": "x"}
    with pytest.raises(ValueError, match=field):
        typed(Place("indicators", "L1"), item, "y", field)
