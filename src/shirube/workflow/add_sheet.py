"""Adding a sheet to an open cycle (verb open_cycle): something new that has no last year."""

from dataclasses import dataclass

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.models import Unit
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb
from shirube.schema import Sheet
from shirube.schema import Unit as SheetUnit
from shirube.sheets.forms import library
from shirube.workflow.carrying import fresh
from shirube.workflow.due import due
from shirube.workflow.models import Case, Cycle


@dataclass(frozen=True, slots=True)
class NewSheet:
    """What is evaluated for the first time, in which form, by which division."""

    design: str
    code: str
    title: str
    unit: Unit


@transaction.atomic
def add_sheet(cycle_id: int, new: NewSheet, *, by: Actor) -> Case:
    """A case with an empty draft of the form. Raises Refused."""
    cycle = Cycle.objects.select_related("municipality", "route").get(pk=cycle_id)
    require(by, Verb.OPEN_CYCLE, cycle.municipality_id)
    design = library().get(new.design)
    if design is None or not new.code.strip() or not new.title.strip():
        raise Refused("様式・番号・名称を入れてください。", "Give design, code and title.")
    if cycle.cases.filter(kind=design.kind, code=new.code).exists():
        raise Refused(f"番号{new.code}のシートは、もうあります。", "That number is taken.")
    base = Sheet(
        design=design.id,
        design_version=design.version,
        kind=design.kind,
        municipality=design.municipality.model_copy(
            update={"code": cycle.municipality_id, "name": cycle.municipality.name}
        ),
        fiscal_year=cycle.fiscal_year,
        code=new.code.strip(),
        title=new.title.strip(),
        units=(SheetUnit(role="担当課", name=new.unit.name),),
    )
    made, route = fresh(base, design), cycle.route.plain()
    first = route.stages[0].key
    case = Case.objects.create(
        cycle=cycle,
        municipality=cycle.municipality,
        kind=design.kind,
        code=base.code,
        title=base.title,
        design=design.id,
        unit=new.unit,
        route=cycle.route,
        stage=first,
        due_on=due(route, cycle.starts_on, first),
        draft=made.draft.model_dump_json(),
        next_id=made.next_id,
    )
    after = {"design": design.id, "unit": new.unit.name}
    record(by, Verb.OPEN_CYCLE, cycle.municipality_id, str(case.key), Change(None, after))
    return case
