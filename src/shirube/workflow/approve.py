"""The verbs approve, consent and seen: decisions about a sheet, each bound to its content.

Approving may be one's own, by delegate (専決), in absence (代決: whoever was away sees it
afterwards, 後閲), or a body's decision that its secretariat records.
"""

from dataclasses import dataclass

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.models import Role
from shirube.people.permissions import Refused, require, roles_here
from shirube.people.verbs import Verb
from shirube.workflow.deciding import Way, consents
from shirube.workflow.models import Step
from shirube.workflow.moving import Done, Moving, Target, freeze, look, move
from shirube.workflow.routes import Stage
from shirube.workflow.scopes import scope_of


@dataclass(frozen=True, slots=True)
class Decision:
    """How it is decided, the words that go with it, and its document number where one is asked."""

    way: Way = Way.OWN
    note: str = ""
    document_no: str = ""


@transaction.atomic
def approve(target: Target, decision: Decision = Decision(), *, by: Actor) -> Step:
    """Decide for the sheet as it is. Raises Refused."""
    moving = look(target, Verb.APPROVE, by)
    stage = _at(moving)
    _require_way(moving, stage, decision)
    _require_other_than_author(moving, stage)
    _require_not_abstained(moving)
    _require_consents(moving, stage)
    require_number(stage, decision.document_no)
    way = Way.COLLECTIVE if stage.collective else decision.way
    done = Done(Verb.APPROVE, None, decision.note, way, decision.document_no)
    return move(moving, done)


@transaction.atomic
def consent(target: Target, *, by: Actor, note: str = "") -> Step:
    """合議: agree for a role that must, before the decision. Raises Refused."""
    moving = look(target, Verb.CONSENT, by)
    stage = _at(moving)
    role = next(iter(sorted(_held(moving, Verb.CONSENT) & set(stage.joint))))
    return move(moving, Done(Verb.CONSENT, stage.key, note, role))


@transaction.atomic
def seen(target: Target, decided_at: str, *, by: Actor, note: str = "") -> Step:
    """後閲: whoever was away has now seen what was decided at the stage ``decided_at``."""
    moving = look(target, Verb.READ, by)
    absent = [step for step in owed(moving.steps) if step.stage == decided_at]
    if not absent:
        raise Refused("後閲を待つ代決はありません。", "Nothing is waiting to be seen.")
    stage = moving.route.stage(decided_at)
    scope = scope_of(moving.case, Verb.SEEN, stage)
    require(by, Verb.SEEN, scope)
    if absent[-1].by == by.user:
        raise Refused(
            "代決した本人は後閲できません。",
            "Whoever decided in absence cannot see it for the other.",
        )
    present, moving.case.stage = moving.case.stage, decided_at
    return move(moving, Done(Verb.SEEN, present, note))


def owed(steps: list[Step]) -> list[Step]:
    """代決 that nobody has seen afterwards yet."""
    waiting: dict[str, Step] = {}
    for step in steps:
        if step.verb == Verb.APPROVE and step.way == Way.ABSENT:
            waiting[step.stage] = step
        elif step.verb == Verb.SEEN:
            waiting.pop(step.stage, None)
    return list(waiting.values())


def require_number(stage: Stage, document_no: str) -> None:
    """Raises Refused where the stage asks for a document number and none is given."""
    if stage.numbered and not document_no.strip():
        raise Refused(
            f"「{stage.title}」には文書番号が要ります。番号を入れてください。",
            "This stage needs a document number.",
        )


def _at(moving: Moving) -> Stage:
    if moving.stage is None:  # the table refuses before; said for the type checker
        raise Refused("このシートは確定しています。", "The sheet is final.")
    return moving.stage


def _held(moving: Moving, verb: Verb) -> frozenset[Role]:
    return roles_here(moving.by, scope_of(moving.case, verb, moving.stage))


def _require_way(moving: Moving, stage: Stage, decision: Decision) -> None:
    if stage.collective:
        if not decision.note.strip():
            raise Refused(
                "会議の名前と日付を書いてください(例: 庁議 7月3日)。",
                "Name the body and the day of its decision.",
            )
        return
    roles = {
        Way.OWN: (stage.role,),
        Way.DELEGATE: stage.delegates,
        Way.ABSENT: stage.absence,
        Way.COLLECTIVE: (),
    }[decision.way]
    if _held(moving, Verb.APPROVE) & set(roles):
        return
    if decision.way == Way.OWN:
        raise Refused(
            f"「{stage.title}」は{stage.role.label}の決裁です。"
            "専決か代決として承認するときは、その方法を選んでください。",
            "The route names another role here: choose decision by delegate or in absence.",
        )
    raise Refused(
        f"「{stage.title}」では、あなたの役割での専決・代決は認められていません。",
        "The route does not let your role decide in this way here.",
    )


def _require_other_than_author(moving: Moving, stage: Stage) -> None:
    if stage.author_may or stage.collective:
        return
    submitted = [step for step in moving.steps if step.verb == Verb.SUBMIT]
    if submitted and submitted[-1].by == moving.by.user:
        raise Refused(
            "提出した本人は承認できません。ほかの決裁者に頼んでください。",
            "Whoever submitted the sheet cannot approve it.",
        )


def _require_not_abstained(moving: Moving) -> None:
    last = max((s.number for s in moving.steps if s.verb == Verb.SUBMIT), default=0)
    for step in moving.steps[last:]:
        same = step.stage == moving.case.stage and step.by == moving.by.user
        if step.verb == Verb.ABSTAIN and same:
            raise Refused(
                "このシートについては棄権しています。ほかの決裁者が承認します。",
                "You have abstained from this sheet.",
            )


def _require_consents(moving: Moving, stage: Stage) -> None:
    given = consents(stage, moving.held, freeze(moving.case).meaning)
    missing = [Role(role).label for role, there in given.items() if not there]
    if missing:
        raise Refused(
            f"合議({'・'.join(missing)})がまだです。同意を待ってから承認してください。",
            f"Consent is missing: {', '.join(missing)}.",
        )
