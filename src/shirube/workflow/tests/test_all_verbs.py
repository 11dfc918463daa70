"""The verbs tried in any order by anybody: no way around the route, no approval of other words.

What is true is worked out here from a diary that the test keeps, not by the program's own reading.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from shirube.people.actors import Actor
from shirube.people.models import LogEntry
from shirube.people.permissions import Refused
from shirube.sheets.models import SheetVersion, StoredSheet
from shirube.workflow.approve import Decision, approve, consent, seen
from shirube.workflow.assign import change_route, store_route
from shirube.workflow.deciding import Way
from shirube.workflow.drafts.addresses import Address
from shirube.workflow.finalise import finalise, reopen
from shirube.workflow.models import Case, Step
from shirube.workflow.moving import Target
from shirube.workflow.return_ import abstain, return_
from shirube.workflow.review import Conclusion, Judgement, answer_review, conclude, review
from shirube.workflow.routes import DONE, ready_routes
from shirube.workflow.submit import submit
from shirube.workflow.tests.office import CITY, Office, found_office

PEOPLE = ("sato", "suzuki", "kato", "ono", "tanaka", "mori", "hara", "abe", "goto", "kubo")
who = st.sampled_from(PEOPLE)
ROUTES = sorted(ready_routes())
OFFICE: list[Office] = []


class Entry(NamedTuple):
    """A move that succeeded: what, at which stage, on which words."""

    verb: str
    stage: str
    words: str


def words_of(case: Case) -> str:
    """All that the sheet says, without opinions on it."""
    data = json.loads(case.draft)
    data.pop("reviews")
    return json.dumps(data, sort_keys=True)


class Round(RuleBasedStateMachine):
    """One sheet, many hands."""

    def __init__(self) -> None:
        super().__init__()
        self.office = OFFICE[0]
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.office.open("town")
        self.diary: list[Entry] = []
        self.tokens: list[str] = []
        self.typed = 0
        self.stored = StoredSheet.objects.count(), SheetVersion.objects.count()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    @contextmanager
    def trying(self, verb: str, *, moves: bool = True) -> Iterator[Target]:
        """Try something: refused, nothing is different; done, the diary gets a line."""
        case = self.office.case()
        target, before = self.office.target(), self._facts(case)
        self.tokens.append(target.seen)
        try:
            with transaction.atomic():
                yield target
        except Refused:
            assert self._facts(self.office.case()) == before
            return
        if moves:
            self.diary.append(Entry(verb, case.stage, words_of(case)))

    def _facts(self, case: Case) -> tuple[object, ...]:
        logged = LogEntry.objects.count()
        return case.stage, case.draft, case.revision, case.steps.count(), logged, case.route_id

    def by(self, name: str) -> Actor:
        return self.office.people[name]

    @rule(name=who)
    def types(self, name: str) -> None:
        case = self.office.case()
        rating = case.plain().ratings[0]
        self.typed += 1
        with self.trying("save", moves=False):
            text = f"理由 {self.typed}"
            self.office.type(self.by(name), Address("ratings", rating.at or "", "reason"), text)

    @rule()
    def fills_what_is_asked(self) -> None:
        with self.trying("save", moves=False):
            self.office.fill(self.by("sato"))

    @rule(name=st.sampled_from(("sato", "ono", "tanaka")))
    def hands_in(self, name: str) -> None:
        with self.trying("submit") as target:
            submit(target, by=self.by(name))

    @rule(name=who, way=st.sampled_from(list(Way)))
    def approves(self, name: str, way: Way) -> None:
        with self.trying("approve") as target:
            approve(target, Decision(way, "庁議 7月3日", "見企1"), by=self.by(name))

    @rule(name=who, old=st.integers(0, 50))
    def clicks_an_old_page(self, name: str, old: int) -> None:
        if not self.tokens:
            return
        token = self.tokens[old % len(self.tokens)]
        if token == self.office.target().seen:
            return
        before = self._facts(self.office.case())
        for verb in (submit, approve, finalise):
            with pytest.raises(Refused):
                verb(Target(self.office.case().pk, token), by=self.by(name))
        assert self._facts(self.office.case()) == before

    @rule(name=who)
    def consents(self, name: str) -> None:
        with self.trying("consent") as target:
            consent(target, by=self.by(name))

    @rule(name=who, stage=st.sampled_from(("section_head", "head_first", "department_head")))
    def sees_afterwards(self, name: str, stage: str) -> None:
        with self.trying("seen") as target:
            seen(target, stage, by=self.by(name))

    @rule(name=who)
    def stays_out(self, name: str) -> None:
        with self.trying("abstain") as target:
            abstain(target, "利害がある", by=self.by(name))

    @rule(name=who, stage=st.sampled_from((None, "write", "section_head", "head_first")))
    def sends_back(self, name: str, stage: str | None) -> None:
        with self.trying("return") as target:
            return_(target, "足りない", by=self.by(name), to=stage)

    @rule(name=who)
    def marks(self, name: str) -> None:
        with self.trying("review", moves=False):
            review(self.office.case().pk, Judgement("", "よい"), by=self.by(name))

    @rule(name=who)
    def concludes(self, name: str) -> None:
        with self.trying("conclude") as target:
            conclude(target, Conclusion("委員会", ["見直すこと"]), by=self.by(name))

    @rule(name=who)
    def answers(self, name: str) -> None:
        for opinion in self.office.case().opinions.filter(answer=""):
            with self.trying("answer", moves=False):
                answer_review(opinion.pk, "見直します", by=self.by(name))

    @rule(name=who)
    def ends(self, name: str) -> None:
        with self.trying("finalise") as target:
            finalise(target, by=self.by(name), document_no="見企2")

    @rule(name=who)
    def opens_again(self, name: str) -> None:
        with self.trying("reopen") as target:
            reopen(target, "誤り", by=self.by(name))

    @rule(name=who, route=st.sampled_from(ROUTES))
    def goes_another_way(self, name: str, route: str) -> None:
        case = self.office.case()
        stored = store_route(CITY, ready_routes()[route])
        with self.trying("change_route"):
            change_route([case.pk], stored, "組織が変わった", by=self.by(name))

    @rule()
    def everybody_does_the_next_thing(self) -> None:
        """Left to chance alone, a sheet would seldom come far."""
        route, stage = self.office.case().route.plain(), self.office.case().stage
        if stage == DONE:
            return
        kind = route.stage(stage).kind
        if kind == "write":
            self.fills_what_is_asked()
            self.hands_in("ono" if route.key == "department" else "sato")
        elif kind == "approve":
            self.consents("mori")
            for name in ("kato", "ono", "tanaka"):
                if self.office.case().stage == stage:
                    self.approves(name, Way.OWN)
        elif kind == "review":
            self.concludes("tanaka")
        else:
            self.answers("sato")
            self.ends("tanaka")

    @invariant()
    def final_only_at_the_end_of_the_route(self) -> None:
        case = self.office.case()
        if case.stage != DONE:
            return
        stages = case.route.plain().stages
        now, since = words_of(case), self._since_reopened()
        last_writing = max(i for i, s in enumerate(stages) if s.kind == "write")
        for number, stage in enumerate(stages):
            verb = {"write": "submit", "approve": "approve", "review": "conclude",
                    "finalise": "finalise"}[stage.kind]  # fmt: skip
            passed = [e for e in since if e.stage == stage.key and e.verb == verb]
            assert passed, f"{stage.key} was never passed"
            if number > last_writing:
                assert passed[-1].words == now, f"{stage.key} was decided on other words"

    def _since_reopened(self) -> list[Entry]:
        """What an earlier leg decided holds on after a reopening of the last one."""
        return self.diary

    @invariant()
    def every_move_left_a_step_and_a_line_in_the_log(self) -> None:
        steps = [s for s in Step.objects.filter(case=self.office.case()) if s.verb != "void"]
        assert [(s.verb, s.stage) for s in steps if s.verb != "seen"] == [
            (e.verb, e.stage) for e in self.diary if e.verb != "seen"
        ]
        key = str(self.office.case().key)
        verbs = {step.verb for step in steps}
        assert verbs <= set(LogEntry.objects.filter(object_key=key).values_list("verb", flat=True))

    @invariant()
    def only_a_final_sheet_is_stored(self) -> None:
        ever = any(entry.verb == "finalise" for entry in self.diary)
        if not ever:
            assert (StoredSheet.objects.count(), SheetVersion.objects.count()) == self.stored

    @invariant()
    def an_approval_in_force_is_of_these_words(self) -> None:
        """Where the sheet stands, every decision before it in this leg was on what it says now."""
        case = self.office.case()
        if case.stage == DONE:
            return
        route = case.route.plain()
        for stage in route.leg(case.stage):
            if stage.kind == "write":
                continue
            verb = "approve" if stage.kind == "approve" else "conclude"
            own = [e for e in self.diary if e.stage == stage.key and e.verb == verb]
            assert own, f"{stage.key} was skipped"
            assert own[-1].words == words_of(case), f"{stage.key} survived a change"


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("examples", [40])
def test_no_way_around_the_route(examples: int) -> None:
    OFFICE[:] = [found_office()]
    run_state_machine_as_test(
        Round,
        settings=settings(
            max_examples=examples,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_sheets_from_files_never_count_as_approved(db: None) -> None:
    office = found_office()
    office.open("town")
    taken = StoredSheet.objects.filter(fiscal_year=2024)
    assert {one.current.standing for one in taken} == {"machine_read"}
    assert not Step.objects.exists()
    assert not Case.objects.filter(cycle__fiscal_year=2024).exists()
