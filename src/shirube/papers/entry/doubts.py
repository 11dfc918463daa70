"""Everything of a sheet that is doubtful, in one list, for those who check it."""

from collections.abc import Iterator
from typing import NamedTuple

from shirube.basics.fiscal_year import in_era
from shirube.schema import Cost, Sheet
from shirube.schema.codes import label


class Doubt(NamedTuple):
    """Where it stands, what is printed, why it is doubtful."""

    where: str
    printed: str
    why: str


def doubts(sheet: Sheet) -> list[Doubt]:
    """In the order of the form's parts."""
    return [
        Doubt(where, printed, "、".join(label("flag", flag) for flag in flags))
        for where, printed, flags in _every(sheet)
        if flags
    ]


_Place = tuple[str, str, tuple[str, ...]]


def _every(sheet: Sheet) -> Iterator[_Place]:
    for attribute in sheet.attributes:
        yield attribute.label, attribute.value or "", attribute.flags
    for indicator in sheet.indicators:
        name = indicator.name or "(名前のない指標)"
        yield name, indicator.name, indicator.flags
        for value in indicator.values:
            where = f"{name} {_year(value.fiscal_year)}{label('measure', value.measure)}"
            yield where, value.printed or "", value.flags
    for project in sheet.projects:
        yield project.name, project.code or project.name, project.flags
        yield from _amounts(project.name, project.costs)
    yield from _amounts("合計", sheet.costs)
    for rating in sheet.ratings:
        yield "評価", rating.printed or rating.value or "", rating.flags
    for progress in sheet.progress:
        yield progress.period, progress.rating or "", progress.flags


def _amounts(name: str, costs: tuple[Cost, ...]) -> Iterator[_Place]:
    for cost in costs:
        slot = f"{label('stage', cost.stage)} {label('item', cost.item)}"
        yield f"{name} {_year(cost.fiscal_year)}{slot}", cost.printed or "", cost.flags


def _year(year: int | None) -> str:
    return f"{in_era(year)}年度 " if year else ""
