"""The log for those who read it: newest first, by sheet, account and kind."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from shirube.desk.access import Desk, for_city
from shirube.desk.page import show
from shirube.people.reading_log import Wanted, called, entries
from shirube.people.verbs import Verb


@require_safe
@for_city(Verb.READ_LOG)
def log(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who did what, when, why."""
    form = request.GET
    page = form.get("page", "1")
    wanted = Wanted(
        form.get("about", "").strip(),
        form.get("account", "").strip(),
        form.get("verb", ""),
        int(page) if page.isdecimal() else 1,
    )
    found = entries(desk.city.code, wanted)
    context = {
        "found": found,
        "rows": [(entry, called(entry.verb)) for entry in found],
        "wanted": wanted,
        "verbs": [(verb.value, called(verb)) for verb in Verb],
    }
    return show(request, desk, "desk/log.html", context)
