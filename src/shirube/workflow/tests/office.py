"""The cast of the office: 見本市 with its divisions, its people, and last year's sheets."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from shirube.importers import Reading, read_path
from shirube.people.actors import Actor, system
from shirube.people.models import Assignment, Municipality, Role, Unit, User
from shirube.sheets.forms import library
from shirube.workflow.drafts.addresses import Address, index
from shirube.workflow.drafts.editing import Edit, load
from shirube.workflow.drafts.fields import shown
from shirube.workflow.models import Case, Cycle
from shirube.workflow.moving import Target, seen_of
from shirube.workflow.open_cycle import Opened, Opening, open_cycle
from shirube.workflow.ready import obstacles
from shirube.workflow.routes import Route, ready_routes
from shirube.workflow.save import SaveResult, save
from shirube.workflow.take_in import take_in

CITY = "999997"
FILES = Path(__file__).parents[2] / "sample" / "files"
YEAR = 2025
# username: (family name, role, division)
CAST = {
    "sato": ("佐藤", Role.SECTION, "子ども課"),
    "suzuki": ("鈴木", Role.SECTION, "広報課"),
    "kato": ("加藤", Role.SECTION_HEAD, "子ども課"),
    "ono": ("小野", Role.DEPARTMENT_HEAD, "健康こども部"),
    "tanaka": ("田中", Role.PLANNING, None),
    "mori": ("森", Role.FINANCE, None),
    "hara": ("原", Role.COMMITTEE, None),
    "abe": ("阿部", Role.REVIEWER, None),
    "oki": ("沖", Role.REVIEWER, None),
    "goto": ("後藤", Role.ADMINISTRATOR, None),
    "kubo": ("久保", Role.LOG_READER, None),
}


@cache
def reading(name: str) -> Reading:
    """A file of the sample, read once."""
    return read_path(FILES / name, library=library())


@dataclass
class Office:
    """The municipality, its people by name, and its cycle."""

    city: Municipality
    people: dict[str, Actor] = field(default_factory=dict)
    cycle: Cycle | None = None

    def __getattr__(self, name: str) -> Actor:
        people: dict[str, Actor] = self.__dict__.get("people", {})
        if name in people:
            return people[name]
        raise AttributeError(name)

    def unit(self, name: str) -> Unit:
        return Unit.objects.get(municipality=self.city, name=name)

    def case(self, code: str = "11", kind: str = "program") -> Case:
        rows = Case.objects.select_related("cycle", "route", "unit", "municipality")
        return rows.get(municipality=self.city, kind=kind, code=code, cycle=self.cycle)

    def target(self, code: str = "11", kind: str = "program") -> Target:
        case = self.case(code, kind)
        return Target(case.pk, seen_of(case))

    def open(self, route: Route | str = "town", year: int = YEAR) -> Opened:
        chosen = ready_routes()[route] if isinstance(route, str) else route
        opened = open_cycle(Opening(CITY, year, chosen, date(year + 1, 5, 11)), by=self.tanaka)
        self.cycle = opened.cycle
        return opened

    def type(self, who: Actor, address: str | Address, text: str, code: str = "11") -> SaveResult:
        """Type into a field as it is shown now."""
        case = self.case(code)
        place = address if isinstance(address, Address) else Address(*address.split(":"))
        item = index(load(case.draft))[place.spot].item
        return save(case.pk, [Edit(place, shown(item, place), text)], by=who)

    def fill(self, who: Actor, code: str = "11") -> None:
        """Everything that is asked for, so that the sheet can be submitted."""
        for place in asked_fields(self.case(code)):
            self.type(who, place, _words(place), code)

    def new_user(self, username: str, role: Role, unit: str | None = None) -> Actor:
        user = User.objects.create(username=username, last_name=username, municipality=self.city)
        where = self.unit(unit) if unit else None
        Assignment.objects.create(user=user, municipality=self.city, role=role, unit=where)
        return Actor(user)


def asked_fields(case: Case) -> list[Address]:
    """Fields that must be touched and are not."""
    from shirube.workflow.carrying import asked

    design = library()[case.design]
    wanted = asked(case.plain(), case.last_year(), design, short=case.short)
    return [Address(one.part, one.at, one.field) for one in wanted if not one.done]


def _words(place: Address) -> str:
    if place.part == "ratings" and place.field == "value":
        return "順調"
    if place.part == "follow_ups" and place.field == "status":
        return "under_way"
    numbers = {"indicators.values": "調査なし", "projects.costs": "100", "costs": "100"}
    return numbers.get(place.part, "この1年のことを書いた。")


def found_office() -> Office:
    """見本市 with its cast and the sheets of 令和5・6年度."""
    for name in ("r5_shisaku.txt", "r6_shisaku.txt", "r6_jimujigyo.csv"):
        take_in(reading(name), by=system("見本 花子"))
    city = Municipality.objects.get(code=CITY)
    office = Office(city)
    department = Unit.objects.create(municipality=city, name="健康こども部")
    Unit.objects.filter(municipality=city, name="子ども課").update(parent=department)
    for username, (family, role, unit) in CAST.items():
        user = User.objects.create(username=username, last_name=family, municipality=city)
        where = office.unit(unit) if unit else None
        Assignment.objects.create(user=user, municipality=city, role=role, unit=where)
        office.people[username] = Actor(user)
    return office


__all__ = ["CITY", "YEAR", "Office", "asked_fields", "found_office", "obstacles"]
