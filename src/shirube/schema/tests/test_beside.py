"""The tables beside the sheets: a fictional town, evaluated in 2021 and 2023."""

import pytest

from shirube.schema import MunicipalityRef, Sheet
from shirube.schema.ledger import Ledger, LedgerLink
from shirube.schema.tables import (
    BESIDE,
    NOTHING,
    TABLES,
    Beside,
    Decided,
    EditionRow,
    Row,
    Table,
    row_stream,
    rows,
)

TOWN = MunicipalityRef(code="999997", name="見本市")
VISITS_2021 = "program/1#indicator/① 来館者"
VISITS_2023 = "program/1#indicator/① 来館者数"


def sheet(year: int | None = 2021, **parts: object) -> Sheet:
    given = {"design": "d", "design_version": "1", "kind": "program", "municipality": TOWN}
    return Sheet.model_validate(
        given | {"fiscal_year": year, "code": "1", "title": "図書館"} | parts
    )


def visits(name: str, *targets: tuple[int, str], **more: object) -> dict[str, object]:
    values = [{"fiscal_year": y, "measure": "target", "value": v, **more} for y, v in targets]
    return {"no": "①", "name": name, "unit": "人", "better": "up", "values": values}


def edition(year: int, number: int = 1) -> EditionRow:
    return EditionRow(
        municipality_code=TOWN.code, edition=f"{year}-{number}", fiscal_year=year, number=number,
        kind="first", published_on=f"{year + 1}-09-01",
    )  # fmt: skip


def table(name: str, *sheets: Sheet, beside: Beside = NOTHING) -> list[Row]:
    return [row for found, row in row_stream(sheets, beside) if found is TABLES[name]]


def linked(*links: LedgerLink) -> Beside:
    return Beside(decided=lambda code: Decided(Ledger(links), "2023-1"))


RENAMED = LedgerLink("indicator", 2021, VISITS_2021, 2023, VISITS_2023, "renamed")
BEFORE = sheet(2021, indicators=(visits("来館者", (2022, "100"), (2025, "120")),))
AFTER = sheet(2023, indicators=(visits("来館者数", (2025, "110"), (2026, "130")),))


@pytest.mark.parametrize("found", BESIDE, ids=lambda found: found.name)
def test_a_key_is_made_of_columns(found: Table) -> None:
    assert set(found.key) <= set(found.names)
    assert len(set(found.names)) == len(found.names)


def test_every_table_of_a_sheet_leads_to_what_it_is_part_of() -> None:
    for found in TABLES.values():
        for columns, other in found.refers:
            assert set(columns) <= set(found.names)
            assert len(columns) == len(other.key)
    assert TABLES["indicator_values"].refers == (
        (("sheet_no", "indicator_position"), TABLES["indicators"]),
    )


def test_every_row_of_a_sheet_says_its_edition() -> None:
    beside = Beside(editions=(edition(2021, 2),))
    for found, row in row_stream([BEFORE, sheet(2020)], beside):
        if "sheet_no" in row:
            assert row["edition"] == ("2021-2" if row["sheet_fiscal_year"] == 2021 else None)
        assert tuple(row) == found.names


def test_a_municipality_is_told_once() -> None:
    told = {"municipality_code": "999997", "municipality_name": "見本市", "prefecture_code": "99"}
    assert table("municipalities", BEFORE, AFTER) == [told]


def test_the_plan_from_the_top_down_each_place_once_a_year() -> None:
    path = [{"level": "基本目標", "code": "1", "title": "学び"}]
    nodes = table("plan_nodes", sheet(path=path), sheet(path=path, code="2", title="公民館"))
    assert [(n["depth"], n["level"], n["code"], n["node_key"]) for n in nodes] == [
        (1, "基本目標", "1", None),
        (2, "施策", "1", "program/1"),
        (2, "施策", "2", "program/2"),
    ]
    assert [n["parent_node_id"] for n in nodes] == [None, nodes[0]["node_id"], nodes[0]["node_id"]]
    assert len({n["node_id"] for n in nodes}) == 3


def test_another_year_is_another_place() -> None:
    assert len({n["node_id"] for n in table("plan_nodes", sheet(2021), sheet(2023))}) == 2


def test_a_project_of_two_programs_is_two_rows_of_one_key() -> None:
    row = {"code": "0110", "name": "まつり", "unit": "観光課", "share": "0.5"}
    both = table(
        "project_programs",
        sheet(projects=[row]),
        sheet(code="2", title="観光", projects=[row | {"share": None}]),
    )
    assert [(r["project_key"], r["program_code"], r["share"]) for r in both] == [
        ("project/0110", "1", "0.5"),
        ("project/0110", "2", None),
    ]


def test_a_sheet_about_a_project_serves_the_program_above_it() -> None:
    path = [{"level": "施策", "code": "7", "title": "観光"}]
    alone = sheet(kind="project", code="0110", title="まつり", path=path)
    (link,) = table("project_programs", alone)
    assert (link["project_key"], link["program_level"], link["program_code"]) == (
        "project/0110", "施策", "7",
    )  # fmt: skip


