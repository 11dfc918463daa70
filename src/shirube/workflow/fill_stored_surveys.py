"""The verb fill_stored_surveys: sheets that were read from files are told of which survey their
values are.

A file says a share and no more. What the register adds is a correction of the file: it survives
reading the file again, and somebody confirms the sheet anew.
"""

from collections.abc import Iterator
from functools import partial

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import require
from shirube.people.verbs import Verb
from shirube.sheets.models import StoredSheet
from shirube.workflow.filling.cells import State
from shirube.workflow.filling.stored import correct_stored, read_from_files
from shirube.workflow.filling.surveyed import Answer, Surveys, answers_of, fields_for

REASON = "登録した調査の値"


def preview_stored(surveys: Surveys) -> list[Answer]:
    """What ``fill_stored_surveys`` would do, and where sheet and survey differ; writes nothing."""
    return [one for _, answers in _found(surveys) for one in answers]


@transaction.atomic
def fill_stored_surveys(surveys: Surveys, *, by: Actor) -> list[Answer]:
    """Write a new, unconfirmed version of each sheet that learns something. Raises Refused."""
    require(by, Verb.KEEP_SURVEYS, surveys.municipality)
    done: list[Answer] = []
    for stored, answers in _found(surveys):
        changes = {one.spot: partial(fields_for, one) for one in answers if one.writes}
        if changes:
            correct_stored(stored, changes, REASON, by)
        done += answers
    counts = {state.value: sum(one.state == state for one in done) for state in State}
    key = f"{surveys.municipality}/surveys"
    record(by, Verb.KEEP_SURVEYS, surveys.municipality, key, Change(None, counts))
    return done


def _found(surveys: Surveys) -> Iterator[tuple[StoredSheet, list[Answer]]]:
    codes = {code for _, code, _ in surveys.found}
    rows = StoredSheet.objects.filter(municipality_id=surveys.municipality, code__in=codes)
    for stored in read_from_files(rows, surveys.municipality):
        year = stored.fiscal_year
        if year is None or stored.current.standing == "entered":
            continue
        answers = [one for one in answers_of(stored.current.plain(), year, surveys) if _told(one)]
        if answers:
            yield stored, answers


def _told(one: Answer) -> bool:
    """A file that says something else of a year without a survey needs no survey's value."""
    return one.state != State.KEPT or one.surveyed == one.year
