"""What of a sheet stands where: the form's sections in order, and at the end what it names nowhere.

Whoever shows a sheet (a page, a paper, a text) walks these, so that nothing of a sheet is hidden.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shirube.designs.model import Design, FieldSpec, Text
from shirube.designs.plain_summary import PATH, SPEC, TITLE, TITLE_EN, plain_summaries
from shirube.schema import Sheet

# Number, title, year and place in the plan stand in the head of whatever shows the sheet.
PARTS = (
    "attributes", "units", "contacts", "directions", "narratives", "indicators", "projects",
    "costs", "ratings", "environment", "issues", "progress", "follow_ups", "reviews",
    "notes",
)  # fmt: skip
KEYED = ("attributes", "narratives", "ratings")
_WORDS = {
    "units": ("部署", "Divisions"),
    "contacts": ("問い合わせ先", "Inquiries"),
    "directions": ("施策の方向", "Directions"),
    "indicators": ("指標", "Indicators"),
    "projects": ("構成事業", "Projects"),
    "costs": ("費用", "Costs"),
    "environment": ("取り巻く環境", "Environment"),
    "issues": ("課題と今後の取組", "Issues and next actions"),
    "progress": ("進捗", "Progress"),
    "follow_ups": ("約束のその後", "What became of promises"),
    "reviews": ("意見と回答", "Opinions and answers"),
    "notes": ("注記", "Notes"),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """One field of the form with what the sheet says in it."""

    spec: FieldSpec
    items: tuple[Any, ...]

    @property
    def part(self) -> str:
        """``narratives`` of ``narratives.aim``."""
        return self.spec.path.partition(".")[0]


@dataclass(frozen=True, slots=True)
class PlacedSection:
    """A section of the form that says something; ``title`` is None for what no section names."""

    key: str
    title: str | None
    fields: tuple[Placed, ...]
    title_en: str | None = None


def placed_sections(design: Design | None, sheet: Sheet) -> Iterator[PlacedSection]:
    """The sections in which the sheet says something: a summary in plain Japanese first, then in
    the form's order, the rest last.
    """
    summaries = plain_summaries(sheet)
    if summaries:
        label = {"ja": TITLE, "en": TITLE_EN}
        spec = SPEC.model_copy(update={"label": Text.model_validate(label)})
        yield PlacedSection("plain", TITLE, (Placed(spec, summaries),), TITLE_EN)
    shown: set[str] = {PATH}
    for section in design.sections if design else ():
        fields = tuple(_placed(sheet, section.fields))
        shown.update(spec.path for spec in section.fields)
        if fields:
            # ■ and ◆ are marks of print, read aloud by screen readers.
            ja, en = (text.lstrip("■◆ ") for text in (section.title.ja, section.title.en))
            yield PlacedSection(section.key, ja, fields, en)
    rest = tuple(_placed(sheet, tuple(_not_shown(sheet, shown))))
    if rest:
        yield PlacedSection("rest", None, rest)


def _placed(sheet: Sheet, specs: tuple[FieldSpec, ...]) -> Iterator[Placed]:
    for spec in specs:
        part, _, key = spec.path.partition(".")
        if part not in PARTS or spec.path == PATH:
            continue
        items = getattr(sheet, part)
        if key:
            items = tuple(item for item in items if item.key == key)
        if items:
            yield Placed(spec, items)


def _not_shown(sheet: Sheet, shown: set[str]) -> Iterator[FieldSpec]:
    for part in PARTS:
        items = getattr(sheet, part)
        if not items or part in shown:
            continue
        if part not in KEYED:
            yield _spec(part, *_WORDS[part])
            continue
        for key in dict.fromkeys(item.key for item in items):
            if f"{part}.{key}" not in shown:
                title = next((getattr(i, "label", i.key) for i in items if i.key == key), key)
                yield _spec(f"{part}.{key}", title, title)


def _spec(path: str, ja: str, en: str) -> FieldSpec:
    return FieldSpec.model_validate({"path": path, "label": {"ja": ja, "en": en}})
