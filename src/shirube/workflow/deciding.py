"""What has been decided on a route: replaying the moves of a case. No database here.

A decision counts while the content has the hash that was decided on, within the stages since the
last writing (a *leg*); earlier legs were passed with what was written then.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, Protocol

from shirube.people.verbs import Verb
from shirube.schema import Sheet
from shirube.sheets import content
from shirube.workflow.routes import DONE, Route, Stage

_DECIDES = frozenset({Verb.SUBMIT, Verb.APPROVE, Verb.CONCLUDE, Verb.FINALISE})
_UNDOES = frozenset({Verb.RETURN, Verb.REOPEN, Verb.VOID})


class Way(StrEnum):
    """How it was decided, where not by the one whom the route names."""

    OWN = ""
    DELEGATE = "delegate"  # 専決
    ABSENT = "absent"  # 代決
    COLLECTIVE = "collective"  # 庁議・委員会


WAYS = {Way.OWN: "", Way.DELEGATE: "専決", Way.ABSENT: "代決", Way.COLLECTIVE: "会議の決定"}


class PlainMove(NamedTuple):
    """A move that is not kept (yet)."""

    verb: str
    stage: str
    after: str
    way: str
    meaning: str


class Move(Protocol):
    """What replaying needs of a step; ``models.Step`` is one."""

    @property
    def verb(self) -> str:
        """What was done."""

    @property
    def stage(self) -> str:
        """At which stage."""

    @property
    def after(self) -> str:
        """The stage it led to."""

    @property
    def way(self) -> str:
        """How; for a consent the role that gave it."""

    @property
    def meaning(self) -> str:
        """Hash of the content it was done on."""


def decided_on(sheet: Sheet) -> str:
    """The hash that a decision is bound to: what the sheet says, without opinions on it and the
    answers to them, which come after the decision by design.
    """
    return content.meaning(sheet.model_copy(update={"reviews": ()}))


def decisions(route: Route, moves: Iterable[Move]) -> dict[str, str]:
    """Stage → hash that was decided on there, of what is not undone. Moves in their order."""
    held: dict[str, str] = {}
    order = {stage.key: i for i, stage in enumerate(route.stages)}
    for move in moves:
        if move.verb in _DECIDES:
            if move.verb == Verb.SUBMIT:
                _drop(held, order, move.stage)
            held[move.stage] = move.meaning
        elif move.verb in _UNDOES:
            _drop(held, order, move.after)
        elif move.verb == Verb.CONSENT:
            held[f"{move.stage}+{move.way}"] = move.meaning
    return held


def _drop(held: dict[str, str], order: dict[str, int], start: str) -> None:
    """Forget what was decided at ``start`` and after it; all of it where the route has no such."""
    first = order.get(start, 0)
    for key in list(held):
        if order.get(key.partition("+")[0], first) >= first:
            del held[key]


def resume(route: Route, moves: Iterable[Move], meaning: str) -> str:
    """Where the sheet stands: the first stage that is not done, or whose decision is void."""
    held = decisions(route, moves)
    reached = next((stage.key for stage in route.stages if stage.key not in held), DONE)
    leg = route.leg(reached) if reached != DONE else route.leg(route.stages[-1].key)
    for stage in leg:
        if stage.kind != "write" and held[stage.key] != meaning:
            return stage.key
    return reached


def consents(stage: Stage, held: dict[str, str], meaning: str) -> dict[str, bool]:
    """合議: which roles of the stage have consented to this content."""
    return {role: held.get(f"{stage.key}+{role}") == meaning for role in stage.joint}
