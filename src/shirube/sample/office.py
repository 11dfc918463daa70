"""The office of the fictional city: people with passwords, and this year's round under way."""

from datetime import date, timedelta

from shirube.people.actors import Actor
from shirube.people.models import Assignment, Municipality, Role, Unit, User
from shirube.sheets.forms import library
from shirube.workflow.approve import approve
from shirube.workflow.carrying import asked
from shirube.workflow.drafts.addresses import Address, Spot
from shirube.workflow.drafts.editing import Edit
from shirube.workflow.models import Case
from shirube.workflow.moving import Target, seen_of
from shirube.workflow.open_cycle import Opening, open_cycle
from shirube.workflow.parts import Asking, request_part
from shirube.workflow.routes import ready_routes
from shirube.workflow.save import save
from shirube.workflow.submit import submit
from shirube.workflow.talk import remark

CITY, YEAR, PASSWORD = "999997", 2025, "mihon-shi-2026"
# user name: family name, role, division
PEOPLE = {
    "sato": ("佐藤", Role.SECTION, "子ども課"),
    "kato": ("加藤", Role.SECTION_HEAD, "子ども課"),
    "ono": ("小野", Role.DEPARTMENT_HEAD, "健康こども部"),
    "suzuki": ("鈴木", Role.SECTION, "広報課"),
    "hayashi": ("林", Role.DEPARTMENT_HEAD, "総務部"),
    "nishi": ("西", Role.SECTION_HEAD, "広報課"),
    "tanaka": ("田中", Role.PLANNING, None),
    "mori": ("森", Role.FINANCE, None),
    "abe": ("阿部", Role.REVIEWER, None),
    "goto": ("後藤", Role.ADMINISTRATOR, None),
    "kubo": ("久保", Role.LOG_READER, None),
}
ABOVE = {"健康こども部": ("子ども課",), "総務部": ("広報課",)}


def open_office(today: date, *, before: str = "", password: str | None = PASSWORD) -> None:
    """Accounts, divisions, and a cycle that began three weeks ago with some sheets under way.

    ``before`` stands in front of every user name; without a password people must be invited.
    """
    city = Municipality.objects.get(pk=CITY)
    _divisions(city)
    people = {name: _person(city, name, before, password) for name in PEOPLE}
    route = ready_routes()["three_rounds"]
    starts = today - timedelta(days=21)
    open_cycle(Opening(CITY, YEAR, route, starts), by=people["tanaka"])
    case = _case("11")
    _write(case, people["sato"], most=9)
    aim = next(text for text in case.plain().narratives if text.key == "aim")
    words = "めざす姿は、計画の見直しで変わっていませんか。"
    remark(case.pk, words, by=people["tanaka"], spot=Spot("narratives", aim.at or ""))
    project = case.plain().projects[-1]
    unit = Unit.objects.get(municipality=city, name="広報課")
    places = [Spot("projects", project.at or "")]
    asking = Asking(unit.pk, places, "決算額の記入をお願いします。", today + timedelta(days=4))
    request_part(case.pk, asking, by=people["sato"])
    _decided(_case("32"), people)


def _divisions(city: Municipality) -> None:
    for name, below in ABOVE.items():
        above, _ = Unit.objects.get_or_create(municipality=city, name=name)
        Unit.objects.filter(municipality=city, name__in=below).update(parent=above)


def _person(city: Municipality, name: str, before: str, password: str | None) -> Actor:
    family, role, unit = PEOPLE[name]
    user = User(username=f"{before}{name}", last_name=family, municipality=city)
    user.set_password(password)  # None: nobody can sign on with it
    user.save()
    where = Unit.objects.get(municipality=city, name=unit) if unit else None
    Assignment.objects.create(user=user, municipality=city, unit=where, role=role)
    return Actor(user)


def _case(code: str) -> Case:
    return Case.objects.get(municipality=CITY, cycle__fiscal_year=YEAR, kind="program", code=code)


def _decided(case: Case, people: dict[str, Actor]) -> None:
    """Written, handed in, approved by the head of the section."""
    _write(case, people["suzuki"])
    submit(Target(case.pk, seen_of(_case(case.code))), by=people["suzuki"])
    approve(Target(case.pk, seen_of(_case(case.code))), by=people["nishi"])


def _write(case: Case, by: Actor, most: int = 1000) -> None:
    """Fill what is asked, with this year's numbers a little above last year's."""
    wanted = asked(case.plain(), case.last_year(), library()[case.design])
    edits = []
    for one in [one for one in wanted if not one.done][:most]:
        address = Address(one.part, one.at, one.field)
        edits.append(Edit(address, "", _words(case, address)))
    save(case.pk, edits, by=by)


def _words(case: Case, place: Address) -> str:
    sheet = case.plain()
    if place.part == "indicators.values":
        one = next(i for i in sheet.indicators if any(v.at == place.at for v in i.values))
        before = one.get("actual", YEAR - 1)
        return before.value if before is not None and before.value else "集計中"
    if place.part == "projects.costs":
        own = next(p for p in sheet.projects if any(c.at == place.at for c in p.costs))
        return next((c.printed for c in own.costs if c.printed), "") or "なし"
    if place.part == "ratings" and place.field == "value":
        scale = library()[case.design].scale(sheet.ratings[0].scale)
        return scale.grades[1].value if scale else ""
    if place.field == "status":
        return "under_way"
    if place.field == "answer":
        return "4月から担当を決めて始めました。秋に途中の結果を知らせます。"
    return "目標に近づきましたが、まだ届かないところがあります。次の年に向けてやり方を見直します。"
