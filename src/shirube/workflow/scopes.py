"""A case as the permission table sees it: whose, at which kind of stage, who acts there."""

from shirube.people.models import Role
from shirube.people.permissions import Scope
from shirube.people.verbs import Verb
from shirube.workflow.models import Case, PartRequest
from shirube.workflow.routes import DONE, Route, Stage

# What whoever is waited for does at a stage of this kind.
NEXT = {
    "write": Verb.SUBMIT,
    "approve": Verb.APPROVE,
    "review": Verb.REVIEW,
    "finalise": Verb.FINALISE,
}


def stage_of(case: Case, route: Route) -> Stage | None:
    """The stage where the case is; None when it is done."""
    return None if case.stage == DONE else route.stage(case.stage)


def scope_of(case: Case, verb: Verb, stage: Stage | None) -> Scope:
    """For ``require``: the case's own division, and for reading those that were asked for parts."""
    units = set() if case.unit_id is None else {case.unit_id}
    if verb in {Verb.READ, Verb.REMARK}:
        units |= _asked(case, PartRequest.State.OPEN, PartRequest.State.ANSWERED)
    elif verb == Verb.ANSWER_PART:
        units = _asked(case, PartRequest.State.OPEN)
    kind = DONE if stage is None else stage.kind
    acting = frozenset() if stage is None else acting_roles(stage, verb)
    return Scope(case.municipality_id, frozenset(units), kind, acting)


def part_scope(part: PartRequest, stage: Stage | None) -> Scope:
    """A part belongs to the division that was asked."""
    kind = DONE if stage is None else stage.kind
    return Scope(part.case.municipality_id, frozenset({part.unit_id}), kind)


def _asked(case: Case, *states: PartRequest.State) -> set[int]:
    return set(case.parts.filter(state__in=states).values_list("unit_id", flat=True))


def acting_roles(stage: Stage, verb: Verb) -> frozenset[Role]:
    """Whom the route lets do it at the stage."""
    recorder = frozenset({stage.recorded_by} - {None})
    own = recorder if stage.collective else frozenset({stage.role})
    deputies = frozenset((*stage.delegates, *stage.absence))
    acting: dict[Verb, frozenset[Role | None]] = {
        Verb.SAVE: _writers(stage) if stage.kind == "write" else frozenset(),
        Verb.SUBMIT: own,
        Verb.REQUEST_PART: own | frozenset(stage.helpers),
        Verb.WITHDRAW_PART: own | frozenset(stage.helpers),
        Verb.APPROVE: own | deputies,
        Verb.CONSENT: frozenset(stage.joint),
        Verb.SEEN: own,
        Verb.RETURN: own | deputies | recorder if stage.kind != "review" else recorder,
        Verb.REVIEW: own | recorder,
        Verb.ABSTAIN: own | recorder if stage.kind == "review" else own,
        Verb.CONCLUDE: recorder,
        Verb.FINALISE: own,
    }
    if stage.kind == "approve" and stage.edits:
        acting[Verb.SAVE] = own | deputies
    return frozenset(role for role in acting.get(verb, frozenset()) if role is not None)


def _writers(stage: Stage) -> frozenset[Role | None]:
    """Who writes; the command line for those who sent their workbook to the planning office."""
    own = stage.recorded_by if stage.collective else stage.role
    return frozenset({own, *stage.helpers, Role.SYSTEM})
