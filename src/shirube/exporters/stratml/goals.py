"""A sheet as a goal with objectives, or a project as an objective of the goal above it.

The goal of a program is its sheet, its objectives are the directions. A project is an objective of
the step of the plan it belongs to; where that step has a sheet of its own, of that sheet's goal.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shirube.exporters.stratml.elements import element, identifier, joined, needed, text
from shirube.exporters.stratml.indicators import doubts, indicators, ratings, unconfirmed
from shirube.schema import PlanLevel, Sheet, Unit
from shirube.schema.codes import label

AIM = "aim"  # the narrative in which designs say what is to be reached

# From the top of the plan down: number and name of each step.
Chain = tuple[tuple[str | None, str], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """What a sheet adds to a goal: the goal's own words (None: a project says none), objectives."""

    chain: Chain
    head: str | None
    objectives: str


def piece(sheet: Sheet, key: str) -> Piece:
    """What the sheet adds. ``key`` names it once in its document."""
    above = _chain(sheet.path)
    if sheet.kind == "project" and above:
        return Piece(above, None, _whole(sheet, key, named=True))
    own = (*above, (sheet.code, sheet.title))
    objectives = [
        element(
            "Objective",
            text("Name", one.title),
            text("Description", joined([one.purpose or "", one.means or ""])),
            identifier(f"{key} direction/{number}"),
            text("SequenceIndicator", one.no),
            indicators(sheet, key, {one.no}) if _first(sheet, number) else "",
        )
        for number, one in enumerate(sheet.directions)
    ]
    return Piece(own, _head(sheet, key), "".join(objectives) + _whole(sheet, key, named=False))


def head_of(chain: Chain, path: tuple[PlanLevel, ...], key: str) -> str:
    """The words of a goal that has no sheet: a step of the plan above projects."""
    code, title = chain[-1]
    return (
        needed("Name", title)
        + needed("Description", f"計画の{path[-1].level}「{title}」")
        + identifier(f"{key} {chain}")
        + text("SequenceIndicator", code)
        + text("OtherInformation", _place(path[:-1]))
    )


def _first(sheet: Sheet, number: int) -> bool:
    """Two directions of one number: the indicators stand below the first."""
    no = sheet.directions[number].no
    return all(one.no != no for one in sheet.directions[:number])


def _chain(path: tuple[PlanLevel, ...]) -> Chain:
    return tuple((level.code, level.title) for level in path)


def _head(sheet: Sheet, key: str) -> str:
    return (
        needed("Name", sheet.title)
        + needed("Description", _aim(sheet))
        + identifier(key)
        + text("SequenceIndicator", sheet.code)
        + _stakeholders(sheet.units)
        + text("OtherInformation", joined(_about(sheet)))
    )


def _whole(sheet: Sheet, key: str, *, named: bool) -> str:
    """The objective of what belongs to the sheet as a whole; nothing where there is nothing. A
    ``named`` one stands for the sheet and its directions.
    """
    every = {one.no for one in sheet.directions} if named else set()
    measured = indicators(sheet, key, {None, *every}) + ratings(sheet, key)
    if not named:
        own = text("Name", f"{sheet.title}(全体)") + identifier(f"{key} whole")
        return element("Objective", own, measured) if measured else ""
    return element("Objective", _head(sheet, key), measured)


def _aim(sheet: Sheet) -> str:
    aims = [one.text for one in sheet.narratives if one.key == AIM]
    return joined(aims) or f"{label('kind', sheet.kind)}「{sheet.title}」"


def _stakeholders(units: Iterable[Unit]) -> str:
    return "".join(
        element(
            "Stakeholder",
            needed("Name", unit.name),
            element("Role", needed("Name", unit.role), text("RoleType", "Performer")),
            StakeholderTypeType="Organization",
        )
        for unit in units
    )


def _about(sheet: Sheet) -> Iterator[str]:
    yield unconfirmed(sheet.standing)
    yield _place(sheet.path)
    for one in sheet.attributes:
        if one.value:
            yield f"{one.label}: {one.value}"
        yield doubts(one.label, one.flags)
    if sheet.kind == "project":
        for direction in sheet.directions:  # those of a program are objectives
            parts = (direction.title, direction.purpose, direction.means)
            yield f"方向 {direction.no}: {' '.join(part for part in parts if part)}"
    for story in sheet.narratives:
        if story.key != AIM:
            yield f"{story.label}: {story.text}"
    for issue in sheet.issues:
        yield f"課題: {issue.text}"
        for action in issue.next_actions:
            since = f"({action.from_fiscal_year}年度から)" if action.from_fiscal_year else ""
            yield f"今後の取組{since}: {action.text}"
    for note in sheet.notes:
        yield f"注記 {note.mark or ''}: {note.text}"


def _place(path: Iterable[PlanLevel]) -> str:
    steps = " › ".join(f"{level.level} {level.title}" for level in path)
    return f"計画の位置: {steps}" if steps else ""
