"""Sheets with the same key: the one policy, whichever door they come through.

Two that say the same are one. Two that differ, in one file or in files given together, are both
left out and told with their places: which of them is right is for a person to say, not for the
order of the files. A file that comes later and differs from what is stored is a change, which is
shown and asked about (``workflow.take_in``).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from shirube.basics.problems import Problem
from shirube.schema import Sheet, SheetKey
from shirube.schema.meaning import meaning


def without_twins(
    sheets: Iterable[Sheet], file: str
) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """One sheet of every key, none of those that differ, and a Problem for each of these keys."""
    groups: dict[SheetKey, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        groups[sheet.key].append(sheet)
    problems = [
        Problem("duplicate_sheet", file, _lines(own), {"key": str(key)}, refused=True)
        for key, own in groups.items()
        if _differ(own)
    ]
    return tuple(own[0] for own in groups.values() if not _differ(own)), tuple(problems)


def disagreeing(files: Sequence[tuple[str, Sequence[Sheet]]]) -> dict[SheetKey, Problem]:
    """Keys under which files given together say different things, each with its Problem."""
    groups: dict[SheetKey, list[tuple[str, Sheet]]] = defaultdict(list)
    for file, sheets in files:
        for sheet in sheets:
            groups[sheet.key].append((file, sheet))
    found = {}
    for key, own in groups.items():
        if _differ([sheet for _, sheet in own]):
            names = "、".join(file for file, _ in own)
            values = {"key": str(key), "files": names}
            found[key] = Problem("files_disagree", own[-1][0], values=values, refused=True)
    return found


def _differ(sheets: Sequence[Sheet]) -> bool:
    return len(sheets) > 1 and len({meaning(sheet) for sheet in sheets}) > 1


def _lines(sheets: Iterable[Sheet]) -> str | None:
    lines = [sheet.source.first_line for sheet in sheets if sheet.source]
    return ", ".join(f"L{line}" for line in lines if line is not None) or None
