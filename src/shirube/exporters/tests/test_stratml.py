from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema

from shirube.basics.testing import schemas_folder
from shirube.exporters import FORMATS, ExportContext
from shirube.exporters.tests.real import EVERY, published
from shirube.schema import (
    Direction,
    Indicator,
    MunicipalityRef,
    PlanLevel,
    Rating,
    Sheet,
    Unit,
    Value,
)

MIHON = MunicipalityRef(code="999997", name="見本市")
STEP = PlanLevel(level="施策", code="21", title="図書館")
NS = {"s": "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"}
CONTEXT = ExportContext("見本市", "2024-1", published_on=date(2025, 10, 31), base="https://a/b/")


@cache
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(schemas_folder() / "stratml-part2-20160506.xsd")


def sheet(**parts: object) -> Sheet:
    whole = {"design": "d", "design_version": "1", "kind": "program", "municipality": MIHON}
    own = {"code": "21", "title": "図書館", "fiscal_year": 2024, "standing": "confirmed"}
    return Sheet.model_validate(whole | own | parts)


def visits(*values: Value, **parts: object) -> Indicator:
    return Indicator.model_validate({"name": "利用者", "unit": "人", "values": values} | parts)


def documents(folder: Path, *sheets: Sheet) -> Iterator[ElementTree.Element]:
    for path in FORMATS["stratml"].write(iter(sheets), folder, CONTEXT):
        if path.suffix == ".xml":
            assert list(schema().iter_errors(str(path))) == []
            yield ElementTree.parse(path).getroot()


def words(found: ElementTree.Element, path: str) -> list[str]:
    return [one.text or "" for one in found.iterfind("/".join(f"s:{p}" for p in path.split()), NS)]


def measured(folder: Path, *values: Value, **parts: object) -> ElementTree.Element:
    (root,) = documents(folder, sheet(indicators=(visits(*values, **parts),)))
    found = root.find(".//s:PerformanceIndicator", NS)
    assert found is not None
    return found


@pytest.mark.parametrize("name", EVERY)
def test_the_schema_accepts(name: str, tmp_path: Path) -> None:
    found = list(documents(tmp_path, *published(name)))
    assert len(found) == len({(one.municipality, one.fiscal_year) for one in published(name)})
    assert all(words(root, "StrategicPlanCore Goal Name") for root in found)


@pytest.mark.parametrize(
    ("right", "spoiled"),
    [
        ("<NumberOfUnits>120</NumberOfUnits>", "<NumberOfUnits>120人</NumberOfUnits>"),
        ("<Identifier>_", "<Identifier>9"),
        ("<StartDate>2024-04-01</StartDate>", "<StartDate>令和6年4月1日</StartDate>"),
        ('Type="Performance_Report"', 'Type="評価"'),
    ],
)
def test_the_schema_refuses(right: str, spoiled: str, tmp_path: Path) -> None:
    list(documents(tmp_path, sheet(indicators=(visits(actual("120")),))))
    text = (tmp_path / "999997-2024.xml").read_text("utf-8")
    assert right in text
    assert not schema().is_valid(text.replace(right, spoiled, 1))


def actual(value: str | None, **parts: object) -> Value:
    return Value.model_validate(
        {"measure": "actual", "fiscal_year": 2024, "value": value, "printed": value} | parts
    )


def test_target_and_result_of_a_year_stand_together(tmp_path: Path) -> None:
    target = Value(measure="target", fiscal_year=2024, value="100.50", printed="100.50")
    found = measured(tmp_path, actual("120"), target)
    assert words(found, "MeasurementInstance TargetResult NumberOfUnits") == ["100.50"]
    assert words(found, "MeasurementInstance ActualResult NumberOfUnits") == ["120"]
    assert words(found, "MeasurementInstance ActualResult EndDate") == ["2025-03-31"]


def test_a_doubtful_value_is_no_number(tmp_path: Path) -> None:
    found = measured(tmp_path, actual("31.6", printed="31.6 38.9", flags=("glued",)))
    result = "MeasurementInstance ActualResult"
    assert words(found, f"{result} NumberOfUnits") == []
    assert words(found, f"{result} Descriptor DescriptorValue") == ["数が続いている"]
    assert words(found, f"{result} Description") == ["疑いのある値です。印字は「31.6 38.9」"]


def test_missing_values_say_why_and_blank_ones_are_not_there(tmp_path: Path) -> None:
    pending = actual(None, missing="pending")
    found = measured(tmp_path, pending, actual(None, missing="blank", fiscal_year=2025))
    assert words(found, "MeasurementInstance ActualResult NumberOfUnits") == []
    reasons = words(found, "MeasurementInstance ActualResult Descriptor DescriptorValue")
    assert reasons == ["集計中"]


def test_a_value_belongs_to_the_year_it_measures(tmp_path: Path) -> None:
    found = measured(tmp_path, actual("32.2", observed_year=2022))
    assert words(found, "MeasurementInstance ActualResult StartDate") == ["2022-04-01"]


def test_what_only_a_machine_read_says_so_everywhere(tmp_path: Path) -> None:
    one = sheet(standing="machine_read", indicators=(visits(actual("1")),))
    (root,) = documents(tmp_path, one)
    told = [word for word in root.itertext() if "機械読取・未確認" in word]
    assert len(told) == 3  # document, goal, indicator


