"""Moving a case: what every verb does around its own change.

Look (lock the case, check the right, and that the person saw what is there now), change, leave a
step with the frozen content, log, tell whoever acts next.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Max

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb
from shirube.workflow import telling
from shirube.workflow.deciding import PlainMove, Way, decided_on, decisions, resume
from shirube.workflow.due import due
from shirube.workflow.findings import findings_of
from shirube.workflow.models import Case, CaseVersion, Step
from shirube.workflow.routes import Route, Stage
from shirube.workflow.scopes import NEXT, acting_roles, scope_of, stage_of


class Target(NamedTuple):
    """A case as a person saw it: ``seen`` is ``Case`` steps and revision of the page (see
    ``seen_of``). A second click, a page gone back to, an old tab: refused, nothing is done twice.
    """

    case: int
    seen: str


@dataclass
class Moving:
    """A locked case under somebody's hand."""

    case: Case
    route: Route
    stage: Stage | None
    steps: list[Step]
    by: Actor

    @property
    def held(self) -> dict[str, str]:
        """Stage → hash of the decision that stands there."""
        return decisions(self.route, self.steps)


def seen_of(case: Case) -> str:
    """What a page shows of a case, to be sent back with whatever is done: ``12.57``."""
    last = case.steps.aggregate(last=Max("number"))["last"] or 0
    return f"{last}.{case.revision}"


def locked(case_id: int) -> Case:
    """The case, held until the transaction ends. Raises Refused when there is none."""
    rows = Case.objects.select_for_update(of=("self",))
    found = rows.select_related("cycle", "route", "unit", "municipality").filter(pk=case_id).first()
    if found is None:
        raise Refused("シートが見つかりません。", "No such sheet.")
    return found


def look(target: Target, verb: Verb, by: Actor) -> Moving:
    """Lock, check the right, check that the person saw the present state. Raises Refused."""
    case = locked(target.case)
    route = case.route.plain()
    stage = stage_of(case, route)
    require(by, verb, scope_of(case, verb, stage))
    if target.seen != seen_of(case):
        raise Refused(
            "画面を開いたあとに、このシートは進んだか、書き直されています。"
            "いまの内容を見てから、もう一度操作してください。",
            "The sheet has moved on or was changed since you opened the page. Look again first.",
        )
    require_open(case)
    return Moving(case, route, stage, list(case.steps.all()), by)


def require_open(case: Case) -> None:
    """Raises Refused when the year's evaluation is closed."""
    if case.cycle.closed_at is not None:
        raise Refused(
            "この年度の評価は締めくくられています。直すときは企画担当に知らせてください。",
            "This year's evaluation is closed.",
        )


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, for the step: the words that go with it, how, and where the case goes
    (None: wherever the route leads after that).
    """

    verb: Verb
    after: str | None = None
    note: str = ""
    way: str = Way.OWN
    document_no: str = ""


def move(moving: Moving, done: Done) -> Step:
    """Leave the step, put the case at its next stage, log, tell whoever acts there."""
    case, before = moving.case, moving.case.stage
    version = freeze(case)
    onward = _onward(moving, done, version.meaning) if done.after is None else done.after
    step = Step.objects.create(
        case=case,
        number=len(moving.steps) + 1,
        verb=done.verb,
        stage=before,
        after=onward,
        by=moving.by.user,
        person=moving.by.person,
        way=done.way,
        note=done.note.strip(),
        document_no=done.document_no.strip(),
        version=version,
        meaning=version.meaning,
    )
    moving.steps.append(step)
    case.stage = onward
    case.due_on = due(moving.route, case.cycle.starts_on, onward)
    case.noticed = len(findings_of(case))
    case.save(update_fields=["stage", "due_on", "noticed", "changed_at"])
    after = {"stage": onward, "version": version.number, "meaning": version.meaning}
    change = Change({"stage": before}, after, done.note.strip())
    record(moving.by, done.verb, case.municipality_id, str(case.key), change)
    if onward != before:
        _tell_next(moving, done)
    return step


def _onward(moving: Moving, done: Done, meaning: str) -> str:
    before = moving.case.stage
    this = PlainMove(done.verb, before, before, done.way, meaning)
    return resume(moving.route, [*moving.steps, this], meaning)


def freeze(case: Case) -> CaseVersion:
    """The draft as it is now, kept for ever; the last version if nothing changed since."""
    last = case.versions.order_by("-number").first()
    if last is not None and last.content == case.draft:
        return last
    return CaseVersion.objects.create(
        case=case,
        number=last.number + 1 if last else 1,
        content=case.draft,
        meaning=decided_on(case.plain()),
    )


def _tell_next(moving: Moving, done: Done) -> None:
    case = moving.case
    stage = stage_of(case, moving.route)
    if stage is None:
        people = telling.people_for(case, acting_roles(moving.route.stages[0], Verb.SUBMIT))
        telling.tell(case, people, done.verb, f"「{case.title}」が確定しました。")
        return
    people = telling.people_for(case, acting_roles(stage, NEXT[stage.kind]))
    words = f"「{case.title}」が「{stage.title}」に進みました。"
    if done.verb in {Verb.RETURN, Verb.REOPEN}:
        words = f"「{case.title}」が戻されました。理由: {done.note.strip()}"
    elif done.verb == Verb.VOID:
        words = f"「{case.title}」は承認のあとで書き直されたため、「{stage.title}」に戻りました。"
    telling.tell(case, [one for one in people if one != moving.by.user], done.verb, words)
