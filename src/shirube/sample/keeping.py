"""The verb keep_sample: the fictional city put beside the real one to play with, and removed."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.enrolling import Invitation
from shirube.people.log import Change, record
from shirube.people.models import Municipality, SampleCity, User
from shirube.people.permissions import Refused, require
from shirube.people.sign_on.inviting import invite
from shirube.people.verbs import Verb
from shirube.sample.building import CITY, PERSON, build
from shirube.sample.money import build_money
from shirube.sample.office import PEOPLE, open_office
from shirube.sample.removing import remove_rows
from shirube.sheets.forms import library

PLAYERS = ("tanaka", "kato", "sato")
BEFORE = "mihon-"  # of the sample's user names: a sato may be at work here


def sample() -> SampleCity | None:
    """The sample city, if it is here."""
    return SampleCity.objects.select_related("municipality").filter(pk=CITY).first()


@transaction.atomic
def add_sample(
    today: date, *, by: Actor, own: str | None, tell: Callable[[int], None] = lambda _: None
) -> SampleCity:
    """Build the city with three published years and a round under way. All or nothing.

    ``own`` is the municipality of whoever does it, None for the command line. Its people have no
    password: they are invited. Raises Refused where it is here already.
    """
    require(by, Verb.KEEP_SAMPLE, own or CITY)
    if Municipality.objects.filter(pk=CITY).exists():
        raise Refused("見本の市は、もうあります。", "The sample city is here already.")
    names = [f"{BEFORE}{name}" for name in PEOPLE]
    if taken := User.objects.filter(username__in=names).first():
        raise Refused(f"利用者名「{taken.username}」が使われています。", "A user name is taken.")
    build(library(), papers=False, tell=tell)
    mark = SampleCity.objects.create(municipality_id=CITY)
    build_money(_builder())
    open_office(today, before=BEFORE, password=None)
    change = Change(None, {"sample": CITY})
    record(by, Verb.KEEP_SAMPLE, own, f"sample/{CITY}", change)
    return mark


@transaction.atomic
def invite_sample(*, by: Actor, own: str | None) -> list[Invitation]:
    """One-time addresses for three people of the sample city: planning, head, section."""
    require(by, Verb.KEEP_SAMPLE, own or CITY)
    if sample() is None:
        raise Refused("見本の市はありません。", "There is no sample city.")
    found = []
    for name in PLAYERS:
        family, role, unit = PEOPLE[name]
        user = User.objects.get(username=f"{BEFORE}{name}", municipality=CITY)
        path = invite(user, by=_builder())
        found.append(Invitation(user.username, f"{family}({role.label})", unit or "", path))
    record(by, Verb.KEEP_SAMPLE, own, f"sample/{CITY}", Change(None, {"invited": list(PLAYERS)}))
    return found


def _builder() -> Actor:
    from shirube.people.actors import system

    return system(PERSON)


@transaction.atomic
def remove_sample(municipality: str, *, by: Actor, own: str | None) -> int:
    """Remove the sample city with everything of it; returns how many rows went.

    Nothing of it stays: sheets, editions, search, people, its log. That it was removed is in the
    log of ``own``, or of no municipality. Raises Refused for a city that is no sample.
    """
    require(by, Verb.KEEP_SAMPLE, own or municipality)
    if not SampleCity.objects.filter(pk=municipality).exists():
        raise Refused(
            "見本として置いた市ではないので、消しません。データのある団体は消せません。",
            "That is no sample city: nothing was removed.",
        )
    if by.user.municipality_id == municipality:
        raise Refused(
            "見本の市の人は消せません。自分の団体のアカウントで行ってください。",
            "Not by a person of the sample city.",
        )
    if own == municipality:
        raise Refused("自分の団体は消せません。", "Not one's own municipality.")
    gone = remove_rows(municipality)
    change = Change({"sample": municipality}, {"rows": gone})
    record(by, Verb.KEEP_SAMPLE, own, f"sample/{municipality}", change)
    return gone
