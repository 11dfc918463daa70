"""A hit of the search as a reader sees it: where it leads, what is marked, money, division."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from shirube.basics.fiscal_year import in_print
from shirube.charts.tables import Table, money_table
from shirube.charts.words import shown
from shirube.people.models import Municipality
from shirube.publishing.models import Edition
from shirube.publishing.search.models import SearchRow
from shirube.publishing.search.snippets import Piece, marked, snippet
from shirube.schema import Indicator, Project
from shirube.schema.codes import label

PARTS = {
    "sheet": "シート",
    "indicator": "指標",
    "project": "構成事業",
    "issue": "課題",
    "review": "意見と回答",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """What the template prints for one row."""

    href: str
    called: str  # 施策, 指標, 構成事業 …
    name: SafeString
    snippet: SafeString
    sheet: str  # 施策513 …, empty where the hit is the sheet itself
    units: str
    values: str
    money: Table | None
    machine_read: bool
    flags: tuple[str, ...]
    edition: Edition
    municipality: Municipality


def hit(row: SearchRow, words: Sequence[str]) -> Hit:
    """The row with these folded words marked."""
    told: dict[str, Any] = row.hit
    kind = label("kind", told["sheet_kind"])
    is_sheet = row.part == "sheet"
    called = kind if is_sheet else PARTS[row.part]
    name = f"{told['code']} {told['name']}" if is_sheet else told.get("name", "")
    return Hit(
        href=_href(row, told["path"]),
        called=called,
        name=_html(marked(name or f"{called}{told.get('no', '')}", words)),
        snippet=_html(snippet(told["texts"], words)),
        sheet="" if is_sheet else f"{kind}{told['code']} {told['sheet']}",
        units=told.get("unit") or "、".join(told["units"]),
        values=_values(told),
        money=_money(told),
        machine_read=told["machine_read"],
        flags=tuple(told.get("flags", ())),
        edition=row.volume.edition,
        municipality=row.volume.municipality,
    )


def _html(pieces: Sequence[Piece]) -> SafeString:
    texts = (escape(piece.text) for piece in pieces)
    parts = (
        f"<mark>{text}</mark>" if piece.marked else text
        for text, piece in zip(texts, pieces, strict=True)
    )
    return mark_safe("".join(parts))  # noqa: S308 - every piece was escaped above


def _href(row: SearchRow, path: str) -> str:
    volume = row.volume
    page, _, anchor = path.partition("#")
    href = reverse("portal:file", args=[volume.municipality_id, volume.edition.slug, page])
    return f"{href}#{anchor}" if anchor else href


def _money(told: dict[str, Any]) -> Table | None:
    if "project" not in told:
        return None
    return money_table((Project.model_validate(told["project"]),), ())


def _values(told: dict[str, Any]) -> str:
    if "indicator" not in told:
        return ""
    indicator = Indicator.model_validate(told["indicator"])
    year = next(
        (in_print(value.fiscal_year) for value in indicator.values if value.fiscal_year), ""
    )
    return f"{year} ".lstrip() + "、".join(
        f"{label('measure', value.measure)} {shown(value, indicator.unit)}"
        + ("(不確か)" if value.flags else "")
        for value in indicator.values
    )
