"""What can be found of a sheet: the sheet itself and each indicator, project, issue, opinion."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from shirube.basics.fiscal_year import in_print
from shirube.designs import Design
from shirube.designs.plain_summary import KEY, joined
from shirube.publishing.addresses import indicator_folder, sheet_folder
from shirube.publishing.search.folding import fold
from shirube.schema import Cost, Indicator, Project, Sheet, Value
from shirube.schema.codes import label
from shirube.schema.sheet import UNDATED

Texts = Iterable[str | None]


class Said(NamedTuple):
    """Words that are searched, and what is shown around them: 「120」 in 「2019 実績値 120」."""

    searched: str
    shown: str


Body = Iterable[str | Said | None]


class Draft(NamedTuple):
    """One thing that can be found, before it is stored.

    ``name`` counts more than ``body``; ``context`` (where it stands) helps several words to meet,
    but is no hit by itself. ``filters`` are pairs of filter and value. ``hit`` is what is shown.
    """

    part: str
    name: str
    body: str
    context: str
    filters: tuple[tuple[str, str], ...]
    hit: dict[str, Any]


def drafts(sheet: Sheet, design: Design | None) -> Iterator[Draft]:
    """The sheet first, then its parts in the order of the form."""
    return _Rows(sheet, design).all()


class _Rows:
    def __init__(self, sheet: Sheet, design: Design | None) -> None:
        self.sheet = sheet
        self.filters = tuple(_filters(sheet, design))
        self.shared = {
            "sheet_kind": sheet.kind,
            "code": sheet.code,
            "sheet": _clean(sheet.title),
            "fiscal_year": sheet.fiscal_year,
            "machine_read": sheet.standing == "machine_read",
            "units": [_clean(unit.name) for unit in sheet.units],
        }

    def all(self) -> Iterator[Draft]:
        yield self._sheet()
        for position, indicator in enumerate(self.sheet.indicators):
            yield self._indicator(position, indicator)
        for number, project in enumerate(self.sheet.projects, 1):
            yield self._project(number, project)
        for number, issue in enumerate(self.sheet.issues, 1):
            actions = [action.text for action in issue.next_actions]
            texts = (issue.text, issue.status, *actions, *issue.projects)
            yield self._part("issue", number, issue.no, texts)
        for number, review in enumerate(self.sheet.reviews, 1):
            texts = (review.text, review.answer, review.reflected, review.mark)
            by = (review.by, review.round, review.answered_by)
            yield self._part("review", number, review.no, (*texts, *by))

    def _sheet(self) -> Draft:
        sheet = self.sheet
        inside = [one.name for one in sheet.indicators] + [one.name for one in sheet.projects]
        totals = tuple(cost for cost in sheet.costs if cost.item == "total")
        money = _money("", totals if sheet.kind == "project" else ())
        return self._draft(
            "sheet",
            (f"{label('kind', sheet.kind)}{sheet.code}", sheet.title),
            _sheet_texts(sheet),
            (*_where(sheet), *inside),
            {"path": sheet_folder(sheet), "name": _clean(sheet.title)}
            | money
            | _says(map(_amount, totals if money else ())),
        )

    def _indicator(self, position: int, one: Indicator) -> Draft:
        printed = tuple(_value(value, one.unit) for value in one.values)
        notes = tuple(value.note for value in one.values)
        of_year = tuple(_of_year(one, self.sheet.fiscal_year))
        shown = one.model_copy(update={"values": of_year, "definition": None})
        return self._draft(
            "indicator",
            (one.name,),
            (one.definition, one.unit, one.source, *printed, *notes),
            self._around(),
            {
                "path": indicator_folder(self.sheet, position),
                "name": _clean(one.name),
                "indicator": _plain(shown),
                "flags": list(one.flags),
            }
            | _says(_value(value, one.unit) for value in of_year),
        )

    def _project(self, number: int, one: Project) -> Draft:
        filters = tuple(pair for pair in self.filters if pair[0] != "unit" or not one.unit)
        if one.unit:
            filters += (("unit", _clean(one.unit)),)
        money = tuple(cost for cost in one.costs if cost.item == "total") or one.costs
        return self._draft(
            "project",
            (one.name,),
            (one.code, one.unit, *(_amount(cost) for cost in one.costs)),
            self._around(),
            {
                "path": f"{sheet_folder(self.sheet)}#p-{number}",
                "name": _clean(one.name),
                "unit": _clean(one.unit or ""),
                "flags": list(one.flags),
            }
            | _money(one.name, money)
            | _says(map(_amount, money)),
            filters,
        )

    def _part(self, part: str, number: int, no: str, texts: Body) -> Draft:
        path = f"{sheet_folder(self.sheet)}#{part}-{number}"
        hit = {"path": path, "no": _clean(no)}
        return self._draft(part, (), texts, self._around(), hit)

    def _around(self) -> Texts:
        sheet = self.sheet
        own = (f"{label('kind', sheet.kind)}{sheet.code}", sheet.title)
        return (*own, *(unit.name for unit in sheet.units), *_where(sheet))

    def _draft(
        self,
        part: str,
        name: Texts,
        body: Body,
        context: Texts,
        hit: dict[str, Any],
        filters: tuple[tuple[str, str], ...] | None = None,
    ) -> Draft:
        said = [text if isinstance(text, Said) else Said(text, text) for text in body if text]
        searched = _folded(text.searched for text in said)
        shown = self.shared | hit | {"texts": [_clean(text.shown) for text in said]}
        pairs = (*(self.filters if filters is None else filters), ("part", part))
        return Draft(part, _folded(name), searched, _folded(context), pairs, shown)


def _where(sheet: Sheet) -> Texts:
    # Not municipality and year: they would stand in every row; they are filters.
    for step in sheet.path:
        yield f"{step.level}{step.code or ''} {step.title}"


def _sheet_texts(sheet: Sheet) -> Body:
    for unit in sheet.units:
        yield f"{unit.role} {unit.name}"
    for step in sheet.path:
        yield f"{step.level}{step.code or ''} {step.title}"
    for contact in sheet.contacts:
        parts = (contact.role, contact.post, contact.name, contact.phone, contact.email)
        yield " ".join(part for part in parts if part)
    for attribute in sheet.attributes:
        if attribute.value:
            yield _doubted(f"{attribute.label} {attribute.value}", attribute.flags)
    for direction in sheet.directions:
        yield from (f"{direction.no} {direction.title}", direction.purpose, direction.means)
    for narrative in sheet.narratives:
        yield from (narrative.text, narrative.by)
        if narrative.key == KEY:
            yield joined(narrative.text)
    yield from (_amount(cost) for cost in sheet.costs)
    yield from _judged(sheet)
    yield from (note.text for note in sheet.notes)


def _judged(sheet: Sheet) -> Body:
    for rating in sheet.ratings:
        yield _doubted(rating.value, rating.flags)
        yield rating.reason
    for factor in sheet.environment:
        yield from (factor.factor, factor.situation, *factor.effects, factor.reason)
    for progress in sheet.progress:
        for text in (progress.plan, progress.result, progress.rating, progress.action):
            yield _doubted(text, progress.flags)
    for promise in sheet.follow_ups:
        yield from (promise.text, promise.issue, promise.answer)


def _filters(sheet: Sheet, design: Design | None) -> Iterator[tuple[str, str]]:
    yield "municipality", sheet.municipality.code
    yield "year", UNDATED if sheet.fiscal_year is None else str(sheet.fiscal_year)
    yield "kind", sheet.kind
    if sheet.path:
        yield "branch", _clean(sheet.path[0].title)
    for name in dict.fromkeys(_clean(unit.name) for unit in sheet.units):
        yield "unit", name
    headline = design.headline_rating if design else None
    named = [rating for rating in sheet.ratings if rating.key == headline]
    for rating in (named or (sheet.ratings if len(sheet.ratings) == 1 else ()))[:1]:
        if rating.value and not rating.flags:
            yield "rating", _clean(rating.value)


def _value(value: Value, unit: str | None) -> Said | None:
    """A cell with its column, so that a number that is found says what it is."""
    printed = value.value if value.printed is None else value.printed
    head = f"{_year(value.fiscal_year)}{label('measure', value.measure)}"
    return _beside(head, _with_unit(printed, unit), value.flags)


def _amount(cost: Cost) -> Said | None:
    printed = cost.amount if cost.printed is None else cost.printed
    head = f"{_year(cost.fiscal_year)}{label('stage', cost.stage)} {label('item', cost.item)}"
    return _beside(head, _with_unit(printed, cost.unit), cost.flags)


def _beside(head: str, printed: str | None, flags: tuple[str, ...]) -> Said | None:
    said = _doubted(printed, flags)
    return said and Said(said.searched, f"{head} {said.shown}")


def _with_unit(printed: str | None, unit: str | None) -> str | None:
    """「2,450」 and 「千円」 → 「2,450千円」; words such as 「なし」 and cells with a unit stay."""
    if printed and unit and printed[-1].isdecimal():
        return f"{printed}{unit}"
    return printed


def _doubted(text: str | None, flags: tuple[str, ...]) -> Said | None:
    return Said(text, f"{text}(不確か)" if flags else text) if text else None


def _year(year: int | None) -> str:
    return "" if year is None else f"{in_print(year)} "


def _of_year(indicator: Indicator, year: int | None) -> Iterator[Value]:
    for value in indicator.values:
        if value.fiscal_year == year and value.measure in ("target", "actual", "baseline"):
            yield value


def _money(name: str, costs: tuple[Cost, ...]) -> dict[str, Any]:
    return {"project": _plain(Project(name=name, costs=costs))} if costs else {}


def _says(said: Iterable[Said | None]) -> dict[str, str]:
    """The same in words, for whoever has no program to draw a table with."""
    text = "、".join(one.shown for one in said if one)
    return {"says": _clean(text)} if text else {}


def _plain(value: Indicator | Project) -> dict[str, Any]:
    return value.model_dump(mode="json", exclude_defaults=True)


def _folded(texts: Texts) -> str:
    return "\n".join(folded for text in texts if text and (folded := fold(text)))


def _clean(text: str) -> str:
    """PostgreSQL keeps no NUL."""
    return text.replace("\x00", "")
