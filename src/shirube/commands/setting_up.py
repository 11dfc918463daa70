"""What ``shirube setup`` does, step by step. Loaded with Django ready or not: imports inside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shirube.commands.common import tell
from shirube.commands.wording import say

if TYPE_CHECKING:
    from shirube.people.tables import Trouble
    from shirube.plans.models import PlanPeriod

Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed behind ``shirube setup``."""

    step: str
    what: str
    municipality: str
    title: str
    years: str
    remove: bool
    by: str

    def span(self) -> tuple[int, int]:
        """``2026-2033`` → both; one year alone stands for both; (0, 0) for neither."""
        first, _, last = self.years.partition("-")
        if not first.isdecimal() or (last and not last.isdecimal()):
            return 0, 0
        return int(first), int(last or first)


def look_or_do(given: Given, *, store: bool, ask: Ask) -> Sequence["Trouble"]:
    """Show a step, or do it; returns what is wrong with a table. Raises Refused."""
    from shirube.people.permissions import Refused

    if given.step != "sample" and not given.municipality:
        raise Refused("--municipality で団体を指定してください。", "Give --municipality.")
    if given.step in {"plan", "crosswalk", "people"} and not given.what:
        raise Refused("表のファイルを指定してください。", "Give the file of the table.")
    return _STEPS[given.step](given, store, ask)


def _plan(given: Given, store: bool, ask: Ask) -> Sequence["Trouble"]:
    from shirube.people.actors import system
    from shirube.plans.table import read_plan
    from shirube.workflow.set_plan import Plan, set_plan

    table = read_plan(ask(given.what))
    if table.problems:
        return table.problems
    tell("、".join(f"{level} {count}" for level, count in table.levels))
    if store:
        set_plan(Plan(given.municipality, given.title, *given.span()), table, by=system(given.by))
    _told(store)
    return ()


def _period(given: Given) -> "PlanPeriod":
    from shirube.people.permissions import Refused
    from shirube.plans.models import PlanPeriod

    rows = PlanPeriod.objects.filter(municipality_id=given.municipality)
    first = given.span()[0]
    found = rows.filter(first_year=first).first() if first else rows.order_by("first_year").last()
    if found is None:
        raise Refused("計画がありません。先に setup plan で登録してください。", "There is no plan.")
    return found


def _crosswalk(given: Given, store: bool, ask: Ask) -> Sequence["Trouble"]:
    from shirube.people.actors import system
    from shirube.plans.crosswalk import WORDS, became, check, crosswalk, read_crosswalk
    from shirube.workflow.decide_crosswalk import decide_crosswalk

    period = _period(given)
    said, wrong = read_crosswalk(ask(given.what))
    wrong = sorted([*wrong, *check(said, crosswalk(period))])
    if wrong:
        return wrong
    for (old, new), what in became(said).items():
        tell(f"{old or '—'} → {new or '—'} {WORDS[what]}")
    if store:
        now = decide_crosswalk(period, said, by=system(given.by))
        tell(say(f"まだ決まっていないもの: {now.open}件", f"Not yet decided: {now.open}"))
    _told(store)
    return ()


def _people(given: Given, store: bool, ask: Ask) -> Sequence["Trouble"]:
    from shirube.people.actors import system
    from shirube.people.enrolling import enrol, troubles
    from shirube.people.roster import read_roster

    roster = read_roster(ask(given.what))
    wrong = troubles(given.municipality, roster)
    if wrong:
        return wrong
    tell(say(f"部署{len(roster.units)}件、職員{len(roster.people)}行",
             f"{len(roster.units)} divisions, {len(roster.people)} people"))  # fmt: skip
    if store:
        enrol(given.municipality, roster, by=system(given.by))
    _told(store)
    return ()


def _route(given: Given, _store: bool, _ask: Ask) -> Sequence["Trouble"]:
    from shirube.people.actors import system
    from shirube.workflow.routes import ready_routes
    from shirube.workflow.setup_drafts import choose_route

    if not given.what:
        for route in ready_routes().values():
            tell(f"{route.key}  {route.title} — {route.about}")
        return ()
    choose_route(given.municipality, given.what, by=system(given.by))
    tell(say("道すじを決めました。", "The route is chosen."))
    return ()


def _design(given: Given, _store: bool, _ask: Ask) -> Sequence["Trouble"]:
    from shirube.people.actors import system
    from shirube.sheets.forms import library
    from shirube.workflow.keep_design import copy_design

    if not given.what:
        for design in library().values():
            tell(f"{design.id}  {design.title.ja}")
        return ()
    row = copy_design(given.municipality, given.what, given.span()[0], by=system(given.by))
    tell(say(f"様式 {row.design} をつくりました。画面で直せます。", f"Made {row.design}."))
    return ()


def _sample(given: Given, _store: bool, _ask: Ask) -> Sequence["Trouble"]:
    from django.utils import timezone

    from shirube.people.actors import system
    from shirube.sample.building import CITY
    from shirube.sample.keeping import add_sample, remove_sample

    by = system(given.by)
    if given.remove:
        gone = remove_sample(given.municipality or CITY, by=by, own=None)
        tell(say(f"見本の市を消しました({gone}行)。", f"The sample city is gone ({gone} rows)."))
        return ()
    add_sample(timezone.localdate(), by=by, own=None)
    tell(say("見本の市を置きました。消すときは setup sample --remove。",
             "The sample city is here. Remove it with setup sample --remove."))  # fmt: skip
    return ()


def _told(stored: bool) -> None:
    tell(
        say("登録しました。", "Stored.")
        if stored
        else say(
            "まだ登録していません。よければ --yes を付けてください。",
            "Nothing is stored yet; give --yes.",
        )
    )


_STEPS: dict[str, Callable[[Given, bool, Ask], Sequence["Trouble"]]] = {
    "plan": _plan,
    "crosswalk": _crosswalk,
    "people": _people,
    "route": _route,
    "design": _design,
    "sample": _sample,
}
