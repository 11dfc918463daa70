"""How a rule's test is written: ``quiet, reports = bind(rule)`` and small sheets of 見本市."""

from collections.abc import Callable
from typing import Any, Protocol

from shirube.designs import Design, Scale
from shirube.designs.cells import Slot, cost_of, value_of
from shirube.designs.model import Grade, Recognise, Text
from shirube.lint import Finding, check
from shirube.lint.check import AnyRule
from shirube.schema import (
    Cost,
    Indicator,
    Issue,
    MunicipalityRef,
    Narrative,
    NextAction,
    Note,
    Project,
    Rating,
    Sheet,
    Value,
)
from shirube.schema.numbers import Measure

CITY = MunicipalityRef(code="999990", name="見本市")
DESIGN = Design(
    id="mihon",
    version="1",
    title=Text(ja="見本", en="sample"),
    municipality=CITY,
    kind="program",
    rates_printed=True,
    recognise=Recognise(formats=("text",), all=("見本",)),
    scales=(
        Scale(
            key="progress",
            title=Text(ja="進み具合", en="progress"),
            grades=(
                Grade(value="順調", order=3, meaning="順調", tone="good"),
                Grade(value="維持", order=2, meaning="一部課題", tone="mid"),
                Grade(value="停滞", order=1, meaning="遅れ", tone="bad"),
            ),
        ),
        Scale(
            key="trend",
            title=Text(ja="前年との比較", en="against last year"),
            grades=(Grade(value="上昇", order=1, meaning="上昇", tone="good"),),
            judges_targets=False,
        ),
    ),
)
NO_TARGETS = DESIGN.model_copy(update={"id": "no_targets", "has_targets": False})
LIBRARY = {design.id: design for design in (DESIGN, NO_TARGETS)}

_PARTS: dict[type, str] = {
    Indicator: "indicators",
    Project: "projects",
    Cost: "costs",
    Narrative: "narratives",
    Rating: "ratings",
    Note: "notes",
    Issue: "issues",
}


class Reports(Protocol):
    """Exactly one finding, with these values."""

    def __call__(self, *sheets: Sheet, kind: str = "", **values: object) -> Finding: ...


def bind(rule: AnyRule) -> tuple[Callable[..., None], Reports]:
    """The two questions a rule's test asks."""

    def findings(sheets: tuple[Sheet, ...], options: dict[str, Any]) -> tuple[Finding, ...]:
        return check(sheets, LIBRARY, rules=[rule], **options)

    def quiet(*sheets: Sheet, **options: Any) -> None:
        assert [finding.text("en") for finding in findings(sheets, options)] == []

    def reports(*sheets: Sheet, kind: str = "", **values: object) -> Finding:
        found = [one for one in findings(sheets, {}) if not kind or one.kind == kind]
        assert len(found) == 1, [finding.text("en") for finding in found]
        assert {name: found[0].values.get(name) for name in values} == values
        assert found[0].text("ja") != found[0].text("en")
        return found[0]

    return quiet, reports


def sheet(*parts: Any, code: str = "11", year: int | None = 2024, **more: Any) -> Sheet:
    """A program sheet; each part goes where its type belongs."""
    placed: dict[str, list[Any]] = {}
    for part in parts:
        placed.setdefault(_PARTS[type(part)], []).append(part)
    return Sheet.model_validate(
        {
            "design": "mihon",
            "design_version": "1",
            "kind": "program",
            "municipality": CITY,
            "fiscal_year": year,
            "code": code,
            "title": f"施策{code}",
            **{name: tuple(items) for name, items in placed.items()},
            **more,
        }
    )


Cells = dict[int, str] | str


def indicator(
    name: str = "図書館の利用者数",
    *values: Value,
    unit: str | None = "人",
    target: Cells = {},  # noqa: B006 - never changed
    actual: Cells = {},  # noqa: B006
    achievement: Cells = {},  # noqa: B006
    **more: Any,
) -> Indicator:
    """Cells as printed, by fiscal year; a single text stands in the column of 2024."""
    tables: tuple[tuple[Measure, Cells], ...] = (
        ("target", target),
        ("actual", actual),
        ("achievement", achievement),
    )
    cells = tuple(
        value_of(printed, measure, year, f"{measure}{year}")
        for measure, table in tables
        for year, printed in ({2024: table} if isinstance(table, str) else table).items()
    )
    return Indicator.model_validate({"name": name, "unit": unit, "values": cells + values, **more})


def cost(printed: str, item: str = "total", *, unit: str = "千円", year: int = 2024) -> Cost:
    """An amount of a settlement, as printed."""
    return cost_of(printed, unit, Slot("settlement", item, year), f"{item}{year}")


def project(name: str, printed: str, *costs: Cost, **more: Any) -> Project:
    """A project row with one amount in thousand yen."""
    return Project.model_validate({"name": name, "costs": (cost(printed), *costs), **more})


def narrative(text: str) -> Narrative:
    """A free text."""
    return Narrative(key="summary", label="まとめ", text=text)


def rating(value: str) -> Rating:
    """A mark on the scale 順調・維持・停滞."""
    return Rating(key="overall", scale="progress", value=value, printed=value)


def issue(action: str, from_year: int | None = None) -> Issue:
    """An issue with one next action."""
    actions = (NextAction(text=action, from_fiscal_year=from_year),)
    return Issue(no="1", text="課題", next_actions=actions)
