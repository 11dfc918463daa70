"""The plan as a tree: its branches, and what each language makes of a sheet as leaves."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from shirube.schema import Sheet


@dataclass
class Branch:
    """A node of the plan with what is below it."""

    title: str
    code: str | None
    level: str
    branches: dict[tuple[str | None, str], "Branch"] = field(default_factory=dict)
    leaves: list[dict[str, Any]] = field(default_factory=list)
    reading: str | None = None


def grow(
    leaves: Iterable[tuple[Sheet, dict[str, Any]]],
    reading_of: Callable[[str], str | None] = lambda _: None,
) -> Branch:
    """The plan over sheets and their leaves; a project stands below its program (in the program's
    own ``leaves``) where that program's sheet is among them.
    """
    top = Branch("", None, "")
    programs: dict[str, list[dict[str, Any]]] = {}
    for sheet, leaf in sorted(leaves, key=lambda one: one[0].kind == "project"):
        above = sheet.path[-1].code if sheet.path else None
        if sheet.kind == "project" and above in programs:
            programs[above].append(leaf)
            continue
        branch = top
        for step in sheet.path:
            branch = branch.branches.setdefault(
                (step.code, step.title),
                Branch(step.title, step.code, step.level, reading=reading_of(step.title)),
            )
        branch.leaves.append(leaf)
        if sheet.kind == "program":
            programs[sheet.code] = leaf["leaves"]
    return top
