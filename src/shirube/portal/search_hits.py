"""A hit of the search as a reader sees it: where it leads, what is marked, money, division."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from shirube.basics.fiscal_year import in_print
from shirube.charts.tables import Table, money_table
from shirube.charts.words import stated
from shirube.publishing.accounts import BEFORE, SHORT
from shirube.publishing.models import Edition
from shirube.publishing.search.find import Row
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
    where: str  # municipality, year and edition, sheet, division
    values: str
    money: Table | None
    machine_read: bool
    flags: tuple[str, ...]


class Hits:
    """Makes hits of rows. ``one_city`` leaves its name out."""

    def __init__(self, words: Sequence[str], *, one_city: bool) -> None:
        self.words = words
        self.one_city = one_city
        self.bases: dict[int, tuple[str, str]] = {}

    def of(self, row: Row) -> Hit:
        """The row with the words marked."""
        told = row.hit
        base, edition = self._edition(row.edition)
        kind = label("kind", told["sheet_kind"])
        called = kind if row.part == "sheet" else PARTS[row.part]
        units = told.get("unit") or "、".join(told["units"])
        if row.part == "sheet":
            name, sheet = f"{told['code']} {told['name']}", ""
        else:
            name, sheet = told.get("name", ""), f"{kind}{told['code']} {told['sheet']}"
        where = (edition, sheet, f"担当 {units}" if units else "")
        return Hit(
            href=base + told["path"],
            called=called,
            name=highlighted(marked(name or f"{called}{told.get('no', '')}", self.words)),
            snippet=highlighted(snippet(told["texts"], self.words)),
            where=" · ".join(part for part in where if part),
            values=_values(told),
            money=_money(told),
            machine_read=told["machine_read"],
            flags=tuple(told.get("flags", ())),
        )

    def _edition(self, edition: Edition) -> tuple[str, str]:
        """The address of the edition and how it is called; the same for many hits of a page."""
        if edition.pk not in self.bases:
            called = edition_word(edition)
            city = edition.municipality
            base = reverse("portal:edition", args=[city.code, edition.slug])
            self.bases[edition.pk] = (base, called if self.one_city else f"{city.name} · {called}")
        return self.bases[edition.pk]


def edition_word(edition: Edition) -> str:
    """令和6年度の評価 第1版"""
    year = edition.fiscal_year
    called = f"{'計画' if year is None else f'{in_print(year)}の評価'} 第{edition.number}版"
    return called + (f"({SHORT})" if edition.accounts == BEFORE else "")


def highlighted(pieces: Sequence[Piece]) -> SafeString:
    """The pieces as markup, escaped, what was found in ``mark``."""
    texts = (escape(piece.text) for piece in pieces)
    parts = (
        f"<mark>{text}</mark>" if piece.marked else text
        for text, piece in zip(texts, pieces, strict=True)
    )
    return mark_safe("".join(parts))  # noqa: S308 - every piece was escaped above


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
        f"{label('measure', value.measure)} {stated(value, indicator.unit)}"
        + ("(不確か)" if value.flags else "")
        for value in indicator.values
    )
