"""The page of one sheet: its parts in the city's own order, each under the question it answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shirube.charts.indicator_chart import CARD, draw
from shirube.charts.words import picture, reached, sentence
from shirube.designs.model import FieldSpec
from shirube.portal.pages.context import Edition, kind_word
from shirube.portal.pages.money import money_sentence
from shirube.portal.pages.tables import costs_table, money_table, values_table
from shirube.portal.pages.through_years import series_of
from shirube.publishing.addresses import sheet_folder
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
PARTS = (
    "attributes", "units", "contacts", "directions", "narratives", "indicators", "projects",
    "costs", "ratings", "environment", "issues", "progress", "follow_ups", "reviews",
    "notes",
)  # fmt: skip
KEYED = ("attributes", "narratives", "ratings")


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
    page = edition.page(sheet_folder(sheet), "")
    aim = next((text.text for text in sheet.narratives if text.key == "aim"), None)
    return page | {
        "sheet": sheet,
        "kind_word_sheet": kind_word(sheet),
        "aim": aim,
        "rating": edition.main_rating(sheet),
        "lead_unit": sheet.units[0].name if sheet.units else None,
        "parts": tuple(_parts(edition, sheet, page["root"])),
        "crumbs": _crumbs(sheet, page["root"]),
        "years": _other_years(edition, sheet, page["root"]),
    }


def _parts(edition: Edition, sheet: Sheet, root: str) -> Iterator[Part]:
    design = edition.design(sheet)
    shown: set[str] = set()
    for section in design.sections if design else ():
        blocks = tuple(_blocks(edition, sheet, section.fields, root))
        shown.update(spec.path for spec in section.fields)
        if blocks:
            first = section.fields[0].path.split(".")[0]
            title = section.title.ja.lstrip("■◆ ")  # a mark of print, read aloud by screen readers
            question = next(
                (QUESTIONS[p] for s in section.fields if (p := s.path.split(".")[0]) in QUESTIONS),
                title,
            )
            own = title if question != title else None
            yield Part(f"{section.key}-{first}", question, own, blocks)
    rest = tuple(_blocks(edition, sheet, tuple(_not_shown(sheet, shown)), root))
    if rest:
        yield Part("rest", "そのほか", None, rest)


def _not_shown(sheet: Sheet, shown: set[str]) -> Iterator[FieldSpec]:
    """What the design names nowhere is shown at the end: nothing of a sheet is hidden."""
    for part in PARTS:
        items = getattr(sheet, part)
        if not items or part in shown:
            continue
        if part not in KEYED:
            yield _spec(part, part)
            continue
        for key in dict.fromkeys(item.key for item in items):
            if f"{part}.{key}" not in shown:
                title = next((getattr(i, "label", i.key) for i in items if i.key == key), key)
                yield _spec(f"{part}.{key}", title)


def _spec(path: str, title: str) -> FieldSpec:
    words = {"units": "部署", "contacts": "問い合わせ先", "notes": "注記",
             "follow_ups": "約束のその後", "reviews": "意見と回答"}  # fmt: skip
    text = words.get(path, title)
    return FieldSpec.model_validate({"path": path, "label": {"ja": text, "en": path}})


def _blocks(
    edition: Edition, sheet: Sheet, specs: tuple[FieldSpec, ...], root: str
) -> Iterator[Block]:
    for spec in specs:
        part, _, key = spec.path.partition(".")
        if part not in PARTS:  # number, title, year and place in the plan stand in the page's head
            continue
        items = getattr(sheet, part)
        if key:
            items = tuple(item for item in items if item.key == key)
        if items:
            yield _block(edition, sheet, spec, items, root)


def _block(edition: Edition, sheet: Sheet, spec: FieldSpec, items: Any, root: str) -> Block:
    part = spec.path.partition(".")[0]
    if part == "indicators":
        items = [_indicator(edition, sheet, position, root) for position in range(len(items))]
    elif part == "projects":
        items = _money(edition, sheet)
    elif part == "costs":
        if sheet.projects:  # printed totals stand at the foot of the projects' table
            return Block("empty", "", ())
        items = {"table": costs_table(sheet.costs), "say": money_sentence(sheet)}
    elif part == "ratings":
        items = [{"rating": edition.rating(sheet, rating), "of": rating} for rating in items]
    elif part == "progress":
        items = [{"of": one, "mark": edition.progress_word(sheet, one.rating)} for one in items]
    return Block(part, spec.label.ja, items)


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


def _other_years(edition: Edition, sheet: Sheet, root: str) -> list[dict[str, Any]]:
    """The same sheet in earlier years; by number for programs, as the plan numbers them."""
    years = []
    for earlier in reversed(edition.snapshot.earlier):
        for other in earlier.sheets:
            if (other.kind, other.code) == (sheet.kind, sheet.code):
                href = f"{root}../{earlier.ref.slug}/{sheet_folder(other)}index.html"
                years.append({"year": earlier.ref.fiscal_year, "href": href, "title": other.title})
    return years
