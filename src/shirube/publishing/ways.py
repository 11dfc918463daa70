"""Which sheets belong to a topic or a committee, and which money.

Nothing is guessed: a name that no sheet has finds nothing and is told to the planning office.
"""

from collections.abc import Iterable, Iterator, Sequence

from shirube.basics.japanese_text import squeeze
from shirube.people.city.model import Group
from shirube.reckon.identity import one_level, rows
from shirube.schema import PlanLevel, Sheet, SheetKey
from shirube.schema.codes import label

# A division that only takes part answers for nothing: forms tell it apart by these words.
_TAKES_PART = ("関係", "関連")


def sheets_of(group: Group, sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets of a group, in the order given."""
    chosen = _chosen(group, sheets)
    return tuple(one for one in sheets if one.key in chosen or _by_division(group, one))


def money_of(group: Group, sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Sheets with the projects whose money is the group's, for totals that count each once.

    Of a sheet in a branch all projects are; by division, the projects that the division carries,
    also in sheets of others, and not what others carry in its own.
    """
    chosen = _chosen(group, sheets)
    own = (
        one if one.key in chosen else _own_rows(group.divisions, one) for one in one_level(sheets)
    )
    found = [one for one in own if one is not None]
    kept = {one.key for one in found}
    alone = (one for one in sheets_of(group, sheets) if one.kind == "project")
    return (*found, *(one for one in alone if one.key not in kept))


def unknown(group: Group, sheets: Sequence[Sheet]) -> list[str]:
    """What the group names and no sheet has, as it was written."""
    known = {name for sheet in sheets for step in sheet.path for name in _branch_names(step)}
    numbers = {name for sheet in sheets for name in _sheet_names(sheet)}
    carried = {squeeze(name) for sheet in sheets for name in _divisions(sheet)}
    return [
        one
        for given, there in (
            (group.branches, known), (group.sheets, numbers), (group.divisions, carried)
        )
        for one in given
        if squeeze(one) not in there
    ]  # fmt: skip


def _chosen(group: Group, sheets: Sequence[Sheet]) -> set[SheetKey]:
    """Named by their number, or in one of the branches; with a program the projects below it."""
    branches = set(map(squeeze, group.branches))
    numbers = set(map(squeeze, group.sheets))
    found = [
        sheet
        for sheet in sheets
        if not numbers.isdisjoint(_sheet_names(sheet))
        or any(not branches.isdisjoint(_branch_names(step)) for step in sheet.path)
    ]
    programs = {sheet.code for sheet in found if sheet.kind == "program"}
    below = (
        sheet
        for sheet in sheets
        if sheet.kind == "project" and sheet.path and sheet.path[-1].code in programs
    )
    return {sheet.key for sheet in (*found, *below)}


def _by_division(group: Group, sheet: Sheet) -> bool:
    wanted = set(map(squeeze, group.divisions))
    leads = [unit for unit in sheet.units if not any(word in unit.role for word in _TAKES_PART)]
    return any(squeeze(unit.name) in wanted for unit in leads or sheet.units)


def _own_rows(divisions: Iterable[str], sheet: Sheet) -> Sheet | None:
    """The sheet with the projects that the divisions carry, None where none is."""
    wanted = set(map(squeeze, divisions))
    lead = sheet.units[0].name if sheet.units else ""
    own = tuple(one for one in rows(sheet) if squeeze(one.unit or lead) in wanted)
    return sheet.model_copy(update={"projects": own}) if own else None


def _branch_names(step: PlanLevel) -> Iterator[str]:
    """A number alone names nothing: the levels count anew from one."""
    code = step.code or ""
    for name in (step.title, f"{code}{step.title}", f"{step.level}{code}{step.title}"):
        yield squeeze(name)
    if code:
        yield squeeze(f"{step.level}{code}")


def _sheet_names(sheet: Sheet) -> Iterator[str]:
    yield squeeze(sheet.code)
    yield squeeze(f"{label('kind', sheet.kind)}{sheet.code}")


def _divisions(sheet: Sheet) -> Iterator[str]:
    yield from (unit.name for unit in sheet.units)
    yield from (project.unit for project in sheet.projects if project.unit)