def test_indicators_stand_below_their_direction(tmp_path: Path) -> None:
    directions = (Direction(no="1", title="学ぶ"), Direction(no="2", title="集う"))
    indicators = (visits(direction="2"), visits(direction="9"))
    (root,) = documents(tmp_path, sheet(directions=directions, indicators=indicators))
    goal = root.find(".//s:Goal", NS)
    assert goal is not None
    assert words(goal, "Objective Name") == ["学ぶ", "集う", "図書館(全体)"]
    counts = [
        len(one.findall("s:PerformanceIndicator", NS)) for one in goal.iterfind("s:Objective", NS)
    ]
    assert counts == [0, 1, 1]


def test_projects_are_objectives_of_the_step_above_them(tmp_path: Path) -> None:
    project = {"kind": "project", "path": (STEP,)}
    (root,) = documents(
        tmp_path,
        sheet(**project, code="1", title="貸出"),
        sheet(kind="program", code="22", title="公民館"),
        sheet(**project, code="2", title="読み聞かせ"),
    )
    assert words(root, "StrategicPlanCore Goal Name") == ["図書館", "公民館"]
    assert words(root, "StrategicPlanCore Goal Objective Name") == ["貸出", "読み聞かせ"]
    assert words(root, "StrategicPlanCore Goal Description")[0] == "計画の施策「図書館」"


def test_a_project_keeps_the_indicators_of_its_directions(tmp_path: Path) -> None:
    directions = (Direction(no="1", title="学ぶ", purpose="だれでも"),)
    parts = {"directions": directions, "indicators": (visits(direction="1"), visits())}
    (root,) = documents(tmp_path, sheet(kind="project", path=(STEP,), **parts))
    assert len(root.findall(".//s:PerformanceIndicator", NS)) == 2
    assert (
        "方向 1: 学ぶ だれでも"
        in (words(root, "StrategicPlanCore Goal Objective OtherInformation")[0])
    )


@pytest.mark.parametrize("order", [1, -1])
def test_a_step_with_a_sheet_of_its_own_is_one_goal(order: int, tmp_path: Path) -> None:
    project = sheet(kind="project", path=(STEP,), code="1", title="貸出")
    (root,) = documents(
        tmp_path, *[sheet(units=(Unit(role="主担当課", name="図書課"),)), project][::order]
    )
    assert words(root, "StrategicPlanCore Goal Name") == ["図書館"]
    assert words(root, "StrategicPlanCore Goal Stakeholder Name") == ["図書課"]
    assert words(root, "StrategicPlanCore Goal Objective Name") == ["貸出"]


def test_two_sheets_of_one_key_are_two_goals(tmp_path: Path) -> None:
    (root,) = documents(tmp_path, sheet(), sheet(), sheet())
    assert len(words(root, "StrategicPlanCore Goal Name")) == 3


def test_a_document_for_each_municipality_and_year(tmp_path: Path) -> None:
    other = MunicipalityRef(code="999989", name="手本市")
    plan = sheet(kind="plan_page", fiscal_year=None)
    found = list(documents(tmp_path, sheet(), plan, sheet(municipality=other), sheet(code="22")))
    assert sorted(path.name for path in tmp_path.glob("*.xml")) == [
        "999989-2024.xml",
        "999997-2024.xml",
        "999997-undated.xml",
    ]
    assert [root.get("Type") for root in found] == [
        "Performance_Report",
        "Strategic_Plan",
        "Performance_Report",
    ]


def test_names_of_what_is_said_stay_the_same(tmp_path: Path) -> None:
    def identifiers(*sheets: Sheet) -> set[str]:
        (root,) = documents(tmp_path, *sheets)
        return {one.text or "" for one in root.iterfind(".//s:Goal//s:Identifier", NS)}

    first = sheet(indicators=(visits(actual("1")),))
    assert identifiers(first) < identifiers(sheet(code="22"), first)


def test_the_day_and_address_of_an_edition_are_told(tmp_path: Path) -> None:
    (root,) = documents(tmp_path, sheet())
    assert words(root, "AdministrativeInformation PublicationDate") == ["2025-10-31"]
    assert words(root, "AdministrativeInformation Source") == ["https://a/b/"]


def test_ratings_are_qualitative_and_doubtful_ones_are_marked(tmp_path: Path) -> None:
    ratings = (
        Rating(key="overall", scale="abc", value="A", reason="ふえた"),
        Rating(key="cost", scale="abc", value="B", flags=("unknown_choice",)),
        Rating(key="aim", scale="abc", missing="lost"),
    )
    (root,) = documents(tmp_path, sheet(ratings=ratings))
    found = root.findall(".//s:PerformanceIndicator", NS)
    assert [one.get("PerformanceIndicatorType") for one in found] == ["Qualitative"] * 3
    marks = [one.text for one in root.iterfind(".//s:DescriptorValue", NS)]
    assert marks == ["A", "選択肢にない", "読取で欠落"]


def test_wild_letters_come_back(tmp_path: Path) -> None:
    (root,) = documents(tmp_path, sheet(title="<図&書>\x0b\r\n館"))
    assert words(root, "StrategicPlanCore Goal Name") == ["<図&書>\r\n館"]
