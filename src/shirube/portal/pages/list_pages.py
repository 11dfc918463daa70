"""The lists of an edition as pages: long ones are cut so that every page stays light."""

from collections.abc import Iterator, Sequence
from typing import Any

from shirube.portal.pages.context import Edition, kind_word
from shirube.publishing.lines import LISTS, Line, lines
from shirube.publishing.shared_rows import MOST as MOST_NAMED
from shirube.publishing.shared_rows import Once

FOLDERS = {name: ("indicators/" if name == "indicators" else f"lists/{name}/") for name in LISTS}
MOST = 30_000  # bytes of text on a page; with the table around it a page stays below 60 KB
AROUND = 260  # bytes of markup that a line brings along


def list_contexts(edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    """(path, context) of each page of each list that has lines; sheets are the plan's tree."""
    found = {
        name: list(lines(name, edition.snapshot.sheets, edition.snapshot.designs))
        for name in LISTS
        if name != "sheets"
    }
    counts = {name: len(of) for name, of in found.items() if of}
    if "projects" in counts:
        counts["projects"] = len(edition.projects)
    for name, of in found.items():
        if of or name == "indicators":
            yield from _pages(edition, name, of, counts)


def _pages(
    edition: Edition, name: str, of: Sequence[Line], counts: dict[str, int]
) -> Iterator[tuple[str, dict[str, Any]]]:
    folder = FOLDERS[name]
    page = edition.page(folder, "indicators/")
    root = page["root"]
    parts = list(_parts(of)) or [[]]
    names = ["index.html", *(f"{number}.html" for number in range(2, len(parts) + 1))]
    shared = page | {
        "name": name,
        "called": LISTS[name][0],
        "heads": LISTS[name][1],
        "count": len(of),
        "once": _once(edition) if name == "projects" else None,
        "doors": [
            {"href": f"{root}{FOLDERS[key]}index.html", "label": LISTS[key][0], "count": count,
             "current": key == name}
            for key, count in counts.items()
        ],
    }  # fmt: skip
    for number, part in enumerate(parts):
        context = {
            "groups": list(_groups(edition, name, part, root)),
            "pages": [
                {"href": href, "number": n + 1, "from": _called(some[0]) if some else "",
                 "current": n == number}
                for n, (href, some) in enumerate(zip(names, parts, strict=True))
            ] if len(parts) > 1 else [],
        }  # fmt: skip
        yield f"{folder}{names[number]}", shared | context


def _parts(of: Sequence[Line]) -> Iterator[list[Line]]:
    part: list[Line] = []
    size = 0
    for line in of:
        weight = AROUND + sum(len(text.encode()) for text in (line.name, *line.cells))
        if part and size + weight > MOST:
            yield part
            part, size = [], 0
        part.append(line)
        size += weight
    if part:
        yield part


def _groups(
    edition: Edition, name: str, part: Sequence[Line], root: str
) -> Iterator[dict[str, Any]]:
    """Lines of one sheet together, below its name."""
    rows: list[dict[str, Any]] = []
    last = None
    for line in part:
        if last is not line.sheet:
            rows = []
            last = line.sheet
            yield {
                "title": _called(line),
                "href": edition.sheet_href(root, line.sheet),
                "unconfirmed": line.sheet.standing == "machine_read",
                "rows": rows,
            }
        rows.append(
            {"name": line.name, "href": root + _page_of(line.href), "cells": line.cells,
             "also": _also(edition, line) if name == "projects" else ""}
        )  # fmt: skip


def _once(edition: Edition) -> Once:
    """Every project once, and which of them stand in several rows."""
    shared = [rows[0].project.name for rows in edition.projects.values() if len(rows) > 1]
    return Once(len(edition.projects), len(shared), tuple(shared[:MOST_NAMED]))


def _also(edition: Edition, line: Line) -> str:
    """The other sheets in which the project of a line stands."""
    project = line.sheet.projects[line.position]
    others = edition.shared_projects.get(id(project), ())
    return "、".join(kind_word(one) + one.code for one in others if one.key != line.sheet.key)


def _page_of(href: str) -> str:
    """A folder's page by its file name, so that it opens from a disk."""
    folder, sign, anchor = href.partition("#")
    return f"{folder}index.html{sign}{anchor}"


def _called(line: Line) -> str:
    return f"{kind_word(line.sheet)}{line.sheet.code} {line.sheet.title}"
