"""A route as data: the stages a sheet passes, who acts in each, and what the city allows there."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from shirube.people.models import Role
from shirube.schema.plain import Plain

StageKind = Literal["write", "approve", "review", "finalise"]
DONE = "done"  # the stage of a case that has left its route


class Stage(Plain):
    """One stop of a sheet.

    ``write`` is left by submitting, ``approve`` by the decision of a person (or, if ``collective``,
    of a body whose secretariat records it), ``review`` by the one opinion that was formed,
    ``finalise`` ends the route.
    """

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str  # 課長承認, 二次評価 …
    kind: StageKind
    round: str = ""  # 前期, 一次評価 …: for people only
    role: Role  # who acts
    helpers: tuple[Role, ...] = ()  # write: may fill in, but not submit
    days: Annotated[int, Field(ge=0)] = 5  # office days that it has
    edits: bool = False  # approve: whoever decides may mend the text (which makes approvals void)
    author_may: bool = False  # approve: also the person who submitted
    delegates: tuple[Role, ...] = ()  # 専決: decide in their own right
    absence: tuple[Role, ...] = ()  # 代決: decide when the one is away, who sees it afterwards
    joint: tuple[Role, ...] = ()  # 合議: must consent before the decision
    collective: bool = False  # decided by a body, recorded by ``recorded_by``
    recorded_by: Role | None = None
    numbered: bool = False  # the decision gets a document number (文書番号)
    marks: tuple[str, ...] = ()  # review: what each member may give: A, B, C …
    answered: bool = False  # review: the city must answer each opinion before the sheet is final

    @model_validator(mode="after")
    def _fits(self) -> "Stage":
        if self.kind == "review" and self.recorded_by is None:
            raise ValueError(f"{self.key}: a review needs recorded_by")
        if self.collective and self.recorded_by is None:
            raise ValueError(f"{self.key}: a collective decision needs recorded_by")
        return self


class Route(Plain):
    """A line of stages. It begins with writing and ends with finalising."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    about: str = ""  # for whom it is, in a sentence
    stages: tuple[Stage, ...]

    @model_validator(mode="after")
    def _whole(self) -> "Route":
        keys = [stage.key for stage in self.stages]
        if len(set(keys)) != len(keys) or DONE in keys:
            raise ValueError("stage keys must differ, and none may be 'done'")
        if not self.stages or self.stages[0].kind != "write":
            raise ValueError("a route begins with a stage of kind write")
        ends = [stage.kind == "finalise" for stage in self.stages]
        if not ends[-1] or sum(ends) != 1:
            raise ValueError("a route ends with its one stage of kind finalise")
        return self

    def stage(self, key: str) -> Stage:
        """The stage of that key. Raises KeyError."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        raise KeyError(key)

    def index(self, key: str) -> int:
        """Where the stage stands; the number of stages for ``done``. Raises KeyError."""
        if key == DONE:
            return len(self.stages)
        return self.stages.index(self.stage(key))

    def leg(self, key: str) -> tuple[Stage, ...]:
        """The stages from the last writing before ``key`` up to, without, ``key``; none at a
        writing: what was decided before it was decided on the words of its own time.
        """
        if self.stage(key).kind == "write":
            return ()
        before = self.stages[: self.index(key)]
        start = max((i for i, stage in enumerate(before) if stage.kind == "write"), default=0)
        return before[start:]

    def writing_before(self, key: str) -> Stage:
        """The nearest writing at or before the stage: where what is returned goes."""
        at = self.index(key)
        return next(stage for stage in reversed(self.stages[: at + 1]) if stage.kind == "write")
