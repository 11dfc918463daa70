"""A form of a page opened before signing in anew: what was typed is shown, nothing is done."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from shirube.desk import unsent
from shirube.desk.access import wants_json
from shirube.desk.page import frame

_WORDS = "この画面は、ログインし直す前に開いたものです。開き直してから、もう一度送ってください。"


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django calls this where a form's token does not fit (``CSRF_FAILURE_VIEW``).

    Another site may have sent the form: its words are shown, not kept, and no button sends them.
    """
    if wants_json(request):
        return JsonResponse({"refused": _WORDS}, status=403)
    one = unsent.typed(request, _WORDS)
    context = {**frame(request), "reason": _WORDS, "lost": one}
    return render(request, "desk/stale.html", context, status=403)
