"""Topics and committees, told in English from the newest edition."""

from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shirube.people.city.deciding import settings_of
from shirube.people.city.model import Group
from shirube.people.models import Municipality
from shirube.portal.english import words
from shirube.portal.english.frame import edition_box, frame
from shirube.portal.english.plan import chosen_of, counted, tree
from shirube.portal.english.refusing import english
from shirube.portal.ways.context import MOST
from shirube.portal.ways.kinds import KINDS, groups
from shirube.publishing import queries
from shirube.publishing.models import Edition
from shirube.publishing.ways import money_of, sheets_of

Shown = dict[str, Any]


@require_safe
@english
def ways(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """All topics or committees."""
    city = _published(code)
    listed = [
        {"of": one, "called": one.english or one.title,
         "href": reverse("portal:english:way", args=[code, kind, one.key])}
        for one in groups(settings_of(code), KINDS[kind])
    ]  # fmt: skip
    context = frame(reverse("portal:ways", args=[code, kind]), city)
    context |= {"kind": KINDS[kind], "groups": listed}
    return render(request, "portal/english/ways.html", context)


@require_safe
@english
def way(request: HttpRequest, code: str, kind: str, key: str) -> HttpResponse:
    """One topic or committee; no sheet of it where nothing is out."""
    city = _published(code)
    found = groups(settings_of(code), KINDS[kind])
    group = next((one for one in found if one.key == key), None)
    if group is None:
        raise Http404
    newest = next(iter(queries.newest_of_each_year(code)), None)
    context = frame(reverse("portal:way", args=[code, kind, key]), city) | {
        "kind": KINDS[kind],
        "group": group,
        "called": group.english or group.title,
        "ways_href": reverse("portal:english:ways", args=[code, kind]),
    }
    if newest is not None:
        context |= edition_box(newest) | _told(newest.pk, newest.manifest_sha256, group)
    return render(request, "portal/english/way.html", context)


@lru_cache(maxsize=64)
def _told(edition_id: int, manifest: str, group: Group) -> Shown:
    """An edition never changes; its manifest's hash stands for all of it."""
    every = chosen_of(Edition.objects.get(pk=edition_id))
    sheets = [one.sheet for one in every]
    wanted = {sheet.key for sheet in sheets_of(group, sheets)}
    chosen = [one for one in every if one.sheet.key in wanted]
    listed = chosen
    if len(chosen) > MOST:
        listed = [one for one in chosen if one.sheet.kind != "project"][:MOST]
    return counted(chosen) | {
        "money": words.edition_money(money_of(group, sheets)),
        "tree": tree(listed),
        "unlisted": len(chosen) - len(listed),
    }


def _published(code: str) -> Municipality:
    city = get_object_or_404(Municipality, pk=code)
    if not Edition.objects.filter(municipality=city).exists():
        raise Http404
    return city
