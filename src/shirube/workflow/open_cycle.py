"""The verb open_cycle: the evaluation of a year begins with drafts made from what is known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from shirube.designs import Design
from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.models import Municipality, Unit, User
from shirube.people.permissions import Refused, require
from shirube.people.succession import Successions
from shirube.people.verbs import Verb
from shirube.plans.ledger import ledger
from shirube.plans.models import Link
from shirube.schema import FollowUp, MunicipalityRef, Sheet
from shirube.schema.keys import NodeKey, node_key
from shirube.sheets.forms import library
from shirube.sheets.models import SheetVersion, StoredSheet
from shirube.workflow.assign import store_route
from shirube.workflow.carrying import HOMELESS, Carried, all_promises_due, carry, fresh
from shirube.workflow.due import due
from shirube.workflow.forms_of_year import city_design, design_for, first_sheet
from shirube.workflow.from_plan import PlanOfYear, refuse_undecided
from shirube.workflow.models import Case, Cycle, Message, StoredRoute
from shirube.workflow.owners import Owners
from shirube.workflow.routes import Route

TOGETHER = 200  # cases in one INSERT: their drafts are some 50 KB each


@dataclass(frozen=True, slots=True)
class Opening:
    """What is opened. ``moved``: what goes by another number or name in this year's plan, node key
    of the last sheet → (code, title); its thread is kept in the ledger.
    """

    municipality: str
    fiscal_year: int
    route: Route
    starts_on: date
    moved: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """The cycle, how many drafts were made, and which sheets were left out: the year's sheet was
    taken in from a file already, or no form of the year is known.
    """

    cycle: Cycle
    cases: int
    left_out: tuple[str, ...]
    without_unit: int


@transaction.atomic
def open_cycle(opening: Opening, *, by: Actor) -> Opened:
    """Make a case for every sheet that the municipality's last year had. Raises Refused."""
    require(by, Verb.OPEN_CYCLE, opening.municipality)
    municipality = Municipality.objects.filter(pk=opening.municipality).first()
    if municipality is None:
        raise Refused("この団体は登録されていません。", "No such municipality.")
    refuse_undecided(opening.municipality, opening.fiscal_year)
    route = store_route(opening.municipality, opening.route)
    cycle = _cycle(opening, route, by)
    making = _Making(opening, cycle, by)
    made = making.cases()
    Case.objects.bulk_create(made, batch_size=TOGETHER)
    _tell(made, cycle)
    cycle.homeless = [one.model_dump(mode="json") for one in making.due.get(HOMELESS, ())]
    cycle.save(update_fields=["homeless"])
    without = sum(case.unit_id is None for case in made)
    after = {"cases": len(made), "route": route.key, "left_out": making.left_out}
    key = f"{opening.municipality}/{opening.fiscal_year}"
    record(by, Verb.OPEN_CYCLE, opening.municipality, key, Change(None, after))
    return Opened(cycle, len(made), tuple(making.left_out), without)


def _cycle(opening: Opening, route: StoredRoute, by: Actor) -> Cycle:
    try:
        with transaction.atomic():
            return Cycle.objects.create(
                municipality_id=opening.municipality,
                fiscal_year=opening.fiscal_year,
                route=route,
                starts_on=opening.starts_on,
                opened_by=by.user,
            )
    except IntegrityError as error:
        raise Refused(
            f"{opening.fiscal_year}年度の評価は、すでに始まっています。",
            "The evaluation of that year is open already.",
        ) from error


