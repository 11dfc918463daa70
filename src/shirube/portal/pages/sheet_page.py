"""The page of one sheet: its parts in the city's own order, each under the question it answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from shirube.charts.indicator_chart import CARD, draw
from shirube.charts.money import money_sentence
from shirube.charts.tables import costs_table, money_table, values_table
from shirube.charts.words import picture, reached, sentence
from shirube.designs.layout import Placed, placed_sections
from shirube.portal.pages.context import Edition, kind_word
from shirube.portal.pages.through_years import series_of
from shirube.publishing.addresses import sheet_folder, year_key
from shirube.schema import Sheet

QUESTIONS = {
    "directions": "何をめざすか",
    "indicators": "成果はどうなったか",
    "projects": "いくらかかったか",
    "costs": "いくらかかったか",
    "environment": "まわりはどう変わったか",
    "issues": "課題と、これからすること",
    "progress": "どこまで進んだか",
    "follow_ups": "約束したことは、どうなったか",
    "reviews": "どんな意見が出て、どう答えたか",
    "ratings": "どう評価したか",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One part to print: ``template`` prints ``items``."""

    template: str
    label: str
    items: Any


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page: the question it answers, the form's own title, its blocks."""

    key: str
    question: str
    own_title: str | None
    blocks: tuple[Block, ...]


def sheet_context(edition: Edition, sheet: Sheet) -> dict[str, Any]:
    """All that the template prints for a sheet."""
    page = edition.page(sheet_folder(sheet), "", of=sheet)
    lead = sheet.units[0].name if sheet.units else None
    aim = next((text.text for text in sheet.narratives if text.key == "aim"), None)
    return page | {
        "sheet": sheet,
        "kind_word_sheet": kind_word(sheet),
        "aim": aim,
        "rating": edition.main_rating(sheet),
        "lead_unit": lead,
        "lead_reading": edition.snapshot.city.reading_of(lead) if lead else None,
        "parts": tuple(_parts(edition, sheet, page["root"])),
        "crumbs": _crumbs(sheet, page["root"]),
        "years": _other_years(edition, sheet, page["root"]),
        "compare": _compare(edition, sheet, page["root"]),
    }


def _parts(edition: Edition, sheet: Sheet, root: str) -> Iterator[Part]:
    for section in placed_sections(edition.design(sheet), sheet):
        blocks = tuple(_block(edition, sheet, placed, root) for placed in section.fields)
        if section.title is None:
            yield Part(section.key, "そのほか", None, blocks)
            continue
        question = next(
            (QUESTIONS[placed.part] for placed in section.fields if placed.part in QUESTIONS),
            section.title,
        )
        own = section.title if question != section.title else None
        key = f"{section.key}-{section.fields[0].part}"  # an address of the page
        yield Part(key, question, own, blocks)


def _block(edition: Edition, sheet: Sheet, placed: Placed, root: str) -> Block:
    part, items = placed.part, placed.items
    shown: Any = items
    if part == "indicators":
        shown = [_indicator(edition, sheet, position, root) for position in range(len(items))]
    elif part == "projects":
        shown = _money(edition, sheet)
    elif part == "costs":
        if sheet.projects:  # printed totals stand at the foot of the projects' table
            return Block("empty", "", ())
        shown = {"table": costs_table(sheet.costs), "say": money_sentence(sheet)}
    elif part == "ratings":
        shown = [{"rating": edition.rating(sheet, rating), "of": rating} for rating in items]
    elif part == "progress":
        shown = [{"of": one, "mark": edition.progress_word(sheet, one.rating)} for one in items]
    return Block(part, placed.spec.label.ja, shown)


def _indicator(edition: Edition, sheet: Sheet, position: int, root: str) -> dict[str, Any]:
    indicator = sheet.indicators[position]
    series = series_of(edition, sheet, position, root)
    rules = edition.rules(sheet)
    moved = frozenset(change.year for change in series.changes if not change.said.href)
    name = indicator.name or "(名前のない指標)"
    return {
        "href": edition.indicator_href(root, sheet, position),
        "name": name,
        "indicator": indicator,
        "say": sentence(series, sheet.fiscal_year, rules),
        "reached": reached(indicator, sheet.fiscal_year, rules),
        "chart": draw(
            series, size=CARD, title=name, words=picture(series), ident=f"i{position + 1}"
        ),
        "table": values_table(indicator, moved),
    }


def _money(edition: Edition, sheet: Sheet) -> dict[str, Any]:
    table = money_table(sheet.projects, sheet.costs)
    rows = [
        {"row": row, "shared": _shared_with(edition, sheet, position)}
        for position, row in enumerate(table.rows)
    ]
    return {"table": table, "rows": rows, "say": money_sentence(sheet)}


def _shared_with(edition: Edition, sheet: Sheet, position: int) -> tuple[str, ...]:
    """Codes of the other sheets in which this project stands as well."""
    sheets = edition.shared_projects.get(id(sheet.projects[position]), ())
    return tuple(f"{kind_word(other)}{other.code}" for other in sheets if other.key != sheet.key)


def _crumbs(sheet: Sheet, root: str) -> list[dict[str, str | None]]:
    steps: list[dict[str, str | None]] = [
        {"label": f"{step.level}{step.code or ''} {step.title}", "href": f"{root}index.html"}
        for step in sheet.path
    ]
    return [*steps, {"label": f"{kind_word(sheet)}{sheet.code}", "href": None}]


def _compare(edition: Edition, sheet: Sheet, root: str) -> str:
    """The page that puts this sheet beside its nearest earlier year, or beside one to be chosen."""
    own = f"{sheet.kind}/{sheet.code}"
    folder = sheet_folder(sheet)
    refs = [one.ref for one in edition.snapshot.earlier if folder in one.folders]
    pairs = [("a", refs[-1])] if refs else []
    sides = {
        side: f"{ref.municipality.code}/{year_key(ref.fiscal_year)}/{own}"
        for side, ref in (*pairs, ("b", edition.snapshot.ref))
    }
    return f"{root}../../compare/index.html?{urlencode(sides, safe='/')}"


def _other_years(edition: Edition, sheet: Sheet, root: str) -> list[dict[str, Any]]:
    """The same sheet in earlier years; by number for programs, as the plan numbers them."""
    years = []
    for earlier in reversed(edition.snapshot.earlier):
        if sheet_folder(sheet) in earlier.folders:
            href = f"{root}../{earlier.ref.slug}/{sheet_folder(sheet)}index.html"
            years.append({"year": earlier.ref.fiscal_year, "href": href})
    return years
