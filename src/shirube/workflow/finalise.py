"""The verbs finalise and reopen: a sheet leaves its route, or comes back with a reason."""

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.workflow.approve import require_number
from shirube.workflow.deciding import resume
from shirube.workflow.keeping import keep_final
from shirube.workflow.models import PartRequest, Step
from shirube.workflow.moving import Done, Moving, Target, freeze, look, move
from shirube.workflow.return_ import require_reason
from shirube.workflow.routes import DONE


@transaction.atomic
def finalise(target: Target, *, by: Actor, note: str = "", document_no: str = "") -> Step:
    """End the route: the sheet becomes the year's sheet, ``entered``. Raises Refused."""
    moving = look(target, Verb.FINALISE, by)
    _require_decided(moving)
    _require_answered(moving)
    stage = moving.route.stage(moving.case.stage)
    require_number(stage, document_no)
    step = move(moving, Done(Verb.FINALISE, DONE, note, document_no=document_no))
    keep_final(moving.case, by)
    return step


@transaction.atomic
def reopen(target: Target, reason: str, *, by: Actor, to: str | None = None) -> Step:
    """A final sheet is written again from a stage on (its last writing unless ``to`` names one).

    What was stored stays until it is final again. Raises Refused, also without a reason.
    """
    moving = look(target, Verb.REOPEN, by)
    require_reason(reason, "確定を取り消す理由")
    writings = [stage.key for stage in moving.route.stages if stage.kind == "write"]
    goal = to or writings[-1]
    if goal not in writings:
        raise Refused("記入の段階を選んでください。", "Choose a stage of writing.")
    return move(moving, Done(Verb.REOPEN, goal, reason))


def _require_decided(moving: Moving) -> None:
    """Asked again although every verb keeps the way: there is no path around the route."""
    stands = resume(moving.route, moving.steps, freeze(moving.case).meaning)
    if stands != moving.case.stage:
        title = moving.route.stage(stands).title
        raise Refused(f"「{title}」がまだ済んでいません。", f"Not yet decided: {stands}.")
    if moving.case.parts.filter(state=PartRequest.State.OPEN).exists():
        raise Refused("返事を待っている依頼があります。", "Parts are still asked for.")


def _require_answered(moving: Moving) -> None:
    wanted = [stage.key for stage in moving.route.stages if stage.answered]
    open_ = moving.case.opinions.filter(stage__in=wanted, answer="").count()
    if open_:
        raise Refused(
            f"回答のない意見が{open_}件あります。担当課の回答を待ってから確定してください。",
            f"{open_} opinions have no answer yet.",
        )
