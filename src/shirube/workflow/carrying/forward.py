"""From last year's sheet to this year's draft: what stays, what is asked anew, what fell due."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shirube.designs import Design
from shirube.designs.columns import blank_cells
from shirube.designs.model import FieldSpec
from shirube.designs.plain_summary import asked_sections
from shirube.schema import (
    Attribute,
    Contact,
    Cost,
    FollowUp,
    Indicator,
    Issue,
    Narrative,
    Progress,
    Project,
    Rating,
    Sheet,
)
from shirube.workflow.carrying import columns
from shirube.workflow.carrying.hiding import without
from shirube.workflow.carrying.numbering import Names, renumbered

# Texts that say what the program is for, not how the year went: they stay unless the form says.
_LASTING = frozenset({"aim"})
# Attributes that say how a file was read, whatever the form is: a draft is not read from a file.
_OF_THE_FILE = frozenset({"years_basis"})


class Carried(NamedTuple):
    """This year's draft, last year's sheet with the same ``at`` for the same item, and the number
    of the next new item.
    """

    draft: Sheet
    reference: Sheet
    next_id: int


def carry(
    previous: Sheet, design: Design, fiscal_year: int, *, follow_ups: Sequence[FollowUp] = ()
) -> Carried:
    """The draft for ``fiscal_year`` in the form of ``design``, made from an earlier year's sheet.

    Raises ValueError when the earlier sheet has no year or a later one.
    """
    if previous.fiscal_year is None or previous.fiscal_year >= fiscal_year:
        raise ValueError(f"{previous.key}: cannot be carried to {fiscal_year}")
    names = Names()
    reference = renumbered(previous, names)
    draft = _draft(reference, design, fiscal_year, names)
    asked = draft.model_copy(update={"follow_ups": _asked(follow_ups, names)})
    return Carried(without(asked, design.hidden), reference, names.next_id)


def fresh(base: Sheet, design: Design, *, follow_ups: Sequence[FollowUp] = ()) -> Carried:
    """A draft for something that has no sheet yet; ``base`` says what and whose it is."""
    names = Names()
    draft = renumbered(base, names)
    draft = draft.model_copy(
        update={
            "carried_out": _carried_out(design, base.fiscal_year),
            "narratives": tuple(_narratives(draft, design, 0, names)),
            "ratings": tuple(_ratings(draft, design, names)),
            "costs": tuple(_first_costs(draft, design, names)),
            "follow_ups": _asked(follow_ups, names),
        }
    )
    return Carried(draft, draft, names.next_id)


def _first_costs(draft: Sheet, design: Design, names: Names) -> Iterable[Cost]:
    """Room for the sheet's own amounts: its rows are nobody's to add."""
    if draft.costs or draft.fiscal_year is None or not _asks(design, "costs"):
        return draft.costs
    blank = blank_cells(design, draft.fiscal_year, "projects")
    return [Cost(**cell, at=names.new()) for cell in blank]


def _asks(design: Design, path: str) -> bool:
    return any(spec.path == path for spec in _specs(design))


def _asked(follow_ups: Sequence[FollowUp], names: Names) -> tuple[FollowUp, ...]:
    return tuple(
        one.model_copy(update={"no": str(no), "at": names.new()})
        for no, one in enumerate(follow_ups, start=1)
    )


def _draft(last: Sheet, design: Design, year: int, names: Names) -> Sheet:
    assert last.fiscal_year is not None
    delta = year - last.fiscal_year
    keep_notes = _way(design, "notes") == "keep"
    keep_environment = _way(design, "environment") != "fresh"
    return Sheet(
        design=design.id,
        design_version=design.version,
        kind=last.kind,
        municipality=last.municipality,
        fiscal_year=year,
        carried_out=_carried_out(design, year),
        code=last.code,
        title=last.title,
        path=last.path,
        units=last.units,
        contacts=tuple(_line(contact) for contact in last.contacts),
        attributes=tuple(_attributes(last, design)),
        directions=last.directions,
        narratives=tuple(_narratives(last, design, delta, names)),
        indicators=tuple(_indicator(one, last, delta, design, names) for one in last.indicators),
        projects=tuple(_project(one, delta, names) for one in last.projects),
        costs=columns.costs(last.costs, delta, names),
        ratings=tuple(_ratings(last, design, names)),
        environment=last.environment if keep_environment else (),
        issues=tuple(_issue(one, year) for one in last.issues),
        progress=tuple(Progress(period=one.period, at=one.at) for one in last.progress),
        notes=last.notes if keep_notes else (),
    )


def _carried_out(design: Design, year: int | None) -> int | None:
    after = design.carried_out_after
    return None if after is None or year is None else year + after


def _way(design: Design, path: str) -> str | None:
    return next((spec.carry for spec in _specs(design) if spec.path == path), None)


def _specs(design: Design) -> Iterable[FieldSpec]:
    return (spec for section in asked_sections(design) for spec in section.fields)


def _line(contact: Contact) -> Contact:
    """The line stays, the person may have moved."""
    return contact.model_copy(update={"name": None, "post": None})


def _attributes(last: Sheet, design: Design) -> Iterable[Attribute]:
    """What is bound to its year is emptied or left out, as the form says; the rest stays."""
    for one in last.attributes:
        usual = "drop" if one.key in _OF_THE_FILE else "keep"
        way = _way(design, f"attributes.{one.key}") or usual
        if way == "fresh":
            yield one.model_copy(update={"value": "", "flags": ()})
        elif way == "keep":
            yield one


def _narratives(last: Sheet, design: Design, delta: int, names: Names) -> Iterable[Narrative]:
    """In the order of the form; what the form does not name (any more) follows while it stays."""
    specs = {
        spec.path.partition(".")[2]: spec
        for spec in _specs(design)
        if spec.path.startswith("narratives.")
    }
    for key, spec in specs.items():
        own = [text for text in last.narratives if text.key == key]
        for text in own:
            yield _narrative(text, spec, delta)
        if not own:
            yield Narrative(key=key, label=spec.label.ja, text="", at=names.new())
    for text in last.narratives:
        if text.key not in specs and last.design == design.id:
            yield _narrative(text, None, delta)


def _narrative(text: Narrative, spec: FieldSpec | None, delta: int) -> Narrative:
    way = spec.carry if spec else None
    keep = way == "keep" or (way is None and text.key in _LASTING)
    year = None if text.fiscal_year is None else text.fiscal_year + delta
    return text.model_copy(
        update={
            "label": spec.label.ja if spec else text.label,
            "text": text.text if keep else "",
            "fiscal_year": year,
        }
    )


def _ratings(last: Sheet, design: Design, names: Names) -> Iterable[Rating]:
    keys = [
        spec.path.partition(".")[2] for spec in _specs(design) if spec.path.startswith("ratings.")
    ]
    for key in keys:
        own = [rating for rating in last.ratings if rating.key == key]
        for rating in own:
            yield Rating(
                key=key, by=rating.by, period=rating.period, scale=_scale(design, rating.scale),
                missing="blank", at=rating.at,
            )  # fmt: skip
        if not own:
            yield Rating(key=key, scale=_scale(design, key), missing="blank", at=names.new())


def _scale(design: Design, key: str) -> str:
    """The scale of that name; else the form's only or first one."""
    if design.scale(key) is not None or not design.scales:
        return key
    return design.scales[0].key


def _indicator(one: Indicator, last: Sheet, delta: int, design: Design, names: Names) -> Indicator:
    assert last.fiscal_year is not None
    slide = design.year_columns == "slide"
    cells = columns.values(one.values, last.fiscal_year, delta, names, slide=slide)
    return one.model_copy(update={"values": cells})


def _project(one: Project, delta: int, names: Names) -> Project:
    return one.model_copy(update={"costs": columns.costs(one.costs, delta, names)})


def _issue(one: Issue, year: int) -> Issue:
    """Promises that are still to come stay; those that fell due are asked about elsewhere."""
    coming = tuple(
        action
        for action in one.next_actions
        if action.from_fiscal_year is not None and action.from_fiscal_year > year
    )
    return one.model_copy(update={"status": None, "next_actions": coming})
