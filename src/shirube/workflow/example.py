"""A made-up sheet that shows what a form looks like: one line of everything that has lines."""

from collections.abc import Callable

from shirube.basics.yen import UNITS
from shirube.designs import Design
from shirube.schema import (
    Cost,
    Direction,
    FollowUp,
    Indicator,
    Issue,
    PlanLevel,
    Project,
    Sheet,
    Unit,
    Value,
)
from shirube.schema.plain import Plain

_PARTS = ("directions", "indicators", "projects", "costs", "issues", "follow_ups")


def example(design: Design, year: int) -> Sheet:
    """A sheet of the form with what its sections name; nobody's figures."""
    named = {spec.path.partition(".")[0] for one in design.sections for spec in one.fields}
    rows = {part: _ROWS[part](year, design.money_unit) for part in _PARTS if part in named}
    return Sheet.model_validate(
        {
            "design": design.id,
            "design_version": design.version,
            "kind": design.kind,
            "municipality": design.municipality,
            "fiscal_year": year,
            "code": "0",
            "title": "見本のシート",
            "path": (PlanLevel(level="基本目標", code="1", title="見本の目標"),),
            "units": (Unit(role="担当課", name="見本課"),),
            **rows,
        }
    )


def _costs(year: int, unit: str) -> tuple[Cost, ...]:
    return tuple(
        Cost(
            fiscal_year=one, stage=stage, item="total", unit=unit, printed="1,000",
            amount=str(1000 * UNITS[unit]),
        )
        for one, stage in ((year, "settlement"), (year + 1, "initial_budget"))
    )  # fmt: skip


def _indicators(year: int) -> tuple[Indicator, ...]:
    values = tuple(
        Value(fiscal_year=year + back, measure=measure, value="100", printed="100")
        for back in (-2, -1, 0)
        for measure in ("target", "actual")
    )
    return (Indicator(no="1", name="見本の指標", unit="人", better="up", values=values),)


_ROWS: dict[str, Callable[[int, str], tuple[Plain, ...]]] = {
    "directions": lambda *_: (Direction(no="1", title="見本の方向"),),
    "indicators": lambda year, _: _indicators(year),
    "projects": lambda year, unit: (
        Project(code="0101", name="見本の事業", costs=_costs(year, unit)),
    ),
    "costs": _costs,
    "issues": lambda *_: (Issue(no="1", text="見本の課題"),),
    "follow_ups": lambda year, _: (FollowUp(no="1", text="見本の約束", promised_year=year - 1),),
}
