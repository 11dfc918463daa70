"""The verb submit: whoever writes hands the sheet on."""

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.verbs import Verb
from shirube.workflow.models import Step
from shirube.workflow.moving import Done, Target, look, move
from shirube.workflow.ready import require_ready


@transaction.atomic
def submit(target: Target, *, by: Actor, note: str = "") -> Step:
    """Hand the sheet to the next stage. Raises Refused; NotReady with everything that is left."""
    moving = look(target, Verb.SUBMIT, by)
    require_ready(moving.case)
    return move(moving, Done(Verb.SUBMIT, note=note))
