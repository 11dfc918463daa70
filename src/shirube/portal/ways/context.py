"""What the pages of topics and committees print, computed from the newest edition."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from shirube.basics import yen
from shirube.charts.money import counted_total, edition_money
from shirube.people.city.model import CitySettings, Group
from shirube.portal.pages.context import Edition
from shirube.portal.pages.edition_pages import met_share, ratings, tree
from shirube.portal.ways.kinds import COMMITTEES, Kind, groups
from shirube.publishing import models, queries
from shirube.publishing.lines import lines
from shirube.publishing.snapshot import EditionKind, Snapshot
from shirube.publishing.ways import money_of, sheets_of
from shirube.reckon.totals import Total
from shirube.schema import Sheet
from shirube.schema.ledger import Ledger

Shown = dict[str, Any]
MOST = 150  # sheets on a page; of more only those above the projects are listed
MOST_PROMISES = 60
_LEFT_OUT = (("記載なし", "missing"), ("不確か", "doubtful"), ("食い違い", "conflicting"))


def index_context(kind: Kind, settings: CitySettings) -> Shown:
    """All topics or committees of a city."""
    listed = [{"of": one, "href": f"{one.key}/index.html"} for one in groups(settings, kind)]
    return {"kind": kind, "groups": listed}


def way_context(
    kind: Kind, group: Group, settings: CitySettings, newest: models.Edition | None
) -> Shown:
    """One topic or committee; ``newest`` is None where nothing is out."""
    shown = {
        "kind": kind,
        "group": group,
        "divisions": [(name, settings.reading_of(name)) for name in group.divisions],
        "newest": newest,
        "edition": newest,  # whether it came before the accounts were approved
    }
    if newest is None:
        return shown
    asked = _Asked(newest.pk, newest.manifest_sha256, group, kind is COMMITTEES)
    said = _said(asked, settings.model_dump_json())
    return shown | said


class _Asked(NamedTuple):
    """An edition never changes; its manifest's hash stands for all of it."""

    edition: int
    manifest: str
    group: Group
    with_money: bool


@lru_cache(maxsize=2)
def _snapshot(pk: int, manifest: str) -> Snapshot:
    row = models.Edition.objects.select_related("municipality").get(pk=pk)
    kind: EditionKind = row.kind  # type: ignore[assignment]
    sheets, designs = queries.sheets_of(row), queries.designs_of(row)
    return Snapshot(queries.reference(row), kind, row.reason, sheets, designs, Ledger())


@lru_cache(maxsize=64)
def _said(asked: _Asked, settings: str) -> Shown:
    city, group = CitySettings.model_validate_json(settings), asked.group
    edition = Edition(replace(_snapshot(asked.edition, asked.manifest), city=city))
    root = f"../../e/{edition.snapshot.ref.slug}/"  # seen from the page, served or as a file
    every = edition.snapshot.sheets
    chosen = sheets_of(group, every)
    listed = chosen if len(chosen) <= MOST else _above_projects(chosen)
    found: Shown = {
        "root": root,
        "count": len(chosen),
        "unlisted": len(chosen) - len(listed),
        "unconfirmed": sum(sheet.standing == "machine_read" for sheet in chosen),
        "ratings": ratings(edition, chosen),
        "met": met_share(edition, chosen),
        "tree": tree(edition, listed, root),
        "cite": edition.cite(edition.snapshot.ref),
    }
    if asked.with_money:
        found |= {"money": _money(group, every), "promises": _promises(edition, chosen, root)}
        found["more_promises"] = max(0, len(found["promises"]) - MOST_PROMISES)
        found["promises"] = found["promises"][:MOST_PROMISES]
    return found


def _above_projects(chosen: Sequence[Sheet]) -> Sequence[Sheet]:
    return [sheet for sheet in chosen if sheet.kind != "project"][:MOST]


def _money(group: Group, every: Sequence[Sheet]) -> Shown | None:
    """Every project once; by division where the committee has several."""
    counted = money_of(group, every)
    say = edition_money(counted)
    if say is None:
        return None
    divisions = []
    for name in group.divisions:
        own = Group(key="own", title=name, divisions=(name,))
        total = counted_total(money_of(own, every))
        if total is not None:
            divisions.append({"name": name, "amount": _amount(total[1])} | _left_out(total[1]))
    return {"say": say, "divisions": divisions if len(divisions) > 1 else []}


def _amount(total: Total) -> str:
    return yen.in_print(total.amount) if total.amount is not None else "確かな額なし"


def _left_out(total: Total) -> Shown:
    told = [(word, getattr(total, field)) for word, field in _LEFT_OUT]
    return {"left_out": "、".join(f"{word}{count}件を除く" for word, count in told if count)}


def _promises(edition: Edition, chosen: Sequence[Sheet], root: str) -> list[Shown]:
    return [
        {"text": one.name, "href": root + _page(one.href), "state": one.state, "of": one.sheet,
         "cells": [cell for cell in one.cells if cell and cell != one.state]}
        for one in lines("promises", chosen, edition.snapshot.designs)
    ]  # fmt: skip


def _page(href: str) -> str:
    """``program/11/#issue-1`` as the address of a file."""
    folder, mark, place = href.partition("#")
    return f"{folder}index.html{mark}{place}"
