"""Which rows of several sheets are one and the same project.

Within one municipality and evaluated year: the code where one is printed, else name and division.
A row without a code joins the coded project of the same name and division when there is only one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from shirube.basics.japanese_text import squeeze
from shirube.schema import Project, Sheet


class ProjectId(NamedTuple):
    """The code, or name and division (squeezed); the other part is empty."""

    code: str
    name: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Appearance:
    """One row: the project as one sheet states it."""

    sheet: Sheet
    project: Project


def rows(sheet: Sheet) -> tuple[Project, ...]:
    """The sheet's project rows; a sheet about one project is itself the row."""
    if sheet.projects or sheet.kind != "project":
        return sheet.projects
    unit = sheet.units[0].name if sheet.units else None
    return (Project(code=sheet.code, name=sheet.title, unit=unit, costs=sheet.costs),)


def one_level(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The sheets that list projects; where there are none, all.

    A city that evaluates programs and projects prints the same money on both levels: adding
    across levels counts nothing twice that a reader would add up.
    """
    given = tuple(sheets)
    listing = tuple(sheet for sheet in given if sheet.projects)
    return listing or given


def appearances(sheets: Iterable[Sheet]) -> Mapping[ProjectId, tuple[Appearance, ...]]:
    """Every project with the rows in which it stands, in the order of the sheets.

    Raises ValueError for sheets of several municipalities or evaluated years: there, whether two
    rows are the same project is for people to decide.
    """
    given = tuple(sheets)
    require_one_corpus(given)
    found = [Appearance(sheet, project) for sheet in given for project in rows(sheet)]
    codes = _codes_by_name(found)
    grouped: dict[ProjectId, list[Appearance]] = defaultdict(list)
    for appearance in found:
        grouped[_identify(appearance.project, codes)].append(appearance)
    return {identity: tuple(group) for identity, group in grouped.items()}


def require_one_corpus(sheets: Iterable[Sheet]) -> None:
    """Raises ValueError unless all sheets are of one municipality and evaluated year."""
    corpora = {(sheet.municipality.code, sheet.fiscal_year) for sheet in sheets}
    if len(corpora) > 1:
        raise ValueError(f"sheets of one municipality and year are needed, not of {len(corpora)}")


def _named(project: Project) -> tuple[str, str]:
    return squeeze(project.name), squeeze(project.unit or "")


def _codes_by_name(found: list[Appearance]) -> dict[tuple[str, str], set[str]]:
    codes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for appearance in found:
        if appearance.project.code:
            codes[_named(appearance.project)].add(squeeze(appearance.project.code))
    return codes


def _identify(project: Project, codes: Mapping[tuple[str, str], set[str]]) -> ProjectId:
    if project.code:
        return ProjectId(squeeze(project.code))
    known = codes.get(_named(project), set())
    return ProjectId(next(iter(known))) if len(known) == 1 else ProjectId("", *_named(project))
