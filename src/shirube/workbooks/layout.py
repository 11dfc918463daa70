"""A form as lines of cells: the city's sections and labels in their order, one below the other."""

from collections.abc import Iterator
from functools import cache

from shirube.basics.fiscal_year import in_era
from shirube.designs.entries import FIELDS, LONG, label, names, title
from shirube.designs.layout import KEYED, placed_sections
from shirube.designs.model import FieldSpec
from shirube.designs.plain_summary import asked_sections
from shirube.schema.addresses import Address, Spot
from shirube.workbooks.filling import (
    ENTRY,
    ENTRY_SPAN,
    LABEL,
    LAST,
    LAST_SPAN,
    Filling,
    across,
    filling,
    laid,
    spare,
)
from shirube.workbooks.forms import Cell, Form, Line
from shirube.workbooks.tables import costs, indicators, projects

HEAD_LINES = 5  # stay in sight while the rest is scrolled; the first is the hidden key
# part → how many empty rows wait for what is new
_SPARE = {"environment": 2, "issues": 2, "notes": 1, "units": 1, "directions": 4, "contacts": 1}
# Only while there is none: from then on they belong to the plan, or one is enough.
_ONCE = frozenset({"directions", "contacts"})
_SKIP = {"no", "email", "post", "purpose", "means"}  # given when the row is added, or rarely used


def lines(form: Form) -> Iterator[Line]:
    """Everything below the hidden first line."""
    on = filling(form)
    yield from _head(form)
    for section, specs in _sections(form):
        made = [line for spec in specs for line in _block(on, spec)]
        if made:
            yield across(section, "section")
            yield from made


def _head(form: Form) -> Iterator[Line]:
    sheet, year = form.sheet, form.sheet.fiscal_year
    when = f" {in_era(year)}年度" if year else ""
    yield across(f"{form.design.title.ja}{when}", "title")
    where = " › ".join(level.title for level in sheet.path)
    yield across(f"{sheet.code} {sheet.title}{f'({where})' if where else ''}", "block")
    yield across(form.say, "guide")
    last = form.last.fiscal_year if form.last else None
    before = f"前の年({in_era(last)}年度)" if last else "前の年のシートはありません"
    yield Line({
        LABEL: Cell("項目", "head"),
        ENTRY: Cell("書く欄は白、書けない欄は灰色です", "head", ENTRY_SPAN),
        LAST: Cell(before, "head", LAST_SPAN),
    })  # fmt: skip


def _sections(form: Form) -> Iterator[tuple[str, list[FieldSpec]]]:
    """The form's sections, and one more for what they do not name."""
    for section in asked_sections(form.design):
        asked = [s for s in section.fields if s.short or not form.short or s.path == "follow_ups"]
        yield section.title.ja.lstrip("■◆ "), asked
    for rest in placed_sections(form.design, form.sheet):
        if rest.title is None:
            yield "そのほか", [one.spec for one in rest.fields]


def _block(on: Filling, spec: FieldSpec) -> Iterator[Line]:
    part, _, key = spec.path.partition(".")
    if part not in FIELDS:
        return  # the head of the sheet, and opinions, which are recorded on the screen
    made = list(_inner(on, spec, part, key))
    if made:
        yield across(spec.label.ja, "block")
        if spec.guidance:
            yield across(f"記入要領: {spec.guidance}", "guide")
        yield from made


def _inner(on: Filling, spec: FieldSpec, part: str, key: str) -> Iterator[Line]:
    tables = {"indicators": indicators, "costs": costs}
    if part in tables:
        yield from tables[part](on)
    elif part == "projects":
        if on.form.sheet.projects or on.form.rows:
            yield from projects(on)
    else:
        for spot, found in on.by_part[part]:
            if not key or found.item.get("key") == key:
                yield from _item(on, spot, spec)
        if on.form.rows and not (part in _ONCE and on.by_part[part]):
            yield from _new(part)


def _item(on: Filling, spot: Spot, spec: FieldSpec) -> Iterator[Line]:
    item = on.items[spot].item
    called = title(spot.part, item)
    asked = list(names(spot.part, item))
    if spot.part == "follow_ups":
        yield across(f"{called}: 「{item['text']}」", "item")
    elif called and len(asked) > 1:
        yield across(called, "item")
    for name in asked:
        alone = called if len(asked) == 1 and spot.part in KEYED else ""
        yield on.line(Address(*spot, name), spec, alone)
    if spot.part == "issues":
        for below in on.below[spot]:
            yield from _item(on, below, spec)
        if on.form.rows and on.form.may(spot):
            yield from _spare("issues.next_actions", f"{spot.at}+1", "新しい今後の取組")


@cache
def _new(part: str) -> tuple[Line, ...]:
    """The empty rows of a part, the same in every form."""
    return tuple(_empty(part))


def _empty(part: str) -> Iterator[Line]:
    for number in range(1, _SPARE.get(part, 0) + 1):
        at = f"+{number}"
        called = {"environment": "新しい変化", "issues": "新しい課題", "notes": "新しい注記",
                  "units": "新しい部署", "directions": "新しい方向", "contacts": "問い合わせ",
                  }[part]  # fmt: skip
        yield from _spare(part, at, called)
        if part == "issues":
            yield from _spare("issues.next_actions", f"{at}+1", f"{called}への取組")


def _spare(part: str, at: str, called: str) -> Iterator[Line]:
    yield across(f"{called}(書くと行が加わります)", "item")
    for name in FIELDS[part]:
        if name in _SKIP or (part == "contacts" and name == "name"):
            continue
        address = Address(part, at, name)
        yield laid(spare(address), label(address), long=name in LONG)
