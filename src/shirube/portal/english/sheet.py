"""The English page of one sheet: the form's sections in their own order, under their own names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from shirube.charts.indicator_chart import CARD, draw
from shirube.charts.tables import costs_table, money_table, values_table
from shirube.designs.layout import Placed, placed_sections
from shirube.designs.model import Achievement
from shirube.portal.chosen import Chosen
from shirube.portal.english import words
from shirube.portal.english.frame import sheet_frame, sheet_href
from shirube.portal.english.history import History, indicator_href
from shirube.portal.english.marking import marked
from shirube.publishing import queries
from shirube.publishing.addresses import sheet_folder
from shirube.publishing.models import Edition, EditionFile
from shirube.schema import Rating, Sheet

Shown = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Block:
    """One part to print: ``template`` prints ``items``."""

    template: str
    label: str
    items: Any
    keyed: bool = False  # one fact of a keyed part, so that the label is its name


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form."""

    key: str
    title: str
    blocks: tuple[Block, ...]


def sheet_context(chosen: Chosen) -> Shown:
    """All that the template prints for a sheet."""
    sheet = chosen.sheet
    return sheet_frame(chosen, chosen.href) | {
        "rating": main_rating(chosen),
        "lead_unit": sheet.units[0].name if sheet.units else "",
        "parts": tuple(_parts(chosen)),
        "years": (years := _other_years(chosen.edition, sheet)),
        "compare": _compare(chosen, [one["year"] for one in years]),
    }


def _compare(chosen: Chosen, years: Sequence[int | None]) -> Shown:
    """The page that puts this sheet beside its nearest earlier year, or beside one to be chosen."""
    sheet, own = chosen.sheet, chosen.sheet.fiscal_year
    city, code = sheet.municipality.code, f"{sheet.kind}/{sheet.code}"
    earlier = [year for year in years if year is not None and own is not None and year < own]
    before = max(earlier, default=None)
    sides = {"a": f"{city}/{before}/{code}"} if before is not None else {}
    sides["b"] = f"{city}/{chosen.edition.year_key}/{code}"
    href = reverse("portal:english:compare", args=[city])
    return {"href": f"{href}?{urlencode(sides, safe='/')}", "year": before}


def rules_of(chosen: Chosen) -> Achievement:
    """The formulas of the sheet's form."""
    return chosen.design.achievement if chosen.design else Achievement()


def told_rating(chosen: Chosen, rating: Rating) -> Shown:
    """A rating as shape and words, ready to print."""
    scale = chosen.design.scale(rating.scale) if chosen.design else None
    told = words.rating(rating, scale)
    return {**told, "word": marked(told["word"])}


def main_rating(chosen: Chosen) -> Shown | None:
    """The one rating that stands for the sheet: the design names it, or there is only one."""
    ratings = chosen.sheet.ratings
    headline = chosen.design.headline_rating if chosen.design else None
    named = [rating for rating in ratings if rating.key == headline]
    found = named or (ratings if len(ratings) == 1 else ())
    return told_rating(chosen, found[0]) if found else None


def _parts(chosen: Chosen) -> Iterator[Part]:
    history = History(chosen)
    for section in placed_sections(chosen.design, chosen.sheet):
        blocks = tuple(_block(chosen, history, placed) for placed in section.fields)
        key = f"{section.key}-{section.fields[0].part}"
        yield Part(key, section.title_en or "Other", tuple(b for b in blocks if b.template))


def _block(chosen: Chosen, history: History, placed: Placed) -> Block:
    sheet, part, items = chosen.sheet, placed.part, placed.items
    shown: Any = items
    if part == "indicators":
        shown = [_indicator(chosen, history, position) for position in range(len(items))]
    elif part == "projects":
        shown = _projects(sheet)
    elif part == "costs":
        if sheet.projects:  # printed totals stand at the foot of the projects' table
            return Block("", "", ())
        shown = {"table": costs_table(sheet.costs, words.ENGLISH),
                 "unit": words.printed_unit(sheet.costs),
                 "say": words.money_sentence(sheet)}  # fmt: skip
    elif part == "ratings":
        shown = [{"rating": told_rating(chosen, rating), "of": rating} for rating in items]
    elif part == "progress":
        shown = [{"of": one, "mark": _progress_mark(chosen, one.rating)} for one in items]
    return Block(part, placed.spec.label.en, shown, "." in placed.spec.path)


def _progress_mark(chosen: Chosen, mark: str | None) -> Shown | None:
    if mark is None:
        return None
    return told_rating(chosen, Rating(key="progress", scale="progress", value=mark))


def _indicator(chosen: Chosen, history: History, position: int) -> Shown:
    sheet, number = chosen.sheet, position + 1
    indicator = sheet.indicators[position]
    series = history.series(position)
    rules = rules_of(chosen)
    moved = frozenset(change.year for change in series.changes if not change.said.href)
    return {
        "number": number,
        "href": indicator_href(chosen, position),
        "name": indicator.name or words.UNNAMED,
        "indicator": indicator,
        "say": words.sentence(series, sheet.fiscal_year, rules),
        "reached": words.reached(indicator, sheet.fiscal_year, rules),
        "chart": draw(
            series, size=CARD, title=f"Indicator {number}", words=words.picture(series),
            ident=f"i{number}", language="en",
        ),
        "table": values_table(indicator, moved, words.ENGLISH),
    }  # fmt: skip


def _projects(sheet: Sheet) -> Shown:
    table = money_table(sheet.projects, sheet.costs, words.ENGLISH)
    costs = [*sheet.costs, *(cost for project in sheet.projects for cost in project.costs)]
    rows = zip(table.rows, sheet.projects, strict=True)
    return {
        "table": table,
        "rows": [{"row": row, "of": project} for row, project in rows],
        "unit": words.printed_unit(costs),
        "say": words.money_sentence(sheet),
    }


def _other_years(edition: Edition, sheet: Sheet) -> list[Shown]:
    """The sheet of that number in the newest editions of other years."""
    newest = {one.pk: one for one in queries.newest_of_each_year(edition.municipality_id)}
    path = f"{sheet_folder(sheet)}sheet.json"
    held = EditionFile.objects.filter(edition__in=newest, path=path)
    found = set(held.order_by().values_list("edition", flat=True))
    return [
        {"year": one.fiscal_year, "href": sheet_href(one, sheet)}
        for one in newest.values()
        if one.pk in found and one.pk != edition.pk
    ]
