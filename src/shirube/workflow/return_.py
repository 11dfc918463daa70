"""The verbs return and abstain: a sheet goes back with a reason; somebody stays out of it."""

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.workflow.models import Mark, Step
from shirube.workflow.moving import Done, Target, look, move


@transaction.atomic
def return_(target: Target, reason: str, *, by: Actor, to: str | None = None) -> Step:
    """Send the sheet back to an earlier stage (to its writing unless ``to`` names another).

    Raises Refused, also without a reason.
    """
    moving = look(target, Verb.RETURN, by)
    require_reason(reason, "差し戻す理由")
    route, here = moving.route, moving.route.index(moving.case.stage)
    goal = to or route.writing_before(moving.case.stage).key
    if goal not in {stage.key for stage in route.stages[:here]}:
        raise Refused(
            "その段階には戻せません。いまより前の段階を選んでください。",
            "Choose a stage before the present one.",
        )
    return move(moving, Done(Verb.RETURN, goal, reason))


@transaction.atomic
def abstain(target: Target, reason: str, *, by: Actor, member: str = "") -> Step:
    """Take no part in deciding on or reviewing this sheet. Raises Refused, also without a reason.

    ``member`` names a member without an account, for whom the secretariat enters it.
    """
    moving = look(target, Verb.ABSTAIN, by)
    require_reason(reason, "棄権の理由")
    stage = moving.case.stage
    if moving.stage is not None and moving.stage.kind == "review":
        Mark.objects.update_or_create(
            case=moving.case,
            stage=stage,
            member=member or by.person,
            defaults={"by": by.user, "abstained": True, "mark": "", "text": reason.strip()},
        )
    note = f"{member}: {reason}" if member else reason
    return move(moving, Done(Verb.ABSTAIN, stage, note))


def require_reason(reason: str, what: str) -> None:
    """Raises Refused without words."""
    if not reason.strip():
        raise Refused(f"{what}を書いてください。", "A reason is needed.")
