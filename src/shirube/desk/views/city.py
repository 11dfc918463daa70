"""What the city decides about its public side: readings, ways in, whose names are public."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shirube.desk.access import Desk, for_city
from shirube.desk.page import done, show
from shirube.people.city.deciding import decide_city, settings_of
from shirube.people.city.model import CitySettings, Group
from shirube.people.city.text import checked
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.publishing import queries
from shirube.publishing.ways import sheets_of, unknown

Shown = dict[str, Any]
PARTS = (("topics", "くらしの話題"), ("committees", "所管委員会"))
_LINES = ("branches", "sheets", "divisions")
_WORDS = ("key", "title", "reading", "english", "about")
SPARE = 2  # empty forms for a new one


@require_http_methods(["GET", "HEAD", "POST"])
@for_city(Verb.DECIDE_CITY)
def city(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form; what was typed stays in it when it is refused."""
    settings = settings_of(desk.city.code)
    if request.method != "POST":
        return _form(request, desk, settings.model_dump(mode="json"), settings)
    typed = _typed(request.POST)
    try:
        seen = checked(_seen(request.POST.get("seen", "")))
        changed = decide_city(desk.city.code, checked(typed), by=desk.by, seen=seen)
    except Refused as refused:
        return _form(request, desk, typed, settings, refused)
    words = "決めごとを変えました。" if changed else "前と同じなので、何も変えていません。"
    return done(request, words, reverse("desk:city"))


def _seen(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _form(
    request: HttpRequest,
    desk: Desk,
    typed: Shown,
    now: CitySettings,
    refused: Refused | None = None,
) -> HttpResponse:
    persons = typed.get("persons")
    context = {
        "typed": typed,
        "readings": "\n".join(f"{name}={kana}" for name, kana in typed["readings"].items()),
        "persons": persons is not None,
        "shown": "\n".join((persons or {}).get("show", ())),
        "hidden": "\n".join((persons or {}).get("hide", ())),
        "parts": [_part(name, called, typed[name]) for name, called in PARTS],
        "unknown": list(_unknown(desk.city.code, now)),
        # What the person had before the eyes when the form was opened, not what is there by now.
        "seen": request.POST.get("seen") or now.model_dump_json(),
        "refused": refused.text() if refused else "",
    }
    return show(request, desk, "desk/city.html", context, status=422 if refused else 200)


def _part(name: str, called: str, typed: Iterable[Mapping[str, Any]]) -> Shown:
    groups = [
        {word: one.get(word) or "" for word in _WORDS}
        | {word: "、".join(one.get(word) or ()) for word in _LINES}
        for one in [*typed, *({} for _ in range(SPARE))]
    ]
    return {"name": name, "called": called, "groups": groups}


def _typed(form: Mapping[str, str]) -> Shown:
    """The form as plain data; an empty group is none."""
    return {
        "reading": form.get("reading", "").strip() or None,
        "readings": dict(_pairs(form.get("readings", ""))),
        "persons": {"show": _each(form.get("show", "")), "hide": _each(form.get("hide", ""))}
        if form.get("persons")
        else None,
    } | {name: list(_groups(form, name)) for name, _ in PARTS}


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        name, _, kana = line.replace("\uff1d", "=").partition("=")
        if line.strip():
            yield name.strip(), kana.strip()


def _groups(form: Mapping[str, str], part: str) -> Iterator[Shown]:
    count = form.get(f"{part}-count", "")
    for number in range(min(int(count), 100) if count.isdecimal() and len(count) < 5 else 0):
        given = {name: form.get(f"{part}-{number}-{name}", "") for name in (*_WORDS, *_LINES)}
        if any(text.strip() for text in given.values()):
            words = {name: given[name].strip() or None for name in _WORDS}
            yield words | {name: _each(given[name]) for name in _LINES}


def _each(text: str) -> list[str]:
    """One a line, or several with 、 between."""
    parts = (part.strip() for line in text.splitlines() for part in line.split("、"))
    return [part for part in parts if part]


def _unknown(code: str, settings: CitySettings) -> Iterator[Shown]:
    """Names that find nothing in the newest edition, and groups that stay empty."""
    newest = next(iter(queries.newest_of_each_year(code)), None)
    groups: tuple[Group, ...] = (*settings.topics, *settings.committees)
    if newest is None or not groups:
        return
    sheets = queries.sheets_of(newest)
    for group in groups:
        names = unknown(group, sheets)
        if names or not sheets_of(group, sheets):
            yield {"title": group.title, "names": names}
