"""What of a draft must be touched, what is done of it, and what stands as it did last year."""

from collections.abc import Iterator
from typing import NamedTuple

from shirube.designs import Design
from shirube.designs.model import FieldSpec, Section
from shirube.schema import Attribute, Cost, Narrative, Sheet, Value
from shirube.workflow.carrying import naming
from shirube.workflow.drafts.addresses import Spot, index


class Asked(NamedTuple):
    """A field that must be touched: where it is, what it is called, in which section, if done."""

    part: str
    at: str
    field: str
    label: str
    section: str
    done: bool


def asked(
    draft: Sheet, reference: Sheet | None, design: Design, *, short: bool = False
) -> tuple[Asked, ...]:
    """Everything that must be touched, in the order of the form. ``short``: of the short form."""
    found: list[Asked] = []
    for section in design.sections:
        for spec in section.fields:
            if spec.short or not short:
                found += _of(spec, section, draft, reference)
    named = {spec.path for section in design.sections for spec in section.fields}
    if draft.follow_ups and "follow_ups" not in named:
        found += _promises(draft, "follow_ups")
    return tuple(found)


def _of(spec: FieldSpec, section: Section, draft: Sheet, last: Sheet | None) -> Iterator[Asked]:
    part, _, key = spec.path.partition(".")
    if part in {"narratives", "attributes"}:
        yield from _texts(spec, section.key, draft)
    elif part == "indicators":
        yield from _actuals(section.key, draft)
    elif part == "projects":
        yield from _amounts(section.key, draft, last)
    elif part == "costs" and not draft.projects:
        used = _used(last.costs, last) if last else {("settlement", "total")}
        yield from _settled("costs", draft.costs, draft, used, ("", section.key))
    elif part == "ratings":
        yield from _ratings(spec, section.key, key, draft, last)
    elif part == "progress":
        yield from _progress(section.key, draft, must=spec.must)
    elif part == "follow_ups":
        yield from _promises(draft, section.key)
    elif part == "issues" and spec.must:
        for issue in draft.issues:
            label = f"課題{issue.no}の状況"
            yield Asked("issues", issue.at or "", "status", label, section.key, bool(issue.status))


def _texts(spec: FieldSpec, section: str, draft: Sheet) -> Iterator[Asked]:
    if not spec.must:
        return
    part, _, key = spec.path.partition(".")
    words: tuple[Narrative | Attribute, ...] = draft.narratives
    words = words if part == "narratives" else draft.attributes
    for one in words:
        if one.key == key:
            name, text = ("text", one.text) if isinstance(one, Narrative) else ("value", one.value)
            done = bool((text or "").strip())
            yield Asked(part, one.at or "", name, one.label, section, done)


def _actuals(section: str, draft: Sheet) -> Iterator[Asked]:
    for one in draft.indicators:
        actual = one.get("actual", draft.fiscal_year)
        # A nameless column of a workbook's macro is nothing that a person could fill.
        if actual is not None and not one.flags:
            label, done = naming.of_value(one, actual), _answered(actual)
            yield Asked("indicators.values", actual.at or "", "value", label, section, done)


def _answered(cell: Value | Cost) -> bool:
    return cell.missing is None or cell.missing != "blank"


def _amounts(section: str, draft: Sheet, last: Sheet | None) -> Iterator[Asked]:
    before = {one.at: _used(one.costs, last) for one in last.projects} if last else {}
    for one in draft.projects:
        used = before.get(one.at) or {("settlement", "total")}
        words = (naming.of_project(one), section)
        yield from _settled("projects.costs", one.costs, draft, used, words)


def _used(costs: tuple[Cost, ...], sheet: Sheet | None) -> set[tuple[str, str]]:
    """Which columns of its own year a sheet had filled: a blank one is not asked for again."""
    year = sheet.fiscal_year if sheet else None
    return {(c.stage, c.item) for c in costs if c.fiscal_year == year and c.amount is not None}


def _settled(
    part: str,
    costs: tuple[Cost, ...],
    draft: Sheet,
    used: set[tuple[str, str]],
    words: tuple[str, str],
) -> Iterator[Asked]:
    whose, section = words
    for cost in costs:
        own = cost.fiscal_year == draft.fiscal_year and cost.stage.startswith("settlement")
        if own and (cost.stage, cost.item) in used:
            label = naming.of_cost(cost, whose)
            yield Asked(part, cost.at or "", "amount", label, section, _answered(cost))


def _ratings(
    spec: FieldSpec, section: str, key: str, draft: Sheet, last: Sheet | None
) -> Iterator[Asked]:
    reasons = {one.at for one in last.ratings if one.reason} if last else set()
    for one in draft.ratings:
        if one.key != key:
            continue
        label, at = naming.of_rating(one, spec.label.ja), one.at or ""
        yield Asked("ratings", at, "value", label, section, one.value is not None)
        if spec.must or one.at in reasons:
            yield Asked("ratings", at, "reason", f"{label}の理由", section, bool(one.reason))


def _progress(section: str, draft: Sheet, *, must: bool) -> Iterator[Asked]:
    for one in draft.progress if must else ():
        label = f"{one.period}の実績"
        yield Asked("progress", one.at or "", "result", label, section, bool(one.result))


def _promises(draft: Sheet, section: str) -> Iterator[Asked]:
    for one in draft.follow_ups:
        label, at = f"約束{one.no}のその後", one.at or ""
        yield Asked("follow_ups", at, "status", label, section, one.status is not None)
        yield Asked("follow_ups", at, "answer", label, section, bool(one.answer))


def unchanged(draft: Sheet, reference: Sheet | None) -> frozenset[Spot]:
    """Items whose words are the same as last year's (前年のまま)."""
    if reference is None:
        return frozenset()
    before = dict(_words(reference))
    return frozenset(
        spot for spot, words in _words(draft) if any(words) and before.get(spot) == words
    )


def _words(sheet: Sheet) -> Iterator[tuple[Spot, tuple[object, ...]]]:
    for text in sheet.narratives:
        yield Spot("narratives", text.at or ""), (text.text,)
    for attribute in sheet.attributes:
        yield Spot("attributes", attribute.at or ""), (attribute.value,)
    for one in sheet.environment:
        yield Spot("environment", one.at or ""), (one.factor, one.situation, one.reason)
    for rating in sheet.ratings:
        yield Spot("ratings", rating.at or ""), (rating.reason,)
    for issue in sheet.issues:
        yield Spot("issues", issue.at or ""), (issue.text, issue.status)


def in_this_years_columns(reference: Sheet | None, draft: Sheet) -> Sheet | None:
    """Last year's sheet without the cells whose year has left the form, to be compared: that the
    columns move on by a year is no change of anybody's.
    """
    if reference is None:
        return None
    kept = {spot.at for spot in index(draft.model_dump(mode="json"))}
    indicators = tuple(
        one.model_copy(update={"values": tuple(v for v in one.values if v.at in kept)})
        for one in reference.indicators
    )
    projects = tuple(
        one.model_copy(update={"costs": tuple(c for c in one.costs if c.at in kept)})
        for one in reference.projects
    )
    costs = tuple(cost for cost in reference.costs if cost.at in kept)
    return reference.model_copy(
        update={"indicators": indicators, "projects": projects, "costs": costs}
    )
