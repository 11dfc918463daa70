"""English pages about an edition as a whole: money, data, what changed, older editions."""

import json
from collections.abc import Mapping
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.urls import reverse

from shirube.designs import Design
from shirube.exporters.gate.quality import NAME as QUALITY
from shirube.portal.english import words
from shirube.portal.english.frame import edition_box, frame, sheet_href, year_href
from shirube.portal.pages.data_sections import SECTIONS, sections, shown_size
from shirube.portal.pages.money_figures import Figures, Group, Line, figures
from shirube.publishing import queries
from shirube.publishing.accounts import comparable
from shirube.publishing.freeze import ERRATA
from shirube.publishing.models import Edition, EditionFile, ListRow
from shirube.schema import Sheet
from shirube.schema.codes import label
from shirube.sheets.differences import Difference, differences, rating_names

Shown = dict[str, Any]
_TITLES = {"branch": "Branch of the plan", "chapter": "Chapter of the budget (款)",
           "division": "Division"}  # fmt: skip


def around(template: str, edition: Edition, path: str) -> Shown:
    """What stands around a page that has a Japanese counterpart at a path of the edition."""
    box = edition_box(edition)
    lasting = year_href(edition).removeprefix(reverse("portal:english:home").rstrip("/"))
    held = ListRow.objects.filter(edition=edition, list="sheets")
    return (
        frame(f"{box['edition_href']}{path}", edition.municipality)
        | box
        | {
            "template": template,
            "lasting": lasting + path,
            "sheet_count": held.count(),
            "unconfirmed": held.filter(machine_read=True).count(),
        }
    )


def money_context(edition: Edition) -> Shown | None:
    """All that the page prints; None where the edition states no money."""
    found, links = _money(edition.pk, edition.manifest_sha256)
    if found is None:
        return None
    return around("money", edition, "money/") | {
        "called": words.slot_called(found.slot),
        "total": words.summed(found.total),
        "left_out": words.left_out(found.total),
        "heads": [label("item", item, "en").capitalize() for item in found.items],
        "lines": [_line(line) for line in found.lines],
        "groups": [
            {"key": key, "title": _TITLES[key], "rows": [_group(key, one) for one in groups]}
            for key, groups in found.groups
        ],
        "shared": links,
    }


@lru_cache(maxsize=8)
def _money(edition_id: int, manifest: str) -> tuple[Figures | None, tuple[Shown, ...]]:
    """An edition never changes; its manifest's hash stands for all of it."""
    edition = Edition.objects.get(pk=edition_id)
    found = figures(queries.sheets_of(edition))
    shared = found.shared if found else ()
    return found, tuple(
        {"name": name, "links": [_link(edition, sheet) for sheet in sheets]}
        for name, sheets in shared
    )


def _link(edition: Edition, sheet: Sheet) -> dict[str, str]:
    return {"href": sheet_href(edition, sheet), "called": words.kind_and_code(sheet),
            "title": sheet.title}  # fmt: skip


def _group(key: str, of: Group) -> Shown:
    name = of.name or words.NOT_STATED
    return {"name": name, "amount": words.summed(of.total), "left_out": words.left_out(of.total),
            "bar": of.bar}  # fmt: skip


def _line(line: Line) -> Shown:
    cells = []
    for total, unstated in line.cells:
        notes = [words.left_out(total)] if words.left_out(total) else []
        if total is not None and unstated:
            projects = "1 project that does" if unstated == 1 else f"{unstated} projects that do"
            notes.append(f"without {projects} not state it")
        cells.append({"text": words.summed(total), "note": "; ".join(notes)})
    year = words.fiscal_year(line.fiscal_year)
    return {"head": f"{year}: {label('stage', line.stage, 'en')}", "cells": cells}


def data_context(edition: Edition) -> Shown:
    """The data files of the edition with what is in them."""
    page = around("data", edition, "data/")
    rows = EditionFile.objects.filter(edition=edition)
    held = rows.filter(_data()).order_by("path").values_list("path", "blob__size")
    sizes = dict(rows.filter(path__in=words.RECORDS).order_by().values_list("path", "blob__size"))
    page["sections"] = sections(held, page["edition_href"], "en")
    page["records"] = [
        {"href": f"{page['edition_href']}{path}", "name": path, "about": about,
         "size": shown_size(sizes[path])}
        for path, about in words.RECORDS.items()
        if path in sizes
    ]  # fmt: skip
    file = queries.stored_file(edition, QUALITY)
    page["quality"] = json.loads(file.blob.content) if file else None
    return page


def _data() -> Q:
    """The files of the sections, found by the index: "0" is the letter after "/"."""
    places = {place for section in SECTIONS for place in section.places}
    folders = (place for place in places if place.endswith("/"))
    spans = (Q(path__gt=place, path__lt=f"{place[:-1]}0") for place in folders)
    return reduce(or_, spans, Q(path__in=places))


def errata_context(edition: Edition) -> Shown | None:
    """From what, to what, why; None where the edition changed nothing."""
    file = queries.stored_file(edition, ERRATA)
    stored = json.loads(file.blob.content) if file else []
    if not stored:
        return None
    said = _in_english(edition, stored)
    rows = [
        {"title": one["title"], "reason": one["reason"], "path": told.path,
         "before": told.before or "", "after": told.after or ""}
        for one, told in zip(stored, said, strict=True)
    ]  # fmt: skip
    return around("errata", edition, "errata/") | {"errata": rows}


def _in_english(edition: Edition, stored: list[dict[str, str]]) -> list[Difference]:
    """The errata with the places named by the English labels, where both editions are still there
    to be read; else as they were written.
    """
    kept = [Difference(one["path"], one["before"], one["after"]) for one in stored]
    before = queries.by_slug(edition.municipality_id, f"{edition.year_key}-{edition.number - 1}")
    if before is None or before.withdrawn_at is not None:
        return kept
    old, new = _by_key(before), _by_key(edition)
    designs = queries.designs_of(edition)
    found: dict[tuple[str, ...], Difference] = {}
    for key in old.keys() & new.keys():
        for said, told in _pairs(old[key], new[key], designs.get(new[key].design)):
            found[key, said.path, said.before or "", said.after or ""] = told
    return [
        found.get((one["sheet"], one["path"], one["before"], one["after"]), _of_whole(kept[place]))
        for place, one in enumerate(stored)
    ]


def _by_key(edition: Edition) -> Mapping[str, Sheet]:
    return {str(sheet.key): sheet for sheet in comparable(queries.sheets_of(edition))}


def _pairs(old: Sheet, new: Sheet, design: Design | None) -> list[tuple[Difference, Difference]]:
    """The same differences in Japanese and in English; none where the two do not pair."""
    japanese, english = (
        differences(old, new, language, rating_names(design, language)) for language in ("ja", "en")
    )
    return list(zip(japanese, english, strict=True)) if len(japanese) == len(english) else []


_WHOLE = {"シート": "the sheet", "公表": "published"}


def _of_whole(of: Difference) -> Difference:
    """An erratum about a sheet that came or went."""
    if of.path != "シート":
        return of
    return Difference(*(_WHOLE.get(text or "", text or "") for text in of))


def older_context(edition: Edition, newest: Edition, path: str) -> Shown:
    """What an English reader is told of an edition that a newer one took the place of."""
    listed = EditionFile.objects.filter(edition=edition, path="errata/index.html").exists()
    return around("older", edition, path) | {
        "newest": newest,
        "newest_href": year_href(newest) + path,
        "errata": listed,
    }
