"""Keys: stable, and different for what is different."""

import pytest
from pydantic import ValidationError

from shirube.schema import Indicator, MunicipalityRef, Project, Sheet, SheetKey
from shirube.schema.keys import indicator_keys, node_key, project_keys
from shirube.schema.ledger import Appearance, Ledger, LedgerLink, links_from_json, links_to_json
from shirube.schema.sheet import parse_key


def sheet(*, indicators: tuple[Indicator, ...] = (), projects: tuple[Project, ...] = ()) -> Sheet:
    return Sheet(
        design="mihon",
        design_version="1",
        kind="program",
        municipality=MunicipalityRef(code="999997", name="見本市"),
        code="513",
        title="見本",
        indicators=indicators,
        projects=projects,
    )


def test_node() -> None:
    assert node_key(sheet()) == "program/513"


def test_indicator_as_printed_with_white_space_evened_out() -> None:
    found = indicator_keys(
        sheet(indicators=(Indicator(no="③", name="満足\n 度"), Indicator(name="x")))
    )
    assert [key for key, _ in found] == [
        "program/513#indicator/③ 満足 度",
        "program/513#indicator/x",
    ]


def test_same_name_twice_does_not_collide() -> None:
    twice = (Indicator(no="①", name="件数"), Indicator(no="①", name="件数"))
    assert [key for key, _ in indicator_keys(sheet(indicators=twice))] == [
        "program/513#indicator/① 件数",
        "program/513#indicator/① 件数~2",
    ]


def test_project_by_number_or_by_name_and_division() -> None:
    rows = (
        Project(code="0110050109", name="広報紙発行", unit="広報課"),
        Project(name="一般事務", unit="甲課"),
        Project(name="一般事務", unit="乙課"),
        Project(name="一般事務"),
    )
    assert [key for key, _ in project_keys(sheet(projects=rows))] == [
        "project/0110050109",
        "project/一般事務@甲課",
        "project/一般事務@乙課",
        "project/一般事務",
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("999997/2019/program/511", SheetKey("999997", 2019, "program", "511")),
        ("999997/undated/plan_page/施策27", SheetKey("999997", None, "plan_page", "施策27")),
        ("999997/2022/reform/1/2", SheetKey("999997", 2022, "reform", "1/2")),
    ],
)
def test_sheet_key_there_and_back(text: str, key: SheetKey) -> None:
    assert parse_key(text) == key
    assert str(key) == text


@pytest.mark.parametrize("text", ["511", "999997/2019/program", "999997/R1/program/511"])
def test_what_is_no_sheet_key(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        parse_key(text)


LINKS = (
    LedgerLink("indicator", 2019, "a", 2021, "b", "renamed"),
    LedgerLink("indicator", 2021, "b", 2022, "b"),
    LedgerLink("indicator", 2022, "b", 2023, "c", "split"),
)


def test_thread_goes_both_ways_and_ends_at_a_split() -> None:
    years = (Appearance(2019, "a"), Appearance(2021, "b"), Appearance(2022, "b"))
    assert Ledger(LINKS).thread("indicator", 2021, "b") == years
    assert Ledger(LINKS).later("indicator", 2022, "b") is None


def test_what_is_not_linked_is_not_joined() -> None:
    assert Ledger(LINKS).thread("node", 2021, "b") == (Appearance(2021, "b"),)


def test_ledger_there_and_back() -> None:
    assert links_from_json(links_to_json(reversed(LINKS))) == LINKS


def test_link_leads_to_a_later_year() -> None:
    with pytest.raises(ValueError, match="later year"):
        LedgerLink("node", 2021, "a", 2021, "b")
    with pytest.raises(ValidationError):
        links_from_json(
            '[{"what":"node","from_year":2021,"from_key":"a","to_year":2020,"to_key":"b"}]'
        )