class _Making:
    """Cases in the making, everything they need loaded once."""

    def __init__(self, opening: Opening, cycle: Cycle, by: Actor) -> None:
        self.opening, self.cycle, self.by = opening, cycle, by
        self.left_out: list[str] = []
        self.plan = PlanOfYear(opening.municipality, opening.fiscal_year)
        self.successions = Successions(opening.municipality)
        self.owners = Owners(opening.municipality)
        self.first = opening.route.stages[0].key
        self.due_on = due(opening.route, opening.starts_on, self.first)
        self.due: Mapping[str, tuple[FollowUp, ...]] = {}
        self.designs: dict[tuple[str, str], Design | None] = {}

    def cases(self) -> list[Case]:
        """One for each sheet that is carried forward, in the order of kind and code."""
        before = [pair for sheet in self._last_sheets() if (pair := self._placed(sheet))]
        year, city = self.opening.fiscal_year, self.opening.municipality
        new = list(self._new_sheets())
        keys = [node_key(sheet) for sheet in (*(sheet for _, sheet in before), *new)]
        self.due = all_promises_due(self._promising(), ledger(city), year, keys)
        made = [self._case(last, sheet) for last, sheet in before]
        return [case for case in (*made, *map(self._fresh, new)) if case is not None]

    def _new_sheets(self) -> Iterator[Sheet]:
        """What the plan of the year has and no earlier sheet leads to, in a form of the city."""
        opening = self.opening
        city = MunicipalityRef(code=opening.municipality, name=self.cycle.municipality.name)
        rows = StoredSheet.objects.filter(
            municipality_id=opening.municipality, fiscal_year=opening.fiscal_year
        )
        taken = set(rows.values_list("kind", "code"))
        for place in self.plan.new():
            design = city_design(opening.municipality, place.kind, opening.fiscal_year)
            if design is None or (place.kind, place.code) in taken:
                self.left_out.append(place.key)
            else:
                yield first_sheet(city, design, opening.fiscal_year, place)

    def _fresh(self, sheet: Sheet) -> Case:
        """An empty draft with the promises that lead here (from what was split or merged)."""
        made = fresh(sheet, library()[sheet.design], follow_ups=self.due.get(node_key(sheet), ()))
        return self._stored(sheet, made, self._unit(sheet))

    def _last_sheets(self) -> Iterator[Sheet]:
        """Of every kind the sheets of its latest year before this one."""
        year, code = self.opening.fiscal_year, self.opening.municipality
        rows = StoredSheet.objects.filter(municipality_id=code)
        taken = {(row.kind, row.code) for row in rows.filter(fiscal_year=year)}
        earlier = rows.filter(fiscal_year__lt=year)
        for kind in sorted(set(earlier.values_list("kind", flat=True))):
            own = earlier.filter(kind=kind)
            latest = own.order_by("-fiscal_year").values_list("fiscal_year", flat=True)[0]
            found = own.filter(fiscal_year=latest).select_related("current").order_by("code")
            for row in found.iterator(chunk_size=200):
                if (row.kind, row.code) in taken:
                    self.left_out.append(f"{row.kind}/{row.code}")
                else:
                    yield row.current.plain()

    def _promising(self) -> Iterator[Sheet]:
        """Earlier sheets that promise or answer something."""
        said = Q(content__contains='"next_actions":[{') | Q(content__contains='"follow_ups":[{')
        rows = SheetVersion.objects.filter(
            said,
            current_of__municipality_id=self.opening.municipality,
            current_of__fiscal_year__lt=self.opening.fiscal_year,
        )
        return (version.plain() for version in rows.iterator(chunk_size=200))

    def _placed(self, sheet: Sheet) -> tuple[Sheet, Sheet] | None:
        """The sheet as it was, and under this year's number and name; None where the plan of the
        year goes on without it.
        """
        now = self.opening.moved.get(node_key(sheet))
        if now is None or sheet.fiscal_year is None:
            placed = self.plan.placed(sheet)
            if placed is None:
                self.left_out.append(node_key(sheet))
            return (sheet, placed) if placed else None
        code, title = now
        Link.objects.get_or_create(
            municipality_id=self.opening.municipality,
            what="node",
            from_year=sheet.fiscal_year,
            from_key=node_key(sheet),
            to_year=self.opening.fiscal_year,
            to_key=str(NodeKey(sheet.kind, code)),
            defaults={
                "relation": Link.Relation.RENAMED,
                "state": Link.State.CONFIRMED,
                "decided_by": self.by.user,
                "decided_name": self.by.person,
                "reason": "評価の開始のときに、新しい計画での番号と名称を示した",
            },
        )
        return sheet, sheet.model_copy(update={"code": code, "title": title})

    def _case(self, last: Sheet, sheet: Sheet) -> Case | None:
        year = self.opening.fiscal_year
        design = self._design(sheet)
        if design is None:
            self.left_out.append(node_key(sheet))
            return None
        made = carry(sheet, design, year, follow_ups=self.due.get(node_key(sheet), ()))
        unit = self._unit(sheet)
        draft = made.draft if unit is None else _renamed(made.draft, unit)
        reference = made.reference.model_copy(update={"code": last.code, "title": last.title})
        made = made._replace(draft=draft)
        return self._stored(sheet, made, unit, reference.model_dump_json())

    def _stored(self, sheet: Sheet, made: Carried, unit: Unit | None, reference: str = "") -> Case:
        return Case(
            cycle=self.cycle,
            municipality_id=self.opening.municipality,
            kind=sheet.kind,
            code=sheet.code,
            title=sheet.title,
            design=made.draft.design,
            unit=unit,
            owner=self.owners.of(sheet, unit),
            route=self.cycle.route,
            stage=self.first,
            due_on=self.due_on,
            draft=made.draft.model_dump_json(),
            next_id=made.next_id,
            reference=reference,
        )

    def _unit(self, sheet: Sheet) -> Unit | None:
        """Whoever has the work of the lead division now; None after a split: a person decides."""
        year = self.opening.fiscal_year + 1  # the office as it is while the year is evaluated
        for one in reversed(_leads(sheet)):  # the lowest named level that is a division of its own
            found = self.successions.named(one, year)
            if found is not None:
                return found
        return None

    def _design(self, sheet: Sheet) -> Design | None:
        key = (sheet.design, sheet.kind)
        if key not in self.designs:
            self.designs[key] = design_for(sheet, self.opening.fiscal_year)
        return self.designs[key]


def _leads(sheet: Sheet) -> list[str]:
    """Names of the lead division by level: 部 › 課 (a 係 below it does not own a sheet)."""
    leads = [one for one in sheet.units if one.role.startswith(("主", "担当")) and one.name]
    found = [one.name for one in leads if not one.role.endswith("係")]
    return found or [one.name for one in sheet.units[:1]]


def _renamed(draft: Sheet, unit: Unit) -> Sheet:
    """The lead division by its present name."""
    names = _leads(draft)
    units = tuple(
        one.model_copy(update={"name": unit.name}) if names and one.name == names[-1] else one
        for one in draft.units
    )
    return draft.model_copy(update={"units": units})


def _tell(cases: list[Case], cycle: Cycle) -> None:
    """One message a person, however many sheets."""
    counts: dict[User, int] = {}
    for case in cases:
        if case.owner is not None:
            counts[case.owner] = counts.get(case.owner, 0) + 1
    Message.objects.bulk_create(
        Message(
            user=user,
            municipality_id=cycle.municipality_id,
            verb=Verb.OPEN_CYCLE,
            text=f"{cycle.fiscal_year}年度の評価が始まりました。担当のシートは{count}枚です。",
        )
        for user, count in counts.items()
    )
