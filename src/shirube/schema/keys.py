"""Keys of what returns from year to year: a plan node, an indicator, a project.

A key is a text made of the sheet alone, stable when the same sheet is read again:

- node       ``program/513``
- indicator  ``program/513#indicator/③ 満足度`` (number and name as printed)
- project    ``project/0110050109``, or ``project/広報紙発行@秘書広報課`` where no number is printed

A second one of the same key in one sheet ends in ``~2``, a third in ``~3``. A key holds for one
municipality and year; which key of one year is which of another is for the ledger to say.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shirube.schema.money import Project
from shirube.schema.numbers import Indicator
from shirube.schema.sheet import Sheet


class NodeKey(NamedTuple):
    """A node of the plan that has a sheet: its kind and its number."""

    kind: str
    code: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.code}"


class IndicatorKey(NamedTuple):
    """An indicator of a node: number and name as printed, white space evened out."""

    node: NodeKey
    no: str | None
    name: str

    def __str__(self) -> str:
        return f"{self.node}#indicator/{_even(' '.join((self.no or '', self.name)))}"


class ProjectKey(NamedTuple):
    """A project of a municipality: its number, or name and division where none is printed.

    The division belongs to it: two divisions may each have a project 「一般事務」.
    """

    code: str | None
    name: str
    unit: str | None

    def __str__(self) -> str:
        if self.code:
            return f"project/{_even(self.code)}"
        return f"project/{_even(self.name)}" + (f"@{_even(self.unit)}" if self.unit else "")


def node_key(sheet: Sheet) -> str:
    """The key of the node that the sheet evaluates."""
    return str(NodeKey(sheet.kind, sheet.code))


def indicator_keys(sheet: Sheet) -> list[tuple[str, Indicator]]:
    """Every indicator of a sheet with its key, in the order of the form."""
    node = NodeKey(sheet.kind, sheet.code)
    keys = (str(IndicatorKey(node, item.no, item.name)) for item in sheet.indicators)
    return list(zip(_distinct(keys), sheet.indicators, strict=True))


def project_keys(sheet: Sheet) -> list[tuple[str, Project]]:
    """Every project of a sheet with its key, in the order of the form."""
    keys = (str(ProjectKey(item.code, item.name, item.unit)) for item in sheet.projects)
    return list(zip(_distinct(keys), sheet.projects, strict=True))


def _distinct(keys: Iterable[str]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for key in keys:
        seen[key] += 1
        yield key if seen[key] == 1 else f"{key}~{seen[key]}"


def _even(text: str) -> str:
    # A line break inside a printed name depends on the width of a column, not on the name.
    return re.sub(r"\s+", " ", text).strip()
