"""The verbs review, conclude and answer_review: members' marks, the one opinion, the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, require, roles_here
from shirube.people.verbs import Verb
from shirube.workflow.keeping import keep_final
from shirube.workflow.models import Mark, Opinion, Step
from shirube.workflow.moving import Done, Moving, Target, locked, look, move, require_open
from shirube.workflow.return_ import require_reason
from shirube.workflow.scopes import scope_of, stage_of
from shirube.workflow.telling import people_for, tell

MOST_OPINIONS = 100


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one member thinks. ``member`` names one without an account (paper, e-mail)."""

    mark: str = ""
    text: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The one opinion of a body: who it is, its mark, its words point by point."""

    body: str
    opinions: Sequence[str]
    mark: str = ""
    note: str = ""


@transaction.atomic
def review(case_id: int, judgement: Judgement, *, by: Actor) -> Mark:
    """Keep or change a member's mark; nobody else is held up by it. Raises Refused."""
    case = locked(case_id)
    stage = stage_of(case, case.route.plain())
    scope = scope_of(case, Verb.REVIEW, stage)
    require(by, Verb.REVIEW, scope)
    require_open(case)
    secretary = stage is not None and stage.recorded_by in roles_here(by, scope)
    if judgement.member and not secretary:
        raise Refused("ほかの委員の評価は、事務局だけが入れられます。", "Only the secretariat may.")
    if stage is not None and judgement.mark and judgement.mark not in stage.marks:
        raise Refused(
            f"評語は {'・'.join(stage.marks)} から選んでください。", "No such mark at this stage."
        )
    member = judgement.member.strip() or by.person
    values = {"mark": judgement.mark, "text": judgement.text.strip(), "abstained": False}
    mark, _ = Mark.objects.update_or_create(
        case=case, stage=case.stage, member=member, defaults={"by": by.user, **values}
    )
    change = Change(None, {"member": member, **values})
    record(by, Verb.REVIEW, case.municipality_id, str(case.key), change)
    return mark


@transaction.atomic
def conclude(target: Target, conclusion: Conclusion, *, by: Actor) -> Step:
    """Record the body's one opinion, each point numbered, and go on. Raises Refused."""
    moving = look(target, Verb.CONCLUDE, by)
    points = [text.strip() for text in conclusion.opinions if text.strip()]
    if not conclusion.body.strip():
        raise Refused("だれの意見か(委員会などの名前)を書いてください。", "Name the body.")
    if len(points) > MOST_OPINIONS:
        raise Refused(f"意見は{MOST_OPINIONS}件までです。", f"At most {MOST_OPINIONS} opinions.")
    if not points:
        require_reason(conclusion.note, "意見がないときは、その旨")
    _keep(moving, conclusion, points)
    return move(moving, Done(Verb.CONCLUDE, note=conclusion.note or " / ".join(points)[:500]))


def _keep(moving: Moving, conclusion: Conclusion, points: list[str]) -> None:
    case, stage = moving.case, moving.stage
    first = case.opinions.count() + 1
    Opinion.objects.bulk_create(
        Opinion(
            case=case,
            number=first + position,
            stage=case.stage,
            round=(stage.round or stage.title) if stage else "",
            body=conclusion.body.strip(),
            mark=conclusion.mark,
            text=text,
            recorded_by=moving.by.user,
        )
        for position, text in enumerate(points)
    )
    if points and stage is not None and stage.answered:
        said = f"「{case.title}」に{conclusion.body.strip()}の意見が{len(points)}件あります。"
        words = f"{said}回答してください。"
        writers = people_for(case, (moving.route.stages[0].role, *moving.route.stages[0].helpers))
        tell(case, writers, Verb.CONCLUDE, words)


@transaction.atomic
def answer_review(opinion_id: int, answer: str, *, by: Actor, reflected: str = "") -> Opinion:
    """The city's answer to an opinion. Raises Refused, also without words."""
    found = Opinion.objects.filter(pk=opinion_id).first()
    if found is None:
        raise Refused("意見が見つかりません。", "No such opinion.")
    case = locked(found.case_id)
    require(
        by,
        Verb.ANSWER_REVIEW,
        scope_of(case, Verb.ANSWER_REVIEW, stage_of(case, case.route.plain())),
    )
    require_open(case)
    require_reason(answer, "回答")
    opinion = Opinion.objects.get(pk=opinion_id)
    change = Change({"answer": opinion.answer}, {"number": opinion.number, "answer": answer})
    opinion.answer, opinion.reflected = answer.strip(), reflected.strip()
    opinion.answered_by, opinion.answered_at = by.user, timezone.now()
    opinion.answered_unit = case.unit.name if case.unit else ""
    opinion.save()
    record(by, Verb.ANSWER_REVIEW, case.municipality_id, str(case.key), change)
    if case.done:
        keep_final(case, by)
    return opinion
