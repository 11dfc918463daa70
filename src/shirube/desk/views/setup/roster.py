"""Divisions and people: a table sent or pasted, looked at, registered; invitations for all."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shirube.desk.access import Desk, for_city
from shirube.desk.page import done, see, show, sorry
from shirube.desk.views.setup.tables import sent_table
from shirube.people.enrolling import enrol, invite_waiting, troubles
from shirube.people.models import Role, Unit, User
from shirube.people.permissions import Refused
from shirube.people.roster import read_roster
from shirube.people.verbs import Verb
from shirube.workflow.setup_drafts import keep_typed, typed_in


@require_http_methods(["GET", "HEAD", "POST"])
@for_city(Verb.MANAGE_PEOPLE)
def roster(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The table as typed last, with every problem by its line, and who is here already."""
    if request.method == "POST":
        return _posted(request, desk)
    code = desk.city.code
    typed = typed_in(code, "people").get("table", "")
    read = read_roster(typed) if typed.strip() else None
    users = User.objects.filter(municipality=code, is_active=True).order_by("username")
    context = {
        "typed": typed,
        "read": read,
        "problems": troubles(code, read) if read else (),
        "units": Unit.objects.filter(municipality=code).select_related("parent").order_by("name"),
        "users": users.prefetch_related("assignments__unit"),
        "waiting": users.filter(last_login=None).exclude(pk=desk.user.pk).count(),
        "roles": [role.label for role in Role if role != Role.SYSTEM],
        "invited": request.session.pop("invitations", None),
    }
    return show(request, desk, "desk/setup/people.html", context)


def _posted(request: HttpRequest, desk: Desk) -> HttpResponse:
    here = reverse("desk:setup_people")
    try:
        table = sent_table(request)
        keep_typed(desk.city.code, "people", {"table": table}, by=desk.by)
        if not request.POST.get("store"):
            return see(f"{here}#looked")
        made = enrol(desk.city.code, read_roster(table), by=desk.by)
    except Refused as refused:
        return sorry(request, refused, here)
    words = f"部署{made.units}件、職員{made.accounts}人、役割{made.roles}件を登録しました。"
    return done(request, words, here)


@require_POST
@for_city(Verb.INVITE)
def invitations(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One-time addresses for everybody who has never been in, shown once."""
    here = reverse("desk:setup_people")
    try:
        people = invite_waiting(desk.city.code, by=desk.by)
    except Refused as refused:
        return sorry(request, refused, here)
    request.session["invitations"] = [
        {"name": one.name, "username": one.username, "unit": one.unit,
         "address": request.build_absolute_uri(one.path)} for one in people
    ]  # fmt: skip
    return done(request, f"{len(people)}人の招待をつくりました。本人に渡してください。", here)
