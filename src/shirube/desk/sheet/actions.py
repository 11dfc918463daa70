"""What a person may do with a sheet now: each a small form on the reading view."""

from dataclasses import dataclass

from shirube.desk.access import Desk
from shirube.people.models import Role
from shirube.people.verbs import Verb
from shirube.workflow.approve import owed
from shirube.workflow.deciding import consents, decided_on, decisions
from shirube.workflow.models import Case
from shirube.workflow.routes import Stage
from shirube.workflow.scopes import scope_of, stage_of


@dataclass(frozen=True, slots=True)
class Action:
    """A form: which address it is sent to, what its button says, what it asks for."""

    name: str  # of the address: desk:approve
    label: str
    note: str = ""  # what the words are called; "" asks for none
    must: bool = False  # words are needed
    ways: tuple[tuple[str, str], ...] = ()  # 専決, 代決
    number: bool = False  # a document number is asked
    to: tuple[tuple[str, str], ...] = ()  # stages to return to
    hint: str = ""
    main: bool = False


def actions(desk: Desk, case: Case) -> list[Action]:
    """In the order in which they are shown; the first is the main one."""
    route = case.route.plain()
    stage = stage_of(case, route)
    may = {verb for verb in Verb if verb in _OF and _may(desk, case, verb, stage)}
    if stage is None:
        found = [_reopen(case)] if Verb.REOPEN in may else []
        return found + _seen(desk, case)
    found = []
    if Verb.SUBMIT in may:
        found.append(Action("desk:submit", "提出へ進む", main=True))
    if Verb.CONSENT in may:
        found.append(Action("desk:consent", "合議に同意する", "添えることば"))
    if Verb.APPROVE in may:
        found.append(_approve(desk, case, stage))
    if Verb.FINALISE in may:
        hint = "確定すると、この年度のシートとして公表できるようになります。"
        found.append(Action("desk:finalise", "確定する", "添えることば", number=stage.numbered,
                            hint=hint, main=True))  # fmt: skip
    if Verb.RETURN in may:
        earlier = route.stages[: route.index(stage.key)]
        to = tuple((one.key, one.title) for one in reversed(earlier))
        found.append(Action("desk:return", "差し戻す", "差し戻す理由", must=True, to=to))
    if Verb.ABSTAIN in may and stage.kind == "approve":
        found.append(Action("desk:abstain", "棄権する", "棄権の理由", must=True))
    return found + _seen(desk, case)


_OF = frozenset(
    {Verb.SUBMIT, Verb.CONSENT, Verb.APPROVE, Verb.FINALISE, Verb.RETURN, Verb.ABSTAIN, Verb.REOPEN}
)


def _may(desk: Desk, case: Case, verb: Verb, stage: Stage | None) -> bool:
    return desk.may(verb, scope_of(case, verb, stage))


def _reopen(case: Case) -> Action:
    return Action("desk:reopen", "確定を取り消して直す", "取り消す理由", must=True)


def _approve(desk: Desk, case: Case, stage: Stage) -> Action:
    roles = desk.roles_at(scope_of(case, Verb.APPROVE, stage))
    ways = []
    if stage.collective:
        note, label = "会議の名前と日付(例: 庁議 7月3日)", f"{stage.title}の決定を記録する"
        return Action("desk:approve", label, note, must=True, number=stage.numbered, main=True)
    if stage.role in roles:
        ways.append(("", "自分の決裁として"))
    if roles & set(stage.delegates):
        ways.append(("delegate", "専決として"))
    if roles & set(stage.absence):
        ways.append(("absent", "代決として(本人があとで後閲します)"))
    return Action("desk:approve", "承認する", "添えることば", ways=tuple(ways),
                  number=stage.numbered, hint=_consent_hint(case, stage), main=True)  # fmt: skip


def _consent_hint(case: Case, stage: Stage) -> str:
    held = decisions(case.route.plain(), case.steps.all())
    given = consents(stage, held, decided_on(case.plain()))
    waiting = [Role(role).label for role, there in given.items() if not there]
    return f"合議({'・'.join(waiting)})の同意を待っています。" if waiting else ""


def _seen(desk: Desk, case: Case) -> list[Action]:
    route, found = case.route.plain(), []
    for step in owed(list(case.steps.all())):
        if step.stage in {one.key for one in route.stages} and step.by != desk.user:
            stage = route.stage(step.stage)
            if desk.may(Verb.SEEN, scope_of(case, Verb.SEEN, stage)):
                label = f"「{stage.title}」の代決を見ました(後閲)"
                found.append(Action("desk:seen", label, "添えることば", to=((stage.key, ""),)))
    return found
