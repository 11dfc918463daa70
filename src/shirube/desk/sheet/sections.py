"""The sections of a sheet for one person, in the order of the form."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from shirube.designs.entries import ROWS
from shirube.designs.model import FieldSpec
from shirube.designs.model import Section as FormSection
from shirube.designs.plain_summary import asked_sections
from shirube.desk.sheet import money
from shirube.desk.sheet.cards import Drafting, card
from shirube.desk.sheet.model import Block, Card, Page, Section
from shirube.sheets.forms import library
from shirube.workflow.carrying import asked, unchanged
from shirube.workflow.drafts.addresses import Spot, index
from shirube.workflow.findings import findings_of
from shirube.workflow.models import Case, PartRequest

KEYED = ("attributes", "narratives", "ratings")
# What stands in the head of every page, or is nothing to type.
_HEAD = ("path", "code", "title", "fiscal_year", "carried_out", "municipality", "reviews")


def page(
    case: Case, *, writes: bool, only: frozenset[Spot] | None = None, findings: bool = True
) -> Page:
    """Everything that the editor or the reading view shows of a draft."""
    on = _drafting(case, writes=writes, only=only, findings=findings)
    sections = tuple(_section(on, form, case.short) for form in _forms(on))
    loose = tuple(f for at, found in on.findings.items() if not _placed(on, at) for f in found)
    whole = tuple(on.remarks.get(Spot("", ""), ()))
    talk = sum(r.settled_at is None for found in on.remarks.values() for r in found)
    return Page(tuple(s for s in sections if s.blocks), loose, whole, talk)


def _drafting(
    case: Case, *, writes: bool, only: frozenset[Spot] | None, findings: bool
) -> Drafting:
    sheet, last, design = case.plain(), case.last_year(), library()[case.design]
    wanted = asked(sheet, last, design, short=case.short)
    on = Drafting(
        sheet,
        design,
        index(sheet.model_dump(mode="json")),
        index(last.model_dump(mode="json")) if last else {},
        {f"{one.part}:{one.at}:{one.field}": one.done for one in wanted},
        unchanged(sheet, last),
        writes,
        only,
    )
    if findings:
        on.findings = defaultdict(list)
        for finding in findings_of(case, sheet):
            on.findings[finding.at or ""].append(finding)
    on.remarks = defaultdict(list)
    for remark in case.remarks.all():
        on.remarks[Spot(remark.part, remark.place)].append(remark)
    for part in case.parts.filter(state=PartRequest.State.OPEN).select_related("unit"):
        on.asked |= {Spot(*place): part.unit.name for place in part.places}
    return on


def _placed(on: Drafting, at: str) -> bool:
    return any(spot.at == at for spot in on.items)


def _forms(on: Drafting) -> Iterator[FormSection]:
    """The form's own sections; parts that it names nowhere stand in one more."""
    forms = tuple(asked_sections(on.design))
    yield from forms
    named = {spec.path for form in forms for spec in form.fields}
    rest = []
    for part in dict.fromkeys(spot.part for spot, one in on.items.items() if not one.above):
        own = {f"{part}.{key}" for key in _keys(on, part)} if part in KEYED else {part}
        rest += [_spec(path) for path in sorted(own - named) if part not in _HEAD]
    if rest:
        title = {"ja": "そのほか", "en": "More"}
        yield FormSection.model_validate({"key": "rest", "title": title, "fields": rest})


def _keys(on: Drafting, part: str) -> list[str]:
    items = [one.item for spot, one in on.items.items() if spot.part == part]
    return list(dict.fromkeys(item["key"] for item in items))


def _spec(path: str) -> dict[str, object]:
    words = {"units": "部署", "contacts": "問い合わせ先", "notes": "注記",
             "follow_ups": "約束のその後", "attributes": "属性"}  # fmt: skip
    text = words.get(path, words.get(path.partition(".")[0], "そのほか"))
    return {"path": path, "label": {"ja": text, "en": path}}


def _section(on: Drafting, form: FormSection, short: bool) -> Section:
    blocks = tuple(
        block
        for spec in form.fields
        if (spec.short or not short or _must(on, spec))
        for block in _blocks(on, spec)
    )
    made = Section(form.key, form.title.ja.lstrip("■◆ "), blocks)
    addresses = {one.address for one in made.entries()}
    ats = {one.at for one in made.cards()}
    wanted = [done for address, done in on.wanted.items() if address in addresses]
    return replace(
        made,
        asked=len(wanted),
        done=sum(wanted),
        same=sum(spot.at in ats for spot in on.same),
        findings=sum(len(one.findings) for one in made.cards()),
    )


def _must(on: Drafting, spec: FieldSpec) -> bool:
    return spec.path.partition(".")[0] == "follow_ups"


def _blocks(on: Drafting, spec: FieldSpec) -> Iterator[Block]:
    part, _, key = spec.path.partition(".")
    if part in _HEAD:
        return
    free = on.writes and on.only is None
    if part == "projects":
        if on.sheet.projects or free:
            cards: tuple[Card, ...] = (money.projects(on),)
            yield Block(spec.label.ja, spec.guidance, cards, "projects" if free else "")
        return
    if part == "costs":
        total = money.totals(on)
        if total is not None:
            yield Block(spec.label.ja, spec.guidance, (total,))
        return
    spots = [
        spot
        for spot, one in on.items.items()
        if spot.part == part and (not key or one.item.get("key") == key)
    ]
    adds = part if free and part in ROWS else ""
    if spots or adds:
        yield Block(spec.label.ja, spec.guidance, tuple(card(on, s, spec) for s in spots), adds)
