"""The verb found_city: a municipality begins here, by its code or a name that is known."""

from django.db import transaction

from shirube.basics.japanese_text import squeeze
from shirube.basics.municipality_code import parse_municipality_code
from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.models import Assignment, Municipality, Role, User
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb
from shirube.schema import MunicipalityRef


def may_found(user: User) -> bool:
    """The account that was made for it: of no municipality, in an installation without people."""
    if user.is_system:
        return True
    nobody = not Assignment.objects.filter(municipality__sample=None).exists()
    return user.is_active and user.municipality_id is None and nobody


def municipality_said(code: str, name: str, known: dict[str, str] | None = None) -> MunicipalityRef:
    """The municipality that somebody means. ``known``: code → name of what the program has met.

    Raises Refused with what is wrong: a code whose check digit does not fit, no code for a name
    that is not known, no name for a code that is not.
    """
    names = dict(known or {}) | dict(Municipality.objects.values_list("code", "name"))
    if not code.strip():
        found = [one for one, called in names.items() if squeeze(called) == squeeze(name)]
        if not name.strip() or len(found) != 1:
            raise Refused(
                "この名前の団体コードが分かりません。6桁の団体コードを入れてください。",
                "The code of that name is not known: type all six digits.",
                "code",
            )
        return MunicipalityRef(code=found[0], name=names[found[0]])
    try:
        digits = parse_municipality_code(code)
    except ValueError as error:
        ja, _, en = str(error).partition(" / ")
        raise Refused(f"団体コード{ja}。", f"Municipality code: {en or ja}.", "code") from error
    called = name.strip() or names.get(digits, "")
    if not called:
        raise Refused("団体の名前を入れてください。", "Give the name of the municipality.", "name")
    return MunicipalityRef(code=digits, name=called)


@transaction.atomic
def found_city(ref: MunicipalityRef, *, by: Actor) -> Municipality:
    """Register the municipality; whoever does so for an installation becomes its administrator and
    planning office. Raises Refused.
    """
    if not may_found(by.user):
        require(by, Verb.FOUND_CITY, ref.code)
        raise Refused("団体は、もう登録されています。", "There is a municipality already.")
    if hasattr(Municipality.objects.filter(pk=ref.code).first(), "sample"):
        raise Refused(
            "これは見本の市です。自分の団体のコードを入れてください。", "That is the sample city."
        )
    city, _ = Municipality.objects.get_or_create(code=ref.code, defaults={"name": ref.name})
    after = {"code": ref.code, "name": city.name}
    record(by, Verb.FOUND_CITY, city.code, city.code, Change(None, after))
    if not by.user.is_system:
        by.user.municipality = city
        by.user.save(update_fields=["municipality"])
        for role in (Role.ADMINISTRATOR, Role.PLANNING):
            Assignment.objects.create(user=by.user, municipality=city, role=role)
    return city


@transaction.atomic
def rename_city(code: str, name: str, *, by: Actor) -> bool:
    """Mend the name; what was published keeps the one that it had. Raises Refused."""
    require(by, Verb.SET_UP, code)
    city = Municipality.objects.select_for_update().get(pk=code)
    if not name.strip():
        raise Refused("団体の名前を入れてください。", "Give the name.")
    before, city.name = city.name, name.strip()
    if before == city.name:
        return False
    city.save(update_fields=["name"])
    record(by, Verb.SET_UP, code, code, Change({"name": before}, {"name": city.name}))
    return True


@transaction.atomic
def first_account(username: str, name: str, *, by: Actor) -> User:
    """The account that will found the municipality. Raises Refused where people are here already.

    Only the command line: whoever runs it holds the server.
    """
    require(by, Verb.FOUND_CITY, "")
    known = User.objects.filter(username=username).first()
    if known is not None and may_found(known):
        return known
    user = User(username=username.strip(), last_name=name.strip() or username.strip())
    if known is not None or not username.strip() or not may_found(user):
        raise Refused(
            "この利用者名は使われているか、団体がもう登録されています。"
            "--municipality で団体を指定してください。",
            "The name is taken, or a municipality is here already: give --municipality.",
        )
    user.set_unusable_password()
    user.save()
    record(by, Verb.MANAGE_PEOPLE, None, f"user/{username}", Change(None, {"first": username}))
    return user
