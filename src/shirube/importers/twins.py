"""Two sheets of one file with the same key: the later must not silently replace the earlier."""

from collections.abc import Iterable

from shirube.basics.problems import Problem
from shirube.schema import Sheet, SheetKey


def without_twins(
    sheets: Iterable[Sheet], file: str
) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """The first sheet of every key, and a Problem for each that came after it."""
    first: dict[SheetKey, Sheet] = {}
    problems: list[Problem] = []
    for sheet in sheets:
        if first.setdefault(sheet.key, sheet) is not sheet:
            line = sheet.source.first_line if sheet.source else None
            values = {"key": str(sheet.key), "title": sheet.title}
            place = None if line is None else f"L{line}"
            problems.append(Problem("sheet_twice", file, place, values, refused=True))
    return tuple(first.values()), tuple(problems)