def test_keys_of_the_ledger_stand_beside_what_they_name() -> None:
    whole = sheet(indicators=BEFORE.indicators, projects=[{"name": "まつり", "unit": "観光課"}])
    assert table("sheets", whole)[0]["node_key"] == "program/1"
    assert table("indicators", whole)[0]["indicator_key"] == VISITS_2021
    assert table("projects", whole)[0]["project_key"] == "project/まつり@観光課"


def test_decided_links_with_the_edition_that_published_them() -> None:
    (row,) = table("identity_links", BEFORE, AFTER, beside=linked(RENAMED))
    assert row == {
        "municipality_code": "999997", "what": "indicator", "from_fiscal_year": 2021,
        "from_key": VISITS_2021, "to_fiscal_year": 2023, "to_key": VISITS_2023,
        "relation": "renamed", "edition": "2023-1",
    }  # fmt: skip


def targets(*sheets: Sheet, beside: Beside) -> list[tuple[object, ...]]:
    names = ("sheet_fiscal_year", "target_fiscal_year", "event", "target", "target_before",
             "before_fiscal_year")  # fmt: skip
    return [
        tuple(row[name] for name in names) for row in table("target_ledger", *sheets, beside=beside)
    ]


def test_a_target_is_told_when_it_is_set_and_when_it_changes() -> None:
    assert targets(BEFORE, AFTER, beside=linked(RENAMED)) == [
        (2021, 2022, "first", "100", None, None),
        (2021, 2025, "first", "120", None, None),
        (2023, 2025, "changed", "110", "120", 2021),
        (2023, 2026, "first", "130", None, None),
    ]


def test_the_same_target_again_is_no_news() -> None:
    again = sheet(2023, indicators=(visits("来館者数", (2025, "120")),))
    assert len(targets(BEFORE, again, beside=linked(RENAMED))) == 2


def test_what_nobody_linked_is_another_indicator() -> None:
    assert [row[2] for row in targets(BEFORE, AFTER, beside=linked())] == ["first"] * 4


def test_a_doubtful_target_is_no_target() -> None:
    doubtful = sheet(2021, indicators=(visits("来館者", (2022, "100"), flags=["glued"]),))
    assert targets(doubtful, beside=linked()) == []


def test_without_decided_links_no_target_is_followed() -> None:
    assert targets(BEFORE, AFTER, beside=Beside()) == []


def test_targets_of_earlier_editions_are_told_and_their_sheets_are_not() -> None:
    beside = Beside(
        editions=(edition(2021), edition(2023)),
        decided=linked(RENAMED).decided,
        earlier=lambda: [BEFORE],
    )
    told = table("target_ledger", AFTER, beside=beside)
    assert [row["edition"] for row in told] == ["2021-1", "2021-1", "2023-1", "2023-1"]
    assert len(table("sheets", AFTER, beside=beside)) == 1
    assert [row["edition"] for row in table("editions", AFTER, beside=beside)] == [
        "2021-1", "2023-1",
    ]  # fmt: skip


def test_the_formula_of_the_design_stands_beside_its_rates() -> None:
    values = [{"measure": "actual", "value": "9"}, {"measure": "achievement", "value": "90"}]
    rated = sheet(indicators=[visits("来館者") | {"values": values}])
    beside = Beside(formula=lambda sheet, better: f"{sheet.design}:{better}")
    assert table("indicators", rated, beside=beside)[0]["formula"] == "d:up"
    found = table("indicator_values", rated, beside=beside)
    assert [row["formula"] for row in found] == [None, "d:up"]


@pytest.mark.parametrize(
    ("item", "printed", "unit"),
    [
        ("total", "千円", "yen"),
        ("hours", "時間", "hours"),
        ("staff", "人", "persons"),
        ("project_count", "本", "items"),
        ("fund_of_the_city", "千円", "yen"),
        ("vehicles", "台", None),
    ],
)
def test_an_amount_says_what_it_counts(item: str, printed: str, unit: str | None) -> None:
    cost = {"stage": "settlement", "item": item, "amount": "3", "unit": printed}
    (row,) = table("costs", sheet(costs=[cost]))
    assert row["amount_unit"] == unit


def test_a_value_says_the_file_that_it_was_read_from() -> None:
    read = BEFORE.model_copy(update={"source": sheet(source={"file": "a.txt"}).source})
    assert {row["source_file"] for row in table("indicator_values", read)} == {"a.txt"}


def test_rows_by_table_are_those_of_one_walk() -> None:
    beside = linked(RENAMED)
    by_table = {name: list(found) for name, found in rows([BEFORE, AFTER], beside).items()}
    assert by_table == {name: table(name, BEFORE, AFTER, beside=beside) for name in TABLES}
