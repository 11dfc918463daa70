"""Reading a workbook back: every cell that was changed, found by its key, and every trouble."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from shirube.basics.problems import UnreadableFileError
from shirube.sources.opening import open_bytes
from shirube.sources.refusing import MEGABYTE, megabytes
from shirube.sources.xlsx.source import SUFFIXES
from shirube.sources.xlsx.unpacking import open_package
from shirube.workbooks.said import Book, Tab, Trouble
from shirube.workbooks.scanning import Scan, Seen, scan
from shirube.workbooks.tabs import KeyCell, find_key, read_tab_cells
from shirube.workbooks.writing import FIRST, LISTS

MOST_BYTES = 20 * MEGABYTE  # 400 sheets are three


def read_workbook(data: bytes, name: str) -> Book:
    """What was changed in a workbook of ours. Never raises: whatever is wrong is a trouble."""
    sha256 = hashlib.sha256(data).hexdigest()
    if len(data) > MOST_BYTES:
        values = {"size": megabytes(len(data)), "limit": megabytes(MOST_BYTES)}
        return Book(file=name, sha256=sha256, troubles=(_whole("too_large", values),))
    if Path(name).suffix.lower() not in SUFFIXES:
        return Book(file=name, sha256=sha256, troubles=(_whole("workbook_suffix"),))
    try:
        document = open_bytes(data, name)
        seen = scan(open_package(data, name))
    except UnreadableFileError as error:
        problem = error.problem
        return Book(file=name, sha256=sha256, troubles=(_whole(problem.code, problem.values),))
    troubles = list(_around(seen))
    found: list[tuple[KeyCell, Tab]] = []
    for grid in document.grids:
        key = find_key(grid)
        if key is None:
            if grid.name not in {FIRST, LISTS} and any(map(any, grid.rows)):
                troubles.append(Trouble(code="tab_without_key", tab=grid.name))
            continue
        tab, met = read_tab_cells(grid, key, seen.tabs.get(grid.name, Seen()))
        found.append((key, tab))
        troubles += met
    if not found:
        return Book(file=name, sha256=sha256, troubles=(_whole("not_our_workbook"),))
    tabs, doubled = _once([tab for _, tab in found])
    return Book(file=name, sha256=sha256, tabs=tabs, troubles=(*troubles, *doubled))


def _whole(code: str, values: dict[str, str] | None = None) -> Trouble:
    return Trouble(code=code, values=values or {})


def _around(seen: Scan) -> Iterable[Trouble]:
    if seen.macros:
        yield Trouble(code="workbook_macros", refused=False)
    if seen.links:
        yield Trouble(code="workbook_links", refused=False)


def _once(tabs: list[Tab]) -> tuple[tuple[Tab, ...], list[Trouble]]:
    """A sheet that stands in two tabs which say different things is taken from neither."""
    kept: list[Tab] = []
    troubles: list[Trouble] = []
    for sheet in dict.fromkeys(tab.key.sheet for tab in tabs):
        same = [tab for tab in tabs if tab.key.sheet == sheet]
        said = {tuple((one.address, one.text) for one in tab.filled) for tab in same}
        if len(said) == 1:
            kept.append(same[0])
            continue
        names = "、".join(tab.name for tab in same)
        troubles += [
            Trouble(code="tab_twice", tab=tab.name, values={"tabs": names}) for tab in same
        ]
    return tuple(kept), troubles
